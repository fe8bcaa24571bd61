"""Topics reach chat channels through the chat client, if it takes the message's format."""

import json
import urllib.error
import urllib.request
from typing import Any

import pytest
from botocore.exceptions import ClientError

from keypost.endpoint.deliveries.attempt import list_deliveries
from tests.endpoint.local import ACCOUNT, Local, allow
from tests.endpoint.receiver import Receiver

CHANNEL = "C0123456789"
ARN = f"arn:aws:chatbot::{ACCOUNT}:chat-configuration/slack-channel/costs"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/chat"
ALARM = json.dumps({"AlarmName": "HighCpu", "NewStateValue": "ALARM", "NewStateReason": "why", "AWSAccountId": ACCOUNT})
SHOWN = f"*ALARM: HighCpu* ({ACCOUNT})\nwhy"
DROPPED = "The chat client doesn't take messages of this format, and drops them."


def control(local: Local, **given: Any) -> dict[str, Any]:
    body = json.dumps(given).encode() if given else None
    with urllib.request.urlopen(f"{local.address}/_keypost/chat", data=body) as answer:  # noqa: S310 -- in this process
        told: dict[str, Any] = json.loads(answer.read())
    return told


def configure(local: Local, *topics: str) -> dict[str, Any]:
    made: dict[str, Any] = local.client("chatbot").create_slack_channel_configuration(
        SlackTeamId="T0123456789", SlackChannelId=CHANNEL, ConfigurationName="costs", IamRoleArn=ROLE,
        SnsTopicArns=list(topics),
    )["ChannelConfiguration"]  # fmt: skip
    return made


def outcomes(local: Local) -> list[tuple[str, str, str]]:
    return [(one.path, one.target, one.error) for one in list_deliveries(local.front.state)]


def test_a_message_is_posted_to_the_webhook(local: Local, topic: str, receiver: Receiver) -> None:
    assert configure(local, topic)["ChatConfigurationArn"] == ARN
    (subscription,) = local.client("sns").list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]
    assert subscription["Endpoint"] == "https://global.sns-api.chatbot.amazonaws.com"
    control(local, webhook=receiver.address)
    local.client("sns").publish(TopicArn=topic, Message=ALARM)
    assert receiver.messages == [{"channel": CHANNEL, "text": SHOWN}]
    assert outcomes(local) == [("sns-to-chatbot-slack", ARN, "")]
    events = local.client("cloudtrail").lookup_events(
        LookupAttributes=[{"AttributeKey": "EventName", "AttributeValue": "Subscribe"}]
    )["Events"]
    told = json.loads(events[0]["CloudTrailEvent"])["userIdentity"]
    assert told["arn"].endswith(":assumed-role/AWSServiceRoleForAWSChatbot/chatbot-session")


def test_without_a_webhook_it_is_kept(local: Local, topic: str) -> None:
    configure(local, topic)
    local.client("sns").publish(TopicArn=topic, Message=ALARM)
    (message,) = control(local)["messages"]
    assert (message["channel"], message["text"], message["webhook"]) == (CHANNEL, SHOWN, "")


def test_a_channel_has_a_webhook_of_its_own(local: Local, topic: str, receiver: Receiver) -> None:
    configure(local, topic)
    control(local, webhook="http://127.0.0.1:9/")
    control(local, webhook=receiver.address, channel=CHANNEL)
    local.client("sns").publish(TopicArn=topic, Message=ALARM)
    assert len(receiver.bodies) == 1


def test_a_webhook_that_fails_is_told(local: Local, topic: str, receiver: Receiver) -> None:
    configure(local, topic)
    control(local, webhook=receiver.address)
    receiver.statuses = [404]
    local.client("sns").publish(TopicArn=topic, Message=ALARM)
    assert outcomes(local) == [("sns-to-chatbot-slack", ARN, f"{receiver.address}: 404: ")]


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("hello", ""),
        ('{"hello": "world"}', ""),
        ("AWS Budget Notification\nAWS Account 111122223333\n\nYou requested that we alert you when", "*AWS Budgets*"),
        ('{"source": "aws.health", "detail-type": "AWS Health Event", "account": "1", "region": "r"}', "*AWS Health"),
        ('{"source": "my.app", "detail-type": "Mine", "account": "1", "region": "r"}', ""),
        ('{"version": "1.0", "source": "custom", "content": {"description": "d", "title": "t"}}', "*t*\nd"),
        ('{"version": "1.0", "source": "custom", "content": {"title": "t"}}', ""),
        ("StackId='arn:s'\nResourceStatus='CREATE_COMPLETE'\n", "*CloudFormation*: arn:s CREATE_COMPLETE"),
    ],
)
def test_what_the_chat_client_does_not_know_is_dropped(local: Local, topic: str, message: str, shown: str) -> None:
    configure(local, topic)
    local.client("sns").publish(TopicArn=topic, Message=message)
    assert [one["text"].startswith(shown) for one in control(local)["messages"]] == [True] * bool(shown)
    assert outcomes(local)[0][2] == ("" if shown else DROPPED)


