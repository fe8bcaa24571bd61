"""Who may use a key of the estate: asked of every reading of the inputs, told once."""

from collections.abc import Iterable, Iterator, Sequence

from keypost.checker.access.candidates import Sort, list_candidates
from keypost.checker.access.decide import decide_permissions
from keypost.checker.access.key_names import find_keys
from keypost.checker.access.permissions import Permission, Standing
from keypost.checker.access.unsent import Uses
from keypost.estate.estate import Assumption, Case, Gap, Reading
from keypost.estate.resource import Resource
from keypost.named import NamedTuple
from keypost.policy.decision import Need, NeedKind
from keypost.policy.document import Policy
from keypost.policy.key_policy import check_spec, check_state
from keypost.policy.request import KeyState, Principal, PrincipalKind
from keypost.unknown import Unread

_ORDER = (Standing.ALLOWED, Standing.OWN_POLICIES, Standing.OPEN, Standing.DENIED, Standing.NEVER)
_SORTS = tuple(Sort)


class Halted(NamedTuple):
    """Actions that the key's state keeps everybody from, and who may call them once it is enabled."""

    state: KeyState
    actions: tuple[str, ...]
    permissions: tuple[Permission, ...]


class WhoCan(NamedTuple):
    """The answer: the key, the actions asked about, and what each principal may do; `unread` is told for all of them.

    A principal that isn't listed may not use the key for these actions, as far as the input was read. `unsuited` are
    those that a key of its spec and usage can't do.
    """

    key: Resource
    actions: tuple[str, ...]
    permissions: tuple[Permission, ...]
    unread: tuple[Need, ...] = ()
    gaps: tuple[Gap, ...] = ()
    halted: Halted | None = None
    unsuited: tuple[str, ...] = ()


def find_meant(reading: Reading, name: str) -> tuple[Resource, ...]:
    """Return the keys that the name means in any reading, each place once."""
    found = (key for case in reading.cases for key in find_keys(case.estate, name))
    return tuple({(key.stack, key.id): key for key in found}.values())


def who_can(reading: Reading, *, key: Resource, actions: tuple[str, ...]) -> WhoCan:
    """Return who may call the actions on the key."""
    cases = [(case, same) for case in reading.cases for same in _same_key(case, key)]
    permissions = _tell(cases, actions)
    halted, unsuited = _halt(cases, key, actions), _list_unsuited(key, actions)
    return WhoCan(key, actions, permissions, tuple(_unread(key)), reading.gaps, halted, unsuited)


def _tell(cases: Sequence[tuple[Case, Resource]], actions: tuple[str, ...]) -> tuple[Permission, ...]:
    told: dict[Permission, list[tuple[Assumption, ...]]] = {}
    for case, same in cases:
        for permission in _join_actions(_decide(case, same, actions)):
            told.setdefault(permission, []).append(case.assumptions)
    permissions = [
        permission._replace(assumptions=() if len(under) == len(cases) else tuple(under))
        for permission, under in told.items()
    ]
    permissions.sort(key=lambda one: (_ORDER.index(one.standing), one.is_conditional, _SORTS.index(one.who.sort)))
    return tuple(permissions)


def _halt(cases: Sequence[tuple[Case, Resource]], key: Resource, actions: tuple[str, ...]) -> Halted | None:
    state = key.facts.state
    halted = tuple(action for action in actions if check_state(key.facts, action=action)[0] is False)
    if isinstance(state, Unread) or not halted:
        return None
    enabled = [(case, same._replace(facts=same.facts._replace(state=KeyState.ENABLED))) for case, same in cases]
    return Halted(state, halted, _tell(enabled, halted))


def _list_unsuited(key: Resource, actions: tuple[str, ...]) -> tuple[str, ...]:
    anybody = Principal(PrincipalKind.ACCOUNT, key.account, account=key.account)
    return tuple(action for action in actions if check_spec(key.facts, action=action, caller=anybody) is False)


def _same_key(case: Case, key: Resource) -> tuple[Resource, ...]:
    """Return the key as this reading has it; an AWS managed key stands in none of them."""
    same = tuple(one for one in case.estate.resources if (one.stack, one.id, one.kind) == (key.stack, key.id, key.kind))
    return same or ((key,) if key.arn == "" or not key.stack else ())


def _decide(case: Case, key: Resource, actions: Iterable[str]) -> Iterator[Permission]:
    uses = Uses(key, case.estate)
    for candidate in list_candidates(key, case.estate):
        is_service = candidate.who.sort is Sort.SERVICE
        unsent = uses.find_unsent(candidate.principal.name) if is_service else frozenset()
        for action in actions:
            yield from decide_permissions(candidate._replace(unsent=unsent), action, key=key)


def _join_actions(permissions: Iterable[Permission]) -> Iterator[Permission]:
    """Yield what is alike but for the action once, with all actions."""
    groups: dict[Permission, list[str]] = {}
    for one in permissions:
        groups.setdefault(one._replace(actions=()), []).extend(one.actions)
    for one, actions in groups.items():
        yield one._replace(actions=tuple(actions))


def _unread(key: Resource) -> Iterator[Need]:
    """Yield what of the key could not be read, so that others than those listed may use it."""
    policy = key.policy
    lost = (policy,) if isinstance(policy, Unread) else policy.unread if isinstance(policy, Policy) else ()
    yield from (Need(NeedKind.POLICY, one.subject or key.id, key.policy_origin) for one in lost)
    if isinstance(key.grants, Unread):
        yield Need(NeedKind.GRANTS, key.grants.subject or key.id, key.origin)
