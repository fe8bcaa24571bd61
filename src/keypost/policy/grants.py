"""KMS grants: they allow listed operations to one grantee and never deny (KMS Developer Guide, grants)."""

from collections.abc import Mapping

from keypost.named import NamedTuple
from keypost.policy.context import CONTEXT_KEYS, CONTEXT_PAIR, SOURCE_ARN, encryption_context
from keypost.policy.document import NamedPrincipal, PrincipalForm
from keypost.policy.facts import Facts, Unsettled
from keypost.policy.logic import all_of, any_of, both, either
from keypost.policy.principals import Reach, admit
from keypost.policy.reasons import OpenPoint, Reason
from keypost.policy.request import Grant, Principal, PrincipalKind
from keypost.unknown import Tri, has_unknown, same_text

_PREFIX = "kms:"
_RETIRE = "retiregrant"
_CREATE = "creategrant"
_CHILD_OPERATIONS = "kms:grantoperations"
_CHILD_CONSTRAINT = "kms:grantconstrainttype"
_EQUALS = "EncryptionContextEquals"
_UNCONSTRAINED = frozenset({"describekey", _RETIRE})


class GrantAnswer(NamedTuple):
    """Whether a grant allows the request; `delegated`: it names the account, whose identity policies must allow."""

    allows: Tri
    reason: Reason
    delegated: bool = False
    open_points: tuple[OpenPoint, ...] = ()


def match_grantee(grant: Grant, *, caller: Principal, action: str) -> tuple[Tri, bool, Reason]:
    """Tell whether the grant lists the operation for the caller, and whether through its account."""
    operation = action.lower().removeprefix(_PREFIX)
    listed = any(name.lower() == operation for name in grant.operations)
    meant, delegated = _is_meant(grant.grantee_principal, grant.grantee_service, caller)
    if operation == _RETIRE:
        retires, _ = _is_meant(grant.retiring_principal, grant.retiring_service, caller)
        answer = either(retires, both(meant, listed))
        return answer, False, Reason.GRANT_ALLOWS if answer else Reason.GRANT_FOR_OTHER_PRINCIPAL
    if meant is False:
        return False, delegated, Reason.GRANT_FOR_OTHER_PRINCIPAL
    if not listed:
        return False, delegated, Reason.GRANT_WITHOUT_OPERATION
    return meant, delegated, Reason.GRANT_ALLOWS if meant else Reason.VALUE_UNKNOWN


def match_grant(grant: Grant, *, caller: Principal, action: str, facts: Facts) -> GrantAnswer:
    """Tell whether the grant allows the request."""
    meant, delegated, reason = match_grantee(grant, caller=caller, action=action)
    if meant is False:
        return GrantAnswer(allows=False, reason=reason, delegated=delegated)
    fits, open_points = match_constraints(grant, action=action, facts=facts)
    if fits is False:
        return GrantAnswer(allows=False, reason=Reason.GRANT_CONSTRAINT_DIFFERS, delegated=delegated)
    allows = both(meant, fits)
    return GrantAnswer(allows, Reason.GRANT_ALLOWS if allows else Reason.VALUE_UNKNOWN, delegated, open_points)


def match_constraints(grant: Grant, *, action: str, facts: Facts) -> tuple[Tri, tuple[OpenPoint, ...]]:
    """Tell whether the request satisfies the grant's constraints (KMS API reference, GrantConstraints)."""
    operation = action.lower().removeprefix(_PREFIX)
    answer: Tri = True
    if grant.source_arn is not None and operation != _RETIRE:
        answer = _same_source(grant.source_arn, facts)
    if operation == _CREATE:
        answer = both(answer, _may_create(grant, facts))
    if operation in _UNCONSTRAINED or (grant.context_equals is None and grant.context_subset is None):
        return answer, ()
    loose = both(_fits(grant, facts, exact_case=False), answer)
    strict = both(_fits(grant, facts, exact_case=True), answer)
    if loose is strict:
        return loose, ()
    # The API reference compares the names without regard to case, the Developer Guide with it.
    return None, (OpenPoint.GRANT_CONSTRAINT_KEY_CASE,)


