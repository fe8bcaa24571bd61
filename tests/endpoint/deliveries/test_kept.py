"""What deliveries rest on is saved with the rest."""

import json
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from keypost.endpoint.saving import restore, save
from tests.endpoint.local import ACCOUNT, Local, allow


def test_subscriptions_channels_and_sealed_messages_are_there_again(local: Local, tmp_path: Path) -> None:
    sns, sqs, chat = local.client("sns"), local.client("sqs"), local.client("chatbot")
    topic = sns.create_topic(Name="alerts")["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="http", Endpoint="http://127.0.0.1:9/")
    chat.create_slack_channel_configuration(
        SlackTeamId="T0123456789", SlackChannelId="C0123456789", ConfigurationName="costs", SnsTopicArns=[topic],
        IamRoleArn=f"arn:aws:iam::{ACCOUNT}:role/chat",
    )  # fmt: skip
    old, new = local.key(), local.key()
    queue = local.queue("orders", KmsMasterKeyId=old)
    sqs.send_message(QueueUrl=queue, MessageBody="m")
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"KmsMasterKeyId": new})
    ann = local.user("ann", allow("sqs:*"), allow("kms:Decrypt", on=new))

    save(local.front, tmp_path / "state")
    local.front.reset()
    restore(local.front, tmp_path / "state")

    arns = [one["SubscriptionArn"] for one in sns.list_subscriptions()["Subscriptions"]]
    assert sorted(one == "PendingConfirmation" for one in arns) == [False, True]
    assert len(chat.describe_slack_channel_configurations()["SlackChannelConfigurations"]) == 1
    sns.publish(
        TopicArn=topic, Message=json.dumps({"version": "1.0", "source": "custom", "content": {"description": "d"}})
    )
    assert [one.error for one in local.front.state.list("deliveries")][-1] == ""
    with pytest.raises(ClientError, match="AccessDenied"):
        local.client("sqs", ann).receive_message(QueueUrl=queue)
