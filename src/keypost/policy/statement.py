"""One statement, compiled: what of it holds for a caller, an action and a resource, and what is asked each time."""

from keypost.named import Protocol
from keypost.policy.admission import ATTACHED, Audience, find_audience
from keypost.policy.conditions.evaluate import ContestedTest, Test
from keypost.policy.context import RESOURCE_ALIASES
from keypost.policy.decision import Decision
from keypost.policy.document import Condition, Effect, Statement, Version
from keypost.policy.facts import Facts
from keypost.policy.listings import ResourceTest, compile_resource, match_action, resource_keys
from keypost.policy.logic import both
from keypost.policy.reasons import OpenPoint, Outcome, PolicyKind, Reason
from keypost.policy.request import Principal, PrincipalKind
from keypost.unknown import Tri

# Policies that are attached to the caller (or its account), and so name no principal.
ATTACHED_KINDS = (
    PolicyKind.IDENTITY,
    PolicyKind.PERMISSIONS_BOUNDARY,
    PolicyKind.SESSION,
    PolicyKind.SERVICE_CONTROL,
)
_NO_KEYS = frozenset[str]()


class Question(Protocol):
    """Something that is asked of every request; `keys` are the context keys that it looks at."""

    @property
    def keys(self) -> frozenset[str]:
        """The context keys, in lower case."""

    def __call__(self, facts: Facts) -> Tri:
        """Tell whether it holds for what the request carries."""


class _Unanswered:
    """Stands for a condition that could not be read."""

    keys = _NO_KEYS

    def __call__(self, facts: Facts) -> Tri:  # noqa: ARG002
        return None


class _Covers:
    """Asks whether a Resource element with policy variables is about the resource."""

    __slots__ = ("_resource", "_test", "keys")

    def __init__(self, test: ResourceTest, *, resource: str, keys: frozenset[str]) -> None:
        self._test, self._resource, self.keys = test, resource, keys

    def __call__(self, facts: Facts) -> Tri:
        return self._test(self._resource, facts)


class Target:
    """What stays the same between requests that are decided by one plan."""

    __slots__ = ("action", "assumes_role", "bounded", "caller", "is_keyless", "resource", "uses_key")

    def __init__(
        self,
        caller: Principal,
        *,
        action: str,
        resource: str,
        bounded: bool,
        uses_key: bool,
        is_keyless: bool,
        assumes_role: bool,
    ) -> None:
        """Take who does what to which resource; `is_keyless`: an action of KMS that no key policy speaks about."""
        self.caller = caller
        self.action = action
        self.resource = resource
        self.bounded = bounded
        self.uses_key = uses_key
        self.is_keyless = is_keyless
        self.assumes_role = assumes_role


class CompiledStatement:
    """A statement whose tests are compiled when a request first comes as far as them."""

    __slots__ = ("_resource", "_tests", "_varying", "covers_all", "document", "kind", "statement", "varies", "version")

    def __init__(self, statement: Statement, *, kind: PolicyKind, document: int, version: Version) -> None:
        """Take the statement; `document` counts the policies of its kind."""
        self.statement = statement
        self.kind = kind
        self.document = document
        self.version = version
        self._tests: tuple[Question, ...] | None = None
        self._resource: ResourceTest | None = None
        self._varying = _NO_KEYS
        listing = statement.resources
        self.covers_all = listing is not None and listing.values == ("*",) and not listing.negated
        # Whether policy variables in its Resource element make it cover other resources for each request.
        self.varies = False
        if listing is not None and not self.covers_all and any("$" in value for value in listing.values):
            self._varying = resource_keys(listing, version=version)
            self.varies = bool(self._varying)

    @property
    def tests(self) -> tuple[Question, ...]:
        """The tests of its conditions, in order, then one for each condition that could not be read."""
        if self._tests is None:
            statement, version = self.statement, self.version
            tests: tuple[Question, ...] = tuple(
                [self._choose_test(part)(part, version=version) for part in statement.conditions]
            )
            self._tests = tests if not statement.unread else (*tests, *(_Unanswered() for _ in statement.unread))
        return self._tests

    def _choose_test(self, condition: Condition) -> type[Test]:
        """One page says that kms:ResourceAliases works in IAM policies only, another speaks of key policies too."""
        contested = self.kind is PolicyKind.RESOURCE and condition.key.lower() == RESOURCE_ALIASES
        return ContestedTest if contested else Test

    def audience(self, target: Target) -> Audience:
        """Return how the statement reaches the caller."""
        if self.statement.principals is None and self.kind in ATTACHED_KINDS:
            return ATTACHED
        return find_audience(self.statement, caller=target.caller, bounded=target.bounded)

    def covers_action(self, target: Target) -> Tri:
        """Tell whether the statement is about the action."""
        return match_action(self.statement.actions, action=target.action)

    def covers_resource(self, target: Target, facts: Facts) -> Tri:
        """Tell whether the statement is about the resource."""
        if self.covers_all:
            return True
        if self.statement.resources is None and target.assumes_role and self.kind is PolicyKind.RESOURCE:
            # A role trust policy has no Resource element.
            return True
        return self._resource_test()(target.resource, facts)

    def static(self, target: Target) -> Tri:
        """Tell whether action and resource match, as far as that doesn't vary between requests."""
        action = self.covers_action(target)
        if action is False:
            return False
        return action if self.varies else both(action, self.covers_resource(target, {}))

    def ask(self, target: Target) -> tuple[Question, ...]:
        """Return what is asked of each request to the target."""
        if not self.varies:
            return self.tests
        return (_Covers(self._resource_test(), resource=target.resource, keys=self._varying), *self.tests)

    def bind(self, target: Target, static: Tri, *, reached: Tri, audience: Audience) -> "Entry":
        """Return what is left to be asked for the target, which `static` and the audience don't rule out."""
        answer = None if self.statement.effect is Effect.UNKNOWN else both(static, reached)
        return Entry(answer, self.ask(target), source=self, open_points=star_points(self, target, audience))

    def _resource_test(self) -> ResourceTest:
        if self._resource is None:
            self._resource = compile_resource(self.statement.resources, version=self.version)
        return self._resource


