"""Two checked readings -> the deliveries that turned, and who gained or lost the use of a key."""

from collections.abc import Iterable, Iterator

from keypost.checker.access.candidates import Sort
from keypost.checker.access.permissions import Permission, Standing
from keypost.checker.access.who_can import who_can
from keypost.checker.verdict import Delivery, Verdict, is_worse
from keypost.estate.estate import Reading
from keypost.estate.resource import Membership, Resource
from keypost.named import NamedTuple
from keypost.policy.render import spell_condition

# What makes a key useful to its principals (KMS Developer Guide, key policies, key users).
ACTIONS = (
    "kms:Encrypt",
    "kms:Decrypt",
    "kms:GenerateDataKey",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
    "kms:CreateGrant",
)
_MAY = frozenset({Standing.ALLOWED, Standing.OWN_POLICIES})
_ACCOUNTS = frozenset({Sort.ACCOUNT, Sort.ROOT_USER})


class Turn(NamedTuple):
    """One delivery before and after; None where it isn't there."""

    before: Delivery | None
    after: Delivery | None

    @property
    def delivery(self) -> Delivery:
        """The delivery as it is afterwards, else as it was."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a turn without a delivery")
        return found

    @property
    def leaves_works(self) -> bool:
        """Whether it got through before and doesn't any more, though both of its ends are still there."""
        was, now = self.before, self.after
        return was is not None and was.verdict is Verdict.WORKS and now is not None and now.verdict is not Verdict.WORKS

    @property
    def gets_worse(self) -> bool:
        """Whether its verdict is worse than before; a new delivery is compared with one that works."""
        was = Verdict.WORKS if self.before is None else self.before.verdict
        return self.after is not None and is_worse(self.after.verdict, than=was)


class Access(NamedTuple):
    """One principal that may use a key: actions, and the conditions under which it may (as policies write them).

    `is_account`: an account, that is its root user and whomever its identity policies allow.
    """

    key: str
    principal: str
    actions: tuple[str, ...]
    conditions: tuple[str, ...] = ()
    is_account: bool = False


class Comparison(NamedTuple):
    """All that turned: deliveries whose verdict differs, and access to keys."""

    turns: tuple[Turn, ...]
    gained: tuple[Access, ...] = ()
    lost: tuple[Access, ...] = ()
    unchanged: int = 0


class Side(NamedTuple):
    """One side of a comparison: what was read below which folder (empty: a single file), and its deliveries."""

    reading: Reading
    deliveries: tuple[Delivery, ...]
    root: str = ""

    def name_stack(self, stack: str) -> str:
        """Return the stack's name below the root, so that two copies of one folder have the same."""
        return stack.removeprefix(self.root).lstrip("/") if self.root else ""


def compare(before: Side, after: Side) -> Comparison:
    """Return what is different on the two sides."""
    was, now = (dict(_identified(side)) for side in (before, after))
    turns = [Turn(was.get(identity), now.get(identity)) for identity in dict.fromkeys((*was, *now))]
    changed = tuple(turn for turn in turns if _verdict(turn.before) is not _verdict(turn.after))
    had, has = (dict.fromkeys(_list_access(side)) for side in (before, after))
    return Comparison(
        turns=tuple(sorted(changed, key=lambda turn: (not turn.leaves_works, not turn.gets_worse))),
        gained=_join(one for one in has if one not in had),
        lost=_join(one for one in had if one not in has),
        unchanged=len(turns) - len(changed),
    )


def _verdict(delivery: Delivery | None) -> Verdict | None:
    return None if delivery is None else delivery.verdict


def _identified(side: Side) -> Iterator[tuple[tuple[str, ...], Delivery]]:
    for delivery in side.deliveries:
        source, target = delivery.source, delivery.target
        stacks = (side.name_stack(source.stack), side.name_stack(target.stack))
        yield (delivery.path.id, source.id, target.id, *stacks), delivery


def _list_access(side: Side) -> Iterator[Access]:
    """Yield who may use each key, one action at a time."""
    for key in _keys_of(side.reading):
        name = "/".join(filter(None, (side.name_stack(key.stack), key.id)))
        for permission in who_can(side.reading, key=key, actions=ACTIONS).permissions:
            if permission.standing in _MAY:
                yield from _access_of(permission, name)


def _access_of(permission: Permission, key: str) -> Iterator[Access]:
    who, conditions = permission.who, tuple(_spell_conditions(permission))
    for action in permission.actions:
        yield Access(key, who.name, (action,), conditions, is_account=who.sort in _ACCOUNTS)


def _keys_of(reading: Reading) -> Iterable[Resource]:
    keys = {
        (resource.stack, resource.id): resource
        for case in reading.cases
        for resource in case.estate.resources
        if resource.is_key and resource.membership is Membership.INSIDE
    }
    return keys.values()


def _spell_conditions(permission: Permission) -> Iterator[str]:
    for basis in permission.through:
        yield from map(spell_condition, basis.conditions)
    for basis in permission.unless:
        yield from (f"unless {spell_condition(condition)}" for condition in basis.conditions)


def _join(accesses: Iterable[Access]) -> tuple[Access, ...]:
    """Return one access for all actions of a principal on a key under the same conditions."""
    groups: dict[Access, list[str]] = {}
    for access in accesses:
        groups.setdefault(access._replace(actions=()), []).extend(access.actions)
    return tuple(group._replace(actions=tuple(actions)) for group, actions in groups.items())
