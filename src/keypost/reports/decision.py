"""A decision as JSON: the answer of `keypost simulate`."""

from keypost.policy.decision import Decision, Need, Step


def encode_decision(decision: Decision, *, with_trace: bool) -> dict[str, object]:
    """Return the decision as plain data, machine keys only."""
    answer: dict[str, object] = {
        "decision": decision.outcome.value,
        "reason": decision.reason.value,
        "decidedBy": decision.decided_by.value if decision.decided_by else None,
    }
    if decision.statement is not None:
        answer |= {"document": decision.document, "statement": decision.statement, "sid": decision.sid}
    if decision.needs:
        answer["needs"] = _encode_needs(decision.needs)
    if decision.open_points:
        answer["openPoints"] = [point.value for point in decision.open_points]
    if with_trace:
        answer["trace"] = [_encode_step(step) for step in decision.trace]
    return answer


def _encode_step(step: Step) -> dict[str, object]:
    encoded: dict[str, object] = {
        "policy": step.policy.value,
        "document": step.document,
        "statement": step.statement,
        "sid": step.sid,
        "effect": step.effect.value if step.effect else None,
        "outcome": step.outcome.value,
        "element": step.element.value if step.element else None,
        "reason": step.reason.value,
    }
    if step.key is not None:
        encoded |= {"key": step.key, "operator": step.operator}
    if step.element is not None:
        encoded |= {"expected": list(step.expected), "actual": None if step.actual is None else list(step.actual)}
    if step.needs:
        encoded["needs"] = _encode_needs(step.needs)
    if step.open_points:
        encoded["openPoints"] = [point.value for point in step.open_points]
    return encoded


def _encode_needs(needs: tuple[Need, ...]) -> list[dict[str, str]]:
    return [{"kind": need.kind.value, "fact": need.name} for need in needs]
