"""SNS: topics with their policies, and subscriptions.

https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html (Attributes: Policy, KmsMasterKeyId)
https://docs.aws.amazon.com/sns/latest/api/API_GetSubscriptionAttributes.html (RedrivePolicy, SubscriptionRoleArn)
"""

from collections.abc import Iterator

from keypost.readers.live.api import Api
from keypost.readers.live.part import Part
from keypost.readers.live.reply import Item, settle
from keypost.readers.snapshot.record import Record


def _fetch(api: Api) -> Iterator[Record]:
    yield from api.each(api.items("ListTopics", "Topics"), _fetch_topic)
    yield from api.each(api.items("ListSubscriptions", "Subscriptions"), _fetch_subscription)


def _fetch_topic(api: Api, topic: Item) -> Iterator[Record]:
    arn = str(topic["TopicArn"])
    name, call = arn.rsplit(":", 1)[-1], "sns:GetTopicAttributes"
    reply = api.call("GetTopicAttributes", about=arn, TopicArn=arn)
    properties = {"TopicName": name, "KmsMasterKeyId": reply.text("Attributes", "KmsMasterKeyId")}
    yield Record("AWS::SNS::Topic", arn, arn, name, settle(properties), call)
    policy = {"Topics": [arn], "PolicyDocument": reply.document("Attributes", "Policy")}
    yield Record("AWS::SNS::TopicPolicy", f"{arn} Policy", "", "", settle(policy), call)


def _fetch_subscription(api: Api, subscription: Item) -> Iterator[Record]:
    """One that waits for its confirmation, or was deleted, has a word in the place of its ARN and delivers nothing."""
    arn = str(subscription["SubscriptionArn"])
    if not arn.startswith("arn:"):
        return
    reply = api.call("GetSubscriptionAttributes", about=arn, SubscriptionArn=arn)
    properties = {
        "TopicArn": subscription["TopicArn"],
        "Protocol": subscription["Protocol"],
        "Endpoint": _show_endpoint(subscription),
        "RedrivePolicy": reply.document("Attributes", "RedrivePolicy"),
        "SubscriptionRoleArn": reply.text("Attributes", "SubscriptionRoleArn"),
        "RawMessageDelivery": reply.text("Attributes", "RawMessageDelivery"),
    }
    calls = dict.fromkeys(("RedrivePolicy", "SubscriptionRoleArn"), "sns:GetSubscriptionAttributes")
    yield Record("AWS::SNS::Subscription", arn, arn, arn, settle(properties), "sns:ListSubscriptions", calls)


def _show_endpoint(subscription: Item) -> str | None:
    """Return the endpoint; of an address on the web only the host, as the rest often is a secret."""
    endpoint: str | None = subscription.get("Endpoint")
    if endpoint is None or subscription["Protocol"] not in {"http", "https"}:
        return endpoint
    scheme, _, rest = endpoint.partition("://")
    return f"{scheme}://{rest.partition('/')[0].rpartition('@')[2]}/"


PART = Part(
    "sns",
    "sns",
    {
        "ListTopics": "sns:ListTopics",
        "GetTopicAttributes": "sns:GetTopicAttributes",
        "ListSubscriptions": "sns:ListSubscriptions",
        "GetSubscriptionAttributes": "sns:GetSubscriptionAttributes",
    },
    _fetch,
)
