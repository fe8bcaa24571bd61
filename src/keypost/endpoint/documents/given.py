"""Which policies a call sets: of which kind, and for which resource."""

from collections.abc import Callable, Iterator

from keypost.endpoint.actions.kms import find_key_arn
from keypost.endpoint.actions.messaging import find_queue_arn
from keypost.endpoint.actions.s3 import bucket_arn
from keypost.endpoint.call import Call
from keypost.named import NamedTuple
from keypost.policy.validity.defect import DocumentKind, Quota


class Given(NamedTuple):
    """One policy as a call brings it along; `resource` is what it is for, empty where that isn't made yet."""

    kind: DocumentKind
    text: str
    resource: str = ""
    quota: Quota | None = None


def list_given(call: Call) -> Iterator[Given]:
    """Yield the policies that the call sets; an empty text takes one away."""
    find = _FINDERS.get(call.name)
    if find is not None:
        yield from (one for one in find(call) if one.text)


def _of_key(call: Call) -> Iterator[Given]:
    resource = find_key_arn(call, call.get("KeyId")) if call.operation == "PutKeyPolicy" else ""
    yield Given(DocumentKind.KEY, call.get("Policy"), resource)


def _of_topic(call: Call) -> Iterator[Given]:
    if call.operation == "CreateTopic":
        yield Given(DocumentKind.TOPIC, str((call.parameters.get("Attributes") or {}).get("Policy") or ""))
    elif call.get("AttributeName") == "Policy":
        yield Given(DocumentKind.TOPIC, call.get("AttributeValue"), call.get("TopicArn"))


def _of_queue(call: Call) -> Iterator[Given]:
    arn = find_queue_arn(call, call.get("QueueUrl")) if call.get("QueueUrl") else ""
    yield Given(DocumentKind.QUEUE, str((call.parameters.get("Attributes") or {}).get("Policy") or ""), arn)


def _of_bucket(call: Call) -> Iterator[Given]:
    yield Given(DocumentKind.BUCKET, call.get("Policy"), bucket_arn(call.get("Bucket")))


def _of_trust(call: Call) -> Iterator[Given]:
    yield Given(DocumentKind.ROLE, call.get("AssumeRolePolicyDocument") or call.get("PolicyDocument"))


def _of_identity(call: Call) -> Iterator[Given]:
    quota = Quota.INLINE if call.operation.startswith("Put") else Quota.MANAGED
    yield Given(DocumentKind.IDENTITY, call.get("PolicyDocument"), quota=quota)


def _of_session(call: Call) -> Iterator[Given]:
    yield Given(DocumentKind.IDENTITY, call.get("Policy"))


_IDENTITY = ("CreatePolicy", "CreatePolicyVersion", "PutUserPolicy", "PutRolePolicy", "PutGroupPolicy")
_SESSIONS = ("AssumeRole", "AssumeRoleWithWebIdentity", "AssumeRoleWithSAML", "GetFederationToken")
_FINDERS: dict[tuple[str, str], Callable[[Call], Iterator[Given]]] = {
    **{("kms", name): _of_key for name in ("CreateKey", "PutKeyPolicy", "ReplicateKey")},
    **{("sns", name): _of_topic for name in ("CreateTopic", "SetTopicAttributes")},
    **{("sqs", name): _of_queue for name in ("CreateQueue", "SetQueueAttributes")},
    ("s3", "PutBucketPolicy"): _of_bucket,
    **{("iam", name): _of_trust for name in ("CreateRole", "UpdateAssumeRolePolicy")},
    **{("iam", name): _of_identity for name in _IDENTITY},
    **{("sts", name): _of_session for name in _SESSIONS},
}