class Entry:
    """A bound statement: holds when `static` and all tests do."""

    __slots__ = ("_allow", "_deny", "open_points", "source", "static", "tests")

    def __init__(
        self,
        static: Tri,
        tests: tuple[Question, ...],
        *,
        source: CompiledStatement | None,
        open_points: tuple[OpenPoint, ...] = (),
    ) -> None:
        """Take what is settled, and what isn't; without a `source` it stands for something unread."""
        self.static = static
        self.tests = tests
        self.source = source
        self.open_points = open_points
        self._allow: Decision | None = None
        self._deny: Decision | None = None

    def holds(self, facts: Facts) -> Tri:
        """Tell whether the statement applies to the request."""
        answer = self.static
        for test in self.tests:
            found = test(facts)
            if found is False:
                return False
            if found is None:
                answer = None
        return answer

    def settle(self, facts: Facts) -> "Entry | None":
        """Return the entry without the tests that these facts answer; None where one of them fails."""
        rest: list[Question] = []
        for test in self.tests:
            found = test(facts) if test.keys and facts.keys() >= test.keys else None
            if found is False:
                return None
            if found is None:
                rest.append(test)
        settled = Entry(self.static, tuple(rest), source=self.source, open_points=self.open_points)
        settled._allow, settled._deny = self._allow, self._deny
        return settled

    def allow(self) -> Decision:
        """Return the decision that this statement makes as an Allow."""
        if self._allow is None:
            self._allow = self._build(Outcome.ALLOW, Reason.STATEMENT_ALLOWS)
        return self._allow

    def deny(self) -> Decision:
        """Return the decision that this statement makes as a Deny."""
        if self._deny is None:
            self._deny = self._build(Outcome.EXPLICIT_DENY, Reason.STATEMENT_DENIES)
        return self._deny

    def _build(self, outcome: Outcome, reason: Reason) -> Decision:
        source = self.source
        if source is None:
            return Decision(outcome, reason, open_points=self.open_points)
        return Decision(
            outcome,
            reason,
            decided_by=source.kind,
            statement=source.statement.number,
            sid=source.statement.sid,
            origin=source.statement.origin,
            open_points=self.open_points,
            document=source.document,
        )


UNREAD_ENTRY = Entry(None, (), source=None)

# The first entry that holds; None: one may hold; False: none does.
Hit = Entry | bool | None


def find(entries: tuple[Entry, ...], facts: Facts) -> Hit:
    """Return the first entry that holds, None where one may, False where none does."""
    answer: Hit = False
    for entry in entries:
        found = entry.holds(facts)
        if found:
            return entry
        if found is None:
            answer = None
    return answer


def told(hit: Hit) -> Tri:
    """Return what the search for an entry tells."""
    return hit if hit is None or hit is False else True


def star_points(source: CompiledStatement, target: Target, audience: Audience) -> tuple[OpenPoint, ...]:
    """Return the open point of a key policy that lets a service in through `*`: AWS says nothing about it."""
    if (
        audience.through_star
        and target.uses_key
        and source.kind is PolicyKind.RESOURCE
        and source.statement.effect is Effect.ALLOW
        and target.caller.kind is PrincipalKind.SERVICE
    ):
        return (OpenPoint.STAR_ADMITS_SERVICE_TO_KEY,)
    return ()
