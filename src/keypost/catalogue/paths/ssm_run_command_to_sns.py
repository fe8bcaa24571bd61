"""Systems Manager Run Command in a maintenance window -> SNS topic."""

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
    id="ssm-run-command-to-sns",
    title=Text(en="Run Command notification to SNS topic", ja="Run Command の通知から SNS トピックへ"),
    source=(Kind.MAINTENANCE_WINDOW_TASK,),
    target=Kind.TOPIC,
    caller=AssumedRole("ssm.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.MAINTENANCE_WINDOW_TASK,
            target=(
                "TaskInvocationParameters.MaintenanceWindowRunCommandParameters.NotificationConfig.NotificationArn",
            ),
            role=("..ServiceRoleArn",),
            terraform=("aws_ssm_maintenance_window_task.task_invocation_parameters",),
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
            en="CloudTrail of the key: AccessDenied for the role, invokedBy sns.amazonaws.com",
            ja="キーのリージョンの CloudTrail: ロールに対する、invokedBy が sns.amazonaws.com の AccessDenied",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/systems-manager/latest/userguide/monitoring-sns-notifications.html",
            says=Text(
                en="Run Command publishes with a role that ssm.amazonaws.com assumes and that the command names.",
                ja="Run Command は、コマンドで指定され、ssm.amazonaws.com が引き受けるロールで発行します。",
            ),
            read_on="2023",
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
        en="The role is the one of the notification (ServiceRoleArn beside NotificationConfig), not that of the maintenance window task.",
        ja="使われるのは通知用のロール (NotificationConfig と並ぶ ServiceRoleArn) で、メンテナンスウィンドウのタスクのロールではありません。",
    ),
)
