"""Organizations: roots, units, accounts and the policies attached to them -> what stands over each account.

What was read from AWS Organizations says what is attached at every level; its `ListedPolicyTypes` tells which types of
policies could be listed, and what couldn't is unread. A template shows some policies and not all: there only a Deny
counts, beside the full access that AWS attaches everywhere (Organizations User Guide, SCPs and RCPs), and only for
accounts that the input surely puts below the target.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from keypost.estate.estate import Gap
from keypost.estate.organization import Account, Control, Levels
from keypost.named import NamedTuple
from keypost.policy.parse import parse_policy
from keypost.readers.building.draft import Draft
from keypost.text import Text
from keypost.unknown import Unread, Why, has_unknown, render_unknown

FAMILY = "AWS::Organizations::"
_SERVICE_CONTROL, _RESOURCE_CONTROL = "SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"
_ALLOW_ALL = {"Effect": "Allow", "Action": "*", "Resource": "*"}
# FullAWSAccess and RCPFullAWSAccess.
_FULL_ACCESS = {
    _SERVICE_CONTROL: parse_policy({"Version": "2012-10-17", "Statement": _ALLOW_ALL}),
    _RESOURCE_CONTROL: parse_policy({"Version": "2012-10-17", "Statement": {**_ALLOW_ALL, "Principal": "*"}}),
}
_ACCOUNTS_UNKNOWN = Text(
    en="it is attached to {targets}, and the input doesn't tell which accounts lie below; there it counts for none",
    ja="アタッチ先 ({targets}) の下にあるアカウントが入力からはわからないため、そこでは判定に含めません",
)
_NOT_KNOWN = Text(
    en="what kind of policy it is, or to what it is attached, isn't known; it is taken to deny nothing",
    ja="ポリシーの種類またはアタッチ先がわからないため、何も拒否しないものとして扱います",
)


class _Organization(NamedTuple):
    """What one reader was told; `listed` are the policy types of which all is known, None where AWS wasn't asked.

    `covers` is the account of which that is so, None for all.
    """

    id: str
    management: str
    features: str
    enabled: frozenset[str] | None
    listed: frozenset[str] | None
    covers: str | None


def build_accounts(drafts: Iterable[Draft], *, gaps: list[Gap]) -> Mapping[str, Account]:
    """Return the accounts over which the drafts show policies, or an organization, by id."""
    structure = _Structure()
    for draft in drafts:
        structure.add(draft, gaps=gaps)
    gaps.extend(structure.find_stray())
    return {account: structure.build(account) for account in structure.accounts}


class _Structure:
    """Which unit lies in which, and what is attached where."""

    def __init__(self) -> None:
        self.accounts: dict[str, str] = {}  # by id: the organization's id, where the input says it
        self._organizations: dict[str, list[_Organization]] = {}
        self._parents: dict[str, str | None] = {}
        self._attached: dict[tuple[str, str], dict[str, Control]] = {}
        self._stray: list[tuple[Draft, list[str]]] = []

    def add(self, draft: Draft, *, gaps: list[Gap]) -> None:
        """Take one draft; of other types there is nothing to take."""
        match draft.resolved.type.removeprefix(FAMILY):
            case "Organization":
                found = _read_organization(draft)
                self._organizations.setdefault(found.id, []).append(found)
                if found.management:
                    self.accounts.setdefault(found.management, found.id)
                if found.listed is not None:
                    self.accounts.setdefault(draft.account, found.id)
            case "Root":
                self._parents[_name(draft, "Id")] = None
            case "OrganizationalUnit":
                self._parents[_name(draft, "Id")] = _text(draft, "ParentId")
            case "Account":
                account, parents = _name(draft, "AccountId"), draft.texts("ParentIds")
                self._parents[account] = next((one for one in parents if isinstance(one, str)), None)
                self.accounts[account] = _text(draft, "OrganizationId")
            case "Policy":
                self._add_policy(draft, gaps=gaps)
            case _:
                pass

    def _add_policy(self, draft: Draft, *, gaps: list[Gap]) -> None:
        kind, targets = draft.text("Type"), draft.texts("TargetIds")
        known = [target for target in targets if isinstance(target, str)]
        if isinstance(kind, Unread) or len(known) < len(targets):
            gaps.append(Gap(draft.id, _NOT_KNOWN, draft.origin))
        if kind not in {_SERVICE_CONTROL, _RESOURCE_CONTROL}:
            return
        policy = draft.policy("Content")
        name = render_unknown(_text(draft, "Name") or draft.id)
        for target in known:
            control = Control(name, target, policy or Unread(Why.ACCESS_DENIED), draft.origin)
            self._attached.setdefault((target, str(kind)), {})[_name(draft, "Id")] = control
            if _is_account(target):
                self.accounts.setdefault(target, "")
        self._stray.append((draft, [target for target in known if not _is_account(target)]))

    def find_stray(self) -> Iterator[Gap]:
        """Yield a gap for each policy that stands over accounts nobody here knows of."""
        covered = {target for account in self.accounts for target in self._chain(account)[0]}
        if self._was_read:
            covered |= self._parents.keys()
        for draft, targets in self._stray:
            unknown = [target for target in targets if target not in covered]
            if unknown:
                names = ", ".join(map(render_unknown, unknown))
                yield Gap(draft.id, _ACCOUNTS_UNKNOWN.fill(targets=names), draft.origin)

    @property
    def _was_read(self) -> bool:
        """Whether the structure comes from AWS Organizations."""
        return any(one.listed is not None for told in self._organizations.values() for one in told)

    def build(self, account: str) -> Account:
        """Return what stands over an account."""
        organization = self._organization_of(account)
        chain, is_whole = self._chain(account)
        ids = f"{organization.id}/{'/'.join(chain[:-1])}/" if organization.id and is_whole and len(chain) > 1 else ""
        known = "" if has_unknown(organization.id) else organization.id
        if organization.management == account or organization.features == "CONSOLIDATED_BILLING":
            return Account(account, known, ids)
        service, resource = (
            self._levels(chain, kind, organization, is_whole=is_whole) for kind in (_SERVICE_CONTROL, _RESOURCE_CONTROL)
        )
        return Account(account, known, ids, service, resource)

    def _organization_of(self, account: str) -> _Organization:
        """Return what all readers together were told of the account's organization."""
        told = self._organizations.get(self.accounts[account])
        if told is None and len(self._organizations) == 1:
            (told,) = self._organizations.values()
        return _join(told or (), account)

    def _chain(self, account: str) -> tuple[list[str], bool]:
        """Return root, units and account from the top, and whether the root was reached."""
        chain: list[str] = [account]
        parent = self._parents.get(account)
        while parent and parent not in chain:
            chain.insert(0, parent)
            parent = self._parents.get(parent)
        return chain, chain[0] != account and chain[0] in self._parents and self._parents[chain[0]] is None

    def _levels(self, chain: Sequence[str], kind: str, organization: _Organization, *, is_whole: bool) -> Levels:
        """Return what is attached from the root down; a level always has an SCP, and nobody can detach AWS's RCP.

        So a level that seems to have no SCP wasn't read whole (Organizations User Guide, SCP evaluation, RCPs).
        """
        attached = [tuple(self._attached.get((target, kind), {}).values()) for target in chain]
        if organization.listed is None:
            return tuple((*level, Control("", level[0].target, _FULL_ACCESS[kind])) for level in attached if level)
        if organization.enabled is not None and kind not in organization.enabled:
            return ()
        if not is_whole or kind not in organization.listed:
            return (*filter(None, attached[:-1]), (*attached[-1], _unread(chain[-1])))
        if kind == _RESOURCE_CONTROL:
            return tuple(filter(None, attached))
        return tuple(level or (_unread(target),) for level, target in zip(attached, chain, strict=True))


