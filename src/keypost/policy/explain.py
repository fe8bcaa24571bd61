"""Why one statement applies to a request or not: the first element that rules it out, else what it rests on."""

from keypost.origin import Origin
from keypost.policy.admission import Audience
from keypost.policy.conditions.evaluate import Test, is_negated
from keypost.policy.conditions.operators import NULL
from keypost.policy.decision import Need, NeedKind, Step
from keypost.policy.document import Effect, Listing
from keypost.policy.facts import Doubt, Facts, Unsettled, Values
from keypost.policy.listings import explain_resource, names_user
from keypost.policy.needs import needs_of_points, needs_of_test, needs_of_texts, needs_of_unread
from keypost.policy.reasons import Element, Match, OpenPoint, Reason
from keypost.policy.statement import CompiledStatement, Target, star_points
from keypost.unknown import Tri

# Why a statement applies that nobody meant to apply here, or applies in another way than it seems to.
_TELLING = (
    Reason.ACCOUNT_DELEGATES,
    Reason.KEY_ABSENT_SO_NEGATED_HOLDS,
    Reason.KEY_ABSENT_SO_IF_EXISTS_HOLDS,
)


class Finding:
    """What one element of a statement said."""

    __slots__ = ("actual", "answer", "element", "expected", "needs", "open_points", "origin", "reason", "test")

    def __init__(  # noqa: PLR0913  one argument for each field of a step
        self,
        answer: Tri,
        reason: Reason,
        element: Element | None,
        *,
        expected: tuple[str, ...] = (),
        actual: Values | None = None,
        origin: Origin | None = None,
        test: Test | None = None,
        needs: tuple[Need, ...] = (),
        open_points: tuple[OpenPoint, ...] = (),
    ) -> None:
        """Take the answer and why; `expected` stands in the policy at `origin`, `actual` in the request."""
        self.answer, self.reason, self.element, self.test = answer, reason, element, test
        self.expected, self.actual, self.origin = expected, actual, origin
        self.needs, self.open_points = needs, open_points


class Asked:
    """A statement whose caller, action and resource don't rule it out: its conditions are asked of each request.

    What a request shares with the one before is not explained again.
    """

    __slots__ = ("_findings", "_known", "_source", "_step", "_target", "_tests", "_varies")

    def __init__(self, source: CompiledStatement, target: Target, known: list[Finding]) -> None:
        """Take the statement, and what its elements said."""
        self._source, self._target, self._known = source, target, known
        self._tests = [_AskedTest(test) for test in source.tests if isinstance(test, Test)]
        self._varies = source.varies
        self._findings: list[Finding] = []
        self._step: Step | None = None

    def explain(self, facts: Facts) -> Step:
        """Return the step for a request that carries these facts."""
        findings = self._find(facts)
        if self._step is None or findings != self._findings:
            self._findings = findings
            self._step = _build_step(self._source, findings)
        return self._step

    def _find(self, facts: Facts) -> list[Finding]:
        source = self._source
        findings = self._known.copy()
        if self._varies:
            findings.append(_explain_resource(source, self._target, source.covers_resource(self._target, facts)))
        for test in self._tests:
            finding = test.explain(facts)
            findings.append(finding)
            if finding.answer is False:
                return findings
        findings += _explain_unread(source)
        return findings


class _AskedTest:
    """One test, and what it last said."""

    __slots__ = ("_finding", "_found", "_is_single", "_test")

    def __init__(self, test: Test) -> None:
        self._test = test
        self._is_single = len(test.keys) == 1
        self._found: Values | Unsettled | None = None
        self._finding: Finding | None = None

    def explain(self, facts: Facts) -> Finding:
        found = facts.get(self._test.key)
        if self._finding is None or not self._is_single or found != self._found:
            self._found, self._finding = found, _explain_test(self._test, facts)
        return self._finding


def outline(source: CompiledStatement, target: Target) -> Step | Asked:
    """Return the step of a statement that can't apply to the target, else what is left to be asked."""
    findings = _explain_effect(source)
    for explain in (_explain_audience, _explain_action, _explain_fixed_resource):
        found = explain(source, target)
        if found is not None:
            findings.append(found)
            if found.answer is False:
                return _build_step(source, findings)
    return Asked(source, target, findings)


