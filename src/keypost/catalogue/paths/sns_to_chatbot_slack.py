"""SNS topic -> chat channel (Amazon Q Developer in chat applications, formerly AWS Chatbot)."""

from keypost.catalogue.declare import DOCUMENTED, Doc, Failure, KeyOf, Nobody, Path, Wiring
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="sns-to-chatbot-slack",
    title=Text(en="SNS topic to Slack channel", ja="SNS トピックから Slack チャンネルへ"),
    source=(Kind.TOPIC,),
    target=Kind.SLACK_CHANNEL,
    caller=Nobody(),
    wirings=(
        Wiring(
            holder=Kind.SLACK_CHANNEL,
            target=(),
            source=("SnsTopicArns[]",),
            terraform=("aws_chatbot_slack_channel_configuration.sns_topic_arns",),
        ),
    ),
    calls=(),
    failure=Failure.SILENT,
    seen_in=(
        Text(
            en="metric NumberOfNotificationsDelivered of the topic",
            ja="トピックの NumberOfNotificationsDelivered メトリクス",
        ),
        Text(
            en="logs and metrics of the chat client, in us-east-1",
            ja="チャットクライアントのログとメトリクス (us-east-1)",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/chatbot/latest/adminguide/chatbot-troubleshooting.html",
            says=Text(
                en="An encrypted topic needs a customer managed key that lets the publishing service in; the channel itself needs no permission.",
                ja="暗号化されたトピックには、発行するサービスを許可するカスタマーマネージドキーが必要です。チャネル自体に許可は要りません。",
            ),
            read_on="2025",
        ),
    ),
    key_of=KeyOf.NONE,
    notes=Text(
        en='What breaks is the hop before: the service that publishes needs the key. "Send test message" publishes as the console user, so its success says nothing about that service. Raw message delivery must be off, and in a private channel the app has to be invited.',
        ja="問題が起きるのは手前の区間で、キーの権限が必要なのはトピックに発行するサービスです。「テストメッセージの送信」はコンソールのユーザーとして発行されるので、成功してもそのサービスが発行できるとは限りません。raw メッセージの配信は無効にし、プライベートチャンネルではアプリを招待しておく必要があります。",
    ),
)