def test_raw_messages_are_dropped(local: Local, topic: str) -> None:
    configure(local, topic)
    sns = local.client("sns")
    arn = sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"][0]["SubscriptionArn"]
    sns.set_subscription_attributes(SubscriptionArn=arn, AttributeName="RawMessageDelivery", AttributeValue="true")
    sns.publish(TopicArn=topic, Message=ALARM)
    assert outcomes(local)[0][2].startswith("Raw message delivery is on")


def test_configurations_come_and_go_with_their_subscriptions(local: Local, topic: str) -> None:
    chat, sns = local.client("chatbot"), local.client("sns")
    other = sns.create_topic(Name="other")["TopicArn"]
    configure(local, topic)
    with pytest.raises(ClientError, match="ConflictException"):
        configure(local, topic)
    chat.update_slack_channel_configuration(ChatConfigurationArn=ARN, SlackChannelId=CHANNEL, SnsTopicArns=[other])
    assert [one["TopicArn"] for one in sns.list_subscriptions()["Subscriptions"]] == [other]
    (shown,) = chat.describe_slack_channel_configurations()["SlackChannelConfigurations"]
    assert (shown["ChatConfigurationArn"], shown["SnsTopicArns"]) == (ARN, [other])
    assert chat.describe_slack_workspaces()["SlackWorkspaces"][0]["SlackTeamId"] == "T0123456789"
    chat.delete_slack_channel_configuration(ChatConfigurationArn=ARN)
    assert sns.list_subscriptions()["Subscriptions"] == []
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        chat.delete_slack_channel_configuration(ChatConfigurationArn=ARN)


def test_microsoft_teams_is_alike(local: Local, topic: str) -> None:
    chat = local.client("chatbot")
    team = {"TeamId": "t" * 36, "TenantId": "n" * 36}
    made = chat.create_microsoft_teams_channel_configuration(
        ChannelId="19%3atest", ConfigurationName="costs", IamRoleArn=ROLE, SnsTopicArns=[topic], **team
    )["ChannelConfiguration"]
    assert made["ChatConfigurationArn"].endswith(":chat-configuration/microsoft-teams-channel/costs")
    local.client("sns").publish(TopicArn=topic, Message=ALARM)
    assert [one["channel"] for one in control(local)["messages"]] == ["19%3atest"]
    got = chat.get_microsoft_teams_channel_configuration(ChatConfigurationArn=made["ChatConfigurationArn"])
    assert got["ChannelConfiguration"]["TeamId"] == team["TeamId"]
    assert len(chat.list_microsoft_teams_channel_configurations()["TeamChannelConfigurations"]) == 1
    chat.delete_microsoft_teams_channel_configuration(ChatConfigurationArn=made["ChatConfigurationArn"])


def test_whoever_configures_needs_to_pass_the_role(local: Local) -> None:
    keys = local.user("ann", allow("chatbot:*"))
    with pytest.raises(ClientError, match="iam:PassRole"):
        local.client("chatbot", keys).create_slack_channel_configuration(
            SlackTeamId="T0123456789", SlackChannelId=CHANNEL, ConfigurationName="costs", IamRoleArn=ROLE
        )


@pytest.mark.parametrize("given", [{"webhook": "https://hooks.slack.com/services/T/B/x"}, {"url": "http://127.0.0.1/"}])
def test_a_webhook_elsewhere_is_refused(local: Local, given: dict[str, str]) -> None:
    with pytest.raises(urllib.error.HTTPError) as raised:
        control(local, **given)
    with raised.value as answer:
        assert answer.code == 400
