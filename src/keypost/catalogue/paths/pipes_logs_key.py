"""EventBridge pipe under a KMS key that logs execution data."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    Absent,
    AssumedRole,
    Call,
    Doc,
    Failure,
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
    id="pipes-logs-key",
    part_of="pipes-cmk",
    title=Text(
        en="Log with execution data of an EventBridge pipe under a KMS key",
        ja="KMS キーで暗号化された EventBridge Pipes の実行データのログ",
    ),
    source=(Kind.PIPE,),
    target=Kind.KEY,
    caller=AssumedRole("pipes.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.PIPE,
            target=("[LogConfiguration.IncludeExecutionData].KmsKeyIdentifier",),
            role=("RoleArn",),
            terraform=("aws_pipes_pipe.log_configuration",),
        ),
    ),
    calls=(
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Undocumented(),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:SourceArn": Sent(Part.LOGS_ASTERISK, DOCUMENTED),
            },
            caller=Service("delivery.logs.amazonaws.com"),
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Undocumented(),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:SourceArn": Sent(Part.LOGS_ASTERISK, DOCUMENTED),
            },
            caller=Service("delivery.logs.amazonaws.com"),
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:SourceArn": Sent(Part.LOGS_ASTERISK, DOCUMENTED),
            },
        ),
    ),
    failure=Failure.SILENT,
    seen_in=(Text(en="missing log records", ja="ログレコードの欠落"),),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-encryption-pipes-cmkey.html",
            says=Text(
                en="The execution role describes the key, makes data keys and decrypts; the text has aws:pipes:arn as encryption context, the example aws:pipe:arn; with execution data in the log, the log delivery service decrypts and makes data keys, and the role makes data keys.",
                ja="実行ロールがキーの情報を取得し、データキーを生成し、復号します。暗号化コンテキストは、本文では aws:pipes:arn、例では aws:pipe:arn です。ログに実行データを含める場合は、ログ配信サービスが復号とデータキーの生成を行い、ロールもデータキーを生成します。",
            ),
            read_on="2026-11-22",
        ),
    ),
    notes=Text(
        en="The value of the encryption context ends in a real asterisk: arn:PARTITION:logs:REGION:ACCOUNT:*.",
        ja="暗号化コンテキストの値の末尾は、ワイルドカードではなくアスタリスクそのものです: arn:PARTITION:logs:REGION:ACCOUNT:*",
    ),
)
