"""AWS Organizations: what stands over the account that is read; in the management account, over all accounts.

https://docs.aws.amazon.com/organizations/latest/APIReference/action-reference.html
DescribeOrganization works in every account of an organization, all else in the management account and in delegated
administrators' only. Control policies don't affect the management account itself (Organizations User Guide).

Two properties of the organization are none of CloudFormation's. `ListedPolicyTypes` says which policies could be
listed: what isn't there is unread, not absent. Whoever isn't allowed to list leaves it out, and then it is as with a
template, which doesn't tell either: a member account can't be given that permission, and a gap says so. `Covers` says
for which accounts: this one, or all of the organization.
"""

from collections.abc import Iterable, Iterator, Mapping

from keypost.readers.live.api import Api, GoneError
from keypost.readers.live.part import Part, Reach
from keypost.readers.live.reply import Item, Value, settle
from keypost.readers.snapshot.record import Fault, Record
from keypost.unknown import Unread, Why

# What limits requests; the other types of policies manage backups, tags and the like.
_TYPES = ("SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY")
_NOT_IN_USE = ["AWSOrganizationsNotInUseException"]
_Targets = Mapping[str, list[str]]


class _Found:
    """What becomes known of the organization: its id, the types that are enabled, and those that could be listed."""

    def __init__(self, organization: Item) -> None:
        self.id = organization.get("Id")
        self.enabled: tuple[str, ...] | None = None
        self.listed: list[str] = []

    def take_root(self, root: Item) -> Record:
        """Take which types the root has enabled."""
        on = {kind["Type"] for kind in root.get("PolicyTypes", ()) if kind.get("Status") == "ENABLED"}
        self.enabled = tuple(kind for kind in _TYPES if kind in on)
        return _build("Root", root["Id"], {"Id": root["Id"]}, "ListRoots")


def _fetch_own(api: Api) -> Iterator[Record]:
    yield from _fetch(api, is_asked_whole=False)


def _fetch_organization(api: Api) -> Iterator[Record]:
    yield from _fetch(api, is_asked_whole=True)


def _fetch(api: Api, *, is_asked_whole: bool) -> Iterator[Record]:
    organization: Item = api.call("DescribeOrganization", absent=_NOT_IN_USE).get("Organization")
    if organization is None or isinstance(organization, Unread):  # the account is in none, or nobody here may know
        return
    found = _Found(organization)
    is_whole = is_asked_whole or organization.get("MasterAccountId") == api.account
    yield from api.guard((_fetch_everything if is_whole else _fetch_chain)(api, found))
    properties = {
        "Id": found.id,
        "FeatureSet": organization.get("FeatureSet"),
        "ManagementAccountId": organization.get("MasterAccountId"),
        "EnabledPolicyTypes": None if found.enabled is None else list(found.enabled),
        "ListedPolicyTypes": None if _is_denied(api) else found.listed,
        "Covers": "ORGANIZATION" if is_whole else "ACCOUNT",
    }
    yield _build("Organization", organization["Id"], properties, "DescribeOrganization")


def _is_denied(api: Api) -> bool:
    """Tell whether a permission was lacking: it always is in a member account, which can't be given it."""
    return any(missed.fault is Fault.DENIED for missed in api.missed)


def _fetch_chain(api: Api, found: _Found) -> Iterator[Record]:
    targets = [api.account]
    while not targets[0].startswith("r-"):
        parents = _whole(api, "ListParents", "Parents", ChildId=targets[0])
        if isinstance(parents, Unread) or not parents:
            return
        yield _unit(targets[0], parents[0]["Id"], found)
        targets.insert(0, parents[0]["Id"])
    for root in api.items("ListRoots", "Roots"):
        if root["Id"] == targets[0]:
            yield found.take_root(root)
    for kind in _TYPES if found.enabled is None else found.enabled:
        attached = _list_at(api, targets, kind)
        if attached is not None:
            yield from _policies(api, attached, kind)
            found.listed.append(kind)


def _list_at(api: Api, targets: Iterable[str], kind: str) -> _Targets | None:
    """Return the policies at these targets; None where not all could be listed."""
    attached: dict[str, list[str]] = {}
    for target in targets:
        policies = _whole(api, "ListPoliciesForTarget", "Policies", TargetId=target, Filter=kind)
        if isinstance(policies, Unread):
            return None
        for policy in policies:
            attached.setdefault(policy["Id"], []).append(target)
    return attached


