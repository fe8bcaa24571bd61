"""Policies attached to roles, users and groups: by name, by ARN, and through groups."""

from keypost.estate.kind import Kind
from keypost.estate.references import Match, References
from keypost.estate.resource import Resource
from keypost.policy.document import Policy
from keypost.readers.building.draft import Draft
from keypost.readers.building.roles import read_inline_policies
from keypost.unknown import Unread, Why

_Documents = list[Policy | Unread]
_Place = tuple[str, str]

# Which setting of a policy resource names whom it is attached to.
_ATTACHED_TO = {
    Kind.IDENTITY_POLICY: (("Roles", Kind.ROLE), ("Users", Kind.USER), ("Groups", Kind.GROUP)),
    Kind.MANAGED_POLICY: (("Roles", Kind.ROLE), ("Users", Kind.USER), ("Groups", Kind.GROUP)),
    Kind.ROLE_POLICY: (("RoleName", Kind.ROLE),),
    Kind.USER_POLICY: (("UserName", Kind.USER),),
    Kind.GROUP_POLICY: (("GroupName", Kind.GROUP),),
}
_MEMBERSHIP = "AWS::IAM::UserToGroupAddition"


class IdentityPolicies:
    """All policies that an input attaches to identities, by the place of the role, user or group."""

    def __init__(self, references: References) -> None:
        """Start with none; `references` finds whom a policy names."""
        self._references = references
        self._attached: dict[_Place, _Documents] = {}
        self._managed: dict[_Place, Policy | Unread] = {}
        self._groups: dict[_Place, list[Resource]] = {}
        self._drafts: dict[_Place, Draft] = {}

    def add(self, draft: Draft, *, resource: Resource) -> None:
        """Take what the draft of `resource` attaches to whom."""
        if draft.kind in _ATTACHED_TO:
            self._add_policy(draft, resource)
        elif draft.kind in {Kind.ROLE, Kind.USER, Kind.GROUP}:
            self._drafts[resource.stack, resource.id] = draft
            if draft.kind is Kind.GROUP:
                self._attached.setdefault((resource.stack, resource.id), []).extend(read_inline_policies(draft))
            for group in draft.texts("Groups") if draft.kind is Kind.USER else ():
                self._join(resource, group)
        elif draft.resolved.type == _MEMBERSHIP:
            for user in self._find_all(draft, resource, "Users", Kind.USER):
                for group in draft.texts("GroupName"):
                    self._join(user, group)

    def complete(self, role: Resource) -> Resource:
        """Return the role or user with all policies that speak for it, and its permissions boundary."""
        draft = self._drafts.get((role.stack, role.id))
        if draft is None:
            return role
        documents = [*role.identity, *self._of(role, draft)]
        for group in self._groups.get((role.stack, role.id), ()):
            of_group = self._drafts.get((group.stack, group.id))
            documents += self._of(group, of_group) if of_group else [Unread(Why.NOT_IN_INPUT, group.id)]
        boundary = draft.text("PermissionsBoundary")
        return role._replace(
            identity=tuple(documents),
            boundary=self._by_arn(boundary, near=role) if boundary is not None else None,
        )

    def _of(self, resource: Resource, draft: Draft) -> _Documents:
        attached = list(self._attached.get((resource.stack, resource.id), ()))
        listed = draft.get("ManagedPolicyArns")
        if isinstance(listed, Unread):
            return [*attached, listed]
        return [*attached, *(self._by_arn(arn, near=resource) for arn in draft.texts("ManagedPolicyArns"))]

    def _by_arn(self, arn: str | Unread, *, near: Resource) -> Policy | Unread:
        if isinstance(arn, Unread):
            return arn
        found = self._references.find(arn, kinds=(Kind.MANAGED_POLICY,), near=near)
        if found.match is Match.CERTAIN:
            place = (found.resource.stack, found.resource.id)
            return self._managed.get(place) or Unread(Why.MALFORMED, found.resource.id)
        if found.match is Match.POSSIBLE:
            return Unread(Why.UNKNOWN_VALUE, found.resource.id)
        from keypost.estate.managed_policies import find_managed_policy

        listed = find_managed_policy(arn)
        return Unread(listed.why, found.resource.id) if isinstance(listed, Unread) else listed

    def _add_policy(self, draft: Draft, resource: Resource) -> None:
        policy = draft.policy("PolicyDocument")
        if policy is None:
            return
        if draft.kind is Kind.MANAGED_POLICY:
            self._managed[resource.stack, resource.id] = policy
        for setting, kind in _ATTACHED_TO[draft.kind]:
            for target in self._find_all(draft, resource, setting, kind):
                self._attached.setdefault((target.stack, target.id), []).append(policy)

    def _find_all(self, draft: Draft, resource: Resource, setting: str, kind: Kind) -> list[Resource]:
        found = []
        for name in draft.texts(setting):
            if isinstance(name, str):
                match = self._references.find(name, kinds=(kind,), near=resource)
                if match.match in {Match.CERTAIN, Match.POSSIBLE}:
                    found.append(match.resource)
        return found

    def _join(self, user: Resource, group: str | Unread) -> None:
        if isinstance(group, str):
            found = self._references.find(group, kinds=(Kind.GROUP,), near=user)
            self._groups.setdefault((user.stack, user.id), []).append(found.resource)
