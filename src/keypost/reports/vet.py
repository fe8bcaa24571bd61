"""Vetted findings of scanners -> text for a terminal, Markdown for a pull request, `keypost.vet.v1` for programs."""

from collections.abc import Iterator
from typing import Any

from keypost.catalogue.managed_keys import MANAGED_KEYS
from keypost.checker.verdict import Delivery, Verdict
from keypost.checker.vet import Left, Request, Trial, VetResult, Vetted, Way
from keypost.reports.formats.escaping import cut, fence, mark_up
from keypost.reports.json import encode, encode_gap, encode_location, encode_resource
from keypost.reports.naming import name_delivery
from keypost.reports.page import DEFAULT_WIDTH, Line, Page, Style
from keypost.reports.printable import name_unknowns
from keypost.reports.story import Row
from keypost.reports.text import add_rows
from keypost.reports.wording import report as labels
from keypost.reports.wording import vet as words
from keypost.reports.wording.sentences import enumerate_texts, fill, same
from keypost.text import Text

_Data = dict[str, Any]
_MARK = 10


def render_text(result: VetResult, *, language: str, width: int = DEFAULT_WIDTH) -> list[Line]:
    """Return the lines of the report; the last one is the summary."""
    page = Page(language=language, width=width)
    for vetted in result.vetted:
        page.blank()
        _add_vetted(page, vetted)
    _add_list(page, words.LEFT, [_say_left(*one) for one in result.left])
    _add_list(page, words.GAPS, [fill(same("{what}: {why}"), what=gap.what, why=gap.why) for gap in result.gaps])
    page.blank()
    page.paragraph(_sum_up(result))
    return page.lines


def _add_vetted(page: Page, vetted: Vetted) -> None:
    one = vetted.resource
    page.heading((one.id, Style.NAME), (f"  {one.kind.value}", Style.PLAIN), (f"  {one.origin}".rstrip(), Style.FAINT))
    add_rows(page, [Row(labels.ASKED_BY, _say_asked(vetted))], indent=2)
    for trial in vetted.trials:
        page.blank()
        mark, style = _mark(trial)
        page.paragraph(_say_way(trial.way, vetted), indent=2, lead=(page.say(mark), style), hang=_MARK)
        for delivery in trial.worse:
            page.paragraph(_say_turn(delivery), indent=2 + _MARK, lead=("-", Style.FAINT), hang=2)
    page.blank()
    for number, remedy in enumerate(_say_remedies(vetted)):
        first, *statement = page.say(remedy).split("\n")
        lead = page.say(words.ELSE if number else words.BOTH)
        page.paragraph(first, indent=2, lead=(lead, Style.FAINT), hang=_MARK)
        if statement:
            page.verbatim("\n".join(statement), indent=2 + _MARK)


def _add_list(page: Page, title: Text, texts: list[Text]) -> None:
    if texts:
        page.blank()
        page.line((page.say(title), Style.NAME))
        for text in texts:
            page.paragraph(text, indent=2, lead=("-", Style.FAINT), hang=2)


def render_markdown(result: VetResult, *, language: str) -> str:
    """Return the report for a pull-request comment; what doesn't fit in one is counted."""
    lines = [f"### {words.TITLE.in_language(language)}", ""]
    for vetted in result.vetted:
        lines += _mark_vetted(vetted, language)
    lines += [f"- {mark_up(_say_left(*one).in_language(language))}" for one in result.left]
    total = _sum_up(result).in_language(language)
    return cut(lines, ending=f"\n{mark_up(total)}\n", language=language)


def _mark_vetted(vetted: Vetted, language: str) -> Iterator[str]:
    asked = _say_asked(vetted).in_language(language)
    yield f"**{mark_up(f'`{vetted.resource.id}`')}** {mark_up(f'{vetted.resource.kind.value}: {asked}')}"
    yield ""
    for trial in vetted.trials:
        yield f"- {_mark(trial)[0].in_language(language)}: {mark_up(_say_way(trial.way, vetted).in_language(language))}"
        yield from (f"  - {mark_up(_say_turn(one).in_language(language))}" for one in trial.worse)
    yield ""
    for remedy in _say_remedies(vetted):
        first, _, statement = remedy.in_language(language).partition("\n")
        yield f"{mark_up(first)}\n"
        if statement:
            yield fence(statement, language="json")


