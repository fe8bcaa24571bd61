"""A replayed history for people: what would break first, then what is open, what stays, and what can't be seen."""

from collections.abc import Iterable, Iterator, Sequence

from keypost.diagnosis.replay.judging import Fate, Judged
from keypost.diagnosis.replay.replay import Replay
from keypost.named import NamedTuple
from keypost.policy.decision import Need, NeedKind
from keypost.policy.reasons import OpenPoint, Outcome
from keypost.readers.trail.requests import Context
from keypost.reports.explanation import explain_decision
from keypost.reports.page import DEFAULT_WIDTH, Line, Page, Style
from keypost.reports.wording import replay as words
from keypost.reports.wording import report as report_words
from keypost.reports.wording.needs import OPEN_POINTS
from keypost.reports.wording.report import count
from keypost.reports.wording.sentences import enumerate_texts, fill, quote, same
from keypost.reports.wrapping import width_of
from keypost.text import Text

_STYLES = {
    Fate.DENIED: Style.FAILS,
    Fate.UNDECIDED: Style.DEPENDS,
    Fate.STAYS: Style.WORKS,
    Fate.FAILED_THEN: Style.FAINT,
}
_MOST_CONTEXTS = 3
_MOST_DOCS = 3
_MOST_FILES = 8
_MOST_ACTIONS = 6
_MOST_GROUPS = 20  # of those that nobody has to act on
_MARK = 9
_ALL = frozenset({Fate.DENIED, Fate.UNDECIDED})
_Row = tuple[Text, Text]


class _Told(NamedTuple):
    """What is said of a request beside action, count and context: requests with the same are told as one."""

    fate: Fate
    caller: str
    service: str
    rows: tuple[_Row, ...]


def render_text(replayed: Replay, *, policy: str, language: str, width: int = DEFAULT_WIDTH) -> list[Line]:
    """Return the lines of the report; the last one is the summary."""
    page = Page(language=language, width=width)
    _add_title(page, replayed, policy)
    groups = _group(replayed)
    for fate in Fate:
        told = [(one, judged) for one, judged in groups.items() if one.fate is fate]
        shown = told if fate in _ALL else told[:_MOST_GROUPS]
        for one, judged in shown:
            _add_group(page, one, judged)
        if len(told) > len(shown):
            page.paragraph(fill(words.MORE, count=len(told) - len(shown)), indent=_MARK)
    _add_blind_spots(page, replayed)
    _add_skipped(page, replayed)
    page.blank()
    page.paragraph(_summarize(replayed))
    return page.lines


def _add_title(page: Page, replayed: Replay, policy: str) -> None:
    first, last = replayed.window
    calls = sum(one.seen.times for one in replayed.judged)
    window = fill(words.WINDOW, first=first, last=last)
    names = {"policy": f"`{policy}`", "key": f"`{replayed.key}`"}
    page.paragraph(fill(words.TITLE, calls=_count(words.CALLS, calls), window=window, **names))
    if not replayed.history.complete:
        page.paragraph(words.PARTIAL, lead=("", Style.FAILS))
    page.blank()


def _group(replayed: Replay) -> dict[_Told, list[Judged]]:
    groups: dict[_Told, list[Judged]] = {}
    for judged in replayed.judged:
        request = judged.seen.request
        service = "" if request.invoked_by == request.caller else request.invoked_by
        rows = tuple(_list_rows(judged, replayed))
        told = _Told(judged.fate, request.session or request.caller, service, rows)
        groups.setdefault(told, []).append(judged)
    return groups


def _say_call(told: _Told, group: Sequence[Judged]) -> Text:
    """Return who called what, and through which service."""
    actions = quote(dict.fromkeys(one.seen.request.action for one in group), most=_MOST_ACTIONS)
    caller = fill(words.BY_NAME, name=told.caller) if told.caller else words.NOBODY
    if told.service:
        return fill(words.CALLER_THROUGH, caller=caller, actions=actions, service=told.service)
    return fill(words.CALLER, caller=caller, actions=actions)


def explain(judged: Judged) -> Text | None:
    """Return why the request would be denied, or is open."""
    if judged.decision is None or judged.request is None:
        return None
    return explain_decision(judged.decision, request=judged.request, action=judged.request.action)


def explain_missing(need: Need, *, key: str) -> Text:
    """Return what would settle the request."""
    fact: Text | str = need.name
    if need.kind is NeedKind.OPEN_POINT:
        fact = next((OPEN_POINTS[point] for point in OpenPoint if point.value == need.name), need.name)
    return fill(words.NEEDED[need.kind], fact=fact, key_id=key.rpartition("/")[2])


