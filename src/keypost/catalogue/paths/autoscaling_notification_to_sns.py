"""EC2 Auto Scaling group notification -> SNS topic."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    Absent,
    Call,
    Doc,
    Failure,
    LinkedRole,
    Part,
    Path,
    Sent,
    When,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="autoscaling-notification-to-sns",
    title=Text(en="Auto Scaling notification to SNS topic", ja="Auto Scaling グループの通知から SNS トピックへ"),
    source=(Kind.AUTO_SCALING_GROUP,),
    target=Kind.TOPIC,
    caller=LinkedRole("autoscaling.amazonaws.com", "AWSServiceRoleForAutoScaling", "AutoScalingServiceRolePolicy"),
    wirings=(
        Wiring(
            holder=Kind.AUTO_SCALING_GROUP,
            target=("NotificationConfigurations[].TopicARN",),
            role=("ServiceLinkedRoleARN",),
            terraform=("aws_autoscaling_notification.topic_arn",),
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
            advised="kms:GenerateDataKey*",
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
    failure=Failure.AT_CONFIGURATION_THEN_SILENT,
    seen_in=(
        Text(en="test notification of the group", ja="グループのテスト通知"),
        Text(
            en="CloudTrail of the key: AccessDenied for the role, invokedBy sns.amazonaws.com",
            ja="キーのリージョンの CloudTrail: ロールに対する、invokedBy が sns.amazonaws.com の AccessDenied",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-sns-notifications.html",
            says=Text(
                en="Notifications of a group, and the test notification when they are set up.",
                ja="Auto Scaling グループの通知と、設定時に送られるテスト通知について説明しています。",
            ),
            read_on="2025",
        ),
        Doc(
            url="https://github.com/zoph-io/MAMIP",
            says=Text(
                en="The managed policy of the service-linked role allows sns:Publish and has no kms action.",
                ja="サービスにリンクされたロールのマネージドポリシーは sns:Publish を許可し、kms のアクションを含みません。",
            ),
            read_on="2026-03",
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
        en="The key policy must name the service-linked role, or the one with a suffix that the group names; a statement for autoscaling.amazonaws.com does nothing here.",
        ja="キーポリシーでは、サービスにリンクされたロール (グループがサフィックス付きのロールを指定している場合はそのロール) を許可する必要があります。autoscaling.amazonaws.com を許可しても効果はありません。",
    ),
)
