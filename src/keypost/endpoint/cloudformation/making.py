"""One resource of a stack at a time: made, changed, replaced, deleted, with the events that tell of it."""

import json
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from keypost.endpoint.cloudformation.failure import StackFailure
from keypost.endpoint.cloudformation.fit import UnfitError
from keypost.endpoint.cloudformation.hands import Hands
from keypost.endpoint.cloudformation.records import Resource, Stack
from keypost.endpoint.cloudformation.types.all import TYPES
from keypost.endpoint.cloudformation.types.declare import Change, Type
from keypost.endpoint.cloudformation.types.perform import IncompleteError, create, delete, update
from keypost.endpoint.cloudformation.wording import word_failure
from keypost.endpoint.refusal import RefusalError
from keypost.named import NamedTuple

_RETAIN = "Retain"
# It keeps the resource unless what made it is rolled back (CloudFormation Template Reference, DeletionPolicy).
_RETAIN_LATER = "RetainExceptOnCreate"
_CAUGHT = (RefusalError, UnfitError, StackFailure)


class Plan(NamedTuple):
    """What one resource is to be, with its properties resolved."""

    logical_id: str
    type: str
    properties: Mapping[str, Any]
    deletion_policy: str = "Delete"
    replace_policy: str = "Delete"
    needs: tuple[str, ...] = ()
    metadata: str = ""


class Maker:
    """Makes the resources of one stack, as the caller or the stack's role."""

    def __init__(self, hands: Hands, stack: Stack) -> None:
        """Take whose calls these are, and the stack."""
        self._hands, self._stack = hands, stack

    def create(self, plan: Plan) -> Resource:
        """Make a resource that isn't there.

        Raises:
            StackFailure: it can't be made; its event says why.
        """
        return self._try("CREATE", plan, None, lambda kind, hands: create(kind, hands, plan.properties))

    def update(self, plan: Plan, old: Resource) -> Resource:
        """Change a resource in place.

        Raises:
            StackFailure: it can't be changed.
        """
        change = Change(old.physical_id, old.properties, plan.properties, old.attributes)
        return self._try(
            "UPDATE", plan, old, lambda kind, hands: (old.physical_id, update(kind, hands, change))
        )  # fmt: skip

    def replace(self, plan: Plan, old: Resource) -> Resource:
        """Make a new resource that takes the old one's place; the old one stays until the end.

        Raises:
            StackFailure: it can't be made.
        """
        why = "Requested update requires the creation of a new physical resource; hence creating one."
        return self._try("UPDATE", plan, old, lambda kind, hands: create(kind, hands, plan.properties), why=why)

    def delete(self, old: Resource, *, is_rollback: bool = False) -> bool:
        """Delete a resource unless its policy keeps it; tell whether that went well."""
        if old.deletion_policy == _RETAIN or (old.deletion_policy == _RETAIN_LATER and not is_rollback):
            self._tell(old, "DELETE_SKIPPED")
            return True
        return self.remove(old)

    def retire(self, old: Resource) -> bool:
        """Delete a resource that another one replaces, unless its policy keeps it; tell whether that went well."""
        if old.replace_policy in {_RETAIN, _RETAIN_LATER}:
            self._tell(old, "DELETE_SKIPPED")
            return True
        return self.remove(old)

    def remove(self, old: Resource) -> bool:
        """Delete a resource whatever its policy; tell whether that went well."""
        self._tell(old, "DELETE_IN_PROGRESS")
        kind = TYPES.get(old.type)
        hands = self._hands._replace(logical_id=old.logical_id)
        try:
            if kind is not None and old.physical_id:
                delete(kind, hands, Change(old.physical_id, old.properties, {}, old.attributes))
        except _CAUGHT as error:
            token = str(uuid.uuid4())
            reason = word_failure(kind or _UNKNOWN, error, logical_id=old.logical_id, token=token)
            self._tell(old, "DELETE_FAILED", reason=reason)
            return False
        self._tell(old, "DELETE_COMPLETE")
        return True

    def _try(self, verb: str, plan: Plan, old: Resource | None, make: Any, *, why: str = "") -> Resource:
        made = Resource(
            plan.logical_id, plan.type, old.physical_id if old else "", f"{verb}_IN_PROGRESS", datetime.now(UTC),
            plan.properties, old.attributes if old else {}, "", plan.deletion_policy, plan.replace_policy, plan.needs,
            plan.metadata,
        )  # fmt: skip
        self._tell(made, made.status, reason=why)
        kind = TYPES.get(plan.type)
        try:
            if kind is None:
                raise StackFailure(f"keypost local doesn't build resources of the type {plan.type}.")
            physical_id, attributes = make(kind, self._hands._replace(logical_id=plan.logical_id))
        except (*_CAUGHT, IncompleteError) as error:
            raise self._fail(verb, kind or _UNKNOWN, made, error) from error
        made = made._replace(physical_id=physical_id, attributes=attributes)
        if verb == "CREATE":
            self._tell(made, made.status, reason="Resource creation Initiated")
        return self._tell(made, f"{verb}_COMPLETE")

    def _fail(self, verb: str, kind: Type, made: Resource, error: Exception) -> StackFailure:
        if isinstance(error, IncompleteError):
            made = made._replace(physical_id=error.id, attributes=error.attributes)
        reason = word_failure(
            kind,
            error.__cause__ if isinstance(error, IncompleteError) else error,
            logical_id=made.logical_id,
            token=str(uuid.uuid4()),
        )
        self._tell(made, f"{verb}_FAILED", reason=reason)
        return StackFailure(reason)

    def _tell(self, resource: Resource, status: str, *, reason: str = "") -> Resource:
        told = resource._replace(status=status, reason=reason, at=datetime.now(UTC))
        properties = json.dumps(resource.properties) if not status.startswith("DELETE") else ""
        self._stack.tell(
            told.logical_id, told.physical_id, told.type, status=status, reason=reason, properties=properties
        )
        current = self._stack.resources.get(told.logical_id)
        if current is None or current.physical_id in {"", told.physical_id} or not status.startswith("DELETE"):
            self._stack.resources[told.logical_id] = told
        return told


_UNKNOWN = Type("", create=lambda _hands, _properties: None, delete=None, id="")  # type: ignore[arg-type,return-value]
