"""EventBridge Scheduler schedule -> SQS queue, as target or dead-letter queue."""

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
    id="eventbridge-scheduler-to-sqs",
    part_of="eventbridge-scheduler-to-sqs-sns",
    title=Text(en="EventBridge schedule to SQS queue", ja="EventBridge Scheduler のスケジュールから SQS キューへ"),
    source=(Kind.SCHEDULE,),
    target=Kind.QUEUE,
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
            target=("Target[Arn=arn:*:scheduler:::aws-sdk:sqs:sendMessage*].Input.QueueUrl",),
            role=("Target.RoleArn",),
        ),
        Wiring(
            holder=Kind.SCHEDULE,
            target=("Target.DeadLetterConfig.Arn",),
            role=("Target.RoleArn",),
            terraform=("aws_scheduler_schedule.target",),
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
            url="https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html",
            says=Text(
                en="The execution role must be allowed to send to the dead-letter queue.",
                ja="実行ロールには、デッドレターキューへの送信を許可する必要があります。",
            ),
            read_on="2025",
        ),
        Doc(
            url="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html",
            says=Text(
                en="Whoever sends to an encrypted queue needs kms:GenerateDataKey and kms:Decrypt on the queue's key.",
                ja="暗号化されたキューに送信するには、キューのキーの kms:GenerateDataKey と kms:Decrypt が必要です。",
            ),
            read_on="2025",
        ),
    ),
    notes=Text(
        en="A dead-letter queue that the role may not use loses what couldn't be delivered. Under the AWS managed key it works within the account.",
        ja="ロールがデッドレターキューを使用できないと、配信できなかったイベントは失われます。同じアカウント内であれば、AWS マネージドキーのキューにも届きます。",
    ),
)
