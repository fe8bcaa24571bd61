"""Auto Scaling lifecycle hook -> SQS queue."""

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
    When,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="autoscaling-lifecycle-hook-to-sqs",
    part_of="autoscaling-lifecycle-hook-to-sns-sqs",
    title=Text(
        en="Auto Scaling lifecycle hook to SQS queue", ja="Auto Scaling のライフサイクルフックから SQS キューへ"
    ),
    source=(
        Kind.LIFECYCLE_HOOK,
        Kind.AUTO_SCALING_GROUP,
    ),
    target=Kind.QUEUE,
    caller=AssumedRole("autoscaling.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.LIFECYCLE_HOOK,
            target=("NotificationTargetARN",),
            role=("RoleARN",),
            terraform=("aws_autoscaling_lifecycle_hook.notification_target_arn",),
        ),
        Wiring(
            holder=Kind.AUTO_SCALING_GROUP,
            target=("LifecycleHookSpecificationList[].NotificationTargetARN",),
            role=(".RoleARN",),
            terraform=("aws_autoscaling_group.initial_lifecycle_hook",),
        ),
    ),
    calls=(
        Call(
            "sqs:SendMessage",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
        ),
        Call(
            "sqs:GetQueueUrl",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_SQS, DOCUMENTED),
                "kms:EncryptionContext:aws:sqs:arn": Sent(Part.TARGET, INFERRED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_SQS, DOCUMENTED),
                "kms:EncryptionContext:aws:sqs:arn": Sent(Part.TARGET, INFERRED),
            },
        ),
    ),
    failure=Failure.SILENT,
    seen_in=(
        Text(
            en="scaling activity: the hook ends with its default result",
            ja="スケーリングアクティビティ (フックが DefaultResult で終了)",
        ),
        Text(
            en="CloudTrail of the key: AccessDenied for the role, invokedBy sqs.amazonaws.com",
            ja="キーのリージョンの CloudTrail: ロールに対する、invokedBy が sqs.amazonaws.com の AccessDenied",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/autoscaling/ec2/userguide/lifecycle-hooks.html",
            says=Text(
                en="A hook's notification is sent with the role that the hook names.",
                ja="フックの通知は、フックで指定したロールで送信されます。",
            ),
            read_on="2023-06",
        ),
        Doc(
            url="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html",
            says=Text(
                en="Lifecycle hooks reach encrypted queues only if these are standard queues.",
                ja="ライフサイクルフックの通知が暗号化されたキューに届くのは、標準キューの場合だけです。",
            ),
            read_on="2023-06",
        ),
    ),
    notes=Text(
        en="Standard queues only. Nobody answers a hook that nobody hears of: it waits for its heartbeat timeout, then takes its default result.",
        ja="標準キューだけが対象です。通知が届かないと誰も応答できず、ハートビートのタイムアウトまで待機した後、デフォルトの結果になります。",
    ),
)
