"""Who may use a key, for people, and `keypost.who-can.v1` for programs."""

from collections.abc import Iterator
from typing import Any

from keypost.checker.access.candidates import Sort
from keypost.checker.access.permissions import Basis, Permission, Standing
from keypost.checker.access.who_can import Halted, WhoCan
from keypost.estate.resource import Resource
from keypost.named import NamedTuple
from keypost.policy.conditions.operators import Spelling, join_operator
from keypost.policy.decision import Need, NeedKind
from keypost.policy.document import Condition
from keypost.policy.reasons import PolicyKind
from keypost.policy.request import KeyManager
from keypost.reports.assumptions import say_assumptions
from keypost.reports.conditions import describe_condition, say_condition
from keypost.reports.explanation import name_policy, name_statement
from keypost.reports.json import encode, encode_location
from keypost.reports.page import DEFAULT_WIDTH, Line, Page, Style
from keypost.reports.printable import name_unknowns as _show
from keypost.reports.text import add_gaps
from keypost.reports.wording import report as report_words
from keypost.reports.wording import who_can as words
from keypost.reports.wording.needs import OPEN_POINTS, POLICY_NEEDS
from keypost.reports.wording.sentences import bracket, concatenate, enumerate_texts, fill, quote, same
from keypost.reports.wrapping import width_of
from keypost.text import Text

_Data = dict[str, Any]
_KMS = "kms:"
_MOST_ACTIONS = 12  # longer lists are told by what is missing, where that is shorter
_REFUSED = (Standing.DENIED, Standing.NEVER)
# Tests that keep everyone else out than callers of the account that they name.
_OF_ACCOUNTS = frozenset({"kms:calleraccount", "aws:principalaccount"})


class Asked(NamedTuple):
    """The answer together with the action or pattern that was asked about."""

    answer: WhoCan
    pattern: str


def render_text(asked: Asked, *, language: str, width: int = DEFAULT_WIDTH) -> list[Line]:
    """Return the lines of the report: those who may first, the summary last."""
    page = Page(language=language, width=width)
    answer = asked.answer
    page.paragraph(fill(words.TITLE, actions=_name_actions(asked), key=_name_key(answer)))
    for permission in answer.permissions:
        _add_permission(page, permission, asked)
    if answer.halted is not None:
        _add_halted(page, answer.halted, asked)
    page.blank()
    if answer.unsuited:
        page.paragraph(_say_unsuited(answer))
    if _is_nobody(answer):
        page.paragraph(words.NOBODY)
    for need in answer.unread:
        page.paragraph(_say_unread(need, answer.key))
    add_gaps(page, answer.gaps)
    _add_summary(page, answer)
    return page.lines


def _say_unread(need: Need, key: Resource) -> Text:
    place = str(need.origin) or str(key.origin)
    if key.facts.manager is KeyManager.AWS and need.kind is NeedKind.POLICY:
        return fill(words.NOT_KNOWN, key=f"`{key.id}`")
    return fill(words.UNREAD, what=_name_need(need), place=bracket(same(place)) if place else "")


def _name_actions(asked: Asked) -> Text:
    actions = asked.answer.actions
    if len(actions) == 1:
        return same(f"`{actions[0]}`")
    return words.ALL_OF.fill(asked=asked.pattern, count=len(actions))


def _name_key(answer: WhoCan) -> Text:
    place = str(answer.key.origin)
    return concatenate(f"`{answer.key.id}`", bracket(same(place)) if place else "")


def _add_halted(page: Page, halted: Halted, asked: Asked) -> None:
    place = str(asked.answer.key.origin)
    sentence = fill(words.HALTED, state=words.STATES[halted.state], actions=_list_actions(halted.actions, asked))
    page.blank()
    page.paragraph(concatenate(sentence, bracket(same(place)) if place else ""))
    if halted.permissions:
        page.paragraph(words.ONCE_ENABLED)
    for permission in halted.permissions:
        _add_permission(page, permission, asked)


def _say_unsuited(answer: WhoCan) -> Text:
    facts, actions = answer.key.facts, quote(answer.unsuited, most=_MOST_ACTIONS)
    kind = concatenate(f"`{facts.spec}`", f" / `{facts.usage}`" if facts.usage else "")
    return fill(words.UNSUITED, kind=kind, actions=actions)


def _is_nobody(answer: WhoCan) -> bool:
    """Tell whether statements and grants alone leave nobody."""
    listed = answer.permissions or (answer.halted is not None and answer.halted.permissions)
    return not listed and not answer.unread and answer.unsuited != answer.actions


