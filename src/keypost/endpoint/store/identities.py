"""Users, groups and roles: whose access key it is, and the policies that speak about whoever calls."""

import json
from functools import cache
from typing import Any

from keypost.arn import parse_arn
from keypost.named import NamedTuple

_PARTITION = "aws"
_BOUNDARY = "permissions_boundary_arn"
_MANAGED = "arn:aws:iam::aws:policy/"


class UserKey(NamedTuple):
    """An access key of an IAM user."""

    secret: str
    account: str
    user_arn: str
    is_active: bool


class Identity(NamedTuple):
    """A user or a role: policies as JSON; `boundary` the ARN of its permissions boundary."""

    arn: str
    unique_id: str
    policies: tuple[str, ...]
    boundary: str
    tags: tuple[tuple[str, str], ...]
    trust: str = ""


def find_user_key(access_key: str) -> UserKey | None:
    """Return whose access key it is, None for one that IAM hasn't made."""
    from moto.iam.models import iam_backends

    for account in list(iam_backends):
        key = iam_backends[account][_PARTITION].access_keys.get(access_key)
        if key is not None and key.user_name:
            user = iam_backends[account][_PARTITION].users.get(key.user_name)
            if user is not None:
                return UserKey(key.secret_access_key, account, user.arn, key.status == "Active")
    return None


def find_user(arn: str) -> Identity | None:
    """Return the user with its own and its groups' policies."""
    backend = _backend(arn)
    user = backend.users.get(_name(arn))
    if user is None or user.arn != arn:
        return None
    groups = [group for group in backend.groups.values() if user in group.users]
    policies = [text for holder in (user, *groups) for text in _policies_of(holder)]
    tags = backend.tagger.get_tag_dict_for_resource(user.arn)
    return Identity(user.arn, user.id, tuple(policies), getattr(user, _BOUNDARY, ""), tuple(tags.items()))


def find_role(arn: str) -> Identity | None:
    """Return the role that the ARN names, which has its path."""
    role = next((one for one in _backend(arn).roles.values() if one.arn == arn), None)
    if role is None:
        return None
    tags = tuple((str(one["Key"]), str(one.get("Value", ""))) for one in role.tags or ())
    policies = tuple(_policies_of(role))
    return Identity(role.arn, role.id, policies, role.permissions_boundary_arn or "", tags, _text(role))


def find_entity(kind: str, name: str, *, account: str) -> str | None:
    """Return the ARN, which has a path, of the role, user, group ... of that name; None where there is none."""
    from moto.iam.models import iam_backends

    place = _PLACES.get(kind)
    entities = getattr(iam_backends[account][_PARTITION], place[0]) if place is not None else {}
    found = (str(one.arn) for one in list(entities.values()) if place and getattr(one, place[1]) == name)
    return next(found, None)


_PLACES = {
    "role": ("roles", "name"), "user": ("users", "name"), "group": ("groups", "name"),
    "instance-profile": ("instance_profiles", "name"), "server-certificate": ("certificates", "cert_name"),
}  # fmt: skip


def has_identities(account: str) -> bool:
    """Tell whether an account has any user or role: whether it is in use here."""
    from moto.iam.models import iam_backends

    if account not in iam_backends:
        return False
    backend = iam_backends[account][_PARTITION]
    return bool(backend.users or backend.roles)


def find_managed_policy(arn: str, *, account: str) -> str | None:
    """Return the default version of a managed policy, AWS's own or a customer's."""
    parts = parse_arn(arn)
    owner = account if parts is None or parts.account == "aws" else parts.account
    from moto.iam.models import iam_backends

    policy = iam_backends[owner][_PARTITION].managed_policies.get(arn)
    return None if policy is None else _default_version(policy)


def set_trust(name: str, policy: str, *, account: str) -> bool:
    """Replace the trust policy of a role; tell whether there is such a role."""
    from moto.iam.models import iam_backends

    role = next((one for one in iam_backends[account][_PARTITION].roles.values() if one.name == name), None)
    if role is not None:
        role.assume_role_policy_document = policy
    return role is not None


def set_user_boundary(arn: str, boundary: str) -> bool:
    """Set a user's permissions boundary, which moto has no room for; tell whether there is such a user."""
    user = _backend(arn).users.get(_name(arn))
    if user is not None:
        setattr(user, _BOUNDARY, boundary)
    return user is not None


def provide_managed_policy(arn: str, *, account: str) -> None:
    """Let an account have the AWS managed policy of that ARN, where AWS has one."""
    if not arn.startswith(_MANAGED):
        return
    from moto.iam.models import AWSManagedPolicy, iam_backends

    backend = iam_backends[account][_PARTITION]
    data = _load_managed_policies().get(arn.rpartition("/")[2])
    if arn in backend.managed_policies or data is None:
        return
    policy = AWSManagedPolicy.from_data(arn.rpartition("/")[2], account, _PARTITION, data)
    if policy.arn == arn:
        backend.managed_policies[arn] = policy
        backend.aws_managed_policies.append(policy)


@cache
def _load_managed_policies() -> dict[str, Any]:
    from moto.iam.aws_managed_policies import aws_managed_policies_data

    loaded: dict[str, Any] = json.loads(aws_managed_policies_data)
    return loaded


def _policies_of(holder: Any) -> list[str]:
    inline = [str(text) for text in holder.policies.values()]
    return inline + [_default_version(policy) for policy in holder.managed_policies.values()]


def _default_version(policy: Any) -> str:
    found = next((one for one in policy.versions if one.version_id == policy.default_version_id), policy.versions[0])
    return str(found.document)


def _text(role: Any) -> str:
    return str(role.assume_role_policy_document or "")


def _backend(arn: str) -> Any:
    from moto.iam.models import iam_backends

    parts = parse_arn(arn)
    return iam_backends[parts.account if parts else ""][_PARTITION]


def _name(arn: str) -> str:
    return arn.rpartition("/")[2]
