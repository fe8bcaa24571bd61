"""AWS Glue security configuration, CloudWatch Logs -> its KMS key."""

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
    id="glue-logs-key",
    part_of="glue-job-encryption",
    title=Text(
        en="Logs of Glue jobs and crawlers under a KMS key",
        ja="KMS キーで暗号化される Glue ジョブ・クローラーのログ",
    ),
    source=(Kind.GLUE_SECURITY,),
    target=Kind.KEY,
    caller=Service("logs.{region}.amazonaws.com", seen_as="logs.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.GLUE_SECURITY,
            target=("EncryptionConfiguration.CloudWatchEncryption[CloudWatchEncryptionMode=SSE-KMS].KmsKeyArn",),
            terraform=("aws_glue_security_configuration.encryption_configuration",),
        ),
    ),
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
                "kms:EncryptionContext:aws:logs:arn": Sent(Part.GLUE_LOG_GROUPS, DOCUMENTED),
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
                "kms:EncryptionContext:aws:logs:arn": Sent(Part.GLUE_LOG_GROUPS, DOCUMENTED),
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
                "kms:EncryptionContext:aws:logs:arn": Sent(Part.GLUE_LOG_GROUPS, DOCUMENTED),
            },
            evidence=INFERRED,
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
                "kms:EncryptionContext:aws:logs:arn": Sent(Part.GLUE_LOG_GROUPS, DOCUMENTED),
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
                "kms:EncryptionContext:aws:logs:arn": Sent(Part.GLUE_LOG_GROUPS, DOCUMENTED),
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
    failure=Failure.RECORDED,
    seen_in=(
        Text(
            en="error of the job or crawler run",
            ja="ジョブ・クローラーの実行エラー",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/glue/latest/dg/set-up-encryption.html",
            says=Text(
                en="The role of a job that writes encrypted data needs kms:Decrypt, kms:Encrypt and kms:GenerateDataKey; encrypted logs need a key statement for the regional principal of CloudWatch Logs, and the role logs:AssociateKmsKey.",
                ja="暗号化されたデータを書き込むジョブのロールには kms:Decrypt、kms:Encrypt、kms:GenerateDataKey が必要です。ログの暗号化には、CloudWatch Logs のリージョン付きプリンシパルに対するキーポリシーのステートメントと、ロールの logs:AssociateKmsKey が必要です。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
            says=Text(
                en="The encryption context is the ARN of the log group.",
                ja="暗号化コンテキストはロググループの ARN です。",
            ),
            read_on="2026-11-22",
        ),
    ),
    notes=Text(
        en="The log groups stand under /aws-glue/ and are made by the job or crawler, whose role needs logs:AssociateKmsKey, which is not decided here.",
        ja="ロググループは /aws-glue/ の下に、ジョブやクローラーによって作られます。そのロールに必要な logs:AssociateKmsKey は、ここでは判定しません。",
    ),
)
