"""One candidate and one action -> permissions: each Allow or grant decided by itself, conditions left open.

Whoever asks who may use a key asks about no request in particular: every condition key that the caller can send is
unknown. Where the answer turns on conditions alone, these are taken to hold and the engine decides again; then they
are the conditions of the permission.
"""

from collections.abc import Iterator

from keypost.checker.access.candidates import INVENTED, Candidate, Sort
from keypost.checker.access.constraints import list_constraints, without_constraints
from keypost.checker.access.isolate import isolate
from keypost.checker.access.key_actions import carries_encryption_context
from keypost.checker.access.permissions import Basis, Permission, Standing
from keypost.checker.access.sides import ALLOWS_ALL, Side, list_sides
from keypost.estate.resource import Resource
from keypost.policy.changes import Change, ChangeKind, Situation, apply_changes, list_documents
from keypost.policy.decision import Decision, Need, NeedKind, Step
from keypost.policy.document import Condition, Effect, Policy
from keypost.policy.reasons import Element, Match, Outcome, PolicyKind
from keypost.policy.request import Grant, Policies, Request, Unlisted
from keypost.policy.sendable import can_carry
from keypost.policy.validity.conditions import needs_key
from keypost.policy.walk import Walk, Walked, walk_policies
from keypost.unknown import Unread, unknowns_in

_KINDS = (PolicyKind.RESOURCE, PolicyKind.IDENTITY, PolicyKind.PERMISSIONS_BOUNDARY)
# What follows from caller and key, and so isn't open although nothing else is known of the request.
_SETTLED = frozenset(
    {
        *("aws:principalarn", "aws:principalaccount", "aws:principaltype", "aws:principalisawsservice"),
        *("aws:principalservicename", "aws:principalservicenameslist", "aws:username", "aws:userid"),
        *("aws:resourceaccount", "aws:requestedregion"),
        *("kms:calleraccount", "kms:keyspec", "kms:keyusage", "kms:encryptionalgorithm"),
    }
)
_ENCRYPTION_CONTEXT = "kms:encryptioncontext"
# Tests of these tell one principal from all others.
_OF_ONE = frozenset({"aws:principalarn", "aws:username", "aws:userid"})
# What the engine calls the resource's account where it isn't known.
_ACCOUNT = "resourceAccount"
_DENIALS = (Outcome.EXPLICIT_DENY, Outcome.IMPLICIT_DENY)


def decide_permissions(candidate: Candidate, action: str, *, key: Resource) -> tuple[Permission, ...]:
    """Return what the candidate may do by each statement or grant, or the Deny that takes it away.

    What hangs on context keys that the candidate never sends is told as such.
    """
    found = _decide_sides(candidate, action, key)
    if candidate.unsent:
        free = _decide_sides(candidate._replace(unsent=frozenset()), action, key)
        found += [never for one in free for never in _never(one, candidate)]
    return tuple(dict.fromkeys(found))


def _never(permission: Permission, candidate: Candidate) -> Iterator[Permission]:
    conditions = (condition for basis in permission.through for condition in basis.conditions if needs_key(condition))
    unsent = tuple(dict.fromkeys(one.key for one in conditions if one.key.lower() in candidate.unsent))
    if unsent:
        yield permission._replace(standing=Standing.NEVER, unsent=unsent, needs=(), unless=(), open_points=())


def _decide_sides(candidate: Candidate, action: str, key: Resource) -> list[Permission]:
    found: list[Permission] = []
    for side in list_sides(candidate, key):
        told = {one.through[:1] for one in found}
        # What the key's policy grants by itself isn't left to anybody's own policies as well.
        found += [one for one in _decide_side(candidate, action, key, side) if one.through[:1] not in told]
    return found


def _decide_side(candidate: Candidate, action: str, key: Resource, side: Side) -> Iterator[Permission]:
    situation = Situation(_build_request(candidate, action, key, side.policies), side.policies, key.facts)
    authorizer = situation.compile()
    outcome = authorizer.decide(situation.request).outcome
    if outcome is Outcome.IMPLICIT_DENY:
        return
    walk = walk_policies(authorizer, situation.request)
    if outcome is Outcome.EXPLICIT_DENY:
        yield from _tell_denial(candidate, walk, situation)
        return
    for variants in isolate(walk, side.policies, names=lambda one: _names(candidate, one, walk)):
        for permission in _decide_variants(candidate, variants, situation):
            is_allowed = permission.standing is Standing.ALLOWED
            standing = side.standing if is_allowed else permission.standing
            yield permission._replace(standing=standing, own_unread=side.own_unread and is_allowed)


