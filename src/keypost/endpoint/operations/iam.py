"""IAM: AWS managed policies, which moto knows only when somebody provides them (IAM API reference)."""

from keypost.endpoint.call import Call, Caller
from keypost.endpoint.front import Front, Operation, Result
from keypost.endpoint.store.identities import provide_managed_policy
from keypost.endpoint.store.perform import perform

_NAMING_POLICIES = (
    "AttachGroupPolicy", "AttachRolePolicy", "AttachUserPolicy", "GetPolicy", "GetPolicyVersion", "ListPolicyVersions",
    "ListEntitiesForPolicy", "CreateRole", "PutRolePermissionsBoundary",
)  # fmt: skip


def with_policy(_front: Front, call: Call, _caller: Caller) -> Result:
    """Carry out an operation that may name a policy of AWS's own."""
    for parameter in ("PolicyArn", "PermissionsBoundary"):
        provide_managed_policy(call.get(parameter), account=call.account)
    return perform(call.service, call.operation, call.parameters, account=call.account, region=call.region)


OPERATIONS: dict[str, Operation] = dict.fromkeys(_NAMING_POLICIES, with_policy)
