"""What is left of a plan for requests that carry the same context keys, spelled alike, and leave nothing unknown.

Which keys are absent, and what follows from caller, action and resource, is then answered once; only what depends on
the values that vary is asked each time.
"""

from collections.abc import Callable, Mapping

from keypost.named import NamedTuple
from keypost.policy.conditions.evaluate import SeveralValuesError, Test
from keypost.policy.context import FOLLOWING_KEYS, FORWARDING_KEYS, SOURCE_IP
from keypost.policy.decision import Decision
from keypost.policy.facts import Facts, Unsettled, Values
from keypost.policy.plan import Entries, Plan, follow_path, weigh
from keypost.policy.principals import is_of_an_account
from keypost.policy.statement import Entry
from keypost.unknown import Tri

Context = Mapping[str, Values]
QuickTest = Callable[[Context], Tri]


class Ruling(NamedTuple):
    """A statement as the quick way asks it: the decision that it makes where all tests hold."""

    tests: tuple[QuickTest, ...]
    decision: Decision


class Narrowed:
    """A plan for requests with certain context keys."""

    __slots__ = ("_otherwise", "_rulings", "constant", "plan")

    def __init__(self, plan: Plan, keys: tuple[str, ...]) -> None:
        """Narrow the plan to requests whose context has these keys."""
        spelled = {key.lower(): key for key in keys}
        self.plan = plan if len(spelled) != len(keys) else _narrow(plan, spelled)
        self.constant = self.plan.constant
        # What denies comes first, then what allows.
        self._rulings: tuple[Ruling, ...] = ()
        self._otherwise: Decision | None = None
        if self.constant is None and not (self.plan.gates or self.plan.key_gates or self.plan.grants):
            self._find_quick_way(spelled)

    def decide(self, context: Context) -> Decision | None:
        """Return the decision where there is a quick way to it, else None."""
        if self._otherwise is None:
            return self.constant
        try:
            return self._ask(context)
        except SeveralValuesError:
            return None

    def _ask(self, context: Context) -> Decision | None:
        for tests, decision in self._rulings:
            for test in tests:
                found = test(context)
                if not found:
                    break
            else:
                return decision
            if found is None:
                return None
        return self._otherwise

    def _find_quick_way(self, spelled: Mapping[str, str]) -> None:
        """Set it up where one statement after the other can be asked: no two of them have to allow together."""
        plan = self.plan
        direct = () if is_of_an_account(plan.target.caller) else plan.direct
        rest = plan
        if direct:
            rest = plan.copy()
            rest.direct = ()
        if _asks(rest) or plan.grants_unread:
            return
        otherwise = follow_path(rest, {})
        rulings = [_rule(entry, entry.deny, spelled) for entry in plan.denies]
        rulings += [_rule(entry, entry.allow, spelled) for entry in direct]
        if otherwise is None or None in rulings:
            return
        self._rulings = tuple([one for one in rulings if one is not None])
        self._otherwise = otherwise


def _rule(entry: Entry, decide: Callable[[], Decision], spelled: Mapping[str, str]) -> Ruling | None:
    """Return how an entry is asked the quick way, None where it looks at more than one key or is open itself."""
    tests: list[QuickTest] = []
    for test in entry.tests:
        if not isinstance(test, Test) or len(test.keys) != 1 or test.key not in spelled:
            return None
        if test.key == SOURCE_IP and not FORWARDING_KEYS.isdisjoint(spelled):
            return None
        tests.append(test.for_key(spelled[test.key]))
    return Ruling(tuple(tests), decide()) if entry.static else None


def _asks(plan: Plan) -> bool:
    """Tell whether any statement that allows depends on what a request carries."""
    kinds = (plan.direct, plan.limited, plan.delegated, plan.identity, plan.boundary, plan.session)
    return any(entry.tests for entries in kinds for entry in entries or ())


def _narrow(plan: Plan, spelled: Mapping[str, str]) -> Plan:
    known = _find_known(plan, spelled)
    narrowed = plan.copy()
    narrowed.denies = _settle(plan.denies, known)
    narrowed.direct = _settle(plan.direct, known)
    narrowed.limited = _settle(plan.limited, known)
    narrowed.delegated = _settle(plan.delegated, known)
    narrowed.identity = _settle(plan.identity, known)
    narrowed.boundary = None if plan.boundary is None else _settle(plan.boundary, known)
    narrowed.session = None if plan.session is None else _settle(plan.session, known)
    if not plan.gates and not plan.grants and not _asks(narrowed) and not any(one.tests for one in narrowed.denies):
        narrowed.constant = weigh(narrowed, {})
    return narrowed


def _find_known(plan: Plan, spelled: Mapping[str, str]) -> Facts:
    """Return what the requests carry of the keys that aren't theirs to give: derived values, or nothing."""
    known: Facts = {}
    for key in plan.keys:
        if key in spelled or key in FOLLOWING_KEYS:
            continue
        found = plan.asked.get(key, ())
        if not isinstance(found, Unsettled) and not (len(found) > 1 and key in plan.loose_keys):
            known[key] = found
    return known


def _settle(entries: Entries, known: Facts) -> Entries:
    if not entries:
        return ()
    settled = [entry.settle(known) for entry in entries]
    return tuple([entry for entry in settled if entry is not None])
