"""STS: sessions with their limits, which moto doesn't keep (AWS STS API reference)."""

import json
from typing import Any

from keypost.arn import parse_arn
from keypost.endpoint.actions.declare import Demand
from keypost.endpoint.call import Call, Caller
from keypost.endpoint.federation import identify
from keypost.endpoint.front import Front, Operation, Result
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.sessions import Session
from keypost.endpoint.store.identities import find_managed_policy, find_role
from keypost.policy.request import PrincipalKind

_HOUR = 3600
_HALF_DAY = 43_200


def assume_role(front: Front, call: Call, caller: Caller) -> Result:
    """Start a session of a role."""
    arn, name = call.get("RoleArn"), call.get("RoleSessionName")
    parts, role = parse_arn(arn), find_role(arn) if parse_arn(arn) is not None else None
    if parts is None or role is None or role.arn != arn:
        message = f"User: {caller.name} is not authorized to perform: sts:AssumeRole on resource: {arn}"
        raise RefusalError("AccessDenied", message, status=403)
    inherited = _inherit(front, caller)
    started = front.sessions.start(
        f"arn:aws:sts::{parts.account}:assumed-role/{arn.rpartition('/')[2]}/{name}",
        account=parts.account,
        holder=arn,
        user_id=f"{role.unique_id}:{name}",
        seconds=int(call.parameters.get("DurationSeconds") or _HOUR),
        policies=_session_policies(call, parts.account),
        tags={str(tag["Key"]): str(tag["Value"]) for tag in call.parameters.get("Tags") or ()} | inherited,
    )
    transitive = (*inherited, *(call.parameters.get("TransitiveTagKeys") or ()))
    session = front.sessions.keep(started._replace(transitive=transitive))
    user = {"AssumedRoleId": session.user_id, "Arn": session.arn}
    return {"Credentials": _show(session), "AssumedRoleUser": user}


def _inherit(front: Front, caller: Caller) -> dict[str, str]:
    """Return the tags that go on in a chain of roles; none there can change them (IAM User Guide, session tags)."""
    session = front.sessions.find(caller.access_key)
    return {} if session is None else {key: session.tags[key] for key in session.transitive if key in session.tags}


def assume_role_federated(front: Front, call: Call, caller: Caller) -> Result:
    """Start a session of a role for whoever signed in with a token; the trust policy has let them in."""
    federated, parts, role = identify(call), parse_arn(call.get("RoleArn")), find_role(call.get("RoleArn"))
    if parts is None or role is None:
        raise RefusalError("AccessDenied", f"Not authorized to perform sts:{call.operation}", status=403)
    if federated.tags:
        front.require(Demand("sts:TagSession", role.arn), caller, call=call)
    name = federated.session or call.get("RoleSessionName")
    started = front.sessions.start(
        f"arn:aws:sts::{parts.account}:assumed-role/{role.arn.rpartition('/')[2]}/{name}",
        account=parts.account,
        holder=role.arn,
        user_id=f"{role.unique_id}:{name}",
        seconds=int(call.parameters.get("DurationSeconds") or _HOUR),
        policies=_session_policies(call, parts.account),
        tags=federated.tags,
    )
    session = front.sessions.keep(started._replace(context=dict(federated.caller.context)))
    user = {"AssumedRoleId": session.user_id, "Arn": session.arn}
    return {"Credentials": _show(session), "AssumedRoleUser": user, **federated.told}


def get_session_token(front: Front, call: Call, caller: Caller) -> Result:
    """Start a session of the user who calls."""
    _refuse_sessions(front, call, caller)
    seconds = int(call.parameters.get("DurationSeconds") or _HALF_DAY)
    session = front.sessions.start(
        caller.name, account=caller.account, holder=caller.name, user_id=caller.user_id, seconds=seconds
    )
    return {"Credentials": _show(session)}


def get_federation_token(front: Front, call: Call, caller: Caller) -> Result:
    """Start a federated session of the user who calls."""
    _refuse_sessions(front, call, caller)
    name = call.get("Name")
    session = front.sessions.start(
        f"arn:aws:sts::{caller.account}:federated-user/{name}",
        account=caller.account,
        holder=caller.name,
        user_id=f"{caller.account}:{name}",
        seconds=int(call.parameters.get("DurationSeconds") or _HALF_DAY),
        policies=_session_policies(call, caller.account) or (),
    )
    user = {"FederatedUserId": session.user_id, "Arn": session.arn}
    return {"Credentials": _show(session), "FederatedUser": user}


def _refuse_sessions(front: Front, call: Call, caller: Caller) -> None:
    """Temporary credentials make no others but a role's (AWS STS API reference, GetSessionToken)."""
    if front.sessions.find(caller.access_key) is not None:
        raise RefusalError("AccessDenied", f"Cannot call {call.operation} with session credentials", status=403)


def get_caller_identity(_front: Front, _call: Call, caller: Caller) -> Result:
    """Tell who calls."""
    if caller.principal.kind is PrincipalKind.ANONYMOUS:
        raise RefusalError("MissingAuthenticationToken", "Missing Authentication Token", status=403)
    return {"UserId": caller.user_id, "Account": caller.account, "Arn": caller.name}


def _session_policies(call: Call, account: str) -> tuple[str, ...] | None:
    """Return the session policies that are passed, None where there are none."""
    passed: list[str] = []
    if call.get("Policy"):
        _check(call.get("Policy"))
        passed.append(call.get("Policy"))
    for one in call.parameters.get("PolicyArns") or ():
        policy = find_managed_policy(str(one.get("arn", "")), account=account)
        if policy is None:
            raise RefusalError("MalformedPolicyDocument", f"The policy {one.get('arn')} doesn't exist.")
        passed.append(policy)
    return tuple(passed) or None


def _check(policy: str) -> None:
    try:
        json.loads(policy)
    except ValueError as error:
        raise RefusalError("MalformedPolicyDocument", "Syntax errors in policy.") from error


def _show(session: Session) -> dict[str, Any]:
    return {
        "AccessKeyId": session.access_key,
        "SecretAccessKey": session.secret,
        "SessionToken": session.token,
        "Expiration": session.ends,
    }


OPERATIONS: dict[str, Operation] = {
    "AssumeRole": assume_role,
    "AssumeRoleWithWebIdentity": assume_role_federated,
    "AssumeRoleWithSAML": assume_role_federated,
    "GetSessionToken": get_session_token,
    "GetFederationToken": get_federation_token,
    "GetCallerIdentity": get_caller_identity,
}
