"""A landing zone set up, stage by stage, as the principals that AWS names.

Sources: AWS Control Tower User Guide, how AWS Control Tower works with roles (AWSControlTowerAdmin is assumed by the
service; AWSControlTowerStackSetRole by CloudFormation, which assumes AWSControlTowerExecution in each account), the
session's name as messages quote it; AWS managed policy AWSControlTowerServiceRolePolicy. Inferred: units are made as
whoever asks for the landing zone, for no role of the service's may; the service itself brings AWSControlTowerExecution
into the shared accounts (the guide says that it does, not as whom), and AWS Config's service-linked role. The
stack sets' order is inferred too; a failure of one of the logs' two parts doesn't keep the other from being tried, and
both are left behind, as people find them: the trail's stack can't be rolled back, for the service's role may not delete
its log group (AWSControlTowerServiceRolePolicy has no logs:DeleteLogGroup; people tell of that stuck rollback).
"""

import json
import uuid
from collections.abc import Iterator

from keypost.endpoint.assume import assume
from keypost.endpoint.call import Call, Caller
from keypost.endpoint.controltower import blueprints
from keypost.endpoint.controltower.manifest import Manifest
from keypost.endpoint.controltower.precheck import ADMIN, STACK_SETS, find_missing_role, word_missing_role
from keypost.endpoint.controltower.stacks import Deployer
from keypost.endpoint.front import Front, Result
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.stacksets.enter import name_role
from keypost.endpoint.store.identities import find_role, provide_managed_policy
from keypost.endpoint.store.perform import perform
from keypost.endpoint.store.units import Organization, is_trusted
from keypost.named import NamedTuple
from keypost.policy.principals import parse_principal

SERVICE = Caller(parse_principal("controltower.amazonaws.com"), "")
EXECUTION = "AWSControlTowerExecution"
_SESSION = "AssumeAdminRole"
_CONFIG = "config.amazonaws.com"
_TRUSTED = ("cloudtrail.amazonaws.com", _CONFIG)
_OWN = "controltower.amazonaws.com"
_LINKED_ROLE = "aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
_ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"


class Site(NamedTuple):
    """Where a landing zone is set up: `call` and `caller` are who asked for it, `administrator` the service's role."""

    front: Front
    call: Call
    caller: Caller
    administrator: Caller
    organization: Organization
    manifest: Manifest

    def ask(self, operation: str, *, as_caller: bool = False, **parameters: str) -> Result:
        """Make one call to Organizations."""
        call = Call("organizations", operation, parameters, self.call.account, self.call.region)
        return self.front.call(call, self.caller if as_caller else self.administrator)

    @property
    def deployer(self) -> Deployer:
        """CloudFormation, as the service's role."""
        role = name_role(self.call.account, STACK_SETS)
        return Deployer(self.front, self.administrator, account=self.call.account, region=self.call.region, role=role)


def open_site(front: Front, call: Call, caller: Caller, *, organization: Organization, manifest: Manifest) -> Site:
    """Return the site, once the service's role is assumed.

    Raises:
        RefusalError: a role is missing, or may not be assumed; the message is the operation's.
    """
    missing = find_missing_role(call.account)
    if missing:
        raise RefusalError("ValidationException", missing)
    role = name_role(call.account, ADMIN)
    try:
        administrator = assume(front, role, SERVICE, session=_SESSION, region=call.region)
    except RefusalError as refusal:
        raise RefusalError("ValidationException", word_missing_role(ADMIN)) from refusal
    return Site(front, call, caller, administrator, organization, manifest)


def set_up(site: Site) -> str:
    """Set everything up; return why it failed, an empty text where it didn't."""
    _trust(site)
    _arrange_accounts(site)
    for account in list_accounts(site.manifest):
        _provide_execution(site, account)
    return next(_deploy_resources(site), "") or next(iter([one for one in _deploy_logs(site) if one]), "")


def list_accounts(manifest: Manifest) -> tuple[str, str]:
    """Return the accounts that the landing zone governs from the beginning: the audit account first."""
    return manifest.audit_account, manifest.log_account


def _trust(site: Site) -> None:
    """Let the organization trust the services that a landing zone is made of."""
    if not is_trusted(_OWN, account=site.call.account):
        site.ask("EnableAWSServiceAccess", as_caller=True, ServicePrincipal=_OWN)
    for service in _TRUSTED:
        if not is_trusted(service, account=site.call.account):
            site.ask("EnableAWSServiceAccess", ServicePrincipal=service)


