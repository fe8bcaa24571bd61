"""SES receipt rule with an S3 action -> S3 bucket."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    Absent,
    Call,
    Doc,
    Failure,
    Part,
    Path,
    Sent,
    Service,
    Undocumented,
    When,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="ses-receipt-to-s3",
    title=Text(en="SES receipt rule to S3 bucket", ja="SES 受信ルールから S3 バケットへ"),
    source=(Kind.SES_RECEIPT_RULE,),
    target=Kind.BUCKET,
    caller=Service("ses.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.SES_RECEIPT_RULE,
            target=("Rule.Actions[].S3Action[!KmsKeyArn][!IamRoleArn].BucketName",),
            values={"prefix": ".ObjectKeyPrefix"},
            terraform=("aws_ses_receipt_rule.s3_action",),
        ),
    ),
    calls=(
        Call(
            "s3:PutObject",
            on=Part.PREFIXED_OBJECT,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
            },
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_OFF,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.PREFIXED_OBJECT, DOCUMENTED),
            },
            advised="kms:GenerateDataKey*",
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_OFF,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.PREFIXED_OBJECT, DOCUMENTED),
            },
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_ON,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.TARGET, DOCUMENTED),
            },
            advised="kms:GenerateDataKey*",
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_ON,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.TARGET, DOCUMENTED),
            },
        ),
    ),
    failure=Failure.AT_CONFIGURATION_THEN_SILENT,
    seen_in=(
        Text(
            en="exception of CreateReceiptRule or UpdateReceiptRule", ja="CreateReceiptRule・UpdateReceiptRule の例外"
        ),
        Text(
            en="CloudTrail of the key, which may lack it: AccessDenied from kms.amazonaws.com, invokedBy ses.amazonaws.com",
            ja="キーのリージョンの CloudTrail (記録されないこともある): invokedBy が ses.amazonaws.com の、kms.amazonaws.com の AccessDenied",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/ses/latest/dg/receiving-email-permissions.html",
            says=Text(
                en="Bucket policy and key policy for ses.amazonaws.com, with aws:SourceAccount and the receipt rule in aws:SourceArn.",
                ja="ses.amazonaws.com に対するバケットポリシーとキーポリシーの例で、aws:SourceAccount と、aws:SourceArn の受信ルールを条件にしています。",
            ),
            read_on="2023-06",
        ),
        Doc(
            url="https://docs.aws.amazon.com/kms/latest/developerguide/services-ses.html",
            says=Text(
                en="A message that SES itself encrypts carries its account, rule and message as encryption context.",
                ja="SES 自身が暗号化するメッセージの暗号化コンテキストには、アカウント、ルール、メッセージが入ります。",
            ),
            read_on="2023-06",
        ),
    ),
    symptoms=("InvalidS3Configuration",),
    notes=Text(
        en="This is about the bucket's own encryption. A message that SES encrypts before it is stored (KmsKeyArn) carries another encryption context, and an action with a role is called by that role: neither is decided yet.",
        ja="ここで扱うのはバケット自身の暗号化です。保存前に SES がメッセージを暗号化する場合 (KmsKeyArn) は暗号化コンテキストが異なり、ロールを指定したアクションはそのロールが呼び出します。この 2 つはまだ判定しません。",
    ),
)
