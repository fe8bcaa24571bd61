"""Who calls: an access key -> user, role session or root user, with all that speaks about it."""

from collections.abc import Iterable
from datetime import UTC, datetime

from keypost.endpoint.call import NOBODY, Caller
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.sessions import Session, Sessions
from keypost.endpoint.signature import is_over, is_signed_with
from keypost.endpoint.store import identities
from keypost.endpoint.store.organizations import find_membership
from keypost.endpoint.wire.message import HttpRequest
from keypost.endpoint.wire.scope import Scope
from keypost.policy.principals import parse_principal
from keypost.policy.request import Principal, PrincipalKind

ROOT_KEY = ROOT_SECRET = "test"  # noqa: S105 -- public: this is an account on one machine
_ACCOUNT_DIGITS = 12
_LOCAL_ADDRESS = "127.0.0.1"


class Callers:
    """Finds callers: the root user of `account` is the access key `test`, of any other account its twelve digits."""

    def __init__(self, account: str) -> None:
        """Take the account that the endpoint stands for."""
        self._account = account

    def find(self, scope: Scope | None, request: HttpRequest, sessions: Sessions) -> Caller:
        """Return who made the request; nobody in particular where it isn't signed.

        Raises:
            RefusalError: the access key isn't known, or the signature isn't what its secret makes.
        """
        if scope is None:
            return Caller(NOBODY, "")
        secret, caller = self._find(scope, sessions)
        if not is_signed_with(secret, scope=scope, request=request):
            raise RefusalError("SignatureDoesNotMatch", _WRONG_SIGNATURE, status=403)
        if is_over(scope, request):
            raise RefusalError("AccessDenied", "Request has expired", status=403)
        return caller

    def _find(self, scope: Scope, sessions: Sessions) -> tuple[str, Caller]:
        key = scope.access_key
        if key == ROOT_KEY or _is_account(key):
            return ROOT_SECRET, build_root(self._account if key == ROOT_KEY else key, access_key=key)
        session = sessions.find(key)
        if session is not None:
            return session.secret, _open(session, scope)
        found = identities.find_user_key(key)
        if found is None or not found.is_active:
            raise RefusalError("InvalidClientTokenId", _UNKNOWN_KEY, status=403)
        return found.secret, build_user(found.user_arn, account=found.account, access_key=key)


_UNKNOWN_KEY = "The security token included in the request is invalid."
_ENDED = "The security token included in the request is expired"
_WRONG_SIGNATURE = (
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key "
    "and signing method. Consult the service documentation for details."
)


def _open(session: Session, scope: Scope) -> Caller:
    if scope.token != session.token:
        raise RefusalError("InvalidClientTokenId", _UNKNOWN_KEY, status=403)
    if session.ends <= datetime.now(UTC):
        raise RefusalError("ExpiredToken", _ENDED, status=403)
    return build_session(session)


def build_session(session: Session) -> Caller:
    """Return the caller that a session's credentials make: of a role, a user or a root user."""
    kind = parse_principal(session.holder).kind
    if kind is PrincipalKind.ROOT_USER:
        caller = build_root(session.account, access_key=session.access_key)
    elif kind is PrincipalKind.USER:
        caller = build_user(session.holder, account=session.account, access_key=session.access_key)
    elif kind is PrincipalKind.ROLE:
        caller = build_role_session(session.holder, session=session.arn.rpartition("/")[2], account=session.account)
    else:
        caller = Caller(parse_principal(session.arn), session.account)
    principal = caller.principal
    if session.arn != session.holder and kind is not PrincipalKind.ROLE:
        principal = parse_principal(session.arn)
    tags = {f"aws:PrincipalTag/{key}": (value,) for key, value in session.tags.items()}
    return caller._replace(
        principal=principal, access_key=session.access_key, user_id=session.user_id, session=session.policies,
        context={**session.context, **caller.context, **tags},
    )  # fmt: skip


def build_root(account: str, *, access_key: str = "") -> Caller:
    """Return the root user of an account."""
    principal = Principal(PrincipalKind.ROOT_USER, f"arn:aws:iam::{account}:root", account)
    return Caller(principal, account, access_key, account, context=_tell(account, ()))


def build_user(arn: str, *, account: str, access_key: str = "") -> Caller:
    """Return an IAM user with its policies; without any where there is no such user."""
    user = identities.find_user(arn)
    principal = Principal(PrincipalKind.USER, arn, account)
    if user is None:
        return Caller(principal, account, access_key)
    name = {"aws:username": (arn.rpartition("/")[2],), "aws:userid": (user.unique_id,)}
    boundary = _find_boundary(user.boundary, account)
    context = {**_tell(account, user.tags), **name}
    return Caller(principal, account, access_key, user.unique_id, user.policies, boundary, context=context)


def build_role_session(role_arn: str, *, session: str, account: str) -> Caller:
    """Return a session of a role with the role's policies; without any where there is no such role."""
    role = identities.find_role(role_arn)
    name = role_arn.rpartition("/")[2]
    session_arn = f"arn:aws:sts::{account}:assumed-role/{name}/{session}"
    principal = Principal(PrincipalKind.ROLE_SESSION, session_arn, account, role.arn if role else role_arn)
    if role is None:
        return Caller(principal, account)
    user_id = f"{role.unique_id}:{session}"
    context = {**_tell(account, role.tags), "aws:userid": (user_id,)}
    boundary = _find_boundary(role.boundary, account)
    return Caller(principal, account, "", user_id, role.policies, boundary, context=context)


def _find_boundary(arn: str, account: str) -> tuple[str, ...] | None:
    """Return the boundary's policy; one that is set but doesn't exist allows nothing."""
    if not arn:
        return None
    policy = identities.find_managed_policy(arn, account=account)
    return () if policy is None else (policy,)


def _tell(account: str, tags: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return what every request of an account's principal carries; clients speak HTTPS to AWS, so do they here."""
    told: dict[str, tuple[str, ...]] = {"aws:SecureTransport": ("true",), "aws:SourceIp": (_LOCAL_ADDRESS,)}
    told |= {f"aws:PrincipalTag/{key}": (value,) for key, value in tags}
    member = find_membership(account)
    if member is not None:
        told |= {"aws:PrincipalOrgID": (member.organization,), "aws:PrincipalOrgPaths": (member.path,)}
    return told


def _is_account(key: str) -> bool:
    return len(key) == _ACCOUNT_DIGITS and key.isascii() and key.isdigit()
