"""What a resource is called: its ARN, its name, and what `Ref` and `Fn::GetAtt` give."""

from keypost.arn import parse_arn
from keypost.named import Callable, Mapping, MappingProxyType, NamedTuple
from keypost.readers.building.identity_facts import DEFAULTS, FACTS, Facts
from keypost.readers.building.resolved import Value
from keypost.readers.building.whereabouts import Whereabouts
from keypost.readers.ways import spell
from keypost.unknown import Shape, Unread, build_unknown, find_only_unknown

_NOTHING = Facts()
_NAME_OR_ARN = frozenset({"EventBusName", "FunctionName"})


class Identity(NamedTuple):
    """The ARN, the name (or id) and what `Ref` gives; each may hold unknown parts."""

    arn: str
    name: str
    ref: str


class Naming:
    """Names one resource from its type and those properties that its name depends on."""

    __slots__ = ("_facts", "_find", "_key", "_known", "_type", "_whereabouts")

    def __init__(
        self,
        type: str,  # noqa: A002
        *,
        id: str,  # noqa: A002
        stack: str,
        whereabouts: Whereabouts,
        find: Callable[[str], Value],
        known: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Take the resource's type and logical id, and how to find a property's resolved value (None: not given).

        `known` are parts of the identity that nobody needs to work out: `Name`, `Arn`, `Id`, `Ref`.
        """
        self._facts = FACTS.get(type, _NOTHING)
        self._key = f"{stack}#{id}" if stack else id
        self._find = find
        self._known = known
        self._whereabouts = whereabouts
        self._type = type

    def identity(self) -> Identity:
        """Return ARN, name and `Ref` value."""
        parts = self._parts()
        return Identity(arn=parts["Arn"], name=parts["Name"], ref=parts["Ref"])

    def attribute(self, name: str) -> str:
        """Return what `Fn::GetAtt` gives for an attribute."""
        parts = self._parts()
        pattern = self._facts.attributes.get(name)
        if pattern is not None:
            return pattern.format_map(parts)
        return parts["Arn"] if name == "Arn" else self._open(name)

    def fill(self, pattern: str) -> str:
        """Return a pattern of `identity_facts` with this resource's parts in it."""
        return pattern.format_map(self._parts())

    def _open(self, attribute: str) -> str:
        return build_unknown(f"{self._key}.{attribute}")

    def _generate(self) -> str:
        """Return the name that AWS generates."""
        of_aws = self._type.startswith("AWS::") and self._type != "AWS::CloudFormation::CustomResource"
        return build_unknown(self._key, shape=Shape.IDENTITY if of_aws else Shape.TEXT)

    def _parts(self) -> "_Parts":
        facts, known, here = self._facts, self._known, self._whereabouts
        parts = _Parts(self._property)
        parts["Region"], parts["Account"], parts["UrlSuffix"] = here.region, here.account, here.url_suffix
        parts["Partition"] = here.partition
        name = known.get("Name") or (self._text(facts.name) if facts.name else "")
        parts["Name"] = name or self._generate()
        parts["Arn"] = known["Arn"] if "Arn" in known else self._arn(parts)
        parts["Ref"] = known.get("Ref") or facts.ref.format_map(parts)
        return parts

    def _arn(self, parts: "_Parts") -> str:
        pattern = self._facts.arn
        if not pattern:
            return self._open("Arn")
        if pattern.startswith("{TopicArn}"):
            return pattern.format(TopicArn=self._text("TopicArn"), Id=self._generate())
        arn = f"arn:{parts['Partition']}:{pattern.format_map(parts)}"
        return arn.replace(":parameter//", ":parameter/")

    def _open_id(self) -> str:
        """Return the id that AWS generates, which is the name of what has no other."""
        return build_unknown(f"{self._key}.Id", shape=Shape.IDENTITY) if self._facts.name else self._generate()

    def _property(self, name: str) -> str:
        """Return a property as part of an ARN: of another resource's ARN, its last segment."""
        if name == "Id":
            return self._known.get("Id") or self._open_id()  # few ask for it
        if name.startswith("Bus"):
            return self._bus(name.removeprefix("Bus"))
        text = self._text(name) or DEFAULTS.get(name, "")
        arn = parse_arn(text) if name in _NAME_OR_ARN else None
        return arn.name if arn else text

    def _text(self, path: str) -> str:
        name, _, rest = path.partition(".")
        value = self._find(name)
        for step in rest.split(".") if rest else ():
            value = value.get(step) if isinstance(value, Mapping) else value
        if value is None:
            return ""
        if isinstance(value, Unread):
            return build_unknown(value.subject or "?")
        text = spell(value)
        return self._open(path) if text is None else text

    def _bus(self, separator: str) -> str:
        """Return how a rule's ARN or id names its bus: not at all for the default one."""
        bus = self._property("EventBusName")
        if bus in {"", "default"}:
            return ""
        unknown = find_only_unknown(bus)
        return self._open(f"EventBusName{separator}") if unknown and unknown.shape is Shape.TEXT else bus + separator


class _Parts(dict[str, str]):
    """What patterns are filled with; properties are looked up when a pattern asks for them."""

    def __init__(self, find: Callable[[str], str]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, name: str) -> str:
        return self._find(name)


def build_identity(
    type: str,  # noqa: A002
    *,
    id: str,  # noqa: A002
    stack: str,
    whereabouts: Whereabouts,
    properties: Mapping[str, Value],
) -> Identity:
    """Return what a resource with resolved properties is called."""
    return Naming(type, id=id, stack=stack, whereabouts=whereabouts, find=properties.get).identity()
