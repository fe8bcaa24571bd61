"""Calls as the page shows them: who asks for what, the decision, why, and which statements had a say."""

import json
from typing import Any

from keypost.checker.verdict import CallVerdict, Delivery
from keypost.named import TYPE_CHECKING
from keypost.policy.decision import Decision, Step
from keypost.policy.reasons import Match, Outcome, PolicyKind
from keypost.policy.request import Request
from keypost.reports.explanation import explain_call, explain_step
from keypost.reports.html.policies import Policies
from keypost.reports.html.table import Row, Table, Texts
from keypost.reports.places import locate_call

if TYPE_CHECKING:
    from keypost.estate.resource import Resource

_Data = dict[str, Any]
_OF_CALLER = frozenset({PolicyKind.IDENTITY, PolicyKind.PERMISSIONS_BOUNDARY})
_OUTCOMES = {Match.MATCH: 1, Match.NO_MATCH: 0, Match.UNKNOWN: 2}


class _Said:
    """What one policy says of a call."""

    def __init__(self, kind: PolicyKind) -> None:
        self.kind = kind
        self.steps: list[Row] = []
        self.decides: int | None = None


class Calls:
    """The calls of all deliveries; equal ones, of alarms that notify one topic, stand once."""

    def __init__(self, texts: Texts, policies: Policies) -> None:
        """Take the tables that calls refer to."""
        self.table, self.steps = Table(), Table()
        self._texts = texts
        self._policies = policies

    def add(self, call: CallVerdict, *, delivery: Delivery) -> int:
        """Return the number of the call."""
        owner, request = delivery.owner_of(call.call), call.request
        caller = (request.principal.name, request.resource) if request is not None else None
        handle = (id(owner), call.call.action, caller, call.decision, call.verdict, call.control)
        return self.table.add(handle, lambda: self._encode(call, delivery, owner))

    def _encode(self, call: CallVerdict, delivery: Delivery, owner: "Resource | None") -> Row:
        request, decision, name = call.request, call.decision, self._texts.name
        data: _Data = {
            "action": name(call.call.action),
            "decision": name(decision.outcome.value),
            "verdict": name(call.verdict.value),
            "reason": name(decision.reason.value),
            "at": self._texts.place(locate_call(call, delivery=delivery)),
        }
        if request is not None:
            data |= {"principal": name(request.principal.name), "resource": name(request.resource)}
        if decision.outcome is not Outcome.ALLOW:
            data["why"] = self._texts.add(explain_call(call))
        policies = self._tell_policies(call, owner) if request is not None else []
        return data | ({"policies": policies} if policies else {})

    def _tell_policies(self, call: CallVerdict, owner: "Resource | None") -> list[Row]:
        """Return each policy that has a say, with the statement that decides and what its other statements said."""
        said: dict[int, _Said] = {}
        for kind, document, step in _list_steps(call.decision):
            number = self._find(kind, document, call, owner)
            if number is None:
                continue
            one = said.setdefault(number, _Said(kind))
            if step is not None and call.request is not None:
                one.steps.append(self._encode_step(step, call.request))
            if (kind, document) == (call.decision.decided_by, call.decision.document):
                one.decides = call.decision.statement
        return [self._encode_said(number, one) for number, one in said.items()]

    def _encode_said(self, number: int, said: "_Said") -> Row:
        """Return the policy, its kind, the number of its steps (other calls have equal ones), and what decides."""
        steps = self.steps.add(json.dumps(said.steps), lambda: said.steps) if said.steps else None
        row = [number, self._texts.name(said.kind.value), steps, said.decides]
        while row[-1] is None:
            row.pop()
        return row

    def _find(self, kind: PolicyKind, document: int, call: CallVerdict, owner: "Resource | None") -> int | None:
        if kind is PolicyKind.RESOURCE:
            return self._policies.add(owner.policy, of=owner.id) if owner is not None else None
        if kind in _OF_CALLER and call.request is not None:
            principal = call.request.principal
            return self._policies.of_caller(principal.role_arn or principal.name, kind, document)
        if call.control is not None and (kind, document) == (call.decision.decided_by, call.decision.document):
            return self._policies.add(call.control.policy, of=call.control.name)
        return None

    def _encode_step(self, step: Step, request: Request) -> Row:
        """Return statement, outcome, why, and the element (of a condition its key) that settled it."""
        why = self._texts.add(explain_step(step, request=request))
        row: list[Row] = [step.statement, _OUTCOMES[step.outcome], why]
        if step.element is not None:
            row += [step.element.value, step.key] if step.key else [step.element.value]
        return row


def _list_steps(decision: Decision) -> list[tuple[PolicyKind, int, Step | None]]:
    """Return the trace; of a decision without one, which policy decided."""
    if decision.trace:
        return [(step.policy, step.document, step) for step in decision.trace]
    return [(decision.decided_by, decision.document, None)] if decision.decided_by is not None else []
