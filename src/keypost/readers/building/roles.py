"""IAM roles and users: their own policies; what others attach to them is joined by `attachments`."""

from keypost.estate.resource import Resource
from keypost.policy.document import Policy
from keypost.readers.building.draft import Draft
from keypost.unknown import Unread


def build_role(draft: Draft) -> Resource:
    """Build a role or user with its inline policies, trust policy, and none of those attached by ARN yet."""
    return Resource(
        draft.kind, draft.id, draft.arn, draft.stack, draft.name, draft.account, draft.region, draft.partition,
        draft.origin, attributes=draft.attributes, identity=tuple(read_inline_policies(draft)),
        policy=draft.policy("AssumeRolePolicyDocument"), policy_origin=draft.place("AssumeRolePolicyDocument"),
    )  # fmt: skip


def read_inline_policies(draft: Draft) -> list[Policy | Unread]:
    """Return the documents of the `Policies` list of a role, user or group."""
    listed = draft.get("Policies")
    if isinstance(listed, Unread):
        return [listed]
    policies: list[Policy | Unread] = []
    for index in range(len(listed) if isinstance(listed, list) else 0):
        policy = draft.policy("Policies", index, "PolicyDocument")
        if policy is not None:
            policies.append(policy)
    return policies
