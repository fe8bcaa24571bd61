"""A decision as JSON: the answer of `keypost simulate`."""

from keypost.named import TYPE_CHECKING
from keypost.policy.decision import Decision, Need, Step

if TYPE_CHECKING:
    from keypost.policy.changes import Situation


def render_json(name: str | None, situation: "Situation", *, with_trace: bool) -> str:
    """Return the answer to one case: without the trace the decision alone, else with all that lies near too."""
    import json

    from keypost.reports.printable import escape_json

    answer: dict[str, object] = {} if name is None else {"name": name}
    answer |= _explain(situation) if with_trace else _decide(situation)
    return escape_json(json.dumps(answer, ensure_ascii=False, indent=2)) + "\n"


def _decide(situation: "Situation") -> dict[str, object]:
    return encode_decision(situation.compile().decide(situation.request), with_trace=False)


def _explain(situation: "Situation") -> dict[str, object]:
    from keypost.policy.nearest import find_nearest
    from keypost.reports.changes import encode_nearest

    decision = situation.compile().explain(situation.request)
    return encode_decision(decision, with_trace=True) | {"nearest": encode_nearest(find_nearest(situation, decision))}


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