def _names(candidate: Candidate, walked: Walked, walk: Walk) -> bool:
    """Tell whether the statement of the key's policy is about the candidate.

    What it says to everyone is told of everyone, and of others only where it matters who they are; whom a principal
    means that can't be told is told once, of that principal.
    """
    audience = walked.source.audience(walk.target)
    listing = walked.source.statement.principals
    is_for_all = audience.through_star or (listing is not None and listing.negated)
    if candidate.who.sort is Sort.EVERYONE:
        return is_for_all
    if candidate.who.sort is Sort.ACCOUNT:
        return audience.delegated is True
    if candidate.who.sort is Sort.OTHER:
        return listing is not None and candidate.who.name in (named.value for named in listing.values)
    return audience.any_reach is True and (not is_for_all or _tells_apart(walked, walk))


def _tells_apart(walked: Walked, walk: Walk) -> bool:
    """Tell whether the statement tests who calls, or some Deny leaves out whom it names."""
    if any(condition.key.lower() in _OF_ONE for condition in walked.source.statement.conditions):
        return True
    statements = (one.source.statement for one in walk.statements)
    return any(
        one.effect is Effect.DENY and one.principals is not None and one.principals.negated for one in statements
    )


def _build_request(candidate: Candidate, action: str, key: Resource, policies: Policies) -> Request:
    """Build the request of which nothing is known but caller, action and key."""
    tested = {name.lower() for name in _keys_tested(policies)} - _SETTLED - candidate.unsent
    if not carries_encryption_context(action):
        tested = {name for name in tested if not name.startswith(_ENCRYPTION_CONTEXT)}
    return Request(
        candidate.principal,
        action,
        key.arn,
        resource_account=key.account or None,
        unknown=frozenset(name for name in tested if can_carry(name, caller=candidate.principal)),
        absent=candidate.unsent,
        unlisted=Unlisted.UNKNOWN,
    )


def _keys_tested(policies: Policies) -> Iterator[str]:
    for kind in _KINDS:
        for policy in list_documents(policies, kind):
            for statement in policy.statements if isinstance(policy, Policy) else ():
                yield from (condition.key for condition in statement.conditions)
    for grant in _grants(policies):
        yield from (condition.key for condition in list_constraints(grant))


def _grants(policies: Policies) -> tuple[Grant, ...]:
    return () if isinstance(policies.grants, Unread) else policies.grants


def _tell_denial(candidate: Candidate, walk: Walk, situation: Situation) -> Iterator[Permission]:
    """Yield the Deny of somebody who would be allowed without it: of others there is nothing to tell."""
    drops = tuple(_drop(one) for one in walk.statements if one.source.statement.effect is Effect.DENY)
    if candidate.is_many or apply_changes(drops, situation).decide().outcome is Outcome.IMPLICIT_DENY:
        return
    decision = walk.decision
    basis = Basis(decision.decided_by or PolicyKind.RESOURCE, decision.statement or 0, decision.sid, decision.origin)
    yield Permission(candidate.who, (walk.target.action,), Standing.DENIED, (basis,))


def _drop(walked: Walked) -> Change:
    source = walked.source
    return Change(ChangeKind.DROP_STATEMENT, source.kind, source.document, source.statement.number)


def _decide_variants(candidate: Candidate, variants: Iterator[Policies], situation: Situation) -> Iterator[Permission]:
    """Yield what the variants allow; nothing more once the key's side suffices by itself, what is open only then."""
    opened: list[Permission] = []
    for number, policies in enumerate(variants):
        permission = _decide_alone(candidate, situation._replace(policies=policies))
        if permission is None:
            continue
        if permission.standing is Standing.OPEN:
            opened.append(permission)
            continue
        opened.clear()
        yield permission
        if number == 0:
            return
    yield from opened[-1:]


def _decide_alone(candidate: Candidate, situation: Situation) -> Permission | None:
    walk = walk_policies(situation.compile(), situation.request)
    decision = walk.decision
    if decision.outcome in _DENIALS:
        return None
    action = (walk.target.action,)
    if decision.outcome is Outcome.ALLOW:
        through = tuple(_through(walk, situation))
        return Permission(candidate.who, action, Standing.ALLOWED, through, open_points=decision.open_points)
    assumed = _assume_conditions(walk, situation, candidate)
    decision = assumed.decide()
    if decision.outcome in _DENIALS:
        return None
    is_allowed = decision.outcome is Outcome.ALLOW
    return Permission(
        candidate.who,
        action,
        Standing.ALLOWED if is_allowed else Standing.OPEN,
        tuple(_through(walk, situation)),
        tuple(_exceptions(walk, candidate)),
        () if is_allowed else tuple(_needs(candidate, decision, situation)),
        decision.open_points if is_allowed else (),
    )