def _add_permission(page: Page, permission: Permission, asked: Asked) -> None:
    mark, style = _mark(permission)
    lead = page.say(mark)
    hang = max(width_of(page.say(text)) for text in (words.MAY_IF, *words.MARKS.values())) + 2
    place = str(permission.who.origin) if permission.who.sort in (Sort.ROLE, Sort.USER) else ""
    name = fill(words.SORTS[permission.who.sort], name=f"`{permission.who.name}`")
    page.blank()
    page.paragraph(concatenate(name, bracket(same(place)) if place else ""), lead=(lead, style), hang=hang)
    rows = list(_rows(permission, asked))
    column = max(width_of(page.say(label)) for label, _ in rows) + 2
    above = None
    for label, text in rows:
        repeated = words.AND_IF if label == words.IF else same("")
        shown = page.say(repeated if label == above else label)
        page.paragraph(text, indent=hang, lead=(shown, Style.FAINT), hang=column)
        above = label


def _mark(permission: Permission) -> tuple[Text, Style]:
    if permission.standing is Standing.OPEN:
        return words.MARKS[Standing.OPEN], Style.DEPENDS
    if permission.standing in _REFUSED:
        return words.MARKS[permission.standing], Style.FAILS
    return (words.MAY_IF, Style.DEPENDS) if permission.is_conditional else (words.MAY, Style.WORKS)


def _rows(permission: Permission, asked: Asked) -> Iterator[tuple[Text, Text]]:
    if len(asked.answer.actions) > 1:
        yield words.ACTIONS, _list_actions(permission.actions, asked)
    is_account = permission.who.sort is Sort.ACCOUNT
    if permission.standing is Standing.OWN_POLICIES:
        yield words.IF, words.OWN_OF_ACCOUNT if is_account else words.OWN_POLICIES
    for basis in permission.through:
        yield from ((words.IF, describe_condition(condition)) for condition in basis.conditions)
    yield from ((words.UNLESS, _say_exception(basis)) for basis in permission.unless)
    yield from ((words.BY, _name_basis(basis)) for basis in permission.through)
    yield from ((words.NEEDS, _name_need(need)) for need in permission.needs)
    if permission.unsent:
        yield words.BUT, fill(words.UNSENT, keys=quote(permission.unsent, most=len(permission.unsent)))
    yield from ((words.BUT, OPEN_POINTS[point]) for point in permission.open_points)
    if permission.own_unread:
        yield words.BUT, words.OWN_UNREAD
    if permission.who.sort is Sort.EVERYONE and permission.needs == () and not _is_of_accounts(permission):
        yield words.BUT, words.OTHER_ACCOUNTS
    for assumed in permission.assumptions:
        yield words.WHERE, say_assumptions(assumed)


def _is_of_accounts(permission: Permission) -> bool:
    conditions = (condition for basis in permission.through for condition in basis.conditions)
    return any(condition.key.lower() in _OF_ACCOUNTS for condition in conditions)


def _list_actions(actions: tuple[str, ...], asked: Asked) -> Text:
    if actions == asked.answer.actions:
        return _name_actions(asked)
    missing = [action for action in asked.answer.actions if action not in actions]
    if len(missing) < len(actions) and len(actions) > _MOST_ACTIONS:
        return fill(words.BUT_FEW, actions=quote(missing, most=len(missing)))
    return quote(actions, most=len(actions))


def _say_exception(basis: Basis) -> Text:
    conditions = [describe_condition(condition) for condition in basis.conditions]
    if basis.excepted:
        conditions.insert(0, fill(words.NONE_OF, principals=quote(basis.excepted, most=len(basis.excepted))))
    conditions = conditions or [words.DENIED_ALWAYS]
    joined = Text(
        en=words.AND.en.join(one.en for one in conditions), ja=words.AND.ja.join(one.ja for one in conditions)
    )
    about = fill(words.ABOUT, principals=quote(basis.principals)) if basis.principals else same("")
    return concatenate(about, joined, " -- ", _name_basis(basis))


def _name_basis(basis: Basis) -> Text:
    statement = name_statement(basis.policy, basis.sid, basis.statement, basis.origin)
    if basis.policy is PolicyKind.GRANT:
        return statement
    is_own = basis.policy is PolicyKind.IDENTITY
    policy = words.OWN if is_own else name_policy(basis.policy, action=_KMS)
    return fill(words.STATEMENT, statement=statement, policy=policy)


