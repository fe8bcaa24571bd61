"""DMS event subscription -> SNS topic."""

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
    id="dms-event-to-sns",
    title=Text(en="DMS event subscription to SNS topic", ja="DMS イベントサブスクリプションから SNS トピックへ"),
    source=(Kind.DMS_EVENT_SUBSCRIPTION,),
    target=Kind.TOPIC,
    caller=Service("dms.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.DMS_EVENT_SUBSCRIPTION,
            target=("SnsTopicArn",),
            terraform=("aws_dms_event_subscription.sns_topic_arn",),
        ),
    ),
    calls=(
        Call(
            "sns:Publish",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Undocumented(),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "aws:SourceOwner": Absent(DOCUMENTED),
            },
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Undocumented(),
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
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Undocumented(),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:sns:topicArn": Sent(Part.TARGET, INFERRED),
            },
        ),
    ),
    failure=Failure.AT_CONFIGURATION_THEN_SILENT,
    seen_in=(
        Text(en="error of CreateEventSubscription", ja="CreateEventSubscription のエラー"),
        Text(
            en="CloudTrail of the key, which may lack it: AccessDenied from kms.amazonaws.com, invokedBy dms.amazonaws.com",
            ja="キーのリージョンの CloudTrail (記録されないこともある): invokedBy が dms.amazonaws.com の、kms.amazonaws.com の AccessDenied",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Events.html",
            says=Text(
                en="Event subscriptions, and EventBridge as what to use instead from version 3.4.6 on.",
                ja="イベントサブスクリプションの説明です。バージョン 3.4.6 以降は代わりに EventBridge を使うことが案内されています。",
            ),
            read_on="2025",
        ),
        Doc(
            url="https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
            says=Text(
                en="A service that publishes to an encrypted topic must itself be allowed kms:GenerateDataKey* and kms:Decrypt by the topic's customer managed key.",
                ja="暗号化されたトピックに発行するサービスには、トピックのカスタマーマネージドキーで kms:GenerateDataKey* と kms:Decrypt を許可する必要があります。",
            ),
            read_on="2026-11-22",
        ),
    ),
    symptoms=(
        "KMSAccessDeniedFault",
        "SNSNoAuthorizationFault",
    ),
)
