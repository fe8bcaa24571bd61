"""What AWS checks while it makes a resource: the policies that this rests on must be made before it (DependsOn).

CloudFormation User Guide, DependsOn attribute; S3 user guide, notifications: S3 validates a destination when the
configuration is put, so that the queue's or topic's policy must be there by then.
"""

from collections.abc import Iterator, Mapping, Sequence

from keypost.catalogue.declare import Failure
from keypost.checker.verdict import Delivery
from keypost.estate.resource import Handle, Resource
from keypost.fixer.outlook import Outlook
from keypost.named import NamedTuple
from keypost.policy.document import Policy
from keypost.writers.dependencies import list_names
from keypost.writers.edit import Append, Edit, Insert, Remove
from keypost.writers.spelling import Json

CHECKED = frozenset({Failure.AT_CONFIGURATION, Failure.AT_CONFIGURATION_THEN_SILENT})


class Order(NamedTuple):
    """A resource, by the pointer of its template, and the policies (logical ids) that must be made before it."""

    file: str
    holder: str
    first: tuple[str, ...]


def list_checked(after: Outlook) -> Iterator[Delivery]:
    """Yield the deliveries that work from now on, and that AWS tries while it makes what has their setting."""
    return (delivery for delivery in after.list_turned() if delivery.path.failure in CHECKED)


def list_orders(after: Outlook, *, made: Mapping[Handle, str]) -> Iterator[Order]:
    """Yield what must be made in which order; `made` are the policies that the changes add, by what they are for."""
    wanted: dict[tuple[str, str], dict[str, None]] = {}
    for delivery in list_checked(after):
        place = delivery.wire.holder.origin
        if place.file and len(place.pointer.split("/")) == 3:
            names = wanted.setdefault((place.file, place.pointer), {})
            names.update(dict.fromkeys(_list_policies(delivery, place.file, made)))
    for (file, pointer), found in wanted.items():
        yield Order(file, pointer, tuple(found))


def _list_policies(delivery: Delivery, file: str, made: Mapping[Handle, str]) -> Iterator[str]:
    """Yield the resources of a template that hold the policies of what the delivery's calls are made on."""
    for call in delivery.calls:
        owner = delivery.owner_of(call.call)
        if owner is not None and owner.origin.file == file and owner.handle in made:
            yield made[owner.handle]
        elif owner is not None:
            yield from _list_holders(owner, owner.policy, file)
    if delivery.role is not None:
        for policy in delivery.role.identity:
            yield from _list_holders(delivery.role, policy, file)


def _list_holders(owner: Resource, policy: object, file: str) -> Iterator[str]:
    """Yield the resources of their own that state a policy: one that the owner states itself is made with it."""
    for statement in policy.statements if isinstance(policy, Policy) else ():
        steps = statement.origin.pointer.split("/")
        if statement.origin.file == file and steps[1:2] == ["Resources"] and len(steps) > 2:
            name = steps[2]
            if f"/Resources/{name}" != owner.origin.pointer or owner.origin.file != file:
                yield name


class Needs:
    """Which resources of a template need which, with edits made."""

    def __init__(self, document: Json, edits: Sequence[Edit]) -> None:
        """Take the template, and what will be edited in it."""
        resources = document.get("Resources") if isinstance(document, Mapping) else None
        self._resources: dict[str, Json] = dict(resources) if isinstance(resources, Mapping) else {}
        self._added: dict[str, list[Json]] = {}
        for edit in edits:
            self._note(edit)

    def _note(self, edit: Edit) -> None:
        steps = edit.pointer.split("/")
        if isinstance(edit, Remove) or steps[1:2] != ["Resources"]:
            return
        if isinstance(edit, Insert) and len(steps) == 2:
            self._resources[edit.key] = edit.value
        elif len(steps) > 2:
            self._added.setdefault(steps[2], []).append(edit.value)

    def find(self, name: str) -> Json:
        """Return what the template says of a resource, None where it has none of that name."""
        return self._resources.get(name)

    def is_needed(self, name: str, *, by: str) -> bool:
        """Tell whether one resource is made before another one anyway."""
        open_, seen = [by], {by}
        while open_:
            one = open_.pop()
            found = {*list_names(self.find(one)), *list_names(self._added.get(one, []))} & self._resources.keys()
            if name in found:
                return True
            open_ += found - seen
            seen |= found
        return False


def build_order(orders: Sequence[Order], document: Json, edits: Sequence[Edit]) -> tuple[list[Edit], bool]:
    """Return the edits of one template that put its resources in order, and whether some need each other instead."""
    needs, ordering, is_circular = Needs(document, edits), list[Edit](), False
    for order in orders:
        name = order.holder.rpartition("/")[2]
        missing = [
            one
            for one in order.first
            if needs.find(one) is not None and one != name and not needs.is_needed(one, by=name)
        ]
        possible = [one for one in missing if not needs.is_needed(name, by=one)]
        is_circular = is_circular or len(possible) < len(missing)
        ordering += _depend(order.holder, needs.find(name), possible)
    return ordering, is_circular


def _depend(holder: str, data: Json, names: Sequence[str]) -> Iterator[Edit]:
    """Yield the edits that make a resource wait for others; what it waits for already stays."""
    if not isinstance(data, Mapping) or not names:
        return
    if "DependsOn" in data:
        yield from (Append(f"{holder}/DependsOn", name) for name in names)
    else:
        yield Insert(holder, "DependsOn", names[0] if len(names) == 1 else list(names))
