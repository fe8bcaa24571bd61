"""`keypost compare` for people, and as `keypost.compare.v1`; schemas/compare.v1.schema.json publishes its shape."""

import json
from collections.abc import Sequence
from typing import Any

from keypost.diagnosis.compare.compare import Call, Compared, Comparison, Difference, Made
from keypost.diagnosis.compare.runs import Run
from keypost.named import NamedTuple
from keypost.policy.principals import NotAPrincipalError, parse_principal
from keypost.policy.request import PrincipalKind
from keypost.readers.trail.requests import Skipped
from keypost.reports.json import encode
from keypost.reports.page import DEFAULT_WIDTH, Line, Page, Style
from keypost.reports.wording import compare as words
from keypost.reports.wording.report import count

_Data = dict[str, Any]
_MOST_RUNS = 5


class Told(NamedTuple):
    """A comparison, with what it can't show (by the names of its limits) and the files that were skipped."""

    comparison: Comparison
    limits: tuple[str, ...]
    skipped: tuple[Skipped, ...] = ()


def render_text(told: Told, *, language: str, width: int = DEFAULT_WIDTH) -> list[Line]:
    """Return the lines of the report: where both part first, then every difference in the order of time."""
    page = Page(language=language, width=width)
    comparison = told.comparison
    page.paragraph(words.TITLE)
    for said, style, runs in ((words.GOOD, Style.WORKS, comparison.good), (words.BAD, Style.FAILS, comparison.bad)):
        _add_runs(page, (page.say(said), style), runs)
    _add_divergence(page, comparison)
    for difference in words.SECTIONS:
        _add_calls(page, difference, comparison)
    page.blank()
    page.paragraph(words.ALIKE.fill(count=sum(one.difference is Difference.NONE for one in comparison.calls)))
    page.blank()
    page.line((page.say(words.CANNOT_SHOW), Style.NAME))
    for limit in told.limits:
        page.paragraph(words.LIMITS[limit], indent=2, lead=("-", Style.PLAIN), hang=2)
    if told.skipped:
        page.blank()
        page.line((page.say(words.SKIPPED), Style.NAME))
    for one in told.skipped:
        page.paragraph(f"{one.file}: {one.why}", indent=2, lead=("-", Style.PLAIN), hang=2)
    return page.lines


def _add_runs(page: Page, mark: tuple[str, Style], runs: Sequence[Run]) -> None:
    page.blank()
    page.line(mark)
    for run in runs[:_MOST_RUNS]:
        said = words.RUN.fill(name=run.name, records=f"{len(run.records):,}", first=run.first, last=run.last)
        page.paragraph(said, indent=2)
    if len(runs) > _MOST_RUNS:
        page.paragraph(words.MORE_RUNS.fill(count=len(runs) - _MOST_RUNS), indent=2)


def _add_divergence(page: Page, comparison: Comparison) -> None:
    page.blank()
    one = comparison.divergence
    if one is None or one.good is None:
        page.paragraph(words.SAME)
        return
    page.line((page.say(words.DIVERGENCE), Style.FAILS), (f"  {_name(page, one.call)}", Style.NAME))
    sentence = words.NEVER_MADE if one.bad is None else words.FAILED_HERE
    errors = ", ".join(one.bad.errors) if one.bad is not None else ""
    page.paragraph(sentence.fill(after=f"{one.good.after:,}", first=one.good.first, errors=errors), indent=2)
    if comparison.before is not None:
        page.paragraph(words.BEFORE.fill(call=_name(page, comparison.before.call)), indent=2)
    if one.bad is None and _is_service(one.call):
        page.paragraph(words.AS_A_SERVICE, indent=2)


def _is_service(call: Call) -> bool:
    try:
        return parse_principal(call.caller).kind is PrincipalKind.SERVICE
    except NotAPrincipalError:
        return False


def _add_calls(page: Page, difference: Difference, comparison: Comparison) -> None:
    listed = [one for one in comparison.calls if one.difference is difference]
    if not listed:
        return
    page.blank()
    page.line((page.say(words.SECTIONS[difference]), Style.NAME))
    for one in listed:
        page.paragraph(_tell(page, one, comparison), indent=2, lead=("-", Style.PLAIN), hang=2)


def _tell(page: Page, one: Compared, comparison: Comparison) -> str:
    made, runs = (one.good, comparison.good) if one.good is not None else (one.bad, comparison.bad)
    if made is None:
        return ""
    parts = [_name(page, one.call), page.say(words.AFTER.fill(after=f"{made.after:,}"))]
    parts.append(page.say(count(words.TIMES, made.times)))
    if len(runs) > 1:
        parts.append(page.say(words.IN_RUNS.fill(runs=made.runs, all=len(runs))))
    if one.good is not None and one.bad is not None:
        outcomes = (_tell_outcome(page, one.good), _tell_outcome(page, one.bad))
        parts.append(page.say(words.OUTCOMES.fill(good=outcomes[0], bad=outcomes[1])))
    elif made.errors:
        parts.append(_tell_outcome(page, made))
    return ", ".join(parts)


def _tell_outcome(page: Page, made: Made) -> str:
    return ", ".join(made.errors) or page.say(words.FINE)


def _name(page: Page, call: Call) -> str:
    through = page.say(words.THROUGH.fill(service=call.invoked_by)) if call.invoked_by else ""
    return f"`{call.caller}`{through} {call.action}"


def render_json(told: Told) -> str:
    """Return the comparison as one JSON object, one line for each distinct call."""
    comparison = told.comparison
    calls = ",\n  ".join(encode(_encode(one)) for one in comparison.calls)
    divergence = None if comparison.divergence is None else _encode(comparison.divergence)
    before = None if comparison.before is None else _encode_call(comparison.before.call)
    limits = [{"limit": limit, "message": _encode_text(limit)} for limit in told.limits]
    parts = {
        "good": encode([_encode_run(run) for run in comparison.good]),
        "bad": encode([_encode_run(run) for run in comparison.bad]),
        "divergence": encode(divergence),
        "before": encode(before),
        "calls": f"[\n  {calls}\n ]" if calls else "[]",
        "cannotShow": encode(limits),
        "skipped": encode([{"file": one.file, "why": one.why, "records": one.records} for one in told.skipped]),
    }
    members = "".join(f",\n {json.dumps(name)}: {value}" for name, value in parts.items())
    return f'{{"schema": "keypost.compare.v1"{members}}}\n'


def _encode(one: Compared) -> _Data:
    sides = {name: _encode_made(made) for name, made in (("good", one.good), ("bad", one.bad))}
    return {**_encode_call(one.call), "difference": one.difference.value, **sides}


def _encode_call(call: Call) -> _Data:
    return {"principal": call.caller, "invokedBy": call.invoked_by or None, "action": call.action}


def _encode_made(made: Made | None) -> _Data | None:
    if made is None:
        return None
    return {
        "runs": made.runs,
        "count": made.times,
        "succeeded": made.succeeded,
        "errors": list(made.errors),
        "keys": list(made.keys),
        "after": made.after,
        "first": made.first,
    }


def _encode_run(run: Run) -> _Data:
    return {"name": run.name, "records": len(run.records), "first": run.first, "last": run.last}


def _encode_text(limit: str) -> _Data:
    text = words.LIMITS[limit]
    return {"en": text.en, "ja": text.ja}
