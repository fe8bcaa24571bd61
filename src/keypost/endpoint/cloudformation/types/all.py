"""Every resource type that is built."""

from keypost.endpoint.cloudformation.types import (
    backup,
    custom,
    events,
    governing,
    iam,
    images,
    keeping,
    kms,
    messaging,
    nested,
    recording,
    running,
    s3,
    watching,
)
from keypost.endpoint.cloudformation.types.declare import Type

TYPES: dict[str, Type] = {
    **backup.TYPES,
    **custom.TYPES,
    **events.TYPES,
    **governing.TYPES,
    **iam.TYPES,
    **images.TYPES,
    **keeping.TYPES,
    **kms.TYPES,
    **messaging.TYPES,
    **nested.TYPES,
    **recording.TYPES,
    **running.TYPES,
    **s3.TYPES,
    **watching.TYPES,
}
