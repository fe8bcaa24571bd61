"""Step Functions standard workflow under a KMS key."""

from keypost.catalogue.declare import DOCUMENTED, Absent, AssumedRole, Call, Doc, Failure, Part, Path, Sent, Wiring
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="stepfunctions-role-key",
    part_of="stepfunctions-cmk",
    title=Text(
        en="Step Functions state machine under a KMS key", ja="KMS キーで暗号化された Step Functions のステートマシン"
    ),
    source=(Kind.STATE_MACHINE,),
    target=Kind.KEY,
    caller=AssumedRole("states.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.STATE_MACHINE,
            target=("[!StateMachineType=EXPRESS].EncryptionConfiguration.KmsKeyId",),
            role=("RoleArn",),
            terraform=("aws_sfn_state_machine.encryption_configuration",),
        ),
    ),
    calls=(
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Absent(DOCUMENTED),
                "kms:EncryptionContext:aws:states:stateMachineArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
            },
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Absent(DOCUMENTED),
                "kms:EncryptionContext:aws:states:stateMachineArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
            },
        ),
    ),
    failure=Failure.TO_CALLER,
    seen_in=(Text(en="error of the execution", ja="実行のエラー"),),
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
        en="The role calls AWS KMS directly: a condition on kms:ViaService keeps executions from starting. Whoever creates or updates the state machine needs kms:DescribeKey and kms:GenerateDataKey, whoever reads executions kms:Decrypt. Activities with a key of their own aren't looked at.",
        ja="ロールは AWS KMS を直接呼び出すため、kms:ViaService の条件があると実行を開始できません。ステートマシンを作成・更新する側には kms:DescribeKey と kms:GenerateDataKey、実行の内容を参照する側には kms:Decrypt が必要です。独自のキーを持つアクティビティは対象外です。",
    ),
)
