"""SES configuration set, event destination -> SNS topic."""

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
    id="ses-event-destination-to-sns",
    title=Text(en="SES event destination to SNS topic", ja="SES のイベント送信先から SNS トピックへ"),
    source=(Kind.SES_EVENT_DESTINATION,),
    target=Kind.TOPIC,
    caller=Service("ses.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.SES_EVENT_DESTINATION,
            target=("EventDestination.SnsDestination.TopicARN",),
            terraform=(
                "aws_ses_event_destination.sns_destination",
                "aws_sesv2_configuration_set_event_destination.event_destination",
            ),
        ),
    ),
    calls=(
        Call(
            "sns:Publish",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Sent(Part.SES_OF_ACCOUNT, INFERRED),
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
                "aws:SourceArn": Sent(Part.SES_OF_ACCOUNT, INFERRED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, INFERRED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:sns:topicArn": Sent(Part.TARGET, INFERRED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Sent(Part.SES_OF_ACCOUNT, INFERRED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, INFERRED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:sns:topicArn": Sent(Part.TARGET, INFERRED),
            },
        ),
    ),
    failure=Failure.AT_CONFIGURATION,
    seen_in=(Text(en="error of the API call, or of the stack", ja="API 呼び出し (またはスタック) のエラー"),),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/ses/latest/dg/configure-sns-notifications.html",
            says=Text(
                en="The key of an encrypted topic lets ses.amazonaws.com use kms:GenerateDataKey and kms:Decrypt.",
                ja="暗号化されたトピックのキーで、ses.amazonaws.com に kms:GenerateDataKey と kms:Decrypt を許可します。",
            ),
            read_on="2023-06",
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
)