def _arrange_accounts(site: Site) -> None:
    """Make the units, and move the shared accounts into the one for security."""
    manifest, root = site.manifest, site.organization.root
    units = site.ask("ListOrganizationalUnitsForParent", ParentId=root).get("OrganizationalUnits") or ()
    known = {str(one["Name"]): str(one["Id"]) for one in units}
    for name in (manifest.security_unit, manifest.sandbox_unit):
        if name and name not in known:
            made = site.ask("CreateOrganizationalUnit", as_caller=True, ParentId=root, Name=name)
            known[name] = str(made["OrganizationalUnit"]["Id"])
    for account in list_accounts(manifest):
        parent = str(site.ask("ListParents", ChildId=account)["Parents"][0]["Id"])
        wanted = known[manifest.security_unit]
        if parent != wanted:
            site.ask("MoveAccount", AccountId=account, SourceParentId=parent, DestinationParentId=wanted)


def _provide_execution(site: Site, account: str) -> None:
    """Bring the role that stack sets are executed with into the account, and AWS Config's own."""
    role = name_role(account, EXECUTION)
    if find_role(role) is None:
        trusted = {"AWS": f"arn:aws:iam::{site.call.account}:root"}
        statement = {"Effect": "Allow", "Principal": trusted, "Action": "sts:AssumeRole"}
        trust = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        _make(site, account, "CreateRole", RoleName=EXECUTION, AssumeRolePolicyDocument=trust)
        provide_managed_policy(_ADMINISTRATOR, account=account)
        _make(site, account, "AttachRolePolicy", RoleName=EXECUTION, PolicyArn=_ADMINISTRATOR)
    if find_role(name_role(account, _LINKED_ROLE)) is None:
        statement = {"Effect": "Allow", "Principal": {"Service": _CONFIG}, "Action": "sts:AssumeRole"}
        trust = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        path, _, name = _LINKED_ROLE.rpartition("/")
        _make(site, account, "CreateRole", RoleName=name, Path=f"/{path}/", AssumeRolePolicyDocument=trust)


def _make(site: Site, account: str, operation: str, **parameters: str) -> None:
    """Make something of IAM's in a shared account as the service itself, and record it."""
    call = Call("iam", operation, parameters, account, site.call.region)
    result = perform(call.service, call.operation, call.parameters, account=account, region=call.region)
    site.front.trail.record(call, SERVICE, request_id=str(uuid.uuid4()), result=result)


def _deploy_resources(site: Site) -> Iterator[str]:
    """Yield what fails of the bucket, the topics and the roles."""
    manifest, deployer, home = site.manifest, site.deployer, (site.call.region,)
    logs = {
        "AWSLogsS3KeyPrefix": site.organization.id,
        "OrganizationId": site.organization.id,
        "KMSKeyArn": manifest.key,
        "RetentionDays": str(manifest.days),
        "AccessLogsRetentionDays": str(manifest.days_of_access),
    }
    audit, both = (manifest.audit_account,), list_accounts(manifest)
    security = {"SecurityAccountId": manifest.audit_account}
    for blueprint, values, accounts, regions in (
        (blueprints.LOGGING_RESOURCES, logs, (manifest.log_account,), home),
        (blueprints.SECURITY_RESOURCES, {}, audit, home),
        (blueprints.SECURITY_TOPICS, {}, audit, manifest.regions),
        (blueprints.BASELINE_ROLES, security, both, home),
    ):
        failed = deployer.deploy_set(blueprint, values, accounts=accounts, regions=regions)
        if failed:
            yield failed


def _deploy_logs(site: Site) -> Iterator[str]:
    """Yield what becomes of AWS Config in the accounts, then of the organization's trail."""
    manifest, deployer = site.manifest, site.deployer
    values = {
        "AuditBucketName": f"aws-controltower-logs-{manifest.log_account}-{site.call.region}",
        "AWSLogsS3KeyPrefix": site.organization.id,
        "HomeRegionName": site.call.region,
        "KMSKeyArn": manifest.key,
        "SecurityAccountId": manifest.audit_account,
    }
    accounts = list_accounts(manifest)
    yield deployer.deploy_set(blueprints.BASELINE_CONFIG, values, accounts=accounts, regions=manifest.regions)
    if manifest.has_trail:
        yield deployer.deploy_stack(blueprints.BASELINE_TRAIL, values)
    else:
        yield deployer.remove_stack(blueprints.TRAIL)


def tear_down(site: Site) -> str:
    """Take the landing zone away; return why that failed, an empty text where it didn't.

    The bucket with its logs stays, and so do the units (AWS Control Tower User Guide, resources not removed during
    decommissioning).
    """
    deployer = site.deployer
    names = (blueprints.CONFIG, blueprints.ROLES, blueprints.TOPICS, blueprints.SECURITY, blueprints.LOGGING)
    told = [deployer.remove_stack(blueprints.TRAIL), *map(deployer.remove_set, names)]
    return next((one for one in told if one), "")