def _name_need(need: Need) -> Text:
    points = {point.value: text for point, text in OPEN_POINTS.items()}
    fact: Text | str = points.get(need.name, need.name) if need.kind is NeedKind.OPEN_POINT else need.name
    return fill(POLICY_NEEDS[need.kind], fact=fact)


def _add_summary(page: Page, answer: WhoCan) -> None:
    """Count principals, each where it stands best."""
    groups: list[set[tuple[Sort, str]]] = [set() for _ in words.COUNTS]
    for one in answer.permissions:
        groups[_group(one)].add((one.who.sort, one.who.name))
    seen: set[tuple[Sort, str]] = set()
    counts: list[Text] = []
    for sentence, group in zip(words.COUNTS, groups, strict=True):
        if group - seen:
            counts.append(sentence.fill(count=len(group - seen)))
        seen |= group
    gaps = report_words.GAPS.fill(count=len(answer.gaps)) if answer.gaps else ""
    if counts and answer.gaps:
        page.blank()
    if counts:
        page.paragraph(concatenate(enumerate_texts(counts), gaps))


def _group(permission: Permission) -> int:
    others = (Standing.OPEN, *_REFUSED)
    if permission.standing in others:
        return 2 + others.index(permission.standing)
    return 1 if permission.is_conditional else 0


def render_json(asked: Asked) -> str:
    """Return the answer as one JSON object, one line for each permission."""
    answer = asked.answer
    key = {
        "id": _show(answer.key.id),
        "arn": _show(answer.key.arn) or None,
        "manager": answer.key.facts.manager.value,
        "location": encode_location(answer.key.origin),
    }
    permissions = ",\n  ".join(encode(_permission(one)) for one in answer.permissions)
    gaps = [
        {
            "what": _show(gap.what),
            "why": {"en": _show(gap.why.en), "ja": _show(gap.why.ja)},
            "location": encode_location(gap.origin),
        }
        for gap in answer.gaps
    ]
    lines = (
        '{"schema": "keypost.who-can.v1"',
        f' "key": {encode(key)}',
        f' "actions": {encode(list(answer.actions))}',
        f' "permissions": [\n  {permissions}\n ]' if permissions else ' "permissions": []',
        f' "unread": {encode([_need(need) for need in answer.unread])}',
        f' "gaps": {encode(gaps)}',
        *_exceptional(answer),
    )
    return ",\n".join(lines) + "}\n"


def _exceptional(answer: WhoCan) -> Iterator[str]:
    """Yield the members that are there only where the key's state, spec or usage stands in the way."""
    if answer.halted is not None:
        halted = {
            "state": answer.halted.state.value,
            "actions": list(answer.halted.actions),
            "permissions": [_permission(one) for one in answer.halted.permissions],
        }
        yield f' "halted": {encode(halted)}'
    if answer.unsuited:
        yield f' "unsuited": {encode(list(answer.unsuited))}'


def _permission(permission: Permission) -> _Data:
    data: _Data = {
        "principal": _show(permission.who.name),
        "sort": permission.who.sort.value,
        "location": encode_location(permission.who.origin),
        "actions": list(permission.actions),
        "standing": permission.standing.value,
        "through": [_basis(basis) for basis in permission.through],
        "unless": [_basis(basis) for basis in permission.unless],
        "needs": [_need(need) for need in permission.needs],
        "openPoints": [point.value for point in permission.open_points],
        "ownPoliciesUnread": permission.own_unread,
    }
    if permission.unsent:
        data["unsent"] = list(map(_show, permission.unsent))
    if permission.assumptions:
        data["assumptions"] = [
            [{"name": _show(one.name), "value": _show(one.value)} for one in assumed]
            for assumed in permission.assumptions
        ]
    return data


def _basis(basis: Basis) -> _Data:
    data: _Data = {
        "policy": basis.policy.value,
        "statement": basis.statement,
        "sid": None if basis.sid is None else _show(basis.sid),
        "location": encode_location(basis.origin),
        "conditions": [_condition(condition) for condition in basis.conditions],
    }
    whom = {"principals": basis.principals, "except": basis.excepted}
    return data | {name: list(map(_show, listed)) for name, listed in whom.items() if listed}


def _condition(condition: Condition) -> _Data:
    said = say_condition(condition)
    return {
        "operator": join_operator(Spelling(condition.operator, condition.quantifier, condition.if_exists)),
        "key": _show(condition.key),
        "values": list(map(_show, condition.values)),
        "message": {"en": _show(said.en), "ja": _show(said.ja)},
    }


def _need(need: Need) -> _Data:
    return {"kind": need.kind.value, "fact": _show(need.name)}
