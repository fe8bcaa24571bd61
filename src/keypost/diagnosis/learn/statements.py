"""Requests that succeeded -> the statements that allow them, one for each caller and each kind of condition."""

from collections.abc import Iterable, Iterator, Sequence

from keypost.diagnosis.learn.callers import Caller, find_caller, list_requests
from keypost.diagnosis.learn.contexts import build_conditions, is_widened, shorten_context
from keypost.diagnosis.learn.declare import Doubt, Learned, NotLearnable, NotLearned
from keypost.diagnosis.replay.sources import sends_source_account
from keypost.named import NamedTuple
from keypost.policy.document import Condition, NamedPrincipal, PrincipalForm, build_allow
from keypost.readers.trail.requests import Seen

_MAKES_GRANTS = "kms:CreateGrant"
_SOURCE_ACCOUNT = Condition("StringEquals", "aws:SourceAccount", ())


class _Handle(NamedTuple):
    """What requests of one statement share: the caller, and the names in their encryption contexts."""

    caller: Caller
    names: tuple[str, ...]


class _Group:
    """The requests of one caller under one kind of encryption context."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.actions: set[str] = set()
        self.values: dict[str, set[str]] = {}
        self.has_unwritable_names = False

    def add(self, seen: Seen, *, actions: Iterable[str], context: dict[str, str]) -> None:
        self.seen.append(seen)
        self.actions.update(actions)
        self.has_unwritable_names |= len(context) < len(seen.request.encryption_context)
        for name, value in context.items():
            self.values.setdefault(name, set()).add(value)


class _Draft(NamedTuple):
    """A statement but for its principals: those with equal drafts share it."""

    form: PrincipalForm
    actions: tuple[str, ...]
    conditions: tuple[Condition, ...]
    doubts: tuple[Doubt, ...]


def learn_statements(
    succeeded: Iterable[Seen], *, source_accounts: Sequence[str]
) -> tuple[list[Learned], list[NotLearned]]:
    """Return the statements, and the requests for which there can be none."""
    groups: dict[_Handle, _Group] = {}
    not_learned = []
    for seen in succeeded:
        requests = list_requests(seen.request, tested=frozenset())
        caller = find_caller(seen.request, requests)
        if isinstance(caller, NotLearnable):
            not_learned.append(NotLearned(seen, caller))
            continue
        context = shorten_context(seen.request.encryption_context)
        group = groups.setdefault(_Handle(caller, tuple(sorted(context))), _Group())
        group.add(seen, actions=(request.action for request in requests), context=context)
    return list(_share(groups, source_accounts)), not_learned


def _share(groups: dict[_Handle, _Group], source_accounts: Sequence[str]) -> Iterator[Learned]:
    """Yield the statements, each with all callers that it is for, those of services first."""
    shared: dict[_Draft, list[tuple[NamedPrincipal, _Group]]] = {}
    for handle, group in groups.items():
        draft = _draft(handle.caller, group, source_accounts)
        shared.setdefault(draft, []).append((handle.caller.principal, group))
    for number, draft in enumerate(sorted(shared, key=_rank), start=1):
        principals = sorted(principal for principal, _ in shared[draft])
        statement = build_allow(draft.actions, resource="*", principals=principals, sid=f"Learned{number}")
        seen = sorted(one for _, group in shared[draft] for one in group.seen)
        yield Learned(statement._replace(conditions=draft.conditions), tuple(seen), draft.doubts)


def _rank(draft: _Draft) -> tuple[object, ...]:
    return draft.form is not PrincipalForm.SERVICE, len(draft.conditions) == 0, draft.actions, str(draft.conditions)


def _draft(caller: Caller, group: _Group, source_accounts: Sequence[str]) -> _Draft:
    values = {name: frozenset(seen) for name, seen in group.values.items()}
    conditions = list(build_conditions(values))
    doubts = list(caller.doubts)
    if caller.via:
        conditions.append(Condition("StringEquals", "kms:ViaService", (caller.via,), if_exists=True))
    if caller.is_root:
        conditions.append(Condition("StringEquals", "aws:PrincipalArn", (caller.principal.value,)))
    if caller.principal.form is PrincipalForm.SERVICE and sends_source_account(caller.principal.value):
        if source_accounts:
            conditions.append(_SOURCE_ACCOUNT._replace(values=tuple(sorted(set(source_accounts)))))
        else:
            doubts.append(Doubt.SOURCE_KEYS)
    elif caller.principal.form is PrincipalForm.SERVICE and not conditions:
        doubts.append(Doubt.FOR_ANYBODY)
    if is_widened(values) or group.has_unwritable_names:
        doubts.append(Doubt.CONTEXT_WIDENED)
    if _MAKES_GRANTS in group.actions:
        doubts.append(Doubt.MAKES_GRANTS)
    return _Draft(caller.principal.form, tuple(sorted(group.actions)), tuple(conditions), tuple(doubts))
