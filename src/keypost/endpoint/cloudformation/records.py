"""What a stack is kept as, in the endpoint's own state."""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from keypost.named import NamedTuple

Properties = Mapping[str, Any]
STACK_TYPE = "AWS::CloudFormation::Stack"
_NOTHING: Mapping[str, Any] = {}  # a plain one: it is saved


class Event(NamedTuple):
    """One event of a stack or of a resource in it."""

    id: str
    at: datetime
    logical_id: str
    physical_id: str
    type: str
    status: str
    reason: str = ""
    properties: str = ""
    token: str = ""


class Resource(NamedTuple):
    """One resource of a stack as it stands; `needs` are the logical ids that it was made after."""

    logical_id: str
    type: str
    physical_id: str
    status: str
    at: datetime
    properties: Properties = _NOTHING
    attributes: Properties = _NOTHING
    reason: str = ""
    deletion_policy: str = "Delete"
    replace_policy: str = "Delete"
    needs: tuple[str, ...] = ()
    metadata: str = ""


class Output(NamedTuple):
    """One output of a stack; `export` is empty where it isn't exported."""

    key: str
    value: str
    description: str = ""
    export: str = ""


class Intent(NamedTuple):
    """What somebody wants a stack to be: the template's text and all that goes with it.

    `parameters` are those that were given, `values` what `Ref` gives for each, `role` the stack's service role.
    """

    body: str
    parameters: Mapping[str, str] = _NOTHING
    values: Mapping[str, Any] = _NOTHING
    hidden: frozenset[str] = frozenset()
    tags: Mapping[str, str] = _NOTHING
    capabilities: tuple[str, ...] = ()
    role: str = ""
    topics: tuple[str, ...] = ()
    keeps_failed: bool = False
    on_failure: str = "ROLLBACK"
    token: str = ""


class ChangeSet:
    """One change set: what is intended, and what that would change."""

    def __init__(self, name: str, *, id: str, kind: str, intent: Intent) -> None:  # noqa: A002 -- AWS calls it so
        """Begin as one that is being made."""
        self.name, self.id, self.kind, self.intent = name, id, kind, intent
        self.created = datetime.now(UTC)
        self.description = ""
        self.status, self.reason, self.execution = "CREATE_IN_PROGRESS", "", "UNAVAILABLE"
        self.changes: list[dict[str, Any]] = []


class Stack:
    """One stack: its resources by logical id, its events, oldest first."""

    def __init__(self, name: str, *, account: str, region: str, status: str) -> None:
        """Begin without resources."""
        self.name, self.account, self.region = name, account, region
        self.id = name_stack(name, account=account, region=region)
        self.created = datetime.now(UTC)
        self.updated: datetime | None = None
        self.deleted: datetime | None = None
        self.status, self.reason = status, ""
        self.intent = Intent("")
        self.description = ""
        self.is_protected = False
        self.parent, self.root = "", ""
        self.change_set = ""
        self.resources: dict[str, Resource] = {}
        self.outputs: list[Output] = []
        self.imports: set[str] = set()
        self.events: list[Event] = []
        self.change_sets: dict[str, ChangeSet] = {}

    @property
    def is_busy(self) -> bool:
        """Whether something is being done to the stack."""
        return self.status.endswith("_IN_PROGRESS") and self.status != "REVIEW_IN_PROGRESS"

    def turn(self, status: str, *, reason: str = "") -> None:
        """Change the stack's status, and tell."""
        self.status, self.reason = status, reason
        self.tell(self.name, self.id, STACK_TYPE, status=status, reason=reason)

    def tell(
        self, logical_id: str, physical_id: str, type_name: str, *, status: str, reason: str = "", properties: str = ""
    ) -> None:
        """Write an event down."""
        at, number = datetime.now(UTC), str(uuid.uuid4())
        if logical_id != self.name:
            number = f"{logical_id}-{status}-{at.isoformat(timespec='milliseconds')}Z"
        self.events.append(
            Event(number, at, logical_id, physical_id, type_name, status, reason, properties, self.intent.token)
        )


def name_stack(name: str, *, account: str, region: str) -> str:
    """Return the ARN of a stack that is to be made."""
    return f"arn:aws:cloudformation:{region}:{account}:stack/{name}/{uuid.uuid4()}"
