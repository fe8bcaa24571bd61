"""Resources that a template doesn't have yet: a key with its alias, a policy of a topic, queue or bucket."""

from collections.abc import Mapping

from keypost.estate.kind import Kind
from keypost.estate.resource import Resource
from keypost.fixer.free_names import find_free_name
from keypost.policy.document import Policy
from keypost.writers.spelling import Json, Speller

# The type that holds the policy of each kind, and the property that names what it is for.
_POLICIES = {
    Kind.TOPIC: ("AWS::SNS::TopicPolicy", "Topics"),
    Kind.QUEUE: ("AWS::SQS::QueuePolicy", "Queues"),
    Kind.BUCKET: ("AWS::S3::BucketPolicy", "Bucket"),
}


def build_key_resources(key: Resource, *, near: Resource, speller: Speller) -> Mapping[str, Json]:
    """Return the key and its alias, by logical id.

    Raises:
        NotSpellableError: its policy says something that can't be written here.
    """
    name = key.id.rpartition("/")[2]
    policy = key.policy if isinstance(key.policy, Policy) else None
    document = speller.spell_policy(policy) if policy is not None else {}
    described = f"For {near.id.rpartition('/')[2]}"
    properties = {"Description": described, "EnableKeyRotation": True, "KeyPolicy": document}
    alias = {"AliasName": {"Fn::Sub": "alias/${AWS::StackName}-" + name}, "TargetKeyId": {"Ref": name}}
    return {
        name: {"Type": "AWS::KMS::Key", "Properties": properties},
        f"{name}Alias": {"Type": "AWS::KMS::Alias", "Properties": alias},
    }


def build_policy_resource(
    resource: Resource, document: Json, *, taken: frozenset[str], condition: Json = None
) -> tuple[str, Json] | None:
    """Return the logical id and the data of the policy's own resource, None for kinds that have none.

    It exists under the `condition` that its resource exists under.
    """
    if resource.kind not in _POLICIES:
        return None
    kind, holds = _POLICIES[resource.kind]
    own = resource.id.rpartition("/")[2]
    name = find_free_name(f"{own}Policy", taken=taken)
    reference = {"Ref": own}
    held: Json = reference if resource.kind is Kind.BUCKET else [reference]
    exists = {} if condition is None else {"Condition": condition}
    return name, {"Type": kind, **exists, "Properties": {holds: held, "PolicyDocument": document}}
