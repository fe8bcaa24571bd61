"""What encrypts a resource -> edits of its properties (CloudFormation resource and property reference)."""

from collections.abc import Iterator, Mapping

from keypost.estate.kind import Kind
from keypost.estate.resource import Encryption, Resource, Sse
from keypost.writers.edit import Edit, Insert, Remove, Replace

Json = object
_NOTHING = {"Ref": "AWS::NoValue"}
_KEY_PROPERTIES = {Kind.TOPIC: "KmsMasterKeyId", Kind.QUEUE: "KmsMasterKeyId"}


def encrypt(resource: Resource, after: Encryption, *, key: Json, properties: Mapping[str, Json]) -> Iterator[Edit]:
    """Yield the edits that encrypt the resource so; `key` is the reference to its key, `properties` what it has now."""
    at = f"{resource.origin.pointer}/Properties"
    if resource.kind in _KEY_PROPERTIES:
        name = _KEY_PROPERTIES[resource.kind]
        yield _set_key(f"{at}/{name}", resource, key, is_set=name in properties)
    if resource.kind is Kind.QUEUE:
        yield from _set_sse_sqs(at, after, properties)
    elif resource.kind is Kind.BUCKET:
        yield from _set_bucket(resource, after, key)
    elif resource.kind is Kind.STREAM:
        yield from _set_stream(at, after, key)


def _set_key(place: str, resource: Resource, key: Json, *, is_set: bool) -> Edit:
    """Return the edit of the property, or of that branch of its conditions which counts."""
    before = resource.encryption
    written = before.origin.pointer if isinstance(before, Encryption) else ""
    if written.startswith(f"{place}/"):
        return Replace(written, _NOTHING if key is None else key)
    if key is None:
        return Remove(place)
    at, _, name = place.rpartition("/")
    return Replace(place, key) if is_set else Insert(at, name, key)


def _set_sse_sqs(at: str, after: Encryption, properties: Mapping[str, Json]) -> Iterator[Edit]:
    """SQS takes KmsMasterKeyId and SqsManagedSseEnabled in turn, never both (CloudFormation, AWS::SQS::Queue)."""
    name, reuse = "SqsManagedSseEnabled", "KmsDataKeyReusePeriodSeconds"
    if after.mode is Sse.AWS_OWNED:
        yield Replace(f"{at}/{name}", value=True) if name in properties else Insert(at, name, value=True)
        if reuse in properties:
            yield Remove(f"{at}/{reuse}")
    elif name in properties:
        yield Remove(f"{at}/{name}")


def _set_bucket(resource: Resource, after: Encryption, key: Json) -> Iterator[Edit]:
    """The encryption's own place is its key, or its algorithm where it names none (SSE-S3 is the least there is)."""
    before = resource.encryption
    place = before.origin.pointer if isinstance(before, Encryption) else ""
    rule, _, name = place.rpartition("/")
    if after.mode is Sse.KMS:
        yield Replace(place, key) if name == "KMSMasterKeyID" else Insert(rule, "KMSMasterKeyID", key)
        return
    yield Replace(f"{rule}/SSEAlgorithm", "AES256")
    if name == "KMSMasterKeyID":
        yield Remove(place)


def _set_stream(at: str, after: Encryption, key: Json) -> Iterator[Edit]:
    if after.mode is Sse.KMS:
        yield Replace(f"{at}/StreamEncryption/KeyId", key)
    else:
        yield Remove(f"{at}/StreamEncryption")