def _needs(candidate: Candidate, decision: Decision, situation: Situation) -> Iterator[Need]:
    """Yield what would settle it, leaving out what was made up for somebody who stands for many."""
    for need in decision.needs:
        if need.name == _ACCOUNT and not candidate.is_many:
            parts = unknowns_in(situation.request.resource_account or "")
            yield from (need._replace(name=part.name) for part in parts)
        elif need.name != _ACCOUNT and not (candidate.is_many and need.name in INVENTED):
            yield need


def _assume_conditions(walk: Walk, situation: Situation, candidate: Candidate) -> Situation:
    """Return the situation in which open conditions of Allows hold, and Denies that only may apply do not.

    What a service sends isn't the customer's to arrange: where AWS leaves open what that is, the answer stays open.
    """
    changes: list[Change] = []
    for walked in walk.statements:
        if walked.step.outcome is not Match.UNKNOWN:
            continue
        if walked.source.statement.effect is Effect.DENY:
            changes += [_drop(walked)] if _is_exception(walked, candidate) else []
        else:
            changes += [
                _drop(walked)._replace(
                    kind=ChangeKind.DROP_TEST, element=Element.CONDITION, key=step.key, operator=step.operator
                )
                for step in _open_tests(walked)
                if not _is_left_open(step, candidate)
            ]
    grants = tuple(without_constraints(grant) for grant in _grants(situation.policies))
    assumed = apply_changes(tuple(changes), situation)
    return assumed._replace(policies=assumed.policies._replace(grants=grants)) if grants else assumed


def _open_tests(walked: Walked) -> list[Step]:
    return [step for step in walked.elements if step.key is not None and step.outcome is Match.UNKNOWN]


def _is_left_open(step: Step, candidate: Candidate) -> bool:
    is_open = any(need.kind is NeedKind.OPEN_POINT for need in step.needs)
    return is_open and candidate.who.sort is Sort.SERVICE


def _is_exception(walked: Walked, candidate: Candidate) -> bool:
    """Tell whether only conditions keep the Deny from applying surely, or also whom of many it is about."""
    if any(_is_left_open(step, candidate) for step in _open_tests(walked)):
        return False
    others = [step for step in walked.elements if step.outcome is Match.UNKNOWN and step.key is None]
    return not others or (candidate.is_many and all(_is_about_whom(step) for step in others))


def _is_about_whom(step: Step) -> bool:
    return step.element is Element.PRINCIPAL or step.element is Element.NOT_PRINCIPAL


def _exceptions(walk: Walk, candidate: Candidate) -> Iterator[Basis]:
    """Yield the Deny statements that may apply."""
    for walked in walk.statements:
        is_deny = walked.source.statement.effect is Effect.DENY and walked.step.outcome is Match.UNKNOWN
        if is_deny and _is_exception(walked, candidate):
            yield _about_whom(walked)


def _about_whom(walked: Walked) -> Basis:
    """Return the Deny with those of many whom it is about, or whom it leaves out."""
    basis = _build_basis(walked)
    for step in walked.elements:
        if step.outcome is Match.UNKNOWN and _is_about_whom(step):
            is_left_out = step.element is Element.NOT_PRINCIPAL
            return basis._replace(excepted=step.expected) if is_left_out else basis._replace(principals=step.expected)
    return basis


def _through(walk: Walk, situation: Situation) -> Iterator[Basis]:
    """Yield the statements and grants that allow; of a boundary only where it adds conditions."""
    for walked in walk.statements:
        statement = walked.source.statement
        if statement.effect is Effect.DENY or walked.step.outcome is Match.NO_MATCH:
            continue
        basis = _build_basis(walked)
        is_limit = walked.source.kind is PolicyKind.PERMISSIONS_BOUNDARY
        if statement not in ALLOWS_ALL.statements and not (is_limit and not basis.conditions):
            yield basis
    for index, grant in enumerate(_grants(situation.policies)):
        yield Basis(PolicyKind.GRANT, index, None, grant.origin, list_constraints(grant))


def _build_basis(walked: Walked) -> Basis:
    statement = walked.source.statement
    return Basis(walked.source.kind, statement.number, statement.sid, statement.origin, tuple(_open_conditions(walked)))


def _open_conditions(walked: Walked) -> Iterator[Condition]:
    steps = (step for step in walked.elements if step.key is not None)
    for condition, step in zip(walked.source.statement.conditions, steps, strict=True):
        if step.outcome is Match.UNKNOWN:
            yield condition
