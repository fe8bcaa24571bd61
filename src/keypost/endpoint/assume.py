"""Role sessions that services start in process: the same call, authorized and recorded, that a client would make."""

from keypost.arn import parse_arn
from keypost.endpoint.call import Call, Caller
from keypost.endpoint.caller import build_session
from keypost.endpoint.front import Front
from keypost.endpoint.refusal import RefusalError


def assume(front: Front, role: str, caller: Caller, *, session: str, region: str) -> Caller:
    """Return a session of the role (an ARN), started by the caller.

    Raises:
        RefusalError: there is no such role, or the caller may not assume it.
    """
    arn = parse_arn(role)
    account = caller.account or (arn.account if arn is not None else "")
    call = Call("sts", "AssumeRole", {"RoleArn": role, "RoleSessionName": session}, account, region)
    made = front.call(call, caller)
    kept = front.sessions.find(str(made["Credentials"]["AccessKeyId"]))
    if kept is None:
        raise RefusalError("ExpiredToken", "The session is over.", status=403)
    return build_session(kept)
