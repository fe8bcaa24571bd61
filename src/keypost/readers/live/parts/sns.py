"""SNS: topics with their policies, and subscriptions.

https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html (Attributes: Policy, KmsMasterKeyId)
https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptions.html (the requester's own; those of other accounts to a
topic of this one are listed by topic, and only where it has more subscriptions than the requester's)
https://docs.aws.amazon.com/sns/latest/api/API_GetSubscriptionAttributes.html (RedrivePolicy, SubscriptionRoleArn)
"""

from collections import Counter
from collections.abc import Iterator

from keypost.readers.live.api import Api
from keypost.readers.live.part import Part
from keypost.readers.live.reply import Item, Value, settle
from keypost.readers.snapshot.record import Record


def _fetch(api: Api) -> Iterator[Record]:
    own = list(api.items("ListSubscriptions", "Subscriptions"))
    confirmed = Counter(one["TopicArn"] for one in own if _is_confirmed(one))
    topics = ((topic["TopicArn"], confirmed[topic["TopicArn"]]) for topic in api.items("ListTopics", "Topics"))
    yield from api.each(topics, _fetch_topic)
    yield from api.each(filter(_is_confirmed, own), _fetch_subscription)


def _is_confirmed(subscription: Item) -> bool:
    """One that waits for its confirmation, or was deleted, has a word in the place of its ARN and delivers nothing."""
    return str(subscription["SubscriptionArn"]).startswith("arn:")


def _fetch_topic(api: Api, topic: tuple[str, int]) -> Iterator[Record]:
    arn, own = topic
    name, call = arn.rsplit(":", 1)[-1], "sns:GetTopicAttributes"
    reply = api.call("GetTopicAttributes", about=arn, TopicArn=arn)
    properties = {"TopicName": name, "KmsMasterKeyId": reply.text("Attributes", "KmsMasterKeyId")}
    yield Record("AWS::SNS::Topic", arn, arn, name, settle(properties), call)
    policy = {"Topics": [arn], "PolicyDocument": reply.document("Attributes", "Policy")}
    yield Record("AWS::SNS::TopicPolicy", f"{arn} Policy", "", "", settle(policy), call)
    if str(reply.text("Attributes", "SubscriptionsConfirmed") or "0") not in {"0", str(own)}:
        yield from _fetch_foreign(api, arn)


def _fetch_foreign(api: Api, topic: str) -> Iterator[Record]:
    """Read the subscriptions of other accounts; their redrive policies are for those to read."""
    for subscription in api.items("ListSubscriptionsByTopic", "Subscriptions", about=topic, TopicArn=topic):
        if _is_confirmed(subscription) and subscription["Owner"] != api.account:
            yield _build(subscription, {}, "sns:ListSubscriptionsByTopic")


def _fetch_subscription(api: Api, subscription: Item) -> Iterator[Record]:
    arn = subscription["SubscriptionArn"]
    reply = api.call("GetSubscriptionAttributes", about=arn, SubscriptionArn=arn)
    more = {
        "RedrivePolicy": reply.document("Attributes", "RedrivePolicy"),
        "SubscriptionRoleArn": reply.text("Attributes", "SubscriptionRoleArn"),
    }
    yield _build(subscription, more, "sns:ListSubscriptions")


def _build(subscription: Item, more: dict[str, Value], call: str) -> Record:
    arn = subscription["SubscriptionArn"]
    properties = {
        "TopicArn": subscription["TopicArn"],
        "Protocol": subscription["Protocol"],
        "Endpoint": _show_endpoint(subscription),
    }
    calls = dict.fromkeys(more, "sns:GetSubscriptionAttributes")
    return Record("AWS::SNS::Subscription", arn, arn, arn, settle(properties | more), call, calls)


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
        "ListSubscriptionsByTopic": "sns:ListSubscriptionsByTopic",
    },
    _fetch,
)
