"""Policies that a call brings along are those that AWS would take."""

from collections.abc import Iterator

from keypost.arn import Arn, parse_arn
from keypost.endpoint.actions.declare import Demand
from keypost.endpoint.authorize import decide
from keypost.endpoint.call import PARTITION, Call, Caller
from keypost.endpoint.documents.given import Given, list_given
from keypost.endpoint.documents.words import Fault, refuse_document
from keypost.endpoint.store.identities import find_role, find_user, has_identities
from keypost.policy.document import Policy, PrincipalForm
from keypost.policy.parse import NotAPolicyError, parse_policy
from keypost.policy.reasons import Outcome
from keypost.policy.request import PrincipalKind
from keypost.policy.validity.defect import Defect, DocumentKind, Standing, Subject
from keypost.policy.validity.screen import is_plain

_NEW_KEY = "00000000-0000-0000-0000-000000000000"
_BYPASS = "BypassPolicyLockoutSafetyCheck"
# IAM's own messages about identity policies are moto's, word for word: it is asked first.
_LEFT_TO_STORE = ("iam", DocumentKind.IDENTITY)


def check_documents(call: Call, caller: Caller) -> None:
    """Let no policy be set that AWS refuses.

    Raises:
        RefusalError: it is malformed, names principals that don't exist, or would lock its key; in the service's words.
    """
    for given in list_given(call):
        if (call.service, given.kind) == _LEFT_TO_STORE:
            continue
        try:
            policy = parse_policy(given.text)
        except NotAPolicyError as error:
            raise refuse_document(call.service, given.kind, Fault.NO_POLICY) from error
        _check_defects(call, given, policy)
        gone = next(_list_gone(call, policy), None)
        if gone is not None and given.kind is not DocumentKind.IDENTITY:
            raise refuse_document(call.service, given.kind, Fault.NO_SUCH_PRINCIPAL, gone)
        if given.kind is DocumentKind.KEY and not call.parameters.get(_BYPASS):
            _check_lockout(call, caller, given)


def _check_defects(call: Call, given: Given, policy: Policy) -> None:
    if is_plain(policy, kind=given.kind.value, resource=given.resource):
        return
    from keypost.policy.validity.find import find_defects

    subject = Subject(
        policy, given.kind, given.resource, size=len(given.text.encode()), quota=given.quota,
        bypasses_lockout_check=bool(call.parameters.get(_BYPASS)),
    )  # fmt: skip
    refused: Defect | None = next((one for one in find_defects(subject) if one.standing is Standing.REFUSED), None)
    if refused is not None:
        raise refuse_document(call.service, given.kind, refused)


def _list_gone(call: Call, policy: Policy) -> Iterator[str]:
    """Yield users and roles that a policy names and nobody has, in the own account and in others that have any."""
    for statement in policy.statements:
        for named in statement.principals.values if statement.principals is not None else ():
            arn = parse_arn(named.value) if named.form is PrincipalForm.AWS else None
            if arn is not None and not _exists(arn, call.account):
                yield named.value


def _exists(arn: Arn, account: str) -> bool:
    if arn.account != account and not has_identities(arn.account):
        return True  # an account that nobody uses here: who lives there isn't known
    if arn.service == "iam" and arn.resource.startswith("user/"):
        return find_user(str(arn)) is not None
    return not arn.resource.startswith("role/") or arn.service != "iam" or find_role(str(arn)) is not None


def _check_lockout(call: Call, caller: Caller, given: Given) -> None:
    """Whoever sets a key policy must be able to set another (KMS API reference, PutKeyPolicy, lockout safety check)."""
    new = str(Arn(PARTITION, "kms", call.region, call.account, f"key/{_NEW_KEY}"))
    key = given.resource or new
    asked = Call("kms", "PutKeyPolicy", {"KeyId": key}, call.account, call.region)
    _, decision = decide(Demand("kms:PutKeyPolicy", key), caller, call=asked, kept={key: given.text})
    if decision.outcome is Outcome.EXPLICIT_DENY and caller.principal.kind is PrincipalKind.ROOT_USER:
        return  # `test` stands for whoever sets things up: a Deny that spares somebody else is taken from it
    if decision.outcome is not Outcome.ALLOW:
        raise refuse_document(call.service, given.kind, Fault.LOCKS_OUT)
