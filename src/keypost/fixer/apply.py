"""Changes applied to a copy of the estate; the reading that was given stays as it is."""

from collections.abc import Mapping
from itertools import zip_longest
from typing import Any

from keypost.estate.estate import Estate, Reading
from keypost.estate.resource import Handle, Resource
from keypost.fixer.change import Changes, EncryptionChange, EstateChange, NewKey, PolicyChange
from keypost.fixer.free_names import find_free_name
from keypost.fixer.meant import find_meant
from keypost.policy.changes import Change, ChangeKind, Situation, apply_change
from keypost.policy.document import EMPTY_POLICY, Policy, Statement
from keypost.policy.reasons import PolicyKind
from keypost.policy.render import render_policy
from keypost.policy.request import Policies, Principal, PrincipalKind, Request
from keypost.unknown import Unread

_Document = Policy | Unread | None
# Nobody's request: `apply_change` changes what speaks about one.
_NO_REQUEST = Request(Principal(PrincipalKind.ANONYMOUS, "anonymous"), "", "")


def apply_to_reading(changes: Changes, reading: Reading) -> Reading:
    """Return the reading with the changes made in each of its cases."""
    return reading._replace(
        cases=tuple(case._replace(estate=apply_to_estate(changes, case.estate)) for case in reading.cases)
    )


def apply_to_estate(changes: Changes, estate: Estate) -> Estate:
    """Return the estate with the changes made, one after the other; a resource that it doesn't hold is left out."""
    return estate.replace(list_changed(changes, {resource.handle: resource for resource in estate.resources}))


def list_changed(changes: Changes, resources: Mapping[Handle, Resource]) -> dict[Handle, Resource]:
    """Return the resources of an estate that are different or new with the changes made, by handle."""
    changed: dict[Handle, Resource] = {}
    for change in changes:
        _apply(change, resources, changed)
    return changed


def _apply(change: EstateChange, resources: Mapping[Handle, Resource], changed: dict[Handle, Resource]) -> None:
    if isinstance(change, NewKey):
        changed[change.key.handle] = change.key
    elif (resource := changed.get(change.owner) or resources.get(change.owner)) is not None:
        changed[change.owner] = _change_resource(change, resource)


def _change_resource(change: PolicyChange | EncryptionChange, resource: Resource) -> Resource:
    if isinstance(change, EncryptionChange):
        return resource._replace(encryption=change.encryption)
    settled = _settle_statement(change.change, resource)
    if settled is None:
        return resource
    situation = Situation(_NO_REQUEST, Policies(_extend(resource, settled), resource.policy), resource.facts)
    changed = apply_change(settled, situation)
    policies = changed.policies
    identity = tuple(_write(now, was) for now, was in zip_longest(policies.identity, resource.identity))
    policy = _write(policies.resource, resource.policy)
    return resource._replace(identity=identity, policy=policy, facts=changed.key)


def _extend(resource: Resource, change: Change) -> tuple[Policy | Unread, ...]:
    """Return the identity policies, with a new one where the change is about one more than there are."""
    is_new = change.policy is PolicyKind.IDENTITY and change.document == len(resource.identity)
    return (*resource.identity, EMPTY_POLICY) if is_new else resource.identity


def _write(now: _Document, was: _Document) -> Any:
    """Return the policy with the data that it is parsed from again: a changed one reads as it will be written."""
    return now._replace(source=render_policy(now)) if isinstance(now, Policy) and now is not was else now


def _settle_statement(change: Change, resource: Resource) -> Change | None:
    """Return the change with the number that its statement has in this case, None where the statement isn't there.

    A condition of the template can leave out statements, so the place tells which one is meant, and not the number.
    """
    if change.added is not None:
        return change._replace(added=_fit_in(change.added, _find_document(change, resource)))
    if change.kind in _OF_WHOLE_POLICIES:
        return change
    documents = _documents_of(change, resource)
    policy = documents[change.document] if change.document < len(documents) else None
    meant = find_meant(change, policy)
    return None if meant is None else change._replace(statement=meant.number)


_OF_WHOLE_POLICIES = frozenset({ChangeKind.ADD_STATEMENT, ChangeKind.ENABLE_KEY, ChangeKind.SYMMETRIC_KEY})


def _find_document(change: Change, resource: Resource) -> Policy:
    documents = _documents_of(change, resource)
    policy = documents[change.document] if change.document < len(documents) else None
    return policy if isinstance(policy, Policy) else EMPTY_POLICY


def _fit_in(added: Statement, policy: Policy) -> Statement:
    """Return the statement with the number that it gets, and a Sid that no other has."""
    taken = {statement.sid for statement in policy.statements}
    sid = None if added.sid is None else find_free_name(added.sid, taken=taken)
    return added._replace(number=len(policy.statements), sid=sid)


def _documents_of(change: Change, resource: Resource) -> tuple[Policy | Unread | None, ...]:
    return resource.identity if change.policy is PolicyKind.IDENTITY else (resource.policy,)
