"""What a stack set is kept as, in the endpoint's own state."""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from keypost.endpoint.call import Call
from keypost.endpoint.front import Front
from keypost.endpoint.refusal import RefusalError
from keypost.named import NamedTuple

_KIND = "stack-sets"
SELF_MANAGED, SERVICE_MANAGED = "SELF_MANAGED", "SERVICE_MANAGED"
CURRENT, OUTDATED, INOPERABLE = "CURRENT", "OUTDATED", "INOPERABLE"
SUCCEEDED, FAILED, CANCELLED = "SUCCEEDED", "FAILED", "CANCELLED"
_NOTHING: Mapping[str, Any] = MappingProxyType({})
_NOT_FOUND = 404
_CONFLICT = 409


class Place(NamedTuple):
    """Where an instance is or will be; `unit` is the organizational unit that it is there for."""

    account: str
    region: str
    unit: str = ""


class Definition(NamedTuple):
    """What each instance of a stack set is made from."""

    body: str
    parameters: Mapping[str, str] = _NOTHING
    tags: Mapping[str, str] = _NOTHING
    capabilities: tuple[str, ...] = ()
    description: str = ""


class Permission(NamedTuple):
    """How a stack set gets into its accounts: by two roles, or by the organization."""

    model: str
    administration_role: str
    execution_role: str


class Outcome(NamedTuple):
    """What became of an operation in one account and Region."""

    place: Place
    status: str
    reason: str = ""


class Operation:
    """One operation on a stack set."""

    def __init__(self, number: str, action: str, *, permission: Permission, told: Mapping[str, Any]) -> None:
        """Begin; `told` are the preferences and targets as they were given."""
        self.id, self.action, self.permission, self.told = number, action, permission, told
        self.created = datetime.now(UTC)
        self.ended: datetime | None = None
        self.status = "RUNNING"
        self.outcomes: list[Outcome] = []

    def end(self, status: str) -> None:
        """Let it be over."""
        self.status, self.ended = status, datetime.now(UTC)


class Instance:
    """A stack in an account and Region, or the attempt to make one."""

    def __init__(self, place: Place) -> None:
        """Begin without a stack."""
        self.place = place
        self.stack_id = ""
        self.overrides: dict[str, str] = {}
        self.status, self.detail, self.reason = OUTDATED, "PENDING", ""
        self.operation = ""

    def turn(self, status: str, detail: str, *, reason: str = "") -> None:
        """Change the status."""
        self.status, self.detail, self.reason = status, detail, reason


class StackSet:
    """One stack set with its instances and the operations on it, oldest first."""

    def __init__(self, name: str, *, account: str, region: str, definition: Definition, permission: Permission) -> None:
        """Begin without instances."""
        self.name, self.account, self.region = name, account, region
        self.id = f"{name}:{uuid.uuid4()}"
        self.definition, self.permission = definition, permission
        self.automatic: Mapping[str, Any] = {}
        self.managed_execution = False
        self.units: dict[str, list[str]] = {}  # the Regions that each organizational unit's accounts get it in
        self.instances: dict[tuple[str, str], Instance] = {}
        self.operations: dict[str, Operation] = {}

    @property
    def arn(self) -> str:
        """The stack set's ARN."""
        return f"arn:aws:cloudformation:{self.region}:{self.account}:stackset/{self.id}"

    def find_operation(self, number: str) -> Operation:
        """Return the operation of that id.

        Raises:
            RefusalError: there is none.
        """
        found = self.operations.get(number)
        if found is None:
            message = f"Operation {number} not found for StackSet {self.name}"
            raise RefusalError("OperationNotFoundException", message, status=_NOT_FOUND)
        return found


def list_sets(front: Front, call: Call) -> dict[str, StackSet]:
    """Return the stack sets of the caller's account and Region by name; it is where they are kept."""
    return front.state.map(_KIND, call.account, call.region)


def list_every_set(front: Front) -> list[StackSet]:
    """Return the stack sets of all accounts and Regions."""
    found = [kept for (kind, *_), kept in front.state.maps.items() if kind == _KIND]
    return [one for kept in found for one in kept.values()]


def find_set(front: Front, call: Call) -> StackSet:
    """Return the stack set that the call names: by its name, id or ARN.

    Raises:
        RefusalError: there is none.
    """
    name = call.get("StackSetName").rpartition("stackset/")[2].partition(":")[0]
    found = list_sets(front, call).get(name)
    if found is None or call.get("StackSetName") not in {found.name, found.id, found.arn}:
        message = f"StackSet {call.get('StackSetName')} not found"
        raise RefusalError("StackSetNotFoundException", message, status=_NOT_FOUND)
    return found


def refuse_taken(code: str, message: str) -> RefusalError:
    """Return the refusal of what is there already, or not empty."""
    return RefusalError(code, message, status=_CONFLICT)
