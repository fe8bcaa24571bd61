"""IAM operations that name no user are about whoever calls (IAM API reference, e.g. GetUser, CreateAccessKey)."""

from keypost.endpoint.call import Call, Caller
from keypost.endpoint.refusal import RefusalError
from keypost.policy.request import PrincipalKind

_NAME = "UserName"
_OPERATIONS = frozenset(
    {"GetUser", "ListAccessKeys", "CreateAccessKey", "UpdateAccessKey", "DeleteAccessKey", "ListMFADevices"}
    | {"ChangePassword", "ListSigningCertificates", "UploadSigningCertificate", "UpdateSigningCertificate"}
    | {"DeleteSigningCertificate", "ListSSHPublicKeys", "ListServiceSpecificCredentials"}
)
_NO_USER = "Must specify userName when calling with non-User credentials"


def name_own_user(call: Call, caller: Caller) -> Call:
    """Return the call with the user that it means.

    Raises:
        RefusalError: no user calls, and none is named.
    """
    if call.service != "iam" or call.operation not in _OPERATIONS or call.get(_NAME):
        return call
    if caller.principal.kind is PrincipalKind.ROOT_USER:
        return call
    if caller.principal.kind is not PrincipalKind.USER:
        raise RefusalError("ValidationError", _NO_USER)
    if call.operation == "ChangePassword":  # it takes no name: the table of actions looks for one
        return call
    return call._replace(parameters={**call.parameters, _NAME: caller.name.rpartition("/")[2]})
