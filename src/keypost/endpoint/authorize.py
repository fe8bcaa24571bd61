"""One demand, decided by the engine that decides everything: what moto keeps -> policies and request -> decision."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from types import MappingProxyType

from keypost.arn import parse_arn
from keypost.endpoint.actions.declare import Demand
from keypost.endpoint.call import Call, Caller
from keypost.endpoint.store.keys import StoredKey, find_key
from keypost.endpoint.store.organizations import Levels, Membership, find_membership
from keypost.endpoint.store.resources import find_attached
from keypost.endpoint.store.tags import find_object_tags, find_tags
from keypost.named import NamedTuple
from keypost.policy.compile import Authorizer, compile_policies
from keypost.policy.decision import Decision
from keypost.policy.document import Policy
from keypost.policy.key_policy import build_default_key_policy
from keypost.policy.parse import NotAPolicyError, parse_policy
from keypost.policy.request import Grant, KeyFacts, KeyManager, Policies, Request

# Sets of policies that stay compiled: those of one endpoint are few, and change seldom.
_MOST_COMPILED = 1024
_KMS, _IAM = "kms:", "iam:"
_NOTHING_ALLOWED = parse_policy({"Version": "2012-10-17", "Statement": []})


class _Texts(NamedTuple):
    """All policies that may speak, as JSON: equal ones are compiled once."""

    identity: tuple[str, ...]
    resource: str | None
    boundary: tuple[str, ...] | None
    session: tuple[str, ...] | None
    service_control: Levels | None
    resource_control: Levels | None
    grants: str
    key: KeyFacts | None


def decide(
    demand: Demand, caller: Caller, *, call: Call, kept: Mapping[str, str] = MappingProxyType({})
) -> tuple[Request, Decision]:
    """Return the request that the demand makes, and the decision with its trace where it is a denial.

    `kept` are policies of resources that moto has no room for, by ARN.
    """
    key = _find_key(demand, call)
    owner, policy = (key.account, key.policy) if key is not None else find_attached(demand.resource)
    if demand.action.startswith(_IAM):
        policy = None  # a role's trust policy speaks about assuming it only
    if key is None and policy is None and _is_key_nobody_has(demand, caller):
        policy = _delegate(caller.account)
    owner = owner or caller.account  # what nobody has yet is the caller's to make
    member = find_membership(owner) if owner else None
    request = _build_request(demand, caller, call=call, owner=owner, member=member)
    own = find_membership(caller.account) if caller.account else None
    is_managed = key is not None and key.facts.manager is not KeyManager.CUSTOMER
    texts = _Texts(
        identity=caller.identity,
        resource=kept.get(demand.resource, policy),
        boundary=caller.boundary,
        session=caller.session,
        service_control=own.service_control if own else None,
        resource_control=member.resource_control if member and not is_managed else None,
        grants=_render_grants(key.grants) if key is not None else "",
        key=key.facts if key is not None else None,
    )
    if _mentions_tags(texts):
        request = request._replace(context={**request.context, **_tell_tags(demand.resource)})
    return request, _compile(texts).explain_denial(request)


@lru_cache(maxsize=_MOST_COMPILED)
def _mentions_tags(texts: _Texts) -> bool:
    """Tell whether any policy looks at tags of resources: only then is it worth to ask for them."""
    levels = (*(texts.service_control or ()), *(texts.resource_control or ()))
    told = (*texts.identity, texts.resource or "", *(texts.boundary or ()), *(texts.session or ()), *sum(levels, ()))
    return any(name in text.lower() for text in told for name in ("resourcetag/", "existingobjecttag/"))


def _tell_tags(resource: str) -> dict[str, tuple[str, ...]]:
    """Return the condition keys that the resource's tags make (IAM User Guide, controlling access using tags).

    Those of buckets count only where a bucket says so, which moto has no room for (S3 User Guide, ABAC for buckets).
    """
    arn = parse_arn(resource)
    if arn is None:
        return {}
    if arn.service == "s3":
        bucket, _, key = arn.resource.partition("/")
        return {f"s3:ExistingObjectTag/{name}": (value,) for name, value in find_object_tags(bucket, key).items()}
    tags = find_tags(resource)
    told: dict[str, tuple[str, ...]] = {f"aws:ResourceTag/{name}": (value,) for name, value in tags.items()}
    if arn.service == "iam":
        told |= {f"iam:ResourceTag/{name}": (value,) for name, value in tags.items()}
    return told


def _find_key(demand: Demand, call: Call) -> StoredKey | None:
    if not demand.action.startswith(_KMS) or ":key/" not in demand.resource:
        return None
    return find_key(demand.resource, account=call.account, region=call.region)


def _is_key_nobody_has(demand: Demand, caller: Caller) -> bool:
    """Tell whether the caller names a key of its account that doesn't exist: who may use keys is told that it doesn't.

    KMS Developer Guide, troubleshooting key access; KMS API reference, NotFoundException.
    """
    arn = parse_arn(demand.resource) if demand.action.startswith(_KMS) else None
    return arn is not None and arn.resource.startswith("key/") and arn.account == caller.account


@lru_cache(maxsize=64)
def _delegate(account: str) -> str:
    return json.dumps(build_default_key_policy(account=account, partition="aws").source)


def _build_request(demand: Demand, caller: Caller, *, call: Call, owner: str, member: Membership | None) -> Request:
    now = datetime.now(UTC)
    context = {
        "aws:RequestedRegion": (call.region,),
        "aws:CurrentTime": (now.strftime("%Y-%m-%dT%H:%M:%SZ"),),
        "aws:EpochTime": (str(int(now.timestamp())),),
        **caller.context,
        **caller.sent.get(demand.action.lower(), {}),
        **demand.context,
    }
    if member is not None:
        context |= {"aws:ResourceOrgID": (member.organization,), "aws:ResourceOrgPaths": (member.path,)}
    return Request(caller.principal, demand.action, demand.resource, owner or None, context)


@lru_cache(maxsize=_MOST_COMPILED)
def _compile(texts: _Texts) -> Authorizer:
    policies = Policies(
        identity=_parse_all(texts.identity),
        resource=None if texts.resource is None else _parse(texts.resource),
        permissions_boundary=None if texts.boundary is None else (_parse_all(texts.boundary) or (_NOTHING_ALLOWED,)),
        session=None if texts.session is None else (_parse_all(texts.session) or (_NOTHING_ALLOWED,)),
        service_control=_parse_levels(texts.service_control),
        resource_control=_parse_levels(texts.resource_control),
        grants=_read_grants(texts.grants),
    )
    return compile_policies(policies, key=texts.key)


def _parse_levels(levels: Levels | None) -> tuple[tuple[Policy, ...], ...] | None:
    return None if levels is None else tuple(_parse_all(level) for level in levels)


def _parse_all(texts: tuple[str, ...]) -> tuple[Policy, ...]:
    return tuple(_parse(text) for text in texts)


@lru_cache(maxsize=4 * _MOST_COMPILED)
def _parse(text: str) -> Policy:
    """Return the policy; a text that is none allows nothing."""
    try:
        return parse_policy(text)
    except NotAPolicyError:
        return _NOTHING_ALLOWED


def _render_grants(grants: tuple[Grant, ...]) -> str:
    return json.dumps([one[:-1] for one in grants]) if grants else ""


def _read_grants(text: str) -> tuple[Grant, ...]:
    return tuple(Grant(tuple(fields[0]), *fields[1:]) for fields in json.loads(text)) if text else ()
