"""S3 event notifications as moto keeps them."""

from collections.abc import Iterator
from typing import Any

from keypost.endpoint.store.resources import find_bucket
from keypost.named import NamedTuple


class Destination(NamedTuple):
    """A topic or a queue that is told of an event, and the id of the configuration that says so."""

    arn: str
    configuration: str


def list_destinations(bucket: str, event: str, *, key: str) -> Iterator[Destination]:
    """Yield the topics and queues that are to hear of an event such as `s3:ObjectCreated:Put` on a key."""
    found = find_bucket(bucket)
    kept: Any = getattr(found, "notification_configuration", None)
    for one in [*kept.topic, *kept.queue] if kept is not None else ():
        if one.matches(event, key):
            yield Destination(one.arn, one.id)


def find_size(bucket: str, key: str) -> tuple[int, str]:
    """Return an object's size in bytes and its ETag."""
    found = find_bucket(bucket)
    stored = found.keys.get(key) if found is not None else None
    return (0, "") if stored is None else (int(stored.size), str(stored.etag).strip('"'))
