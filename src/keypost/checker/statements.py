"""The statements that let the calls of a delivery through, by the policy that they belong in."""

from collections.abc import Iterator

from keypost.arn import parse_arn
from keypost.catalogue.declare import (
    Call,
    Caller,
    ContextValue,
    MadeGrant,
    Necessity,
    Part,
    Reach,
    RoleThenService,
    Sent,
    Service,
)
from keypost.checker.access.key_actions import carries_encryption_context
from keypost.checker.callers import attempts_of
from keypost.checker.connect import Connection
from keypost.checker.requests import ANYTHING, build_request, is_made
from keypost.estate.resource import Resource
from keypost.named import TYPE_CHECKING, Enum, NamedTuple
from keypost.policy.authorize import authorize
from keypost.policy.changes import build_condition, name_principal
from keypost.policy.document import (
    Condition,
    NamedPrincipal,
    Statement,
    build_allow,
)
from keypost.policy.key_policy import build_default_key_policy
from keypost.policy.principals import is_service_linked, name_in_policy
from keypost.policy.reasons import Outcome
from keypost.policy.request import Policies, PrincipalKind, Request
from keypost.unknown import build_unknown, same_text

if TYPE_CHECKING:
    from keypost.catalogue.trusts import Trust

_CONTEXT_PAIR = "kms:EncryptionContext:"
# What narrows a statement to the delivery, and by which operators: for a value that is whole, and for a pattern.
_OPERATORS = {
    "aws:SourceAccount": ("StringEquals", "StringLike"),
    "aws:SourceArn": ("ArnEquals", "ArnLike"),
    "kms:ViaService": ("StringEquals", "StringLike"),
    "kms:GrantIsForAWSResource": ("Bool", "Bool"),
    _CONTEXT_PAIR: ("StringEquals", "StringLike"),
}
_WILDCARD = "*"
# Objects for which AWS asks to allow the folder of the account, since a service puts others beside them: a trail its
# digests and insights, a load balancer its test file (the pages that the paths name as sources for their buckets).
_FOLDERS = {
    Part.CLOUDTRAIL_OBJECT: Part.ACCOUNT_LOG_OBJECT,
    Part.LOAD_BALANCER_LOG_OBJECT: Part.ACCOUNT_LOG_OBJECT,
    Part.FLOW_LOG_OBJECT: Part.VENDED_LOG_OBJECT,
    Part.WAF_LOG_OBJECT: Part.VENDED_LOG_OBJECT,
}
_Conditions = dict[str, tuple[str, ...]]


class Place(Enum):
    """The policy that a statement belongs in."""

    KEY_POLICY = "key-policy"
    TARGET_POLICY = "target-policy"  # the resource policy of a topic, queue, bucket ...
    IDENTITY_POLICY = "identity-policy"  # a policy of the role or user that calls


class Form(Enum):
    """How much a statement says."""

    MINIMAL = "minimal"  # the calls that the delivery can't do without, under no condition
    HARDENED = "hardened"  # all calls as AWS asks to allow them, under every condition that is known to hold


class Placed(NamedTuple):
    """Statements of one policy for one caller."""

    place: Place
    caller: Caller
    statements: tuple[Statement, ...]


class _Permission(NamedTuple):
    """One action that one caller needs on one resource, as a policy would say it."""

    place: Place
    caller: Caller
    principals: tuple[NamedPrincipal, ...]
    resource: str
    action: str
    conditions: _Conditions


def list_callers(connection: Connection) -> tuple[Caller, ...]:
    """Return who delivers; where there are several, the statements for one of them are enough."""
    return tuple(attempt.caller for attempt in attempts_of(connection) if attempt.doubt is None)


def build_statements(connection: Connection, *, caller: Caller, form: Form) -> tuple[Placed, ...]:
    """Return the statements that let `caller`, and whoever else calls on the way, make the delivery's calls.

    Values may hold unknown parts. A key policy and an identity policy speak about one key only together: the
    identity statements need a key policy that lets the account's own policies count, as the default one does.
    """
    merged: dict[tuple[object, ...], _Permission] = {}
    for permission in _list_permissions(connection, caller, form):
        handle = (permission.place, permission.caller, permission.resource, permission.action)
        known = merged.get(handle)
        merged[handle] = permission if known is None else _merge(known, permission)
    groups: dict[tuple[Place, Caller], list[_Permission]] = {}
    for permission in merged.values():
        groups.setdefault((permission.place, permission.caller), []).append(permission)
    return tuple(Placed(place, who, tuple(_state(group))) for (place, who), group in groups.items())


def build_trust_statement(trust: "Trust", connection: Connection) -> Statement | None:
    """Return the statement by which the delivery's role trusts the service, under the conditions that surely hold.

    None where nobody knows whom it would name. A trust policy has no Resource: it means its role.
    """
    call = trust.call
    request = None if call.caller is None else build_request(call, connection, call.caller)
    if request is None or call.caller is None:
        return None
    known = dict(_known_conditions(call, call.caller, request))
    principals = (name_principal(name_in_policy(request.principal)),)
    statement = build_allow((call.action,), resource=_WILDCARD, principals=principals)
    conditions = tuple(_build_condition(key, values) for key, values in known.items())
    return statement._replace(resources=None, conditions=conditions)


def _list_permissions(connection: Connection, caller: Caller, form: Form) -> Iterator[_Permission]:
    for call in connection.path.calls:
        is_left_out = form is Form.MINIMAL and call.necessity is Necessity.RECOMMENDED
        if is_left_out or _is_granted(call, connection) or is_made(call, connection) is False:
            continue
        by = call.caller if call.caller is not None and not isinstance(call.caller, RoleThenService) else caller
        request = build_request(_widen(call), connection, by)
        if request is not None:
            for place in _places_of(call, request, connection):
                yield _build_permission(call, by, request, place, form)


