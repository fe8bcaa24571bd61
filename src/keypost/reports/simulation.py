"""One decided request for people: policy -> statement -> element -> condition, and what would turn it."""

from collections.abc import Iterable, Iterator

from keypost.named import NamedTuple
from keypost.policy.decision import Decision, Step
from keypost.policy.nearest import Nearest
from keypost.policy.reasons import Match, Outcome, PolicyKind, Reason
from keypost.policy.request import Request
from keypost.policy.validity.actions import find_misspelling
from keypost.policy.walk import Walk
from keypost.reports.changes import describe_answer, describe_change, name_changed, paste
from keypost.reports.explanation import explain_decision, explain_step, name_policy
from keypost.reports.page import DEFAULT_WIDTH, Line, Page, Style
from keypost.reports.wording import simulation as words
from keypost.reports.wording.names import OUTCOMES
from keypost.reports.wording.needs import OPEN_POINTS, POLICY_NEEDS
from keypost.reports.wording.sentences import fill, quote
from keypost.reports.wrapping import width_of
from keypost.text import Text

# Beyond this many statements those that are far from the request take one line each.
_MOST_IN_FULL = 12
_HANG_OF_POINT = 10
_STYLES = {
    Outcome.ALLOW: Style.WORKS,
    Outcome.EXPLICIT_DENY: Style.FAILS,
    Outcome.IMPLICIT_DENY: Style.FAILS,
    Outcome.UNDECIDED: Style.DEPENDS,
}
_MARK_STYLES = {Match.MATCH: Style.WORKS, Match.NO_MATCH: Style.FAILS, Match.UNKNOWN: Style.DEPENDS}


class Simulated(NamedTuple):
    """One request as it was decided, element by element, and what lies near."""

    request: Request
    walk: Walk
    nearest: Nearest
    name: str | None = None


def render_simulation(simulated: Simulated, *, language: str, width: int = DEFAULT_WIDTH) -> list[Line]:
    """Return the lines of the whole report."""
    page = Page(language=language, width=width)
    decision = simulated.walk.decision
    _add_answer(page, decision, simulated.request, simulated.name)
    for (kind, document), steps in _by_policy(decision.trace).items():
        _add_policy(page, kind, document, steps, simulated)
    _add_nearest(page, simulated)
    return page.lines


def render_answer(
    decision: Decision, request: Request, *, name: str | None, language: str, width: int = DEFAULT_WIDTH
) -> list[Line]:
    """Return the lines that say what was decided and why, and no more."""
    page = Page(language=language, width=width)
    _add_answer(page, decision, request, name)
    return page.lines


def _add_answer(page: Page, decision: Decision, request: Request, name: str | None) -> None:
    title = [(page.say(words.OUTCOMES[decision.outcome]), _STYLES[decision.outcome])]
    page.line(*title, *([(f"  {name}", Style.NAME)] if name else []))
    rows: list[tuple[Text, Text | str]] = [
        (words.CALLER, f"`{request.principal.name}`"),
        (words.ACTION, _name_action(request.action)),
        (words.RESOURCE, f"`{request.resource}`"),
        (words.WHY, explain_decision(decision._replace(trace=()), request=request, action=request.action)),
    ]
    rows += [(words.OPEN_POINT, fill(words.LEFT_OPEN, point=OPEN_POINTS[point])) for point in decision.open_points]
    hang = max(width_of(page.say(label)) for label, _ in rows) + 2
    for label, text in rows:
        page.paragraph(text, indent=2, lead=(page.say(label), Style.FAINT), hang=hang)


def _name_action(action: str) -> Text | str:
    """Return the action; one that AWS doesn't list is decided as it is written, and told as such."""
    close = find_misspelling(action)
    if close is None:
        return f"`{action}`"
    return words.MISSPELLED.fill(action=action, close=close) if close else words.NOT_LISTED.fill(action=action)


def _by_policy(trace: Iterable[Step]) -> dict[tuple[PolicyKind, int], list[Step]]:
    groups: dict[tuple[PolicyKind, int], list[Step]] = {}
    for step in trace:
        groups.setdefault((step.policy, step.document), []).append(step)
    return groups


def _add_policy(page: Page, kind: PolicyKind, document: int, steps: list[Step], simulated: Simulated) -> None:
    page.blank()
    page.line((_capitalise(page.say(_title(kind, document, simulated))), Style.NAME))
    for step in steps:
        if kind is PolicyKind.GRANT and step.reason is not Reason.POLICY_UNREAD:
            _add_grant(page, step, simulated)
        elif step.reason is Reason.POLICY_UNREAD:
            page.paragraph(words.NOT_READ, indent=2)
        else:
            _add_statement(page, step, simulated)


def _title(kind: PolicyKind, document: int, simulated: Simulated) -> Text:
    if kind is PolicyKind.GRANT:
        return words.GRANTS
    policy = name_policy(kind, action=simulated.request.action)
    of_kind = {step.document for step in simulated.walk.decision.trace if step.policy is kind}
    return fill(words.DOCUMENT, policy=policy, number=document + 1) if len(of_kind) > 1 else policy


def _capitalise(text: str) -> str:
    return text[:1].upper() + text[1:]


