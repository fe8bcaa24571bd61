"""One statement, compiled: what of it holds for a caller, an action and a resource, and what is asked each time."""

from keypost.policy.admission import ATTACHED, Audience, find_audience
from keypost.policy.conditions.evaluate import Test, compile_condition, keys_of
from keypost.policy.decision import Decision
from keypost.policy.document import Effect, Statement, Version
from keypost.policy.facts import Facts
from keypost.policy.listings import ResourceTest, compile_resource, match_action, resource_keys
from keypost.policy.logic import both
from keypost.policy.reasons import OpenPoint, Outcome, PolicyKind, Reason
from keypost.policy.request import Principal, PrincipalKind
from keypost.unknown import Tri

# Policies that are attached to the caller (or its account), and so name no principal.
ATTACHED_KINDS = frozenset(
    {
        PolicyKind.IDENTITY,
        PolicyKind.PERMISSIONS_BOUNDARY,
        PolicyKind.SESSION,
        PolicyKind.SERVICE_CONTROL,
    }
)


# A test, with the context keys that it looks at.
Question = tuple[Test, frozenset[str]]


def _answer_nothing(_facts: Facts) -> Tri:
    return None


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
    """A statement with its tests, ready to be bound to a target."""

    __slots__ = (
        "_asked",
        "_audience",
        "_resource",
        "_static",
        "_varying",
        "document",
        "keys",
        "kind",
        "statement",
        "tests",
        "version",
    )

    def __init__(self, statement: Statement, *, kind: PolicyKind, document: int, version: Version) -> None:
        """Compile the statement; `document` counts the policies of its kind."""
        self.statement = statement
        self.kind = kind
        self.document = document
        self.version = version
        self.tests: tuple[Question, ...] = (
            *(
                (compile_condition(part, version=version), keys_of(part, version=version))
                for part in statement.conditions
            ),
            *((_answer_nothing, frozenset[str]()) for _ in statement.unread),
        )
        varying = resource_keys(statement.resources, version=version)
        self.keys = varying.union(*(keys for _, keys in self.tests))
        self._varying = varying
        self._resource: ResourceTest = compile_resource(statement.resources, version=version)
        # The last target asked about, and what was answered: a plan asks several times about its one target.
        self._asked: Target | None = None
        self._audience = ATTACHED
        self._static: Tri = None

    def audience(self, target: Target) -> Audience:
        """Return how the statement reaches the caller."""
        self._ask(target)
        return self._audience

    def covers_action(self, target: Target) -> Tri:
        """Tell whether the statement is about the action."""
        return match_action(self.statement.actions, action=target.action)

    def covers_resource(self, target: Target, facts: Facts) -> Tri:
        """Tell whether the statement is about the resource."""
        if self.statement.resources is None and target.assumes_role and self.kind is PolicyKind.RESOURCE:
            # A role trust policy has no Resource element.
            return True
        return self._resource(target.resource, facts)

    def static(self, target: Target) -> Tri:
        """Tell whether action and resource match, as far as that doesn't vary between requests."""
        self._ask(target)
        return self._static

    def may_apply(self, target: Target) -> bool:
        """Tell whether the statement can apply to the target, whatever its conditions say."""
        return self.static(target) is not False and self._audience.any_reach is not False

    def is_meant(self, target: Target) -> bool:
        """Tell whether the statement applies to the target wherever its conditions hold."""
        surely = self.static(target) is True and self._audience.any_reach is True and not self._varying
        return surely and self.statement.effect is not Effect.UNKNOWN

    def _ask(self, target: Target) -> None:
        if self._asked is target:
            return
        self._asked = target
        action = self.covers_action(target)
        varies = action is False or self._varying
        self._static = action if varies else both(action, self.covers_resource(target, {}))
        if self.kind in ATTACHED_KINDS and self.statement.principals is None:
            self._audience = ATTACHED
        else:
            self._audience = find_audience(self.statement, caller=target.caller, bounded=target.bounded)

    def bind(self, target: Target, *, reached: Tri, audience: Audience) -> "Entry | None":
        """Return what is left to be asked for the target; None where the statement can't apply."""
        static = both(self.static(target), reached)
        if static is False:
            return None
        if self.statement.effect is Effect.UNKNOWN:
            static = None
        tests = self.tests
        if self._varying:
            resource_test = self._resource
            tests = ((lambda facts: resource_test(target.resource, facts), self._varying), *tests)
        return Entry(static, tests, source=self, open_points=star_points(self, target, audience))


class Entry:
    """A bound statement: holds when `static` and all tests do."""

    __slots__ = ("_allow", "_deny", "open_points", "questions", "source", "static", "tests")

    def __init__(
        self,
        static: Tri,
        questions: tuple[Question, ...],
        *,
        source: CompiledStatement | None,
        open_points: tuple[OpenPoint, ...] = (),
    ) -> None:
        """Take what is settled, and what isn't; without a `source` it stands for something unread."""
        self.static = static
        self.questions = questions
        self.tests = tuple(test for test, _ in questions)
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
        answer = self.static
        rest: list[Question] = []
        for test, keys in self.questions:
            if not (keys and facts.keys() >= keys):
                rest.append((test, keys))
                continue
            found = test(facts)
            if found is False:
                return None
            answer = both(answer, found)
        return Entry(answer, tuple(rest), source=self.source, open_points=self.open_points)

    def allow(self) -> Decision:
        """Return the decision that this statement makes as an Allow."""
        if self._allow is None:
            self._allow = self._build(Outcome.ALLOW)
        return self._allow

    def deny(self) -> Decision:
        """Return the decision that this statement makes as a Deny."""
        if self._deny is None:
            self._deny = self._build(Outcome.EXPLICIT_DENY)
        return self._deny

    def _build(self, outcome: Outcome) -> Decision:
        reason = Reason.STATEMENT_ALLOWS if outcome is Outcome.ALLOW else Reason.STATEMENT_DENIES
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
        target.uses_key
        and source.kind is PolicyKind.RESOURCE
        and source.statement.effect is Effect.ALLOW
        and target.caller.kind is PrincipalKind.SERVICE
        and audience.through_star
    ):
        return (OpenPoint.STAR_ADMITS_SERVICE_TO_KEY,)
    return ()
