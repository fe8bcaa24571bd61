"""EventBridge Scheduler schedule -> SNS topic."""

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
    id="eventbridge-scheduler-to-sns",
    part_of="eventbridge-scheduler-to-sqs-sns",
    title=Text(en="EventBridge schedule to SNS topic", ja="EventBridge Scheduler のスケジュールから SNS トピックへ"),
    source=(Kind.SCHEDULE,),
    target=Kind.TOPIC,
    caller=AssumedRole("scheduler.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.SCHEDULE,
            target=("Target.Arn",),
            role=("Target.RoleArn",),
            terraform=("aws_scheduler_schedule.target",),
        ),
        Wiring(
            holder=Kind.SCHEDULE,
            target=("Target[Arn=arn:*:scheduler:::aws-sdk:sns:publish*].Input.TopicArn",),
            role=("Target.RoleArn",),
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
            en="metrics TargetErrorCount and InvocationDroppedCount in AWS/Scheduler",
            ja="AWS/Scheduler の TargetErrorCount と InvocationDroppedCount メトリクス",
        ),
        Text(en="the schedule's dead-letter queue", ja="スケジュールのデッドレターキュー"),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/scheduler/latest/UserGuide/setting-up.html",
            says=Text(
                en="A schedule invokes its target with the execution role that it names.",
                ja="スケジュールは、指定した実行ロールでターゲットを呼び出します。",
            ),
            read_on="2025",
        ),
        Doc(
            url="https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html",
            says=Text(
                en="A universal target names an API action; its parameters stand in the input.",
                ja="ユニバーサルターゲットでは API のアクションを指定し、そのパラメータを入力に書きます。",
            ),
            read_on="2025",
        ),
        Doc(
            url="https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
            says=Text(
                en="Whoever publishes to an encrypted topic needs kms:GenerateDataKey* and kms:Decrypt on its key.",
                ja="暗号化されたトピックに発行するには、そのキーの kms:GenerateDataKey* と kms:Decrypt が必要です。",
            ),
            read_on="2025",
        ),
    ),
    notes=Text(
        en="The key policy names the role or the account, never scheduler.amazonaws.com. Under the AWS managed key it works within the account.",
        ja="キーポリシーで許可するのはロールまたはアカウントで、scheduler.amazonaws.com を許可しても効果はありません。同じアカウント内であれば、AWS マネージドキーのトピックにも届きます。",
    ),
)
