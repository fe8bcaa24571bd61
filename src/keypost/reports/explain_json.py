"""`keypost.explain.v1`: what a failure tells, for programs; schemas/explain.v1.schema.json publishes its shape."""

from collections.abc import Iterator
from typing import Any

from keypost.diagnosis.causes.all import load_causes
from keypost.diagnosis.commands import fill_command, fill_sentence, find_key_command
from keypost.diagnosis.declare import Message
from keypost.diagnosis.explain import Explanation
from keypost.diagnosis.facts import Facts
from keypost.diagnosis.rank import Ranked
from keypost.named import TYPE_CHECKING
from keypost.reports.causes import find_cause_page
from keypost.reports.json import encode, encode_delivery, encode_gap, encode_location
from keypost.reports.rule_pages import find_page
from keypost.text import Text

if TYPE_CHECKING:
    from keypost.checker.verdict import Finding
    from keypost.diagnosis.decide import Decided

_Data = dict[str, Any]


def render_json(explanation: Explanation, decided: "Decided | None" = None, *, language: str = "en") -> str:
    """Return the explanation as one JSON object, one line for each cause; those that were decided come first."""
    listed = list(_list_causes(explanation, decided))
    causes = ",\n  ".join(map(encode, listed))
    lines = (
        '{"schema": "keypost.explain.v1"',
        f' "facts": {encode(_facts(explanation.facts))}',
        f' "messages": {encode([_message(one.message) for one in explanation.messages])}',
        f' "paths": {encode(list(explanation.paths))}',
        f' "nearest": {encode(list(explanation.nearest))}',
        *((f' "estate": {encode(_estate(decided, language))}',) if decided is not None else ()),
        f' "causes": [\n  {causes}\n ]' if causes else ' "causes": []',
    )
    return ",\n".join(lines) + "}\n"


def _list_causes(explanation: Explanation, decided: "Decided | None") -> Iterator[_Data]:
    findings = decided.findings if decided is not None else ()
    if decided is not None:
        yield from (_finding(finding, decided) for finding in findings)
    told = {finding.rule for finding in findings}
    yield from (_cause(ranked, explanation) for ranked in explanation.causes if ranked.cause not in told)


def _estate(decided: "Decided", language: str) -> _Data:
    """Return what the estate says, with the deliveries as `keypost check` reports them."""
    deliveries = [encode_delivery(decided.result.deliveries[index], decided.result) for index in decided.deliveries]
    gaps = [encode_gap(gap, language) for gap in decided.result.gaps]
    return {"answer": decided.answer.value, "sure": decided.is_sure, "deliveries": deliveries, "gaps": gaps}


def _finding(finding: "Finding", decided: "Decided") -> _Data:
    """Return a cause that was decided: the finding behind a delivery that fails in the estate too."""
    delivery = next(decided.result.deliveries[one] for one in decided.deliveries if one in finding.deliveries)
    fixes = finding.fixes or (Text(en="", ja=""),)
    return {
        "rule": finding.rule,
        "path": delivery.path.reported_id,
        "likelihood": "high" if decided.is_sure else "medium",
        "decided": True,
        "why": _both(finding.message),
        "fix": _both(fixes[0]),
        "fixes": [_both(fix) for fix in finding.fixes],
        "location": encode_location(finding.origin),
        "seeNext": None,
        "docs": find_page(finding.rule),
    }


def _facts(facts: Facts) -> _Data:
    """Return what the text tells; null where it doesn't."""
    data = {
        "service": facts.service,
        "principal": facts.principal,
        "action": facts.action,
        "resource": facts.resource,
        "key": facts.key,
        "account": facts.account or facts.key_account,
        "region": facts.region,
        "operation": facts.operation,
        "error": facts.error,
        "requestId": facts.request_id,
        "keyAccount": facts.key_account,
        "target": facts.target,
        "resourceType": facts.resource_type,
        "encoded": facts.encoded,
    }
    known: _Data = {name: value or None for name, value in data.items()}
    denial = facts.denial
    known["denial"] = None
    if denial is not None:
        known["denial"] = {
            "effect": denial.effect.value,
            "by": denial.by.value if denial.by else None,
            "policy": denial.policy or None,
        }
    return known


def _message(message: Message) -> _Data:
    return {"id": message.id, "meaning": _both(message.meaning), "source": message.source}


def _cause(ranked: Ranked, explanation: Explanation) -> _Data:
    cause, facts = load_causes()[ranked.cause], explanation.facts
    reasons = [{"id": reason.id, "weight": reason.weight, "means": _both(reason.means)} for reason in ranked.reasons]
    return {
        "rule": ranked.cause,
        "path": explanation.paths[0] if explanation.paths else None,
        "likelihood": ranked.likelihood.value,
        "title": _both(cause.title),
        "why": _both(_choose_reason(ranked, explanation)),
        "reasons": reasons,
        "fix": _both(fill_sentence(cause.repair, facts)),
        "seeNext": {
            "what": _both(fill_sentence(cause.look.what, facts)),
            "findKey": find_key_command(facts) or None,
            "command": fill_command(cause.look.command, facts),
            "shows": _both(fill_sentence(cause.look.shows, facts)),
        },
        "verify": _both(fill_sentence(cause.verify, facts)),
        "docs": find_cause_page(ranked.cause),
    }


def _choose_reason(ranked: Ranked, explanation: Explanation) -> Text:
    """Return what speaks for this very cause, where something does, else what the message means."""
    meanings = {one.message.meaning for one in explanation.messages}
    own = (reason.means for reason in ranked.reasons if reason.means not in meanings)
    return next(own, ranked.reasons[0].means)


def _both(text: Text) -> _Data:
    return {"en": text.en, "ja": text.ja}