def _add_statement(page: Page, step: Step, simulated: Simulated) -> None:
    note = _note(step, simulated)
    elements = _elements_of(step, simulated)
    page.line(
        (page.say(name_changed(step)), Style.CODE),
        (f"  {step.effect.value if step.effect else '?'}  ", Style.PLAIN),
        (page.say(words.APPLIES[step.outcome]), _MARK_STYLES[step.outcome]),
        *([(f"  {page.say(note)}", Style.NAME)] if note else []),
        indent=2,
    )
    is_long = len(simulated.walk.statements) > _MOST_IN_FULL
    if is_long and note is None and step.outcome is Match.NO_MATCH:
        elements = tuple(one for one in elements if one.outcome is Match.NO_MATCH)[:1]
    marks = {match: page.say(mark) for match, mark in words.MARKS.items()}
    hang = max(map(width_of, marks.values())) + 2
    column = max((len(_name_element(one)) for one in elements), default=0) + 2
    for one in elements:
        said = _say_element(one, simulated)
        mark = marks[one.outcome]
        lead = mark + " " * (hang - width_of(mark)) + _name_element(one)
        page.paragraph(said, indent=4, lead=(lead, _MARK_STYLES[one.outcome]), hang=hang + column)


def _name_element(step: Step) -> str:
    return step.element.value if step.element is not None else ""


def _elements_of(step: Step, simulated: Simulated) -> tuple[Step, ...]:
    """Return the elements of the statement; that a policy of the caller means the caller needs no word."""
    for walked in simulated.walk.statements:
        own = walked.step
        if (own.policy, own.document, own.statement) == (step.policy, step.document, step.statement):
            return tuple(one for one in walked.elements if one.expected or one.reason is not Reason.PRINCIPAL_LISTED)
    return ()


def _say_element(step: Step, simulated: Simulated) -> Text:
    sentence = words.COVERS.get(step.reason) if step.outcome is Match.MATCH and step.expected else None
    if sentence is None:
        return explain_step(step, request=simulated.request)
    return fill(sentence, expected=quote(step.expected), actual=simulated.request.action)


def _add_grant(page: Page, step: Step, simulated: Simulated) -> None:
    mark = page.say(words.MARKS[step.outcome])
    hang = max(width_of(page.say(text)) for text in words.MARKS.values()) + 2
    said = fill(words.GRANT, grant=name_changed(step), clause=explain_step(step, request=simulated.request))
    page.paragraph(said, indent=2, lead=(mark, _MARK_STYLES[step.outcome]), hang=hang)


def _note(step: Step, simulated: Simulated) -> Text | None:
    decision = simulated.walk.decision
    place = (step.policy, step.document, step.statement)
    if decision.statement is not None and place == (decision.decided_by, decision.document, decision.statement):
        return words.DECIDES
    closest = simulated.nearest.closest
    if closest is not None and place == (closest.policy, closest.document, closest.statement):
        return words.CLOSEST
    return None


def _add_nearest(page: Page, simulated: Simulated) -> None:
    outcome = simulated.walk.decision.outcome
    page.blank()
    if outcome is Outcome.UNDECIDED:
        _add_questions(page, simulated)
    elif outcome is Outcome.ALLOW:
        for text in _tell_supports(simulated):
            page.paragraph(text)
    elif not simulated.nearest.ways:
        page.paragraph(words.NOT_FOUND if simulated.nearest.gave_up else words.NO_WAY)
    else:
        _add_ways(page, simulated)
        page.paragraph(words.TRIED)


def _add_ways(page: Page, simulated: Simulated) -> None:
    for number, way in enumerate(simulated.nearest.ways):
        page.line((page.say(words.OTHER_WAY if number else words.ONE_WAY), Style.NAME))
        for index, change in enumerate(way.changes):
            policy = _title(change.policy or PolicyKind.RESOURCE, change.document, simulated)
            said = describe_change(change, request=simulated.request, policy=policy)
            page.paragraph(fill(words.AND, change=said) if index else said, indent=2, lead=("-", Style.FAINT), hang=2)
            pasted = paste(change)
            if pasted is not None:
                page.verbatim(pasted, indent=4)
        for point in way.decision.open_points:
            said = fill(words.LEFT_OPEN, point=OPEN_POINTS[point])
            page.paragraph(said, indent=2, lead=(page.say(words.OPEN_POINT), Style.FAINT), hang=_HANG_OF_POINT)


def _add_questions(page: Page, simulated: Simulated) -> None:
    page.line((page.say(words.SETTLES), Style.NAME))
    points = {point.value: text for point, text in OPEN_POINTS.items()}
    for question in simulated.nearest.questions:
        need = question.need
        page.paragraph(fill(POLICY_NEEDS[need.kind], fact=points.get(need.name, need.name)), indent=2)
        for answer in question.answers:
            outcome = OUTCOMES[answer.decision.outcome]
            said = fill(words.ANSWERED, answer=describe_answer(answer, request=simulated.request), outcome=outcome)
            page.paragraph(said, indent=4, lead=("-", _STYLES[answer.decision.outcome]), hang=2)


def _tell_supports(simulated: Simulated) -> Iterator[Text]:
    for step in simulated.nearest.hangs_on:
        policy = _title(step.policy, step.document, simulated)
        sentence = words.ALONE_GRANT if step.policy is PolicyKind.GRANT else words.ALONE
        yield fill(sentence, statement=name_changed(step), policy=policy)
    applies = [step for step in simulated.walk.decision.trace if step.outcome is Match.MATCH]
    told = simulated.nearest.hangs_on or simulated.nearest.gave_up
    if applies and not told and simulated.walk.decision.decided_by is not None:
        yield words.TOGETHER
