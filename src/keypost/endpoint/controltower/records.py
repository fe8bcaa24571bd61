"""What a landing zone is kept as, in the endpoint's own state."""

import secrets
import string
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from keypost.endpoint.call import Call
from keypost.endpoint.front import Front
from keypost.endpoint.refusal import RefusalError

_ZONES, _OPERATIONS = "landing-zones", "landing-zone-operations"
_LETTERS = string.ascii_uppercase + string.digits
_LENGTH = 16
_NOT_FOUND = 404
_CONFLICT = 409
SUCCEEDED, FAILED = "SUCCEEDED", "FAILED"


class LandingZone:
    """One landing zone: the manifest as it was given, and whether it stands."""

    def __init__(self, call: Call, *, version: str, manifest: Any, tags: Mapping[str, str]) -> None:
        """Begin as one that is being set up."""
        number = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
        self.arn = f"arn:aws:controltower:{call.region}:{call.account}:landingzone/{number}"
        self.account, self.region = call.account, call.region
        self.version, self.manifest = version, manifest
        self.status = "PROCESSING"
        self.tags = dict(tags)


class Operation:
    """One operation on a landing zone; `message` tells why it failed."""

    def __init__(self, kind: str) -> None:
        """Begin."""
        self.id, self.kind = str(uuid.uuid4()), kind
        self.begun = datetime.now(UTC)
        self.ended: datetime | None = None
        self.status, self.message = "IN_PROGRESS", ""

    def end(self, message: str) -> None:
        """Let it be over: failed where there is a message."""
        self.ended = datetime.now(UTC)
        self.status, self.message = FAILED if message else SUCCEEDED, message


def list_zones(front: Front, call: Call) -> dict[str, LandingZone]:
    """Return the landing zones of the account and Region by ARN, one at most; it is where they are kept."""
    return front.state.map(_ZONES, call.account, call.region)


def list_operations(front: Front, call: Call) -> dict[str, Operation]:
    """Return the operations by id, oldest first; it is where they are kept."""
    return front.state.map(_OPERATIONS, call.account, call.region)


def find_zone(front: Front, call: Call, reference: str) -> LandingZone:
    """Return the landing zone that an ARN, or the id at its end, names.

    Raises:
        RefusalError: there is none.
    """
    zones = list_zones(front, call)
    found = next((one for arn, one in zones.items() if reference in {arn, arn.rpartition("/")[2]}), None)
    if found is None:
        message = f"AWS Control Tower could not find the landing zone {reference}."
        raise RefusalError("ResourceNotFoundException", message, status=_NOT_FOUND)
    return found


def find_operation(front: Front, call: Call) -> Operation:
    """Return the operation that the call names.

    Raises:
        RefusalError: there is none.
    """
    number = call.get("operationIdentifier")
    found = list_operations(front, call).get(number)
    if found is None:
        message = f"AWS Control Tower could not find the operation {number}."
        raise RefusalError("ResourceNotFoundException", message, status=_NOT_FOUND)
    return found


def refuse_second() -> RefusalError:
    """Return the refusal of a landing zone beside another one.

    The words are those in which the API reference describes the exception.
    """
    message = "Updating or deleting the resource can cause an inconsistent state."
    return RefusalError("ConflictException", message, status=_CONFLICT)
