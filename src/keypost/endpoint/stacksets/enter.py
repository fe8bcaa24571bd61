"""How CloudFormation gets into an account of a stack set: by two roles, or as the organization's.

Sources: CloudFormation User Guide, grant self-managed permissions (which principal assumes which role, and the
condition keys that it sends), activate trusted access for stack sets with AWS Organizations (service-managed
permissions use a role `stacksets-exec-*` in each account). The two sentences about missing trust are those that people
quote.
"""

import json
import uuid

from keypost.arn import Arn
from keypost.endpoint.assume import assume
from keypost.endpoint.call import PARTITION, Caller
from keypost.endpoint.front import Front
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.stacksets.records import SERVICE_MANAGED, Place, StackSet
from keypost.endpoint.store.identities import find_role, provide_managed_policy
from keypost.endpoint.store.perform import perform
from keypost.policy.principals import parse_principal

_SERVICE = "cloudformation.amazonaws.com"
_MEMBER = "member.org.stacksets.cloudformation.amazonaws.com"
_ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
_NO_SERVICE_TRUST = "Account {account} should have '{role}' role with trust relationship to CloudFormation service."
_NO_TRUST = "Account {account} should have '{role}' role with trust relationship to Role '{administration}'."


def enter(front: Front, stack_set: StackSet, place: Place) -> Caller:
    """Return who makes the stack in the account: a session of its execution role.

    Raises:
        RefusalError: a role is missing, or doesn't let the other in; the message is the instance's reason.
    """
    if stack_set.permission.model == SERVICE_MANAGED:
        return _enter_as_organization(front, stack_set, place)
    permission, session = stack_set.permission, str(uuid.uuid4())
    administration, execution = permission.administration_role, permission.execution_role
    name = administration.partition(":role/")[2]
    try:
        administrator = assume(
            front, administration, _build_service(stack_set), session=session, region=stack_set.region
        )  # fmt: skip
    except RefusalError as refusal:
        raise _word(_NO_SERVICE_TRUST.format(account=stack_set.account, role=name)) from refusal
    role = name_role(place.account, execution)
    try:
        return assume(front, role, administrator, session=session, region=place.region)
    except RefusalError as refusal:
        told = _NO_TRUST.format(account=place.account, role=execution, administration=name)
        raise _word(told) from refusal


def name_role(account: str, name: str) -> str:
    """Return the ARN of an account's role."""
    return str(Arn(PARTITION, "iam", "", account, f"role/{name}"))


def _build_service(stack_set: StackSet) -> Caller:
    told = {"aws:SourceAccount": (stack_set.account,), "aws:SourceArn": (stack_set.arn,)}
    return Caller(parse_principal(_SERVICE), "", context=told)


def _enter_as_organization(front: Front, stack_set: StackSet, place: Place) -> Caller:
    """Return a session of the role that the organization's trusted access brings into its accounts.

    What it is named beyond its beginning, and that the service makes it when it is first needed, is inferred.
    """
    name = f"stacksets-exec-{uuid.uuid5(uuid.NAMESPACE_URL, place.account).hex}"
    role = name_role(place.account, name)
    if find_role(role) is None:
        _make_role(name, place)
    service = Caller(parse_principal(_MEMBER), "")
    return assume(front, role, service, session=stack_set.id.rpartition(":")[2], region=place.region)


def _make_role(name: str, place: Place) -> None:
    statement = {"Effect": "Allow", "Principal": {"Service": _MEMBER}, "Action": "sts:AssumeRole"}
    trust = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    made = {"RoleName": name, "AssumeRolePolicyDocument": trust}
    perform("iam", "CreateRole", made, account=place.account, region=place.region)
    provide_managed_policy(_ADMINISTRATOR, account=place.account)
    attached = {"RoleName": name, "PolicyArn": _ADMINISTRATOR}
    perform("iam", "AttachRolePolicy", attached, account=place.account, region=place.region)


def _word(reason: str) -> RefusalError:
    return RefusalError("AccessDenied", reason, status=403)