def _fetch_everything(api: Api, found: _Found) -> Iterator[Record]:
    for root in api.items("ListRoots", "Roots"):
        yield found.take_root(root)
        yield from _fetch_below(api, root["Id"], found)
    for kind in _TYPES if found.enabled is None else found.enabled:
        attached = _list_all(api, kind)
        if attached is not None:
            yield from _policies(api, attached, kind)
            found.listed.append(kind)


def _fetch_below(api: Api, parent: str, found: _Found) -> Iterator[Record]:
    for account in api.items("ListAccountsForParent", "Accounts", about=parent, ParentId=parent):
        more = {"AccountName": account.get("Name"), "Status": account.get("State") or account.get("Status")}
        yield _unit(account["Id"], parent, found, more)
    for unit in api.items("ListOrganizationalUnitsForParent", "OrganizationalUnits", about=parent, ParentId=parent):
        yield _unit(unit["Id"], parent, found, {"Name": unit.get("Name")})
        yield from _fetch_below(api, unit["Id"], found)


def _list_all(api: Api, kind: str) -> _Targets | None:
    """Return all policies with their targets; None where not all could be listed."""
    policies = _whole(api, "ListPolicies", "Policies", Filter=kind)
    attached: dict[str, list[str]] = {}
    for policy in () if isinstance(policies, Unread) else policies:
        targets = _whole(api, "ListTargetsForPolicy", "Targets", PolicyId=policy["Id"])
        if isinstance(targets, Unread):
            return None
        attached[policy["Id"]] = [target["TargetId"] for target in targets]
    return None if isinstance(policies, Unread) else attached


def _whole(api: Api, operation: str, member: str, **parameters: str) -> list[Item] | Unread:
    """Return a listing; Unread where a page is missing, or what it is about was removed meanwhile."""
    about = next(iter(parameters.values()))
    try:
        return api.whole(operation, member, about=about, **parameters)
    except GoneError:
        return Unread(Why.CALL_FAILED, about)


def _policies(api: Api, attached: _Targets, kind: str) -> Iterator[Record]:
    yield from api.each(attached.items(), lambda api, one: _fetch_policy(api, one[0], one[1], kind))


def _fetch_policy(api: Api, policy: str, targets: list[str], kind: str) -> Iterator[Record]:
    """Read one policy; one that was removed meanwhile denies nothing any more."""
    reply = api.call("DescribePolicy", about=policy, PolicyId=policy)
    properties = {
        "Id": policy,
        "Name": reply.get("Policy", "PolicySummary", "Name"),
        "Type": kind,
        "Content": reply.document("Policy", "Content"),
        "AwsManaged": reply.get("Policy", "PolicySummary", "AwsManaged"),
        "TargetIds": targets,
    }
    yield _build("Policy", policy, properties, "DescribePolicy")


def _unit(child: str, parent: str, found: _Found, more: Mapping[str, Value] | None = None) -> Record:
    """Return an account or an organizational unit in the unit that it is in."""
    if child.isdigit():
        own = {"AccountId": child, "ParentIds": [parent], "OrganizationId": found.id}
        return _build("Account", child, {**own, **(more or {})}, "ListParents")
    return _build("OrganizationalUnit", child, {"Id": child, "ParentId": parent, **(more or {})}, "ListParents")


def _build(kind: str, name: str, properties: Mapping[str, Value], operation: str) -> Record:
    return Record(f"AWS::Organizations::{kind}", name, "", name, settle(properties), f"organizations:{operation}")


_CALLS = (
    *("DescribeOrganization", "ListParents", "ListRoots", "ListPoliciesForTarget", "DescribePolicy"),
    *("ListAccountsForParent", "ListOrganizationalUnitsForParent", "ListPolicies", "ListTargetsForPolicy"),
)
PART = Part(
    "organizations", "organizations", {name: f"organizations:{name}" for name in _CALLS}, _fetch_own, Reach.ACCOUNT
)
# The same, of all accounts, wherever it is read: for a walk through the organization that reads them one by one.
WHOLE = PART._replace(fetch=_fetch_organization)
