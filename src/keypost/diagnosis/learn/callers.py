"""Past request -> who a statement has to name for it, and the requests that KMS may have decided."""

import re

from keypost.diagnosis.learn.declare import Doubt, NotLearnable
from keypost.diagnosis.replay.requests import VIA_SERVICE, build_requests
from keypost.named import NamedTuple
from keypost.policy.document import NamedPrincipal, PrincipalForm
from keypost.policy.principals import (
    NotAPrincipalError,
    is_of_an_account,
    is_service_linked,
    name_in_policy,
)
from keypost.policy.request import Principal, PrincipalKind, Request
from keypost.readers.trail.record import ACCOUNT
from keypost.readers.trail.requests import PastRequest

# What AWS names a role that nobody can name in a policy, as that of EC2 (CloudTrail record contents; KMS, EBS).
_UNNAMED_ROLE = re.compile(r":role/aws:")


class Caller(NamedTuple):
    """Whom a statement names; `via` is the service through which the call came, where CloudTrail may mean that.

    A root user is named by its account, so its own ARN has to be a condition (`is_root`).
    """

    principal: NamedPrincipal
    via: str = ""
    is_root: bool = False
    doubts: tuple[Doubt, ...] = ()


def list_requests(past: PastRequest, *, tested: frozenset[str]) -> tuple[Request, ...]:
    """Return the requests that KMS may have decided; none where the record doesn't tell who called."""
    try:
        return build_requests(past, tested=tested)
    except NotAPrincipalError:
        return ()


def find_caller(past: PastRequest, requests: tuple[Request, ...]) -> Caller | NotLearnable:
    """Return whom a statement has to name, or why none can."""
    if not requests:
        return NotLearnable.NO_CALLER
    principal = requests[0].principal
    if principal.kind is PrincipalKind.SERVICE:
        return Caller(NamedPrincipal(PrincipalForm.SERVICE, principal.name))
    name = name_in_policy(principal)
    if _UNNAMED_ROLE.search(name):
        return NotLearnable.GRANT_ONLY
    if past.kind == ACCOUNT:
        name = f"arn:{_partition_of(past)}:iam::{past.caller_account}:root"
        return Caller(NamedPrincipal(PrincipalForm.AWS, name), doubts=(Doubt.WHOLE_ACCOUNT,))
    via, doubts = _find_via(past, principal, requests)
    if principal.kind is PrincipalKind.ROLE_SESSION and principal.role_arn != past.caller:
        doubts += (Doubt.ROLE_PATH,)
    return Caller(NamedPrincipal(PrincipalForm.AWS, name), via, principal.kind is PrincipalKind.ROOT_USER, doubts)


def _find_via(past: PastRequest, principal: Principal, requests: tuple[Request, ...]) -> tuple[str, tuple[Doubt, ...]]:
    """Return the value of kms:ViaService that the call may have carried.

    A service-linked role is the service's own: with it nobody's session is forwarded (IAM User Guide, forward access
    sessions).
    """
    if not past.invoked_by or not is_of_an_account(principal) or is_service_linked(principal):
        return "", ()
    for request in requests:
        if VIA_SERVICE in request.context:
            return request.context[VIA_SERVICE][0], (Doubt.FORWARDED_OR_NOT,)
    return "", (Doubt.SERVICE_NOT_NAMED,)


def _partition_of(past: PastRequest) -> str:
    return past.key.split(":")[1] if past.key else "aws"
