"""EventBridge Scheduler schedule under a KMS key."""

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
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="scheduler-cmk",
    title=Text(
        en="EventBridge schedule under a KMS key", ja="KMS キーで暗号化された EventBridge Scheduler のスケジュール"
    ),
    source=(Kind.SCHEDULE,),
    target=Kind.KEY,
    caller=AssumedRole("scheduler.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.SCHEDULE,
            target=("KmsKeyArn",),
            role=("Target.RoleArn",),
            terraform=("aws_scheduler_schedule.kms_key_arn",),
        ),
    ),
    calls=(
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Absent(INFERRED),
                "kms:EncryptionContext:aws:scheduler:schedule:arn": Sent(Part.SOURCE_ARN, DOCUMENTED),
            },
        ),
    ),
    failure=Failure.SILENT,
    seen_in=(
        Text(
            en="metrics TargetErrorCount and InvocationDroppedCount in AWS/Scheduler",
            ja="AWS/Scheduler の TargetErrorCount と InvocationDroppedCount メトリクス",
        ),
        Text(
            en="CloudTrail of the key: AccessDenied for the role",
            ja="キーのリージョンの CloudTrail: ロールの AccessDenied",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/scheduler/latest/UserGuide/encryption-rest.html",
            says=Text(
                en="The execution role decrypts the payload, with the ARN of the schedule as encryption context; whoever creates the schedule needs kms:DescribeKey, kms:GenerateDataKey and kms:Decrypt; grants aren't supported.",
                ja="実行ロールがペイロードを復号します。暗号化コンテキストはスケジュールの ARN です。スケジュールを作成する側には kms:DescribeKey、kms:GenerateDataKey、kms:Decrypt が必要です。グラントには対応していません。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://github.com/aws/aws-cdk/pull/31923",
            says=Text(
                en="kms:Decrypt alone suffices for the role, tried out.",
                ja="ロールの権限は kms:Decrypt だけで足りることが実際に確認されています。",
            ),
            read_on="2026-11-22",
        ),
    ),
    notes=Text(
        en="Only the payload is under the key. What the schedule invokes is a delivery of its own. Whoever deploys needs kms:DescribeKey, kms:GenerateDataKey and kms:Decrypt through scheduler.REGION.amazonaws.com.",
        ja="このキーで暗号化されるのはペイロードだけです。スケジュールによる呼び出しは別の配信として判定します。デプロイする側には、scheduler.REGION.amazonaws.com を経由する kms:DescribeKey、kms:GenerateDataKey、kms:Decrypt が必要です。",
    ),
)