def _list_rows(judged: Judged, replayed: Replay) -> Iterator[_Row]:
    if judged.fate is Fate.FAILED_THEN:
        yield words.ERROR, same(judged.seen.request.error)
    elif judged.fate is Fate.STAYS and judged.basis is not None:
        yield words.RESTS_ON, words.BASES[judged.basis]
    else:
        yield from _list_reasons(judged, replayed.key)


def _list_reasons(judged: Judged, key: str) -> Iterator[_Row]:
    why = explain(judged)
    if why is not None and (judged.fate is Fate.DENIED or not judged.needs):
        yield words.WHY, why
    for need in judged.needs:
        yield words.NEEDS, explain_missing(need, key=key)
    if judged.paths:
        yield words.SOURCE, _say_source(judged)
    if judged.current not in {None, Outcome.UNDECIDED}:
        yield words.NOW, words.CURRENT[judged.current]


def _say_source(judged: Judged) -> Text:
    docs = quote(list_docs(judged), most=_MOST_DOCS)
    return fill(words.SOURCE_PATHS, docs=docs, paths=quote([path.id for path in judged.paths]))


def list_docs(judged: Judged) -> tuple[str, ...]:
    """Return the pages on which the paths rest: those that all have in common, else the first of each."""
    pages = [[doc.url for doc in path.documented_by] for path in judged.paths]
    common = [url for url in pages[0] if all(url in others for others in pages)] if pages else []
    return tuple(dict.fromkeys(common or [urls[0] for urls in pages if urls]))


def _add_group(page: Page, told: _Told, group: Sequence[Judged]) -> None:
    mark = page.say(words.MARKS[told.fate])
    page.paragraph(_say_call(told, group), lead=(mark, _STYLES[told.fate]), hang=_MARK)
    rows = [(words.SEEN, _say_times(group)), *((words.CONTEXT, one) for one in _list_contexts(group)), *told.rows]
    _add_rows(page, rows)
    if told.fate in _ALL:
        page.blank()


def _add_rows(page: Page, rows: Iterable[_Row]) -> None:
    rows = tuple(rows)
    hang = max(width_of(page.say(label)) for label, _ in rows) + 2
    above: Text | None = None
    for label, text in rows:
        lead = "" if label == above else page.say(label)
        page.paragraph(text, indent=_MARK, lead=(lead, Style.FAINT), hang=hang)
        above = label


def _say_times(group: Sequence[Judged]) -> Text:
    times = sum(one.seen.times for one in group)
    first, last = min(one.seen.first for one in group), max(one.seen.last for one in group)
    return fill(words.SEEN_TIMES if times > 1 else words.SEEN_ONCE, times=f"{times:,}", first=first, last=last)


def _list_contexts(group: Sequence[Judged]) -> list[Text]:
    contexts = list(dict.fromkeys(one.seen.request.encryption_context for one in group))
    said = [same(_show_context(context)) for context in contexts if context]
    more = len(said) - _MOST_CONTEXTS
    return said if more <= 0 else [*said[:_MOST_CONTEXTS], fill(words.MORE, count=more)]


def _show_context(context: Context) -> str:
    return ", ".join(f"`{name}` = `{value}`" for name, value in context)


def _add_blind_spots(page: Page, replayed: Replay) -> None:
    page.blank()
    page.paragraph(words.CANNOT_SHOW)
    for spot in replayed.cannot_show:
        page.paragraph(words.BLIND_SPOTS[spot], indent=2, lead=("-", Style.FAINT), hang=2)


def _add_skipped(page: Page, replayed: Replay) -> None:
    skipped = replayed.history.skipped
    if not skipped:
        return
    page.blank()
    page.paragraph(words.SKIPPED)
    for one in skipped[:_MOST_FILES]:
        said = fill(words.SKIPPED_FILE, file=one.file, why=one.why, records=f"{one.records:,}")
        page.paragraph(said, indent=2, lead=("-", Style.FAINT), hang=2)
    if len(skipped) > _MOST_FILES:
        page.paragraph(fill(words.MORE, count=len(skipped) - _MOST_FILES), indent=4)


def _summarize(replayed: Replay) -> Text:
    counts = []
    for fate in Fate:
        judged = replayed.of_fate(fate)
        if judged or fate is Fate.DENIED:
            calls = _count(words.CALLS, sum(one.seen.times for one in judged))
            counts.append(fill(words.COUNTS[fate], requests=_count(words.REQUESTS, len(judged)), calls=calls))
    history = replayed.history
    files = count(report_words.FILES, history.files + len(history.skipped))
    return fill(words.SUMMARY, counts=enumerate_texts(counts), files=files, records=f"{history.records:,}")


def _count(forms: tuple[Text, Text], number: int) -> Text:
    return forms[0] if number == 1 else forms[1].fill(count=f"{number:,}")
