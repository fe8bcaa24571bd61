"""`keypost.check.v1`: checked deliveries for programs; schemas/check.v1.schema.json publishes its shape."""

import json
from collections.abc import Iterable
from typing import Any

from keypost.checker.verdict import CallVerdict, CheckResult, Delivery, Finding, Need, Preview, Verdict
from keypost.estate.estate import Gap, Suppression
from keypost.estate.resource import Membership, Resource, Sse
from keypost.named import TYPE_CHECKING
from keypost.origin import Origin
from keypost.policy.request import KeyManager
from keypost.reports.needs import explain_need
from keypost.reports.places import locate_call
from keypost.reports.printable import escape_json
from keypost.reports.printable import name_unknowns as _show
from keypost.reports.rule_pages import find_page
from keypost.text import Text

if TYPE_CHECKING:
    from keypost.estate.observation import Observation

_Data = dict[str, Any]


def render_json(result: CheckResult, *, language: str) -> str:
    """Return the report as one JSON object, one line for each delivery, finding and gap.

    `language` is that of the texts which the schema has once only: fixes, and why something is a gap.
    """
    preview = (f' "preview": {encode(_preview(result.preview))}',) if result.preview is not None else ()
    lines = (
        '{"schema": "keypost.check.v1"',
        *preview,
        f' "summary": {encode(_summary(result))}',
        f' "deliveries": {_encode_list(encode_delivery(delivery, result) for delivery in result.deliveries)}',
        f' "findings": {_encode_list(encode_finding(finding, language) for finding in result.findings)}',
        f' "gaps": {_encode_list(encode_gap(gap, language) for gap in result.gaps)}',
    )
    return ",\n".join(lines) + "}\n"


def encode(data: object) -> str:
    """Return compact JSON that can be shown anywhere: readable Japanese, but no control characters."""
    return escape_json(json.dumps(data, ensure_ascii=False))


def _encode_list(items: Iterable[_Data]) -> str:
    encoded = ",\n  ".join(map(encode, items))
    return f"[\n  {encoded}\n ]" if encoded else "[]"


def _summary(result: CheckResult) -> _Data:
    verdicts = [delivery.verdict for delivery in result.deliveries]
    suppressed = sum(delivery.suppressed is not None for delivery in result.deliveries)
    return {
        "deliveries": len(verdicts),
        "works": verdicts.count(Verdict.WORKS),
        "fails": verdicts.count(Verdict.FAILS),
        "depends": verdicts.count(Verdict.DEPENDS),
        "gaps": len(result.gaps),
    } | ({"suppressed": suppressed} if suppressed else {})


def _preview(preview: Preview) -> _Data:
    return {"ifEncrypted": preview.choice.value, "resources": [encode_resource(one) for one in preview.resources]}


def encode_delivery(delivery: Delivery, result: CheckResult) -> _Data:
    """Return a delivery of a result as all reports have it."""
    data: _Data = {
        "path": delivery.path.reported_id,
        "source": encode_resource(delivery.source),
        "target": encode_resource(delivery.target),
        "key": _key(delivery),
        "verdict": delivery.verdict.value,
        "needs": [_need(need) for need in delivery.needs],
        "calls": [_call(call, delivery) for call in delivery.calls],
        "findings": list(dict.fromkeys(result.findings[index].rule for index in delivery.findings)),
    }
    if delivery.assumptions:
        data["assumptions"] = [
            [{"name": _show(one.name), "value": _show(one.value)} for one in assumed]
            for assumed in delivery.assumptions
        ]
    if delivery.suppressed is not None:
        data |= {"suppressed": True, "suppression": _suppression(delivery.suppressed)}
    if delivery.onward:
        data["onward"] = list(delivery.onward)
    if delivery.observations:
        data["observations"] = [_observation(one) for one in delivery.observations]
    if delivery.current is not None:
        data["current"] = delivery.current.value
    return data


def _observation(observation: "Observation") -> _Data:
    """Return what AWS says of the delivery; times that it doesn't tell are left out."""
    data: _Data = {"course": observation.course.value, "ofThisTarget": bool(observation.target)}
    told = (("since", observation.since), ("seen", observation.seen), ("delivered", observation.delivered))
    data |= {name: _show(text) for name, text in (*told, ("says", observation.says)) if text}
    return data | {"location": encode_location(observation.origin)}


def encode_resource(resource: Resource) -> _Data:
    """Return a resource as all reports have it."""
    return {
        "type": resource.kind.value,
        "id": _show(resource.id),
        "arn": _show(resource.arn) or None,
        "location": encode_location(resource.origin),
    }


def _key(delivery: Delivery) -> _Data | None:
    """Return the key, as far as it is known: one that isn't in the input has no manager."""
    key, encryption = delivery.key, delivery.encryption
    if key is not None:
        is_guess = key.membership is Membership.OUTSIDE and key.facts.manager is KeyManager.CUSTOMER
        manager = None if is_guess else key.facts.manager.value
        return {"id": _show(key.id), "arn": _show(key.arn) or None, "manager": manager}
    if encryption is None or encryption.mode is not Sse.KMS:
        return None
    return {"id": _show(encryption.key or ""), "arn": None, "manager": None}


def _call(call: CallVerdict, delivery: Delivery) -> _Data:
    request, decision = call.request, call.decision
    return {
        "principal": _show(request.principal.name) if request is not None else None,
        "action": call.call.action,
        "resource": _show(request.resource) if request is not None else None,
        "decision": decision.outcome.value,
        "reason": decision.reason.value,
        "location": encode_location(locate_call(call, delivery=delivery)),
    }


def _need(need: Need) -> _Data:
    return {"fact": _show(need.fact), "why": _both(explain_need(need))}


def encode_finding(finding: Finding, language: str) -> _Data:
    """Return a finding as all reports have it; its fixes, which the schema has once, in `language`."""
    data: _Data = {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": _both(finding.message),
        "location": encode_location(finding.origin),
        "related": [
            {"message": _both(related.message), "location": encode_location(related.origin)}
            for related in finding.related
        ],
        "fixes": [_show(fix.in_language(language)) for fix in finding.fixes],
        "deliveries": list(finding.deliveries),
        "docs": find_page(finding.rule),
    }
    if finding.suppressed is not None:
        data |= {"suppressed": True, "suppression": _suppression(finding.suppressed)}
    if finding.asked_by:
        data["askedBy"] = [{"scanner": rule.scanner, "rule": rule.id, "docs": rule.url} for rule in finding.asked_by]
    return data


def _suppression(suppression: Suppression) -> _Data:
    """Return why it is accepted, the last day on which it is (null: for good), and where that stands."""
    return {
        "reason": _show(suppression.reason),
        "until": suppression.until,
        "location": encode_location(suppression.origin),
    }


def encode_gap(gap: Gap, language: str) -> _Data:
    """Return a gap as all reports have it, its reason in `language`."""
    return {
        "what": _show(gap.what),
        "why": _show(gap.why.in_language(language)),
        "location": encode_location(gap.origin),
    }


def encode_location(origin: Origin) -> _Data:
    """Return the place as far as it is known; an empty object where nothing is."""
    data: _Data = {}
    if origin.file is not None:
        data["file"] = _show(origin.file)
    if origin.line is not None:
        data["line"] = origin.line
    elif origin.pointer:
        data["pointer"] = _show(origin.pointer)
    if origin.call is not None:
        data["call"] = _show(origin.call)
    return data


def _both(text: Text) -> _Data:
    return {"en": _show(text.en), "ja": _show(text.ja)}
