"""GameLift matchmaking configuration -> SNS topic."""

from keypost.catalogue.declare import (
    DOCUMENTED,
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
    id="gamelift-matchmaking-to-sns",
    title=Text(en="GameLift matchmaking to SNS topic", ja="GameLift のマッチメーキングから SNS トピックへ"),
    source=(Kind.MATCHMAKING_CONFIGURATION,),
    target=Kind.TOPIC,
    caller=Service("gamelift.amazonaws.com"),
    wirings=(Wiring(holder=Kind.MATCHMAKING_CONFIGURATION, target=("NotificationTarget",)),),
    calls=(
        Call(
            "sns:Publish",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
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
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Undocumented(),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:sns:topicArn": Sent(Part.TARGET, DOCUMENTED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Undocumented(),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:sns:topicArn": Sent(Part.TARGET, DOCUMENTED),
            },
        ),
    ),
    failure=Failure.SILENT,
    seen_in=(
        Text(
            en="NumberOfMessagesPublished of the topic stays flat while matches are made",
            ja="マッチが成立しても、トピックの NumberOfMessagesPublished が増えない",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/gameliftservers/latest/flexmatchguide/queue-notification-sns-sse.html",
            says=Text(
                en="The statement of the key: kms:Decrypt and kms:GenerateDataKey for gamelift.amazonaws.com, with aws:SourceArn of the matchmaking configuration and the topic in kms:EncryptionContext:aws:sns:topicArn.",
                ja="キーのステートメント: gamelift.amazonaws.com に kms:Decrypt と kms:GenerateDataKey を許可し、aws:SourceArn はマッチメーキング設定、kms:EncryptionContext:aws:sns:topicArn はトピックです。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://docs.aws.amazon.com/gameliftservers/latest/flexmatchguide/match-notification-sns.html",
            says=Text(
                en="The statement of the topic: sns:Publish for gamelift.amazonaws.com, limited to the ARN of the matchmaking configuration.",
                ja="トピックのステートメント: gamelift.amazonaws.com に sns:Publish を許可し、マッチメーキング設定の ARN に限定します。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://docs.aws.amazon.com/gameliftservers/latest/flexmatchguide/match-notification.html",
            says=Text(
                en="Notifications are tried again, but not where authorization fails: then they are lost.",
                ja="通知は再試行されますが、認可に失敗した場合は再試行されず、失われます。",
            ),
            read_on="2026-11-22",
        ),
    ),
    notes=Text(
        en="AWS's own template for a topic that invokes a function (match-notification-lambda) encrypts it with alias/aws/sns, whose policy admits no service.",
        ja="関数を呼び出すトピックについての AWS のテンプレート例 (match-notification-lambda) では alias/aws/sns で暗号化していますが、そのポリシーはサービスを許可しません。",
    ),
)