def render_json(result: VetResult, *, language: str) -> str:
    """Return the report as one JSON object, one line for each resource, finding and gap."""
    parts = {
        "resources": [_vetted(one, language) for one in result.vetted],
        "left": [{**_request(request), "why": why.value} for request, why in result.left],
        "gaps": [encode_gap(gap, language) for gap in result.gaps],
    }
    lines = [f' "{name}": [{_list(items)}]' for name, items in parts.items()]
    return ",\n".join(['{"schema": "keypost.vet.v1"', f' "summary": {encode(_summary(result))}', *lines]) + "}\n"


def _list(items: list[_Data]) -> str:
    return "\n  " + ",\n  ".join(map(encode, items)) + "\n " if items else ""


def _summary(result: VetResult) -> _Data:
    return {
        "resources": len(result.vetted),
        "breaks": _count_breaking(result),
        "left": len(result.left),
        "others": result.others,
        "gaps": len(result.gaps),
    }


def _count_breaking(result: VetResult) -> int:
    return sum(any(trial.worse for trial in vetted.trials) for vetted in result.vetted)


def _vetted(vetted: Vetted, language: str) -> _Data:
    return {
        "resource": encode_resource(vetted.resource),
        "askedBy": [_request(one) for one in vetted.requests],
        "ways": [_trial(one) for one in vetted.trials],
        "remedy": vetted.remedy.value if vetted.remedy is not None else None,
        "statements": list(vetted.statements),
        "fixes": [name_unknowns(one.in_language(language)) for one in _say_remedies(vetted)],
    }


def _request(request: Request) -> _Data:
    one, rule = request
    return {
        "scanner": one.scanner or rule.scanner,
        "rule": one.rule,
        "satisfiedBy": rule.satisfied.value,
        "docs": rule.url,
        "resource": one.resource or one.arn or None,
        "location": encode_location(one.origin),
    }


def _trial(trial: Trial) -> _Data:
    message = trial.finding.message if trial.finding is not None else None
    both = {"en": name_unknowns(message.en), "ja": name_unknowns(message.ja)} if message is not None else None
    return {"way": trial.way.value, "message": both, "worse": [_turn(one) for one in trial.worse]}


def _turn(one: Delivery) -> _Data:
    ends = {"source": name_unknowns(one.source.id), "target": name_unknowns(one.target.id)}
    return {"path": one.path.reported_id, **ends, "before": _before(one), "after": one.verdict.value}


def _before(one: Delivery) -> str:
    return one.current.value if one.current is not None else one.verdict.value


def _mark(trial: Trial) -> tuple[Text, Style]:
    if any(one.verdict is Verdict.FAILS for one in trial.worse):
        return words.BREAKS, Style.FAILS
    return (words.OPEN, Style.DEPENDS) if trial.worse else (words.HARMLESS, Style.WORKS)


def _say_asked(vetted: Vetted) -> Text:
    """Return the scanners, each with those of its rules that ask."""
    by_scanner: dict[str, list[str]] = {}
    for one in vetted.requests:
        by_scanner.setdefault(one.scanned.scanner or one.rule.scanner, []).append(one.scanned.rule)
    return enumerate_texts(same(f"{name} {' '.join(dict.fromkeys(ids))}") for name, ids in by_scanner.items())


def _say_way(way: Way, vetted: Vetted) -> Text:
    return fill(words.WAYS[way.value], alias=MANAGED_KEYS.get(vetted.resource.kind, ""))


def _say_turn(one: Delivery) -> Text:
    return fill(words.TURNS, before=_before(one), after=one.verdict.value, delivery=name_delivery(one))


def _say_remedies(vetted: Vetted) -> list[Text]:
    """Return what satisfies both; where nothing simple does, what the finding offers."""
    if vetted.remedy is not None and not vetted.statements:
        return [fill(words.HARMLESS_REMEDY, way=_say_way(vetted.remedy, vetted))]
    finding = next((one.finding for one in vetted.trials if one.finding is not None), None)
    fixes = list(finding.fixes) if finding is not None else []
    return fixes if vetted.statements else [words.NO_REMEDY, *fixes]


def _say_left(request: Request, why: Left) -> Text:
    one = request.scanned
    place = f"{one.file}:{one.first}" if one.file and one.first else one.file
    what = same(f"`{one.resource or one.arn or place}`") if one.resource or one.arn or place else words.UNNAMED
    scanner = one.scanner or request.rule.scanner
    return fill(words.ONE_LEFT, scanner=scanner, rule=one.rule, what=what, why=words.WHY_LEFT[why.value])


def _sum_up(result: VetResult) -> Text:
    if not (result.vetted or result.left):
        return fill(words.NOTHING, others=result.others)
    return fill(
        words.SUMMARY,
        breaks=_count_breaking(result),
        resources=len(result.vetted),
        left=len(result.left),
        others=result.others,
    )
