"""A resource in CloudFormation's words on which further Terraform resources, its parts, may have a say."""

from collections.abc import Mapping
from functools import partial

from keypost.named import NamedTuple
from keypost.origin import LateOrigin, Origin, Pointer
from keypost.readers.building.identity import Identity
from keypost.readers.building.resolved import ResolvedResource, Value
from keypost.readers.terraform.instance import Instance
from keypost.readers.terraform.properties import find_attribute, list_places
from keypost.readers.terraform.types.declare import OWN_POLICY, Part, Properties
from keypost.unknown import Unread, Why


class _Piece(NamedTuple):
    """Where a property comes from: the elements of a list from `start` on, or all of it."""

    start: int
    instance: Instance
    properties: Properties


class _PolicyForm(NamedTuple):
    """How CloudFormation keeps the policy of a type in a resource of its own."""

    type: str
    target: str
    document: str = "PolicyDocument"


_POLICIES = {
    "AWS::S3::Bucket": _PolicyForm("AWS::S3::BucketPolicy", "Bucket"),
    "AWS::SNS::Topic": _PolicyForm("AWS::SNS::TopicPolicy", "Topics"),
    "AWS::SQS::Queue": _PolicyForm("AWS::SQS::QueuePolicy", "Queues"),
    "AWS::SecretsManager::Secret": _PolicyForm("AWS::SecretsManager::ResourcePolicy", "SecretId", "ResourcePolicy"),
    "AWS::Kinesis::Stream": _PolicyForm("AWS::Kinesis::ResourcePolicy", "ResourceArn", "ResourcePolicy"),
}


class Called(NamedTuple):
    """What a resource is called: its id in reports, its CloudFormation type, and its identity."""

    id: str
    type: str
    identity: Identity


class Owner:
    """One resource in the making; parts are merged into its properties."""

    __slots__ = ("_merged", "_pieces", "_properties", "id", "identity", "instance", "type", "values")

    def __init__(
        self, instance: Instance, called: Called, *, values: dict[str, Value], properties: Properties
    ) -> None:  # fmt: skip
        """Take the instance that says that the resource is there, and what it says of it, read from `properties`."""
        self.instance = instance
        self.id, self.type, self.identity = called
        self.values = values
        self._properties = properties
        self._pieces: dict[str, list[_Piece]] = {}
        self._merged: frozenset[str] = frozenset()

    def merge(self, added: Mapping[str, Value], part: Part, instance: Instance) -> None:
        """Put what a part says into the properties."""
        for name, value in added.items():
            piece = _Piece(0, instance, part.properties)
            present = self._present(name)
            if isinstance(present, list) and isinstance(value, list):
                self._extend(name, present, value, part=part, instance=instance)
            elif present is None or present == value or self._is_computed(name):
                self.values[name] = value
                self._pieces[name] = [piece]
            else:
                self.values[name] = Unread(Why.AMBIGUOUS, self.id)
            self._merged |= {name}

    def remove(self, gone: Mapping[str, Value], part: Part) -> None:
        """Take out what a part that is going to be deleted had put there, where it is still what was read."""
        for name, value in gone.items():
            present = self._present(name)
            if present is None or name in self._merged or not self._is_computed(name):
                continue
            if isinstance(present, list) and isinstance(value, list):
                self.values[name] = [one for one in present if not any(_is_same(one, old, part.key) for old in value)]
            else:
                del self.values[name]

    def doubt(self, names: Mapping[str, Value], subject: str) -> None:
        """Say that a part which may be meant for this resource can't be told to be."""
        for name in names:
            present = self._present(name)
            unread = Unread(Why.UNKNOWN_VALUE, subject)
            if present is None or self._is_computed(name):
                self.values[name] = unread
            elif isinstance(present, list):
                self.values[name] = [*present, unread]

    def build(self, stack: str) -> ResolvedResource:
        """Return the resource as it is now."""
        locate = partial(LateOrigin, self._locate)  # most places are never shown
        return ResolvedResource(stack, self.id, self.type, self.values, locate=locate, origin=self.instance.origin)

    def build_policy(self, stack: str) -> ResolvedResource | None:
        """Return its policy as CloudFormation has it, a resource of its own; None where it has none."""
        if self.type not in _POLICIES:
            return None
        document = self.values.get(OWN_POLICY)
        if document is None:
            return None
        form = _POLICIES[self.type]
        says = self._pieces[OWN_POLICY][0].instance if OWN_POLICY in self._pieces else None

        def locate(pointer: Pointer) -> Origin:
            return self._locate((OWN_POLICY, *pointer[1:]))

        return ResolvedResource(
            stack,
            says.address if says else f"{self.id}.policy",
            form.type,
            {form.target: [self.identity.arn], form.document: document},
            locate=partial(LateOrigin, locate),
            origin=says.origin if says else self.instance.origin,
        )

    def _present(self, name: str) -> Value:
        """Return what is known of a property: what isn't known of a resource outside the input is no setting."""
        return dict.get(self.values, name)

    def _extend(self, name: str, present: list[Value], added: list[Value], *, part: Part, instance: Instance) -> None:
        kept = [one for one in present if not any(_is_same(one, new, part.key) for new in added)]
        self._pieces.setdefault(name, []).append(_Piece(len(kept), instance, part.properties))
        self.values[name] = [*kept, *added]

    def _is_computed(self, name: str) -> bool:
        """Tell whether nobody wrote what stands in a property: then a part of its own says it."""
        source = self._properties.get(name)
        if source is None or name in self._pieces:
            return False
        ways = [way.partition(".")[0] for way, _ in list_places({name: source})]
        return all(map(self.instance.is_computed, ways))

    def _locate(self, pointer: Pointer) -> Origin:
        """Return the place of a property: in the part that says it, else in the resource itself."""
        name = pointer[0] if pointer else None
        found = _Piece(0, self.instance, self._properties)
        index = pointer[1] if len(pointer) > 1 and isinstance(pointer[1], int) else 0
        for piece in self._pieces.get(str(name), ()):
            if piece.start <= index:
                found = piece
        rest = (index - found.start, *pointer[2:]) if found.start else pointer[1:]
        source = found.properties.get(str(name))
        if source is None:
            return found.instance.origin
        return found.instance.locate(find_attribute(source, rest))


def _is_same(one: Value, other: Value, key: str) -> bool:
    """Tell whether two elements of a list are one: alike, or of one name."""
    if one == other:
        return True
    if not (key and isinstance(one, Mapping) and isinstance(other, Mapping)):
        return False
    return one.get(key) is not None and one.get(key) == other.get(key)


class PartlyKnown(dict[str, Value]):
    """The settings of a resource outside the input of which only parts are known: all others are Unread."""

    def __init__(self, known: Mapping[str, Value], subject: str) -> None:
        """Take what is known, and what the resource is called."""
        super().__init__(known)
        self._unread = Unread(Why.NOT_IN_INPUT, subject)

    def get(self, name: str, default: Value = None) -> Value:
        """Return a setting; what the parts don't say isn't known."""
        del default
        return super().get(name, self._unread)
