"""The report for people: deliveries by target, the worst first, each failure with its reason, its place and its fix."""

from keypost.checker.rules.registry import load_rule
from keypost.checker.verdict import CheckResult, Delivery, Finding, Preview, Severity, Verdict
from keypost.estate.estate import Gap, Suppression
from keypost.estate.kind import Kind
from keypost.estate.resource import Membership, Resource, Sse
from keypost.named import Iterable, Iterator
from keypost.policy.request import KeyManager
from keypost.reports.groups import Target, group_by_target
from keypost.reports.page import DEFAULT_WIDTH, Line, Page, Style
from keypost.reports.scope import Scope
from keypost.reports.story import Row, tell, tell_finding
from keypost.reports.wording import report as words
from keypost.reports.wording.names import ENCRYPTIONS, KEY_MANAGERS, SEVERITIES, VERDICTS
from keypost.reports.wording.sentences import bracket, concatenate, enumerate_texts, fill, quote, same
from keypost.reports.wrapping import width_of
from keypost.text import Text

_MOST_LISTED = 8  # sources, works, gaps: what goes beyond is counted
_STYLES = {Verdict.FAILS: Style.FAILS, Verdict.DEPENDS: Style.DEPENDS, Verdict.WORKS: Style.WORKS}
# What a preview's finding about the whole resource says, once for all its deliveries.
_ONCE = frozenset({words.FAULT, words.PLACE, words.ASKED_BY, words.FIX})
_MARK = 9  # columns of `DEPENDS` and what separates it
_Story = tuple[Verdict, str, tuple[Row, ...]]


def render_text(result: CheckResult, *, scope: Scope, language: str, width: int = DEFAULT_WIDTH) -> list[Line]:
    """Return the lines of the report; the last one is the summary."""
    page = Page(language=language, width=width)
    if result.preview is not None:
        _add_preview(page, result.preview)
    targets = group_by_target(result.deliveries)
    told: set[str] = set()
    for target in targets:
        if target.verdict is not Verdict.WORKS:
            _add_target(page, target, result, told)
    _add_rest(page, [target for target in targets if target.verdict is Verdict.WORKS], result)
    _add_other_findings(page, result.findings)
    add_gaps(page, result.gaps)
    _add_summary(page, result, scope)
    return page.lines


def _add_preview(page: Page, preview: Preview) -> None:
    """Say first that this is no report of what is."""
    is_managed = preview.choice.value == "aws-managed"
    page.paragraph(words.PREVIEW_MANAGED if is_managed else words.PREVIEW_CUSTOMER)
    names = quote((resource.id for resource in preview.resources), most=_MOST_LISTED)
    page.paragraph(fill(words.PREVIEWED, resources=names) if preview.resources else words.NONE_PREVIEWED)


def _add_target(page: Page, target: Target, result: CheckResult, told: set[str]) -> None:
    """Add what there is to say about one target; `told` are the paths of which it was said where failures show."""
    first = target.deliveries[0]
    page.blank()
    kind = (f"  {first.target.kind.value}", Style.PLAIN)
    page.heading((first.target.id, Style.NAME), kind, (f"  {first.target.origin}", Style.FAINT))
    if first.target.kind is not Kind.KEY:
        page.paragraph(say_encryption(first, result.preview), indent=2)
    said: set[Row] = set()
    for (verdict, path, rows), deliveries in _stories(target, result).items():
        told_before = path in told
        kept = tuple(row for row in rows if row not in said and not (told_before and row.label == words.LOOK_IN))
        _add_story(page, verdict, kept, deliveries)
        told |= {path} if rows else set()
        said |= {row for row in rows if row.label in _ONCE and result.preview is not None}


def _stories(target: Target, result: CheckResult) -> dict[_Story, list[Delivery]]:
    stories: dict[_Story, list[Delivery]] = {}
    for delivery in target.deliveries:
        story = (delivery.verdict, delivery.path.id, tell(delivery, result=result))
        stories.setdefault(story, []).append(delivery)
    return stories


def _add_story(page: Page, verdict: Verdict, rows: tuple[Row, ...], deliveries: list[Delivery]) -> None:
    title = deliveries[0].path.title
    sources = [_stands_at(delivery.source) for delivery in deliveries]
    mark = (verdict.value, _STYLES[verdict])
    if rows:
        page.blank()
    if len(sources) == 1 or (verdict is Verdict.WORKS and len(sources) <= _MOST_LISTED):
        text = concatenate(title, ": ", enumerate_texts(sources))
        page.paragraph(text, indent=2, lead=mark, hang=_MARK)
    else:
        page.paragraph(_count_of(title, len(sources)), indent=2, lead=mark, hang=_MARK)
        if rows:
            _add_list(page, sources, indent=2 + _MARK)
    add_rows(page, rows, indent=2 + _MARK)