def keys_of_grant(grant: Grant, *, action: str) -> frozenset[str]:
    """Return the context keys, in lower case, that tell whether the grant allows the action."""
    keys = {_CHILD_OPERATIONS, _CHILD_CONSTRAINT} if action.lower() == _PREFIX + _CREATE else set()
    if grant.source_arn is not None:
        keys.add(SOURCE_ARN)
    if grant.context_equals is not None or grant.context_subset is not None:
        keys |= {CONTEXT_PAIR, CONTEXT_KEYS}
    return frozenset(keys)


def _may_create(grant: Grant, facts: Facts) -> Tri:
    """A grant made under this one lists no other operations, and constraints that are at least as strict.

    KMS Developer Guide, creating grants: granting CreateGrant permission. In a CreateGrant the encryption context is
    that of the new grant's constraint.
    """
    wanted = facts.get(_CHILD_OPERATIONS, ())
    if isinstance(wanted, Unsettled):
        answer: Tri = None
    else:
        own = [name.lower() for name in grant.operations]
        answer = all_of(any_of(same_text(name, one.lower()) for name in own) for one in wanted)
    return answer if grant.context_equals is None else both(answer, _keeps_equals(facts))


def _keeps_equals(facts: Facts) -> Tri:
    """EncryptionContextSubset instead of EncryptionContextEquals would be less strict."""
    found = facts.get(_CHILD_CONSTRAINT)
    if not found or isinstance(found, Unsettled):
        return None
    return all_of(same_text(_EQUALS, name) for name in found)


def _is_meant(principal: str | None, service: str | None, caller: Principal) -> tuple[Tri, bool]:
    if service is not None:
        return (same_text(service, caller.name) if caller.kind is PrincipalKind.SERVICE else False), False
    if principal is None:
        return False, False
    if caller.kind is PrincipalKind.SERVICE:
        # Grants that services made for themselves list a service name as grantee principal.
        return same_text(principal, caller.name), False
    if "*" in principal:
        return False, False
    answer, reach, _ = admit(NamedPrincipal(PrincipalForm.AWS, principal), caller=caller)
    return answer, reach is Reach.DELEGATED


def _same_source(source_arn: str, facts: Facts) -> Tri:
    found = facts.get(SOURCE_ARN)
    if isinstance(found, Unsettled):
        same = any(same_text(source_arn, value) is not False for value in found.values) or not found.values
        return None if same else False
    return same_text(source_arn, found[0]) if found else False


def _fits(grant: Grant, facts: Facts, *, exact_case: bool) -> Tri:
    pairs, complete = encryption_context(facts)
    spelled = _spelling(facts) if exact_case else None
    answer: Tri = True
    if grant.context_subset is not None:
        answer = both(answer, _contains(pairs, grant.context_subset, complete, spelled))
    if grant.context_equals is not None:
        wanted = {key.lower() for key in grant.context_equals}
        extra = bool(set(pairs) - wanted)
        same = False if extra else both(_contains(pairs, grant.context_equals, complete, spelled), complete)
        answer = both(answer, same)
    return answer


def _contains(
    pairs: Mapping[str, str | None], wanted: Mapping[str, str], complete: Tri, spelled: frozenset[str] | None
) -> Tri:
    answer: Tri = True
    for key, value in wanted.items():
        if key.lower() not in pairs or (spelled and key.lower() in _lowered(spelled) and key not in spelled):
            answer = both(answer, False if complete or key.lower() in pairs else None)
            continue
        found = pairs[key.lower()]
        answer = both(answer, None if found is None else same_text(value, found))
    return answer


def _lowered(names: frozenset[str]) -> frozenset[str]:
    return frozenset(name.lower() for name in names)


def _spelling(facts: Facts) -> frozenset[str]:
    """Return the names of the encryption context as the request spells them, where it tells."""
    found = facts.get("kms:encryptioncontextkeys")
    if found is None or isinstance(found, Unsettled):
        return frozenset()
    return frozenset(name for name in found if not has_unknown(name))
