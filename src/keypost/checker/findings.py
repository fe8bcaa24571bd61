"""Denied calls and estates -> findings: each fault once, with all deliveries that it stops."""

from keypost.checker.documents import inspect_policies
from keypost.checker.rule import Claim, Fault, Rule, Survey
from keypost.checker.rules.registry import OF_DENIED_CALLS, OF_ESTATES, OF_OBSERVATIONS, OF_SURVEYS, load_rules
from keypost.checker.verdict import Delivery, Finding, Verdict
from keypost.estate.estate import Estate
from keypost.named import Iterable, Iterator

_Handle = tuple[str, str, str]


def find_faults(
    deliveries: tuple[Delivery, ...], estates: Iterable[Estate], *, apart: frozenset[int] = frozenset()
) -> tuple[Finding, ...]:
    """Return the findings, those behind failing deliveries first; of deliveries `apart` (indexes) others tell."""
    findings: dict[_Handle, Finding] = {}
    for index, delivery in enumerate(deliveries):
        for rule, claim in () if index in apart else _claims_of(delivery):
            _add(findings, rule, claim, deliveries=(index,))
    told = {(rule, place) for rule, place, _ in findings}
    for rule, claim in _inspections(deliveries, tuple(estates)):
        if (rule.id, str(claim.origin)) not in told:  # a delivery that fails for it says more
            _add(findings, rule, claim, deliveries=())
    return tuple(findings.values())


def _claims_of(delivery: Delivery) -> Iterator[tuple[Rule, Claim]]:
    """Yield for each failing call the claim of the first rule that recognises it."""
    for call in delivery.calls:
        if call.verdict is Verdict.FAILS:
            yield from _first_claim(Fault(delivery, call))


def _first_claim(fault: Fault) -> Iterator[tuple[Rule, Claim]]:
    for rule in load_rules(OF_DENIED_CALLS):
        claim = rule.claims(fault) if rule.claims is not None else None
        if claim is not None:
            yield rule, claim
            return


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


def _add(findings: dict[_Handle, Finding], rule: Rule, claim: Claim, *, deliveries: tuple[int, ...]) -> None:
    handle = (rule.id, str(claim.origin), claim.subject)
    known = findings.get(handle)
    if known is None:
        findings[handle] = build_finding(rule, claim, deliveries)
    else:
        findings[handle] = known._replace(deliveries=tuple(dict.fromkeys((*known.deliveries, *deliveries))))


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
