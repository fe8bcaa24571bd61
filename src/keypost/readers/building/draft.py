"""A resource in the making: resolved settings on one side, what every estate resource needs on the other."""

from keypost.arn import parse_arn
from keypost.estate.estate import Gap
from keypost.estate.kind import Kind, kind_of
from keypost.estate.resource import Encryption, Resource, Sse
from keypost.named import Mapping, NamedTuple, Protocol
from keypost.origin import NOWHERE, Locate, Origin, Pointer
from keypost.policy.document import Policy
from keypost.policy.parse import NotAPolicy, NotAPolicyError, parse_policy
from keypost.readers.building.resolved import ResolvedResource
from keypost.readers.building.whereabouts import Whereabouts
from keypost.readers.ways import spell
from keypost.text import Text
from keypost.unknown import Unread, Why, has_unknown, unknowns_in

NOT_A_POLICY = Text(
    en="this isn't a policy ({reason}); what it allows or denies stays open",
    ja="ポリシーとして解釈できません ({reason})。許可・拒否の内容は不明のままです",
)

_PROBLEMS = {
    NotAPolicy.NOT_JSON: Text(en="a text that isn't JSON", ja="JSON ではない文字列"),
    NotAPolicy.NOT_AN_OBJECT: Text(en="not an object", ja="オブジェクトではない値"),
    NotAPolicy.NO_STATEMENT: Text(en="no Statement", ja="Statement がない"),
    NotAPolicy.NOT_A_STATEMENT: Text(en="a statement that isn't an object", ja="オブジェクトではないステートメント"),
}


class Identity(Protocol):
    """What a resource is called: its ARN and name, and what `Ref` gives."""

    @property
    def arn(self) -> str:
        """The ARN, empty for a type without one."""

    @property
    def name(self) -> str:
        """The name."""

    @property
    def ref(self) -> str:
        """What `Ref` gives."""


class EstatePlace(NamedTuple):
    """Where a resource belongs in the estate: its root stack, and its id (nested: `Parent/Child`)."""

    stack: str
    id: str


class Draft:
    """One resource in the making. `gaps` collects what it couldn't read."""

    __slots__ = ("account", "arn", "gaps", "id", "kind", "name", "partition", "ref", "region", "resolved", "stack")

    def __init__(
        self, resolved: ResolvedResource, *, place: EstatePlace, identity: Identity, whereabouts: Whereabouts,
        gaps: list[Gap],
    ) -> None:  # fmt: skip
        """Take the resolved resource, where it belongs in the estate, and what it is called."""
        parts = parse_arn(identity.arn)
        self.resolved = resolved
        self.kind = kind_of(resolved.type)
        self.stack, self.id = place
        self.arn = identity.arn
        self.name = identity.name
        self.ref = identity.ref
        self.account = (parts and parts.account) or whereabouts.account
        self.region = (parts and parts.region) or whereabouts.region
        self.partition = (parts and parts.partition) or whereabouts.partition
        self.gaps = gaps

    @property
    def origin(self) -> Origin:
        """The place of the logical id."""
        return self.resolved.origin

    def place(self, *path: str | int) -> Origin:
        """Return the place of a setting."""
        return self.resolved.locate(path)

    def get(self, *path: str | int) -> object:
        """Return a setting, None where it isn't set; an unread object makes what it holds unread."""
        return follow(self.resolved.properties, path)

    def text(self, *path: str | int) -> str | Unread | None:
        """Return a setting as text; an empty one counts as not set, an object where a text belongs as unread."""
        value = self.get(*path)
        if value is None or value == "" or isinstance(value, Unread):
            return None if value == "" else value
        text = spell(value)
        return Unread(Why.MALFORMED, f"{self.id}.{path[-1]}") if text is None else text

    def flag(self, *path: str | int) -> bool | Unread | None:
        """Return a setting that is true or false, however it is spelled."""
        text = self.text(*path)
        if text is None or isinstance(text, Unread):
            return text
        if has_unknown(text):
            return open_value(text)
        return text.lower() == "true"

    def texts(self, *path: str | int) -> list[str | Unread]:
        """Return a list of texts; one text counts as a list of one."""
        value = self.get(*path)
        values = value if isinstance(value, list) else [] if value is None else [value]
        found: list[str | Unread] = []
        for one in values:
            text = one if isinstance(one, Unread) else spell(one)
            if text:
                found.append(text)
        return found

    def policy(self, *path: str | int) -> Policy | Unread | None:
        """Return the policy that a setting holds; one that isn't a policy leaves a gap at its place."""
        value = self.get(*path)
        if value is None or isinstance(value, Unread):
            return value
        return self.parse(value, locate=lambda inside: self.resolved.locate((*path, *inside)))

    def parse(self, document: object, *, locate: Locate) -> Policy | Unread:
        """Parse a policy document, or leave a gap where it isn't one."""
        if isinstance(document, str) and has_unknown(document) and not document.lstrip().startswith("{"):
            return open_value(document)
        try:
            return parse_policy(document, locate=locate)
        except NotAPolicyError as error:
            self.gaps.append(Gap(self.id, _describe(error.problem), error.origin))
            return Unread(Why.MALFORMED, self.id)

    def build(
        self, *, encryption: Encryption | Unread | None = None, policy: Policy | Unread | None = None,
        policy_origin: Origin = NOWHERE,
    ) -> Resource:  # fmt: skip
        """Build a resource that is neither key nor role."""
        return Resource(
            self.kind, self.id, self.arn, self.stack, self.name, self.account, self.region, self.partition,
            self.origin, encryption=encryption or Encryption(Sse.NONE), policy=policy, policy_origin=policy_origin,
            attributes=self.attributes,
        )  # fmt: skip

    @property
    def attributes(self) -> Mapping[str, str]:
        """Further texts: what `Ref` gives where it is neither ARN nor name, the type name of an unknown kind."""
        attributes = {}
        if self.ref and self.ref not in {self.arn, self.name}:
            attributes["ref"] = self.ref
        if self.kind is Kind.UNKNOWN:
            attributes["type"] = self.resolved.type
        construct = self.resolved.metadata.get("aws:cdk:path")
        if isinstance(construct, str):
            attributes["construct"] = construct
        return attributes


def follow(value: object, path: Pointer) -> object:
    """Return what stands at a path inside JSON-like data, None where nothing does."""
    for step in path:
        if isinstance(value, (dict, Mapping)) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return value if isinstance(value, Unread) else None
    return value


def _describe(problem: NotAPolicy) -> Text:
    reason = _PROBLEMS[problem]
    return Text(en=NOT_A_POLICY.en.format(reason=reason.en), ja=NOT_A_POLICY.ja.format(reason=reason.ja))


def open_value(text: str) -> Unread:
    """Return the reason why a text with unknown parts can't be read as a value."""
    return Unread(Why.UNKNOWN_VALUE, unknowns_in(text)[0].name)
