"""Auto Scaling lifecycle hook -> SNS topic."""

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
    id="autoscaling-lifecycle-hook-to-sns",
    part_of="autoscaling-lifecycle-hook-to-sns-sqs",
    title=Text(
        en="Auto Scaling lifecycle hook to SNS topic", ja="Auto Scaling のライフサイクルフックから SNS トピックへ"
    ),
    source=(
        Kind.LIFECYCLE_HOOK,
        Kind.AUTO_SCALING_GROUP,
    ),
    target=Kind.TOPIC,
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
            "sns:Publish",
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
                "kms:ViaService": Sent(Part.VIA_SNS, DOCUMENTED),
                "kms:EncryptionContext:aws:sns:topicArn": Sent(Part.TARGET, INFERRED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_SNS, DOCUMENTED),
                "kms:EncryptionContext:aws:sns:topicArn": Sent(Part.TARGET, INFERRED),
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
            en="CloudTrail of the key: AccessDenied for the role, invokedBy sns.amazonaws.com",
            ja="キーのリージョンの CloudTrail: ロールに対する、invokedBy が sns.amazonaws.com の AccessDenied",
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
            url="https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
            says=Text(
                en="Lists the event sources that publish with an IAM role: the key policy then names the role, not the service.",
                ja="IAM ロールで発行するイベントソースの一覧です。その場合、キーポリシーにはサービスではなくロールを記述します。",
            ),
            read_on="2025",
        ),
    ),
    notes=Text(
        en="Nobody answers a hook that nobody hears of: it waits for its heartbeat timeout, then takes its default result.",
        ja="通知が届かないと誰も応答できず、ハートビートのタイムアウトまで待機した後、デフォルトの結果になります。",
    ),
)
