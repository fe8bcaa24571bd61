"""A denial in AWS's own words: `User: ... is not authorized to perform: ...`, as each service says it.

Sources: IAM User Guide, troubleshoot access denied error messages; KMS API reference, errors; SNS and SQS API
references, errors; texts seen in public repositories.
"""

from keypost.endpoint.call import Caller
from keypost.endpoint.refusal import RefusalError
from keypost.policy.decision import Decision
from keypost.policy.principals import is_of_an_account
from keypost.policy.reasons import Outcome, PolicyKind, Reason
from keypost.policy.request import Request

_KINDS = {
    PolicyKind.IDENTITY: "identity-based policy",
    PolicyKind.RESOURCE: "resource-based policy",
    PolicyKind.PERMISSIONS_BOUNDARY: "permissions boundary",
    PolicyKind.SESSION: "session policy",
    PolicyKind.SERVICE_CONTROL: "service control policy",
    PolicyKind.RESOURCE_CONTROL: "resource control policy",
    PolicyKind.VPC_ENDPOINT: "VPC endpoint policy",
    PolicyKind.GRANT: "resource-based policy",
}
_LIMITS = {
    Reason.LIMITED_BY_BOUNDARY: PolicyKind.PERMISSIONS_BOUNDARY,
    Reason.LIMITED_BY_SESSION: PolicyKind.SESSION,
    Reason.LIMITED_BY_SERVICE_CONTROL: PolicyKind.SERVICE_CONTROL,
    Reason.LIMITED_BY_RESOURCE_CONTROL: PolicyKind.RESOURCE_CONTROL,
    Reason.LIMITED_BY_VPC_ENDPOINT: PolicyKind.VPC_ENDPOINT,
    Reason.DELEGATED_BUT_NO_IDENTITY_ALLOW: PolicyKind.IDENTITY,
    Reason.OTHER_ACCOUNT_HAS_NO_IDENTITY_ALLOW: PolicyKind.IDENTITY,
    Reason.NO_DELEGATION_TO_ACCOUNT: PolicyKind.RESOURCE,
    Reason.MANAGED_KEY_EXCLUDES_SERVICES: PolicyKind.RESOURCE,
    Reason.MANAGED_KEY_EXCLUDES_ACCOUNT: PolicyKind.RESOURCE,
    Reason.NOT_ACROSS_ACCOUNTS: PolicyKind.RESOURCE,
}
# KMS Developer Guide, key states: what a key in a state answers to cryptographic operations.
_STATES = {
    Reason.KEY_DISABLED: ("DisabledException", "{arn} is disabled."),
    Reason.KEY_PENDING_DELETION: ("KMSInvalidStateException", "{arn} is pending deletion."),
    Reason.KEY_PENDING_IMPORT: ("KMSInvalidStateException", "{arn} is pending import."),
    Reason.KEY_UNAVAILABLE: ("KMSInvalidStateException", "{arn} is unavailable."),
    Reason.KEY_WRONG_SPEC: (
        "InvalidKeyUsageException", "{arn} key usage is not valid for the operation that was requested.",
    ),
}  # fmt: skip
_UNREACHABLE = (
    " because the resource does not exist in this Region, no resource-based policies allow access, or a "
    "resource-based policy explicitly denies access"
)
_DENIED = "AccessDeniedException"
# Codes and HTTP statuses that differ from the JSON protocols' usual ones.
_CODES = {
    "sns": ("AuthorizationError", 403),
    "sqs": ("AccessDeniedException", 403),
    "s3": ("AccessDenied", 403),
    "iam": ("AccessDenied", 403),
    "sts": ("AccessDenied", 403),
    "cloudformation": ("AccessDenied", 403),
    "cloudwatch": ("AccessDenied", 403),
    "ec2": ("UnauthorizedOperation", 403),
    **dict.fromkeys(("lambda", "backup", "controltower", "chatbot"), (_DENIED, 403)),
}
_QUERY_CODES = {"sqs": "AccessDenied"}


def refuse(service: str, caller: Caller, request: Request, decision: Decision) -> RefusalError:
    """Return what the service answers to a request that was denied."""
    state = _STATES.get(decision.reason)
    if state is not None:
        return RefusalError(state[0], state[1].format(arn=request.resource))
    code, status = _CODES.get(service, (_DENIED, 400))
    message = describe(service, caller, request, decision)
    return RefusalError(code, message, status=status, query_code=_QUERY_CODES.get(service, ""))


def describe(service: str, caller: Caller, request: Request, decision: Decision) -> str:
    """Return the sentence that names caller, action, resource and the kind of policy."""
    action = _spell_action(service, request.action)
    who = f"User: {caller.name} is not authorized to perform: {action}"
    if _is_out_of_sight(request, decision):
        return f"{who} on this resource{_UNREACHABLE}"
    resource = f'"{request.resource}"' if service == "s3" else request.resource
    return f"{who} on resource: {resource} {_why(action, caller, decision)}"


def _why(action: str, caller: Caller, decision: Decision) -> str:
    if decision.outcome is Outcome.EXPLICIT_DENY:
        kind = _KINDS[decision.decided_by or PolicyKind.RESOURCE]
        return f"with an explicit deny in {'an' if kind[0] == 'i' else 'a'} {kind}"
    usual = PolicyKind.IDENTITY if is_of_an_account(caller.principal) else PolicyKind.RESOURCE
    kind = _KINDS[_LIMITS.get(decision.reason) or decision.decided_by or usual]
    return f"because no {kind} allows the {action} action"


def _spell_action(service: str, action: str) -> str:
    """SNS writes its prefix in capitals, SQS all in small letters (seen in their messages)."""
    if service == "sns" and action.startswith("sns:"):
        return "SNS:" + action[4:]
    return action.lower() if service == "sqs" and action.startswith("sqs:") else action


def _is_out_of_sight(request: Request, decision: Decision) -> bool:
    """A key of another account tells nobody why (KMS; seen in messages)."""
    account = request.principal.account
    if not request.action.startswith("kms:") or account is None or request.resource_account in {None, account}:
        return False
    return decision.reason is not Reason.OTHER_ACCOUNT_HAS_NO_IDENTITY_ALLOW
