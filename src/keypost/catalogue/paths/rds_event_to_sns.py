"""RDS event subscription -> SNS topic."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    Absent,
    Call,
    Doc,
    Failure,
    Part,
    Path,
    Sent,
    Service,
    Undocumented,
    When,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="rds-event-to-sns",
    title=Text(en="RDS event subscription to SNS topic", ja="RDS イベントサブスクリプションから SNS トピックへ"),
    source=(Kind.DB_EVENT_SUBSCRIPTION,),
    target=Kind.TOPIC,
    caller=Service("events.rds.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.DB_EVENT_SUBSCRIPTION,
            target=("SnsTopicArn",),
            terraform=("aws_db_event_subscription.sns_topic",),
        ),
    ),
    calls=(
        Call(
            "sns:Publish",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Sent(Part.RDS_OF_ACCOUNT, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "aws:SourceOwner": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
            },
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Sent(Part.RDS_OF_ACCOUNT, INFERRED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, INFERRED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:sns:topicArn": Sent(Part.TARGET, INFERRED),
            },
            advised="kms:GenerateDataKey*",
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Sent(Part.RDS_OF_ACCOUNT, INFERRED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, INFERRED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:sns:topicArn": Sent(Part.TARGET, INFERRED),
            },
        ),
    ),
    failure=Failure.SILENT,
    seen_in=(
        Text(en="status of the subscription: no-permission", ja="サブスクリプションのステータス: no-permission"),
        Text(
            en="CloudTrail of the key, which may lack it: AccessDenied from kms.amazonaws.com, invokedBy events.rds.amazonaws.com",
            ja="キーのリージョンの CloudTrail (記録されないこともある): invokedBy が events.rds.amazonaws.com の、kms.amazonaws.com の AccessDenied",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.GrantingPermissions.html",
            says=Text(
                en="Topic policy for events.rds.amazonaws.com with aws:SourceAccount and the databases in aws:SourceArn.",
                ja="events.rds.amazonaws.com に対するトピックポリシーの例で、aws:SourceAccount と、aws:SourceArn のデータベースを条件にしています。",
            ),
            read_on="2026-04",
        ),
        Doc(
            url="https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
            says=Text(
                en="A service that publishes to an encrypted topic must itself be allowed kms:GenerateDataKey* and kms:Decrypt by the topic's customer managed key.",
                ja="暗号化されたトピックに発行するサービスには、トピックのカスタマーマネージドキーで kms:GenerateDataKey* と kms:Decrypt を許可する必要があります。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html",
            says=Text(
                en="Which services send aws:SourceOwner, which aws:SourceAccount, when they publish.",
                ja="発行時に aws:SourceOwner を送るサービスと、aws:SourceAccount を送るサービスの一覧です。",
            ),
            read_on="2026-04",
        ),
    ),
    notes=Text(
        en="The principal is events.rds.amazonaws.com, not rds.amazonaws.com.",
        ja="プリンシパルは rds.amazonaws.com ではなく events.rds.amazonaws.com です。",
    ),
)
