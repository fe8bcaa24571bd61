"""SNS topics, and the policy that SNS gives those that nobody wrote one for."""

from keypost.estate.resource import Resource
from keypost.policy.document import Policy
from keypost.policy.parse import parse_policy

DEFAULT_POLICY_ID = "__default_policy_ID"
_ACTIONS = (
    "GetTopicAttributes",
    "SetTopicAttributes",
    "AddPermission",
    "RemovePermission",
    "DeleteTopic",
    "Subscribe",
    "ListSubscriptionsByTopic",
    "Publish",
)


def build_default_topic_policy(topic: Resource) -> Policy:
    """Return the policy that SNS gives a new topic: everybody, as far as AWS:SourceOwner is the topic's account.

    Source: SNS Developer Guide (2023, access control use cases, and GetTopicAttributes samples). Its newer edition says
    "created private, no permissions for other services": both agree on services that don't send AWS:SourceOwner.
    """
    statement = {
        "Sid": "__default_statement_ID",
        "Effect": "Allow",
        "Principal": {"AWS": "*"},
        "Action": [f"SNS:{action}" for action in _ACTIONS],
        "Resource": topic.arn,
        "Condition": {"StringEquals": {"AWS:SourceOwner": topic.account}},
    }
    document = {"Version": "2008-10-17", "Id": DEFAULT_POLICY_ID, "Statement": [statement]}
    return parse_policy(document, locate=lambda _: topic.origin)
