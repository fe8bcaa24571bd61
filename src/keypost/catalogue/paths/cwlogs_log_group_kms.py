"""CloudWatch Logs log group -> its KMS key."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    Absent,
    Call,
    Doc,
    Failure,
    Necessity,
    Part,
    Path,
    Sent,
    Service,
    Undocumented,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="cwlogs-log-group-kms",
    title=Text(en="Log group under a KMS key", ja="KMS キーで暗号化されたロググループ"),
    source=(Kind.LOG_GROUP,),
    target=Kind.KEY,
    caller=Service("logs.{region}.amazonaws.com", seen_as="logs.amazonaws.com"),
    wirings=(Wiring(holder=Kind.LOG_GROUP, target=("KmsKeyId",), terraform=("aws_cloudwatch_log_group.kms_key_id",)),),
    calls=(
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Undocumented(),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:logs:arn": Sent(Part.LOG_GROUP, DOCUMENTED),
            },
            advised="kms:GenerateDataKey*",
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Undocumented(),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:logs:arn": Sent(Part.LOG_GROUP, DOCUMENTED),
            },
        ),
        Call(
            "kms:Encrypt",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Undocumented(),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:logs:arn": Sent(Part.LOG_GROUP, DOCUMENTED),
            },
            evidence=INFERRED,
            advised="kms:Encrypt*",
        ),
        Call(
            "kms:ReEncryptFrom",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Undocumented(),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:logs:arn": Sent(Part.LOG_GROUP, DOCUMENTED),
            },
            evidence=INFERRED,
            advised="kms:ReEncrypt*",
        ),
        Call(
            "kms:ReEncryptTo",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Undocumented(),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:logs:arn": Sent(Part.LOG_GROUP, DOCUMENTED),
            },
            evidence=INFERRED,
            advised="kms:ReEncrypt*",
        ),
        Call(
            "kms:DescribeKey",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Undocumented(),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:logs:arn": Absent(DOCUMENTED),
            },
            necessity=Necessity.RECOMMENDED,
            advised="kms:Describe*",
        ),
    ),
    failure=Failure.AT_CONFIGURATION,
    seen_in=(
        Text(
            en="error of CreateLogGroup or AssociateKmsKey, or of the stack",
            ja="CreateLogGroup・AssociateKmsKey (またはスタック) のエラー",
        ),
        Text(
            en="errors of PutLogEvents and GetLogEvents once the key is refused or disabled",
            ja="キーが拒否・無効化された後の PutLogEvents・GetLogEvents のエラー",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
            says=Text(
                en="The key lets the regional principal of CloudWatch Logs encrypt, decrypt, re-encrypt, make data keys and describe; the encryption context is the ARN of the log group.",
                ja="キーで、リージョン付きの CloudWatch Logs のプリンシパルに、暗号化、復号、再暗号化、データキーの生成、キー情報の取得を許可します。暗号化コンテキストはロググループの ARN です。",
            ),
            read_on="2026-11-22",
        ),
    ),
    symptoms=("The specified KMS key does not exist or is not allowed to be used with LogGroup",),
    notes=Text(
        en="The principal is the regional one, logs.REGION.amazonaws.com. The context is the ARN of the log group without the `:*` that CloudFormation's Arn ends in. Who writes to the group (Lambda, VPC flow logs, a trail) needs no KMS permission. AWS's own statement puts kms:Describe* under the condition on the context, where it never matches; the association works all the same. Of the five documented actions, only data keys and decryption are taken as proven needs.",
        ja="プリンシパルはリージョン付きの logs.REGION.amazonaws.com です。コンテキストはロググループの ARN で、CloudFormation の Arn の末尾にある `:*` は付きません。書き込む側 (Lambda、VPC フローログ、証跡など) に KMS の権限は要りません。AWS の例では kms:Describe* もコンテキストの条件の下にあり、一致することはありませんが、関連付けは成功します。ドキュメントにある 5 つのアクションのうち、必須が確かなものとして扱うのはデータキーの生成と復号だけです。",
    ),
)
