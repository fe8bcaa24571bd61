"""Denied calls and estates -> findings: each fault once, with all deliveries that it stops."""

from keypost.checker.documents import inspect_policies
from keypost.checker.rule import Claim, Fault, Rule, Survey
from keypost.checker.rules.registry import OF_DENIED_CALLS, OF_ESTATES, OF_OBSERVATIONS, OF_SURVEYS, load_rules
from keypost.checker.verdict import Delivery, Finding, Verdict
from keypost.estate.estate import Estate
from keypost.named import Iterable, Iterator, NamedTuple

_Handle = tuple[str, str, str, str]


class _Denial(NamedTuple):
    """A fault of a delivery (its position), and what the rule that recognises it claims of it alone."""

    position: int
    fault: Fault
    rule: Rule
    claim: Claim


def find_faults(
    deliveries: tuple[Delivery, ...], estates: Iterable[Estate], *, apart: frozenset[int] = frozenset()
) -> tuple[Finding, ...]:
    """Return the findings, those behind failing deliveries first; of deliveries `apart` (indexes) others tell."""
    groups: dict[_Handle, list[_Denial]] = {}
    for index, delivery in enumerate(deliveries):
        for denial in () if index in apart else _denials_of(index, delivery):
            groups.setdefault(_handle(denial.rule, denial.claim), []).append(denial)
    findings = {handle: _join(group) for handle, group in groups.items()}
    told = {(rule, place) for rule, place, _, _ in findings}
    for rule, claim in _inspections(deliveries, tuple(estates)):
        if (rule.id, str(claim.origin)) not in told:  # a delivery that fails for it says more
            findings.setdefault(_handle(rule, claim), build_finding(rule, claim, ()))
    return tuple(findings.values())


def _denials_of(index: int, delivery: Delivery) -> Iterator[_Denial]:
    """Yield each failing call with the claim of the first rule that recognises it."""
    for call in delivery.calls:
        if call.verdict is Verdict.FAILS:
            yield from _first_claim(index, Fault(delivery, call))


def _first_claim(index: int, fault: Fault) -> Iterator[_Denial]:
    for rule in load_rules(OF_DENIED_CALLS):
        claim = rule.claims(fault) if rule.claims is not None else None
        if claim is not None:
            yield _Denial(index, fault, rule, claim)
            return


def _join(denials: list[_Denial]) -> Finding:
    """Return the one finding behind them; several are claimed once more, together, so that it speaks of all."""
    first, *others = denials
    joint = first.fault._replace(beside=tuple(denial.fault for denial in others))
    claim = first.rule.claims(joint) if others and first.rule.claims is not None else None
    return build_finding(first.rule, claim or first.claim, tuple(dict.fromkeys(denial.position for denial in denials)))


def _handle(rule: Rule, claim: Claim) -> _Handle:
    return rule.id, str(claim.origin), claim.subject, claim.about


def _inspections(deliveries: tuple[Delivery, ...], estates: tuple[Estate, ...]) -> Iterator[tuple[Rule, Claim]]:
    yield from inspect_policies(estates)
    for estate in estates:
        for rule in load_rules(OF_ESTATES):
            if rule.inspects is not None:
                yield from ((rule, claim) for claim in rule.inspects(estate))
    observed = any(delivery.observations for delivery in deliveries)
    for rule in load_rules((*OF_SURVEYS, *OF_OBSERVATIONS) if observed else OF_SURVEYS):
        if rule.surveys is not None:
            yield from ((rule, claim) for claim in rule.surveys(Survey(deliveries, estates)))


def build_finding(rule: Rule, claim: Claim, deliveries: tuple[int, ...]) -> Finding:
    """Return what the claim says as a finding of its rule, behind these deliveries."""
    return Finding(
        rule=rule.id,
        severity=claim.severity or rule.severity,
        message=claim.message,
        origin=claim.origin,
        related=claim.related,
        fixes=claim.fixes,
        deliveries=deliveries,
        resource=claim.resource,
        asked_by=claim.asked_by,
        subject=claim.subject,
    )