def _unread(target: str) -> Control:
    return Control("", target, Unread(Why.ACCESS_DENIED))


def _read_organization(draft: Draft) -> _Organization:
    return _Organization(
        _text(draft, "Id"),
        _text(draft, "ManagementAccountId"),
        _text(draft, "FeatureSet"),
        _types(draft, "EnabledPolicyTypes"),
        _types(draft, "ListedPolicyTypes"),
        None if _text(draft, "Covers") == "ORGANIZATION" else draft.account,
    )


def _join(told: Iterable[_Organization], account: str) -> _Organization:
    joined = _Organization("", "", "", None, None, None)
    for one in told:
        listed = one.listed if one.covers in {None, account} or one.listed is None else frozenset[str]()
        joined = _Organization(
            one.id or joined.id,
            one.management or joined.management,
            one.features or joined.features,
            joined.enabled if one.enabled is None else one.enabled,
            joined.listed if listed is None else listed | (joined.listed or frozenset()),
            None,
        )
    return joined


def _types(draft: Draft, setting: str) -> frozenset[str] | None:
    """Return the policy types of a list, None where it isn't given or isn't known."""
    if not isinstance(draft.get(setting), list):
        return None
    return frozenset(one for one in draft.texts(setting) if isinstance(one, str))


def _text(draft: Draft, setting: str) -> str:
    value = draft.text(setting)
    return value if isinstance(value, str) else ""


def _name(draft: Draft, setting: str) -> str:
    """The id that AWS gave, in a template the one that a reference to the resource gives."""
    return _text(draft, setting) or draft.ref


def _is_account(target: str) -> bool:
    return len(target) == len("111122223333") and target.isdigit()
