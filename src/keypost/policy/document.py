"""A parsed policy: statements with their elements, each with its place."""

from keypost.named import Enum, Iterable, Mapping, NamedTuple
from keypost.origin import NOWHERE, Origin
from keypost.policy.reasons import Reason
from keypost.unknown import Unread


class Effect(Enum):
    """What a statement does when it applies; UNKNOWN where that could not be read or is neither word."""

    ALLOW = "Allow"
    DENY = "Deny"
    UNKNOWN = "?"


class Version(Enum):
    """The language version; variables exist only in the newer one (IAM User Guide, policy element Version)."""

    OLD = "2008-10-17"
    CURRENT = "2012-10-17"


class PrincipalForm(Enum):
    """The keys of a Principal map, and `*` for everyone."""

    EVERYONE = "*"
    AWS = "AWS"
    SERVICE = "Service"
    FEDERATED = "Federated"
    CANONICAL_USER = "CanonicalUser"


class NamedPrincipal(NamedTuple):
    """One value of a Principal element, as written."""

    form: PrincipalForm
    value: str
    origin: Origin = NOWHERE

    @property
    def is_everyone(self) -> bool:
        """Whether it is `*`, alone or as an AWS principal (IAM User Guide, policy element Principal)."""
        return self.form is PrincipalForm.EVERYONE or (self.form is PrincipalForm.AWS and self.value == "*")


class Listing(NamedTuple):
    """The values of Action or Resource, or of its Not- twin (`negated`); `unread`: there may be others."""

    values: tuple[str, ...]
    negated: bool = False
    origin: Origin = NOWHERE
    unread: Unread | None = None


class PrincipalListing(NamedTuple):
    """The principals of a statement, or with `negated` those it excepts; `unread`: there may be others."""

    values: tuple[NamedPrincipal, ...]
    negated: bool = False
    origin: Origin = NOWHERE
    unread: Unread | None = None

    @property
    def has_everyone(self) -> bool:
        """Whether one of them is everyone."""
        return any(named.is_everyone for named in self.values)


class Quantifier(Enum):
    """The set operators in front of a condition operator."""

    NONE = ""
    FOR_ANY = "ForAnyValue"
    FOR_ALL = "ForAllValues"


class Condition(NamedTuple):
    """One test: `operator` (without prefix and suffix) on the context key `key` against `values`.

    `unread`: the policy lists further values, which could not be read.
    """

    operator: str
    key: str
    values: tuple[str, ...]
    quantifier: Quantifier = Quantifier.NONE
    if_exists: bool = False
    origin: Origin = NOWHERE
    unread: Unread | None = None


class Flaw(NamedTuple):
    """Something in a stored policy that AWS accepts although it can't mean anything, or would refuse."""

    reason: Reason
    subject: str
    origin: Origin = NOWHERE


class Statement(NamedTuple):
    """One statement; a missing element is None (it then matches nothing where the kind of policy needs it).

    `number` counts from 0. `unread` holds conditions that could not be read: whether the statement applies then
    depends on them.
    """

    number: int
    sid: str | None
    effect: Effect
    principals: PrincipalListing | None
    actions: Listing | None
    resources: Listing | None
    conditions: tuple[Condition, ...] = ()
    flaws: tuple[Flaw, ...] = ()
    origin: Origin = NOWHERE
    unread: tuple[Unread, ...] = ()


class Policy(NamedTuple):
    """A policy document. `source` keeps the plain JSON data it was parsed from.

    `unread` holds statements that could not be read: each may allow or deny anything.
    """

    version: Version
    statements: tuple[Statement, ...]
    id: str | None = None
    origin: Origin = NOWHERE
    source: Mapping[str, object] | None = None
    unread: tuple[Unread, ...] = ()
    flaws: tuple[Flaw, ...] = ()

    def append(self, statements: Iterable[Statement]) -> "Policy":
        """Return the policy with further statements at its end, numbered on."""
        numbered = enumerate(statements, start=len(self.statements))
        new = (statement._replace(number=number) for number, statement in numbered)
        return self._replace(statements=(*self.statements, *new))


EMPTY_POLICY = Policy(Version.CURRENT, ())


def build_allow(
    actions: Iterable[str], *, resource: str, principals: Iterable[NamedPrincipal] = (), sid: str | None = None
) -> Statement:
    """Return the statement that allows the actions; without principals it is one of an identity policy."""
    named = tuple(principals)
    return Statement(
        number=0,
        sid=sid,
        effect=Effect.ALLOW,
        principals=PrincipalListing(named) if named else None,
        actions=Listing(tuple(actions)),
        resources=Listing((resource,)),
    )
