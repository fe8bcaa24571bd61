"""Timestream scheduled query -> SNS topic."""

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
    id="timestream-scheduled-query-to-sns",
    title=Text(
        en="Timestream scheduled query to SNS topic", ja="Timestream のスケジュールされたクエリから SNS トピックへ"
    ),
    source=(Kind.SCHEDULED_QUERY,),
    target=Kind.TOPIC,
    caller=AssumedRole("timestream.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.SCHEDULED_QUERY,
            target=("NotificationConfiguration.SnsConfiguration.TopicArn",),
            role=("ScheduledQueryExecutionRoleArn",),
            terraform=("aws_timestreamquery_scheduled_query.notification_configuration",),
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
            url="https://docs.aws.amazon.com/timestream/latest/developerguide/API_query_CreateScheduledQuery.html",
            says=Text(
                en="Timestream assumes the execution role to run the query; every scheduled query has a topic for its notifications.",
                ja="Timestream は実行ロールを引き受けてクエリを実行します。どのスケジュールドクエリにも通知用のトピックがあります。",
            ),
            read_on="2026-11-22",
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
)
