"""What has to be there before a landing zone is set up: the organization, its accounts, the key, the roles.

Sources: AWS Control Tower User Guide, configure your landing zone (an organization with all features, two accounts,
four roles), optionally configure AWS KMS keys (enabled, symmetric, no multi-Region key, in the management account; of
the policy it is said there that it is checked too, and people's set-ups fail later, at the policy). How the refusals
are worded isn't published; that about a role follows what the page on `AWSControlTowerExecution` says.
"""

from keypost.arn import parse_arn
from keypost.endpoint.call import Call
from keypost.endpoint.controltower.manifest import Manifest
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.stacksets.enter import name_role
from keypost.endpoint.store.identities import find_role
from keypost.endpoint.store.keys import StoredKey, find_key
from keypost.endpoint.store.units import Organization, find_organization, is_member
from keypost.policy.request import KeyState

ADMIN = "service-role/AWSControlTowerAdmin"
STACK_SETS = "service-role/AWSControlTowerStackSetRole"
TRAIL = "service-role/AWSControlTowerCloudTrailRole"
AGGREGATOR = "service-role/AWSControlTowerConfigAggregatorRoleForOrganizations"
_NO_ROLE = (
    "AWS Control Tower is unable to assume the {name} role in the account. Add the role to your account if it's not "
    "present, and try again."
)


def require_organization(call: Call) -> Organization:
    """Return the organization that the account manages.

    Raises:
        RefusalError: it manages none, or only its bills.
    """
    found = find_organization(call.account)
    if found is None or found.account != call.account:
        raise _refuse("AWS Control Tower sets up a landing zone in the management account of an organization only.")
    if not found.has_all_features:
        raise _refuse("AWS Control Tower needs an organization with all features enabled.")
    return found


def require_accounts(manifest: Manifest, organization: Organization) -> None:
    """Let nothing happen unless both accounts are members, and two.

    Raises:
        RefusalError: they aren't.
    """
    for account in (manifest.log_account, manifest.audit_account):
        if account == organization.account or not is_member(account, organization=organization.id):
            raise _refuse(f"The account {account} is no member account of the organization {organization.id}.")
    if manifest.log_account == manifest.audit_account:
        raise _refuse("The log archive account and the audit account have to be two accounts.")


def require_key(manifest: Manifest, call: Call) -> None:
    """Let nothing happen unless the key is one that AWS Control Tower takes; its policy isn't looked at.

    Raises:
        RefusalError: it isn't.
    """
    if not manifest.key:
        return
    arn = parse_arn(manifest.key)
    if arn is None or arn.service != "kms" or arn.account != call.account:
        raise _refuse(f"The KMS key {manifest.key} is not a key of the management account.")
    fault = _find_fault(find_key(manifest.key, account=call.account, region=call.region))
    if fault:
        raise _refuse(f"The KMS key {manifest.key} {fault}.")


def find_missing_role(account: str) -> str:
    """Return what is told about the first of the four roles that is missing, an empty text where none is."""
    for role in (ADMIN, STACK_SETS, TRAIL, AGGREGATOR):
        if find_role(name_role(account, role)) is None:
            return word_missing_role(role)
    return ""


def word_missing_role(role: str) -> str:
    """Return what is told about a role that isn't there, or that AWS Control Tower may not assume."""
    return _NO_ROLE.format(name=role.rpartition("/")[2])


def _find_fault(key: StoredKey | None) -> str:
    if key is None:
        return "does not exist"
    if key.facts.state is not KeyState.ENABLED:
        return "is not enabled"
    if key.facts.spec != "SYMMETRIC_DEFAULT":
        return "is not symmetric"
    return "is a multi-Region key" if key.multi_region else ""


def _refuse(message: str) -> RefusalError:
    return RefusalError("ValidationException", message)