def add_rows(page: Page, rows: Iterable[Row], *, indent: int) -> None:
    """Add labelled texts, aligned; of equal labels one after the other only the first is written."""
    rows = tuple(rows)
    hang = max((width_of(page.say(row.label)) for row in rows), default=0) + 2
    above = None
    for row in rows:
        if row.label == words.FAULT and above not in (None, words.NOW):
            page.blank()
        said = page.say(row.text)
        first, *statement = said.split("\n") if row.label == words.FIX else [said]
        label = "" if row.label == above else page.say(row.label)
        page.paragraph(first, indent=indent, lead=(label, Style.FAINT), hang=hang)
        if statement:
            page.verbatim("\n".join(statement), indent=indent + hang)
        above = row.label


def _add_list(page: Page, texts: list[Text], *, indent: int) -> None:
    for text in texts[:_MOST_LISTED]:
        page.paragraph(text, indent=indent, lead=("-", Style.FAINT), hang=2)
    if len(texts) > _MOST_LISTED:
        page.paragraph(words.AND_MORE.fill(count=len(texts) - _MOST_LISTED), indent=indent + 2)


def _add_rest(page: Page, targets: list[Target], result: CheckResult) -> None:
    """Add what gets through: one line each, or counted by kind where there are many; accepted failures one by one."""
    deliveries = [delivery for target in targets for delivery in target.deliveries]
    works = [delivery for delivery in deliveries if delivery.suppressed is None]
    if deliveries:
        page.blank()
    told = [(delivery, tell(delivery, result=result)) for delivery in works]
    is_short = len(works) <= _MOST_LISTED
    for delivery, rows in told if is_short else [pair for pair in told if pair[1]]:
        _add_line(page, delivery)
        add_rows(page, rows, indent=_MARK)
    if not is_short:
        for title, count in _count_titles(delivery for delivery, rows in told if not rows).items():
            page.paragraph(_count_of(title, count), lead=(Verdict.WORKS.value, Style.WORKS), hang=_MARK)
    _add_accepted(page, deliveries, result)


def _add_accepted(page: Page, deliveries: Iterable[Delivery], result: CheckResult) -> None:
    """Add what is accepted: one by one, or counted by kind where one decision accepts many, as a baseline does."""
    by_decision: dict[Suppression, list[Delivery]] = {}
    for delivery in deliveries:
        if delivery.suppressed is not None:
            by_decision.setdefault(delivery.suppressed, []).append(delivery)
    for accepted in by_decision.values():
        if len(accepted) <= _MOST_LISTED:
            for delivery in accepted:
                _add_line(page, delivery)
                add_rows(page, tell(delivery, result=result), indent=_MARK)
            continue
        for verdict in dict.fromkeys(delivery.verdict for delivery in accepted):
            for title, count in _count_titles(one for one in accepted if one.verdict is verdict).items():
                page.paragraph(_count_of(title, count), lead=(verdict.value, Style.FAINT), hang=_MARK)
        add_rows(page, tell(accepted[0], result=result), indent=_MARK)


def _add_line(page: Page, delivery: Delivery) -> None:
    source, target = _stands_at(delivery.source), _stands_at(delivery.target)
    text = concatenate(delivery.path.title, ": ", source, " -> ", target)
    style = _STYLES[delivery.verdict] if delivery.suppressed is None else Style.FAINT
    page.paragraph(text, lead=(delivery.verdict.value, style), hang=_MARK)


def _count_titles(deliveries: Iterable[Delivery]) -> dict[Text, int]:
    counts: dict[Text, int] = {}
    for delivery in deliveries:
        counts[delivery.path.title] = counts.get(delivery.path.title, 0) + 1
    return counts


def _count_of(title: Text, number: int) -> Text:
    return fill(words.MANY_OF, title=title, deliveries=words.count(words.DELIVERIES, number))


def _add_other_findings(page: Page, findings: Iterable[Finding]) -> None:
    """Add what stands apart from deliveries: a statement without effect, say."""
    apart = [finding for finding in findings if not finding.deliveries and finding.suppressed is None]
    if apart:
        page.blank()
        page.line((page.say(words.ALSO_FOUND), Style.NAME))
    _add_notes(page, [finding for finding in apart if finding.severity is Severity.NOTE])
    for finding in apart:
        if finding.severity is Severity.NOTE:
            continue
        page.blank()
        page.paragraph(SEVERITIES[finding.severity], indent=2)
        add_rows(page, tell_finding(finding), indent=4)


