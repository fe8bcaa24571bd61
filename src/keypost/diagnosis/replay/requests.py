"""A distinct request of a history -> the request that KMS decided, as far as CloudTrail tells.

What CloudTrail doesn't tell is unknown, never absent, but for what all delivery paths of a service document. Where the
record leaves two readings (a service that acts for somebody: with a forwarded access session, or with a role of its
own) there is a request for each.
"""

import ipaddress

from keypost.arn import parse_arn
from keypost.diagnosis.replay.sources import find_documented
from keypost.policy.principals import NotAPrincipalError, is_of_an_account, parse_principal
from keypost.policy.request import Principal, PrincipalKind, Request, Unlisted
from keypost.policy.sendable import can_carry
from keypost.readers.trail.record import ACCOUNT
from keypost.readers.trail.requests import PastRequest
from keypost.unknown import build_unknown

VIA_SERVICE = "kms:ViaService"
_PAIR = "kms:encryptioncontext"
_RE_ENCRYPT = "kms:ReEncrypt"
_HALVES = ("kms:ReEncryptFrom", "kms:ReEncryptTo")
_DOMAIN = ".amazonaws.com"
# Services that are called in kms:ViaService as they are in `invokedBy` (KMS Developer Guide, kms:ViaService, services
# that support it; CloudTrail User Guide, userIdentity). What others are called there isn't taken for granted.
_VIA = frozenset(
    [
        *("backup", "dynamodb", "ec2", "events", "firehose", "glue", "kinesis", "lambda", "rds", "redshift"),
        *("s3", "secretsmanager", "ses", "sns", "sqs", "ssm", "states", "xray"),
    ]
)
# What follows from caller, action and key, or is told by the record: given where it is sent, else surely absent.
_TOLD = frozenset(
    [
        *("aws:principalarn", "aws:principalaccount", "aws:principaltype", "aws:principalisawsservice", "aws:username"),
        *("aws:principalservicename", "aws:principalservicenameslist", "aws:viaawsservice", "aws:resourceaccount"),
        *("aws:requestedregion", "aws:securetransport", "aws:sourcevpce", "aws:multifactorauthpresent"),
        *("kms:calleraccount", "kms:viaservice", "kms:encryptionalgorithm", "kms:grantisforawsresource"),
        *("kms:requestalias",),
    ]
)
_CHAIN = ("aws:calledvia",)
_NETWORK = ("aws:sourcevpc", "aws:vpcsourceip", "aws:vpce")
_SOURCE_IP = "aws:sourceip"
# What services say of whose resource they call for: the catalogue knows of it.
SOURCE_KEYS = ("aws:sourcearn", "aws:sourceaccount", "aws:sourceorg", "aws:sourceowner", "kms:viaservice")
# Told of a service by nobody, though of anybody else; see `policy.context` for how these are decided.
_DERIVED_OF_SERVICES = frozenset({_SOURCE_IP, "aws:userid", "aws:principaltype"})
# Where another account's record doesn't tell who of that account called, nor what it is.
_OF_STRANGERS = frozenset({"aws:principaltype", "aws:username"})


def build_requests(past: PastRequest, *, tested: frozenset[str]) -> tuple[Request, ...]:
    """Return the requests that the record may stand for; `tested` are the context keys that policies look at.

    Raises NotAPrincipalError where the record doesn't tell who called.
    """
    caller = _find_caller(past)
    arn = parse_arn(past.key)
    context = _find_context(past)
    requests = [
        Request(
            caller,
            action,
            past.key,
            resource_account=arn.account if arn is not None else None,
            context=context,
            unknown=frozenset(key for key in tested if not _is_told(key, past, caller, context)),
            unlisted=Unlisted.UNKNOWN,
        )
        for action in (_HALVES if past.action == _RE_ENCRYPT else (past.action,))
    ]
    documented = (_add_documented(request, past, tested) for request in requests)
    return tuple(reading for request in documented for reading in _list_readings(request, past))


def _add_documented(request: Request, past: PastRequest, tested: frozenset[str]) -> Request:
    """Return a service's request with what its delivery paths document of the context keys that policies look at."""
    keys = frozenset(key for key in tested if key.startswith(SOURCE_KEYS))
    if request.principal.kind is not PrincipalKind.SERVICE or not keys:
        return request
    documented = find_documented(past, action=request.action, keys=keys)
    return request._replace(
        context={**request.context, **documented.context},
        absent=documented.absent,
        unknown=(request.unknown | documented.doubtful) - documented.absent - {*map(str.lower, documented.context)},
    )


def _find_caller(past: PastRequest) -> Principal:
    """Return the caller; of another account, whose record names no more than the account, somebody of that account."""
    if past.kind == ACCOUNT:
        name = f"arn:aws:iam::{past.caller_account}:{build_unknown('userIdentity')}"
        return Principal(PrincipalKind.ROLE, name, account=past.caller_account, role_arn=name)
    if not past.session:
        return _parse(past.caller)
    session = _parse(past.session)
    is_role = _parse(past.caller).kind is PrincipalKind.ROLE
    return session._replace(role_arn=past.caller) if is_role else session


def _parse(text: str) -> Principal:
    if not text or " " in text:  # CloudTrail writes `AWS Internal` where it doesn't name the service
        raise NotAPrincipalError(text)
    return parse_principal(text)


def _find_context(past: PastRequest) -> dict[str, tuple[str, ...]]:
    context: dict[str, tuple[str, ...]] = {
        f"kms:EncryptionContext:{name}": (value,) for name, value in past.encryption_context
    }
    told = {
        "aws:SourceVpce": past.endpoint,
        "aws:SourceIp": past.address if _is_address(past.address) and not past.endpoint else "",
        "aws:MultiFactorAuthPresent": past.mfa,
        "kms:RequestAlias": past.alias,
    }
    context |= {key: (value,) for key, value in told.items() if value}
    return context


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _is_told(key: str, past: PastRequest, caller: Principal, context: dict[str, tuple[str, ...]]) -> bool:
    """Tell whether the record tells the key's value, or that it wasn't sent."""
    if past.kind == ACCOUNT and key in _OF_STRANGERS:
        return False
    if key.startswith(_PAIR) or key in _TOLD or not can_carry(key, caller=caller):
        return True
    if not is_of_an_account(caller):
        return key in _DERIVED_OF_SERVICES
    if key == _SOURCE_IP:
        return bool(past.endpoint) or "aws:SourceIp" in context
    if key.startswith(_NETWORK):
        return not past.endpoint
    return key.startswith(_CHAIN) and not past.invoked_by


def _list_readings(request: Request, past: PastRequest) -> tuple[Request, ...]:
    """Return the request with and without a forwarded access session where a service made it for somebody.

    `invokedBy` names the service in either case (CloudTrail User Guide, userIdentity): the service forwards somebody's
    session, and KMS sees kms:ViaService, or it uses a role or service-linked role, and there is none.
    """
    if not past.invoked_by or not is_of_an_account(request.principal):
        return (request,)
    service = past.invoked_by.partition(".")[0]
    if service not in _VIA or not past.invoked_by.endswith(_DOMAIN):
        return (request._replace(unknown=request.unknown | {VIA_SERVICE}),)
    via = f"{service}.{past.region}{_DOMAIN}"
    return request._replace(context={**request.context, VIA_SERVICE: (via,)}), request