def _widen(call: Call) -> Call:
    """Return the call on the whole folder that its object lies in, where AWS asks to allow that."""
    return call._replace(
        on=_find_folder(call.on),
        context={key: _widen_value(value) for key, value in call.context.items()},
        role_context={key: _widen_value(value) for key, value in call.role_context.items()},
    )


def _widen_value(value: ContextValue) -> ContextValue:
    return value._replace(value=_find_folder(value.value)) if isinstance(value, Sent) else value


def _find_folder(part: Part | str) -> Part | str:
    return _FOLDERS.get(part, part) if isinstance(part, Part) else part


def _is_granted(call: Call, connection: Connection) -> bool:
    """Tell whether a grant takes the place of a statement: one made by hand only where no statement would do.

    That is across accounts, for a service-linked role: nobody can allow it anything in its own account.
    """
    if call.grant is not MadeGrant.BY_HAND:
        return call.grant is not MadeGrant.NONE
    return connection.path.reach is Reach.ACROSS_ACCOUNTS


def _build_permission(call: Call, caller: Caller, request: Request, place: Place, form: Form) -> _Permission:
    is_minimal = form is Form.MINIMAL
    return _Permission(
        place,
        caller,
        () if place is Place.IDENTITY_POLICY else (name_principal(name_in_policy(request.principal)),),
        _WILDCARD if place is Place.KEY_POLICY else open_text(request.resource),
        call.action if is_minimal else call.advised or call.action,
        {} if is_minimal else dict(_known_conditions(call, caller, request)),
    )


def _places_of(call: Call, request: Request, connection: Connection) -> Iterator[Place]:
    """A service has no policies of its own, and those of a service-linked role nobody can change (IAM User Guide).

    Across accounts the policies of both sides must allow (IAM User Guide, cross-account policy evaluation).
    """
    of_resource = Place.KEY_POLICY if call.on_key else Place.TARGET_POLICY
    if request.principal.kind is PrincipalKind.SERVICE:
        yield of_resource
    elif is_service_linked(request.principal):
        if not _is_allowed_by(connection.role_of(call), call, request, connection):
            yield of_resource
    else:
        yield Place.IDENTITY_POLICY
        owner = connection.owner_of(call)
        if owner is not None and same_text(request.principal.account or "", owner.account) is False:
            yield of_resource


def _is_allowed_by(role: Resource | None, call: Call, request: Request, connection: Connection) -> bool:
    """Tell whether the role's own policies are enough: of a key, where its policy lets those of its account count."""
    if role is None:
        return False
    delegating = None
    if call.on_key:
        account = connection.key.account if connection.key is not None else ""
        delegating = build_default_key_policy(account=account, partition="aws")
    policies = Policies(identity=role.identity, resource=delegating)
    return authorize(request, policies).outcome is Outcome.ALLOW


def _known_conditions(call: Call, caller: Caller, request: Request) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the keys that the call surely carries with values that tell it from others.

    kms:ViaService is for forward access sessions: a service that calls as itself isn't known to send it (KMS Developer
    Guide, condition keys). An encryption context belongs to actions that take one: others would never be allowed.
    """
    for key, values in request.context.items():
        operator = _OPERATORS.get(key) or (_OPERATORS[_CONTEXT_PAIR] if key.startswith(_CONTEXT_PAIR) else None)
        is_vain = key == "kms:ViaService" and isinstance(caller, Service)
        is_refused = key.startswith(_CONTEXT_PAIR) and not carries_encryption_context(call.action)
        opened = tuple(map(open_text, values))
        if operator is not None and not is_vain and not is_refused and not any(map(_narrows_nothing, opened)):
            yield key, opened


def _narrows_nothing(value: str) -> bool:
    """Tell whether whatever the service does for anybody has such a value: a text, or an ARN, of any account."""
    arn = parse_arn(value)
    return value == _WILDCARD or (arn is not None and arn.account == _WILDCARD)


def open_text(text: str) -> str:
    """Return the text as policies write it: what nobody knows beforehand is a wildcard there."""
    return text.replace(build_unknown(ANYTHING), _WILDCARD)


def _merge(one: _Permission, other: _Permission) -> _Permission:
    """What two calls of one action have in common: with and without an S3 Bucket Key, say."""
    shared = {key: values for key, values in one.conditions.items() if key in other.conditions}
    union = {key: tuple(dict.fromkeys((*values, *other.conditions[key]))) for key, values in shared.items()}
    return one._replace(conditions=union)


def _state(permissions: list[_Permission]) -> Iterator[Statement]:
    """Yield a statement for all actions that share resource and conditions."""
    groups: dict[tuple[str, tuple[Condition, ...]], list[_Permission]] = {}
    for permission in permissions:
        conditions = tuple(_build_condition(key, values) for key, values in permission.conditions.items())
        groups.setdefault((permission.resource, conditions), []).append(permission)
    for number, ((resource, conditions), group) in enumerate(groups.items()):
        actions = [permission.action for permission in group]
        kept = [action for action in actions if f"{action}*" not in actions]
        statement = build_allow(kept, resource=resource, principals=group[0].principals)
        yield statement._replace(number=number, conditions=conditions)


def _build_condition(key: str, values: tuple[str, ...]) -> Condition:
    exact, pattern = _OPERATORS.get(key, _OPERATORS[_CONTEXT_PAIR])
    return build_condition(pattern if any(_WILDCARD in value for value in values) else exact, key, values)