def _add_notes(page: Page, notes: Iterable[Finding]) -> None:
    """Add what changes no verdict: a sentence each, or the places alone where there are several of one rule."""
    by_rule: dict[str, list[Finding]] = {}
    for note in notes:
        by_rule.setdefault(note.rule, []).append(note)
    for rule_id, found in by_rule.items():
        places = [same(note.origin) for note in found]
        page.blank()
        lead = (page.say(SEVERITIES[Severity.NOTE]), Style.FAINT)
        said = found[0].message if len(found) == 1 else load_rule(rule_id).title
        page.paragraph(said, indent=2, lead=lead, hang=_MARK)
        if len(found) > 1:
            _add_list(page, places, indent=2 + _MARK)
        told = tell_finding(found[0]) if len(found) == 1 else (Row(words.RULE, same(rule_id)),)
        add_rows(page, (row for row in told if row.label != words.FAULT), indent=2 + _MARK)


def add_gaps(page: Page, gaps: Iterable[Gap]) -> None:
    """Add what could not be read and why, each reason once."""
    reasons: dict[Text, list[Text]] = {}
    for gap in gaps:
        place = str(gap.origin)
        what = same(f"{gap.what} ({place})" if place else gap.what)
        reasons.setdefault(gap.why, []).append(what)
    if reasons:
        page.blank()
        page.line((page.say(words.NOT_READ), Style.NAME))
    for why, places in reasons.items():
        page.paragraph(why, indent=2)
        _add_list(page, places, indent=4)


def _add_summary(page: Page, result: CheckResult, scope: Scope) -> None:
    page.blank()
    if not result.deliveries:
        _add_nothing(page, scope)
        return
    verdicts = [delivery.verdict for delivery in result.deliveries]
    counts = [
        VERDICTS[verdict].fill(count=verdicts.count(verdict))
        for verdict in (Verdict.FAILS, Verdict.DEPENDS, Verdict.WORKS)
        if verdict in verdicts
    ]
    files = words.count(words.FILES, scope.files)
    said = fill(words.SUMMARY, verdicts=enumerate_texts(counts), files=files)
    if any(finding.suppressed is None for finding in result.findings):
        page.paragraph(words.FIX_HINT if scope.files and _has_failures(result) else words.RULES_HINT)
    page.paragraph(concatenate(said, *_asides(result)))


def _has_failures(result: CheckResult) -> bool:
    """Tell whether there is something that `keypost fix` would work on; a preview is of what isn't there yet."""
    failing = (one for one in result.deliveries if one.verdict is Verdict.FAILS and one.suppressed is None)
    return result.preview is None and any(failing)


def _asides(result: CheckResult) -> Iterator[Text]:
    worse = sum(delivery.has_worsened for delivery in result.deliveries)
    if result.preview is not None:
        yield words.WORSE.fill(count=worse)
    accepted = sum(delivery.suppressed is not None for delivery in result.deliveries)
    if accepted:
        yield words.SUPPRESSED.fill(count=accepted)
    if result.gaps:
        yield words.GAPS.fill(count=len(result.gaps))


def _add_nothing(page: Page, scope: Scope) -> None:
    """Say that nothing was decided, what was read and looked for: an empty run must not pass for a good one."""
    from keypost.catalogue.all import all_paths

    page.paragraph(words.NOTHING_FOUND)
    files, resources = words.count(words.FILES, scope.files), words.count(words.RESOURCES, scope.resources)
    page.paragraph(fill(words.WAS_READ, files=files, resources=resources))
    if not scope.files:
        page.paragraph(words.NO_FILE)
        return
    paths = all_paths()
    types = {wiring.holder for path in paths for wiring in path.wirings}
    page.paragraph(words.LOOKED_FOR.fill(count=len(paths), types=len(types)))


def say_encryption(delivery: Delivery, preview: Preview | None) -> Text:
    """Return how the target is encrypted, and where that is set."""
    encryption, key = delivery.encryption, delivery.key
    if encryption is None:
        return words.OPEN_ENCRYPTION
    said = fill(ENCRYPTIONS[encryption.mode], key=key.id if key else encryption.key)
    if encryption.mode is Sse.KMS and key is not None:
        said = concatenate(said, bracket(_manager(key)))
    if preview is not None and _is_previewed(delivery.target, preview):
        return fill(words.IF, encryption=said)
    place = str(encryption.origin)
    return fill(words.SET_AT, what=said, place=place) if place else said


def _is_previewed(resource: Resource, preview: Preview) -> bool:
    return any((one.stack, one.id) == (resource.stack, resource.id) for one in preview.resources)


def _manager(key: Resource) -> Text:
    """Return who manages the key; of one that the input only names, nothing is known."""
    is_known = key.membership is Membership.INSIDE or key.facts.manager is not KeyManager.CUSTOMER
    return KEY_MANAGERS[key.facts.manager] if is_known else words.NOT_IN_INPUT


def _stands_at(resource: Resource) -> Text:
    place = str(resource.origin)
    if place:
        return concatenate(resource.id, bracket(same(place)))
    is_outside = resource.kind is Kind.ENDPOINT and not resource.id.startswith("arn:")  # a phone's application has one
    return concatenate(resource.id, bracket(words.OUTSIDE_AWS if is_outside else words.NOT_IN_INPUT))
