"""SES identity feedback notification -> SNS topic."""

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
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="ses-identity-notification-to-sns",
    title=Text(en="SES identity notification to SNS topic", ja="SES の ID のフィードバック通知から SNS トピックへ"),
    source=(Kind.SES_IDENTITY,),
    target=Kind.TOPIC,
    caller=Service("ses.amazonaws.com"),
    wirings=(),
    calls=(
        Call(
            "sns:Publish",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
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
                "aws:SourceArn": Sent(Part.SOURCE_ARN, INFERRED),
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
                "aws:SourceArn": Sent(Part.SOURCE_ARN, INFERRED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, INFERRED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:sns:topicArn": Sent(Part.TARGET, INFERRED),
            },
        ),
    ),
    failure=Failure.AT_CONFIGURATION_THEN_SILENT,
    seen_in=(
        Text(
            en="error InvalidParameterValue of SetIdentityNotificationTopic",
            ja="SetIdentityNotificationTopic の InvalidParameterValue エラー",
        ),
        Text(en="mail from Amazon SES when it breaks later", ja="設定後に失敗した場合、Amazon SES からのメール"),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/ses/latest/dg/configure-sns-notifications.html",
            says=Text(
                en="Topic policy with the source account and the identity in aws:SourceArn; the key lets ses.amazonaws.com use kms:GenerateDataKey and kms:Decrypt without a condition.",
                ja="送信元のアカウントと、aws:SourceArn の ID を条件にしたトピックポリシーの例です。キーは ses.amazonaws.com に kms:GenerateDataKey と kms:Decrypt を条件なしで許可します。",
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
    symptoms=("An error occurred while trying to publish a notification of type",),
    notes=Text(
        en="Bounces, complaints and deliveries of an identity. No template sets the topic; it has to be in the Region of SES, and no FIFO topic.",
        ja="ID ごとのバウンス、苦情、配信の通知です。トピックはテンプレートでは設定できません。SES と同じリージョンの標準トピックが必要です。",
    ),
)
