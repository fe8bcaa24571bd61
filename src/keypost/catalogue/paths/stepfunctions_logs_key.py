"""Step Functions state machine under a KMS key that logs."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
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
    id="stepfunctions-logs-key",
    part_of="stepfunctions-cmk",
    title=Text(
        en="Log of a Step Functions state machine under a KMS key",
        ja="KMS キーで暗号化された Step Functions のステートマシンのログ",
    ),
    source=(Kind.STATE_MACHINE,),
    target=Kind.KEY,
    caller=AssumedRole("states.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.STATE_MACHINE,
            target=("[LoggingConfiguration.Level=ALL|ERROR|FATAL].EncryptionConfiguration.KmsKeyId",),
            role=("RoleArn",),
            terraform=("aws_sfn_state_machine.logging_configuration",),
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
                "kms:EncryptionContext:SourceArn": Sent(Part.LOGS_ASTERISK, INFERRED),
            },
            caller=Service("delivery.logs.amazonaws.com"),
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Absent(DOCUMENTED),
                "kms:EncryptionContext:SourceArn": Sent(Part.LOGS_ASTERISK, DOCUMENTED),
            },
        ),
    ),
    failure=Failure.SILENT,
    seen_in=(Text(en="missing log records", ja="ログレコードの欠落"),),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html",
            says=Text(
                en="The execution role decrypts and makes data keys, with the ARN of the state machine as encryption context; for synchronous Express executions decryption suffices; kms:ViaService on the role can keep executions from starting; with logging on, delivery.logs.amazonaws.com decrypts and the role makes data keys.",
                ja="実行ロールが復号とデータキーの生成を行います。暗号化コンテキストはステートマシンの ARN です。Express の同期実行では復号だけで足ります。ロールに kms:ViaService の条件があると、実行を開始できないことがあります。ログ記録が有効な場合は、delivery.logs.amazonaws.com が復号し、ロールがデータキーを生成します。",
            ),
            read_on="2026-11-22",
        ),
    ),
    notes=Text(
        en="The log group may be under another key, which is a delivery of its own. The value of the encryption context ends in a real asterisk: arn:PARTITION:logs:REGION:ACCOUNT:*.",
        ja="ロググループのキーは別のものでもよく、別の配信として判定します。暗号化コンテキストの値の末尾は、ワイルドカードではなくアスタリスクそのものです: arn:PARTITION:logs:REGION:ACCOUNT:*",
    ),
)