def explain_whole(source: CompiledStatement, target: Target, facts: Facts) -> tuple[Step, tuple[Step, ...]]:
    """Return the statement's step, and a step for each of its elements and conditions, those that match too."""
    findings = [*_explain_effect(source), _explain_audience(source, target), _explain_action(source, target)]
    findings.append(_explain_resource(source, target, source.covers_resource(target, facts)))
    findings += [_explain_test(test, facts) for test in source.tests if isinstance(test, Test)]
    findings += _explain_unread(source)
    steps = tuple([_describe(source, [one], one) for one in findings])
    return _build_step(source, findings), steps


def _build_step(source: CompiledStatement, findings: list[Finding]) -> Step:
    """Return the step of the finding that rules the statement out, else of the first that can't be told."""
    return _describe(source, findings, _find_best(findings))


def _describe(source: CompiledStatement, findings: list[Finding], best: Finding | None) -> Step:
    statement = source.statement
    test = best.test if best is not None else None
    match = Match.MATCH if best is None else _MATCHES[best.answer]
    is_open = match is not Match.NO_MATCH
    return Step(
        policy=source.kind,
        outcome=match,
        reason=Reason.ALL_ELEMENTS_MATCH if best is None else best.reason,
        document=source.document,
        statement=statement.number,
        sid=statement.sid,
        effect=statement.effect,
        element=None if best is None else best.element,
        key=None if test is None else test.condition.key,
        operator=None if test is None else test.written,
        expected=() if best is None else best.expected,
        actual=None if best is None else best.actual,
        origin=(best and best.origin) or statement.origin,
        needs=tuple([need for one in findings if one.answer is None for need in one.needs]) if is_open else (),
        open_points=tuple([point for one in findings for point in one.open_points]) if is_open else (),
    )


_MATCHES = {True: Match.MATCH, False: Match.NO_MATCH, None: Match.UNKNOWN}


def _find_best(findings: list[Finding]) -> Finding | None:
    """Return the finding that rules the statement out, else the first open one, else the first that tells much."""
    for answer in (False, None):
        for one in findings:
            if one.answer is answer:
                return one
    return next((one for one in findings if one.reason in _TELLING), None)


def _explain_effect(source: CompiledStatement) -> list[Finding]:
    if source.statement.effect is not Effect.UNKNOWN:
        return []
    need = Need(NeedKind.INPUT_VALUE, "Effect", source.statement.origin)
    return [Finding(None, Reason.STATEMENT_MALFORMED, None, needs=(need,))]


def _explain_unread(source: CompiledStatement) -> list[Finding]:
    """Explain the conditions that could not be read."""
    needs = [
        Need(NeedKind.INPUT_VALUE, unread.subject or "Condition", source.statement.origin)
        for unread in source.statement.unread
    ]
    return [Finding(None, Reason.CONDITION_NOT_KNOWN, Element.CONDITION, needs=(need,)) for need in needs]


def _explain_audience(source: CompiledStatement, target: Target) -> Finding:
    listing, audience = source.statement.principals, source.audience(target)
    element = Element.NOT_PRINCIPAL if listing is not None and listing.negated else Element.PRINCIPAL
    if listing is None:
        return Finding(audience.any_reach, audience.reason, element)
    return Finding(
        audience.any_reach,
        audience.reason,
        element,
        expected=tuple([named.value for named in listing.values]),
        actual=(target.caller.name,),
        origin=listing.origin,
        needs=_needs_of_audience(source, target, audience),
        open_points=(*audience.open_points, *star_points(source, target, audience)),
    )


def _needs_of_audience(source: CompiledStatement, target: Target, audience: Audience) -> tuple[Need, ...]:
    needs = needs_of_points(audience.open_points)
    listing = source.statement.principals
    if audience.any_reach is None and listing is not None:
        element = Element.NOT_PRINCIPAL if listing.negated else Element.PRINCIPAL
        needs += needs_of_texts(*[named.value for named in listing.values], target.caller.name)
        needs += needs_of_unread(listing.unread, element.value)
        needs = needs or [Need(NeedKind.INPUT_VALUE, element.value, listing.origin)]
    return tuple(needs)


