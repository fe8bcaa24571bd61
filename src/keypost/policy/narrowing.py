"""What a plan is for requests that say nothing of the keys which follow from caller, action and resource anyway."""

from keypost.policy.context import VIA_AWS_SERVICE
from keypost.policy.facts import Facts, Unsettled
from keypost.policy.plan import Entries, Plan, weigh


def narrow_plan(plan: Plan) -> None:
    """Answer once what the derived keys tell; `plan.usual` is for requests that don't give these keys themselves."""
    known: Facts = {key: found for key, found in plan.asked.items() if not isinstance(found, Unsettled)}
    known.pop(VIA_AWS_SERVICE, None)
    usual = plan.copy()
    usual.denies = _settle(plan.denies, known)
    usual.direct = _settle(plan.direct, known)
    usual.limited = _settle(plan.limited, known)
    usual.delegated = _settle(plan.delegated, known)
    usual.identity = _settle(plan.identity, known)
    usual.boundary = None if plan.boundary is None else _settle(plan.boundary, known)
    usual.session = None if plan.session is None else _settle(plan.session, known)
    if not plan.gates and not plan.grants:
        usual.keys = _keys_of(usual)
        usual.loose_keys = tuple(key for key in plan.loose_keys if key in usual.keys)
        usual.asked = {key: found for key, found in plan.asked.items() if usual.looks_at(key)}
        if usual.is_static:
            usual.constant = weigh(usual, usual.asked)
    plan.settled = frozenset(known)
    plan.usual = usual


def _settle(entries: Entries, known: Facts) -> Entries:
    settled = (entry.settle(known) for entry in entries)
    return tuple(entry for entry in settled if entry is not None)


def _keys_of(plan: Plan) -> frozenset[str]:
    kinds = (plan.denies, plan.direct, plan.limited, plan.delegated, plan.identity, plan.boundary, plan.session)
    questions = [question for entries in kinds for entry in entries or () for question in entry.questions]
    return frozenset[str]().union(*(keys for _, keys in questions))