def _explain_action(source: CompiledStatement, target: Target) -> Finding:
    listing, covers = source.statement.actions, source.covers_action(target)
    if listing is None:
        return Finding(covers, Reason.NO_ACTION, Element.ACTION)
    element = Element.NOT_ACTION if listing.negated else Element.ACTION
    listed = covers is not listing.negated
    reason = Reason.ACTION_LISTED if listed else Reason.ACTION_NOT_LISTED
    return _explain_listing(listing, covers, reason, element, target.action)


def _explain_fixed_resource(source: CompiledStatement, target: Target) -> Finding | None:
    """Explain a Resource element without policy variables; None for one that has some."""
    covers = source.covers_resource(target, {})
    return None if source.varies else _explain_resource(source, target, covers)


def _explain_resource(source: CompiledStatement, target: Target, covers: Tri) -> Finding:
    listing = source.statement.resources
    if listing is None:
        return Finding(covers, Reason.RESOURCE_LISTED if covers else Reason.NO_RESOURCE, Element.RESOURCE)
    element = Element.NOT_RESOURCE if listing.negated else Element.RESOURCE
    if covers is True:
        reason = Reason.RESOURCE_NOT_LISTED if listing.negated else Reason.RESOURCE_LISTED
    else:
        reason = explain_resource(listing, resource=target.resource)
    return _explain_listing(listing, covers, reason, element, target.resource)


def _explain_listing(listing: Listing, covers: Tri, reason: Reason, element: Element, actual: str) -> Finding:
    needs: list[Need] = []
    if covers is None:
        reason = Reason.VALUE_UNKNOWN
        needs = [*needs_of_texts(*listing.values, actual), *needs_of_unread(listing.unread, element.value)]
        if not needs and names_user(actual):
            needs = needs_of_points((OpenPoint.USER_NAME_CASE,))
        needs = needs or [Need(NeedKind.INPUT_VALUE, element.value, listing.origin)]
    return Finding(
        covers, reason, element, expected=listing.values, actual=(actual,), origin=listing.origin, needs=tuple(needs)
    )


def _explain_test(test: Test, facts: Facts) -> Finding:
    answer, found = test(facts), facts.get(test.key)
    if isinstance(found, Unsettled) and found.doubt is Doubt.NOT_THE_CUSTOMERS:
        found = None  # whatever AWS sends there, for the customer's policy the key is as good as absent
    actual = None if not found else found.values if isinstance(found, Unsettled) else found
    several = test.is_loose and actual is not None and len(actual) > 1 and not isinstance(found, Unsettled)
    return Finding(
        answer,
        _reason_of(test, answer, absent=not found),
        Element.CONDITION,
        expected=test.condition.values,
        actual=actual,
        origin=test.condition.origin,
        test=test,
        needs=needs_of_test(test, facts) if answer is None else (),
        open_points=(OpenPoint.SET_OPERATOR_MISSING,) if several else (),
    )


def _reason_of(test: Test, answer: Tri, *, absent: bool) -> Reason:
    if test.operator is None and test.condition.operator != NULL:
        return Reason.NOT_AN_OPERATOR
    if answer is None:
        return Reason.CONDITION_NOT_KNOWN
    return _reason_of_absent(test, answer) if absent else _reason_of_present(test, answer)


def _reason_of_present(test: Test, answer: Tri) -> Reason:
    if answer:
        return Reason.CONDITION_HOLDS
    negated = test.condition.operator == NULL or is_negated(test.condition)
    return Reason.VALUE_EXCLUDED if negated else Reason.VALUE_DIFFERS


def _reason_of_absent(test: Test, answer: Tri) -> Reason:
    if not answer:
        return Reason.KEY_ABSENT
    if test.condition.operator == NULL:
        return Reason.CONDITION_HOLDS
    return Reason.KEY_ABSENT_SO_IF_EXISTS_HOLDS if test.condition.if_exists else Reason.KEY_ABSENT_SO_NEGATED_HOLDS
