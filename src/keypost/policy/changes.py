"""One change of a request, a policy or a key, as data; and the same situation with changes applied."""

from typing import Any

from keypost.named import Enum, NamedTuple
from keypost.origin import NOWHERE, Origin
from keypost.policy.compile import Authorizer, compile_policies
from keypost.policy.conditions.operators import split_operator
from keypost.policy.context import CONTEXT_PAIR
from keypost.policy.decision import Decision
from keypost.policy.document import (
    EMPTY_POLICY,
    Condition,
    Effect,
    Listing,
    NamedPrincipal,
    Policy,
    PrincipalForm,
    PrincipalListing,
    Statement,
)
from keypost.policy.principals import parse_principal
from keypost.policy.reasons import Element, PolicyKind
from keypost.policy.request import SYMMETRIC, Grant, KeyFacts, KeyState, Policies, PrincipalKind, Request
from keypost.unknown import Unread

Documents = tuple[Policy | Unread, ...]


class ChangeKind(Enum):
    """What is changed, as machine keys."""

    SEND = "send"
    OMIT = "omit"
    LIST = "list"
    UNLIST = "unlist"
    ADD_TEST = "add-test"
    DROP_TEST = "drop-test"
    ADD_STATEMENT = "add-statement"
    DROP_STATEMENT = "drop-statement"
    ENABLE_KEY = "enable-key"
    SYMMETRIC_KEY = "symmetric-key"


class Change(NamedTuple):
    """One change.

    Of the request: it carries `key` with `values` (SEND) or not at all (OMIT); any other value serves that is `like`
    one of the policy's, or `unlike` all of them. Of a statement (or grant): its `element` lists `values` too, or no
    longer; of a Condition `key` and `operator` name the test. ADD_STATEMENT brings `added` (None: a policy that says
    nothing more).
    """

    kind: ChangeKind
    policy: PolicyKind | None = None
    document: int = 0
    statement: int = 0
    sid: str | None = None
    effect: Effect | None = None
    origin: Origin = NOWHERE
    element: Element | None = None
    key: str | None = None
    operator: str | None = None
    values: tuple[str, ...] = ()
    like: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()
    added: Statement | None = None

    @property
    def is_of_request(self) -> bool:
        """Tell whether the request changes, and no policy."""
        return self.kind is ChangeKind.SEND or self.kind is ChangeKind.OMIT


class Situation(NamedTuple):
    """One request, and everything that may speak about it."""

    request: Request
    policies: Policies
    key: KeyFacts = KeyFacts()

    def compile(self) -> Authorizer:
        """Return what decides under these policies."""
        return compile_policies(self.policies, key=self.key)

    def decide(self) -> Decision:
        """Return the decision, without its trace."""
        return self.compile().decide(self.request)


def apply_changes(changes: tuple[Change, ...], situation: Situation) -> Situation:
    """Return the situation with the changes made, one after the other."""
    for change in changes:
        situation = apply_change(change, situation)
    return situation


def apply_change(change: Change, situation: Situation) -> Situation:
    """Return the situation with the change made; what it names and isn't there stays as it is."""
    if change.is_of_request:
        return situation._replace(request=_change_request(change, situation.request))
    if change.kind is ChangeKind.ENABLE_KEY:
        return situation._replace(key=situation.key._replace(state=KeyState.ENABLED))
    if change.kind is ChangeKind.SYMMETRIC_KEY:
        return situation._replace(key=situation.key._replace(spec=SYMMETRIC))
    if change.policy is PolicyKind.GRANT:
        return situation._replace(policies=_change_grants(change, situation.policies))
    return situation._replace(policies=_change_policies(change, situation.policies))


def settle_key(request: Request, key: str, values: tuple[str, ...] | None) -> Request:
    """Return the request that surely carries the context key with these values, or (None) surely doesn't."""
    name = key.lower()
    context = {given: found for given, found in request.context.items() if given.lower() != name}
    if values is not None or not name.startswith(CONTEXT_PAIR):
        # No value at all is how a key is absent that would otherwise follow from the caller.
        context[key] = values or ()
    return request._replace(
        context=context,
        uncertain={given: found for given, found in request.uncertain.items() if given.lower() != name},
        unknown=frozenset(given for given in request.unknown if given.lower() != name),
        absent=request.absent | {key} if values is None else request.absent,
    )


def _change_request(change: Change, request: Request) -> Request:
    return settle_key(request, change.key or "", change.values if change.kind is ChangeKind.SEND else None)


def _change_grants(change: Change, policies: Policies) -> Policies:
    if isinstance(policies.grants, Unread):
        return policies
    grants = [
        _change_grant(change, grant) if index == change.statement else (grant,)
        for index, grant in enumerate(policies.grants)
    ]
    return policies._replace(grants=sum(grants, ()))


def _change_grant(change: Change, grant: Grant) -> tuple[Grant, ...]:
    if change.kind is ChangeKind.DROP_STATEMENT:
        return ()
    return (grant._replace(operations=(*grant.operations, *change.values)),)


def list_documents(policies: Policies, kind: PolicyKind) -> Documents:
    """Return the policies of the kind, counted as decisions count them: control policies over all levels."""
    found = getattr(policies, _FIELDS[kind])
    if kind in _OF_LEVELS:
        return sum(found or (), ())
    if kind is PolicyKind.RESOURCE:
        return () if found is None else (found,)
    return tuple(found or ())


def _change_policies(change: Change, policies: Policies) -> Policies:
    kind = change.policy or PolicyKind.RESOURCE
    name = _FIELDS[kind]
    found = getattr(policies, name)
    if kind in _OF_LEVELS:
        levels: dict[str, Any] = {name: _edit_levels(found or (), change)}
        return policies._replace(**levels)
    documents = list_documents(policies, kind)
    if not documents and kind in (PolicyKind.RESOURCE, PolicyKind.IDENTITY):
        documents = (EMPTY_POLICY,)
    edited = _edit_documents(documents, change, start=0)
    changed: dict[str, Any] = {name: edited[0] if kind is PolicyKind.RESOURCE else edited}
    return policies._replace(**changed)


_OF_LEVELS = frozenset({PolicyKind.SERVICE_CONTROL, PolicyKind.RESOURCE_CONTROL})
_FIELDS = {
    PolicyKind.IDENTITY: "identity",
    PolicyKind.RESOURCE: "resource",
    PolicyKind.PERMISSIONS_BOUNDARY: "permissions_boundary",
    PolicyKind.SESSION: "session",
    PolicyKind.SERVICE_CONTROL: "service_control",
    PolicyKind.RESOURCE_CONTROL: "resource_control",
    PolicyKind.VPC_ENDPOINT: "vpc_endpoint",
}


def _edit_levels(levels: tuple[Documents, ...], change: Change) -> tuple[Documents, ...]:
    edited: list[Documents] = []
    start = 0
    for level in levels:
        edited.append(_edit_documents(level, change, start=start))
        start += len(level)
    return tuple(edited)


def _edit_documents(documents: Documents, change: Change, *, start: int) -> Documents:
    return tuple(
        _edit_policy(policy, change) if index == change.document else policy
        for index, policy in enumerate(documents, start=start)
    )


def _edit_policy(policy: Policy | Unread, change: Change) -> Policy | Unread:
    """Edit one policy; of an unread one a further statement tells that it says this and no more."""
    if isinstance(policy, Unread):
        return _edit_policy(EMPTY_POLICY, change) if change.kind is ChangeKind.ADD_STATEMENT else policy
    if change.kind is ChangeKind.ADD_STATEMENT:
        added = (change.added,) if change.added is not None else ()
        return policy._replace(statements=(*policy.statements, *added))
    statements = [
        _edit_statement(statement, change) if statement.number == change.statement else (statement,)
        for statement in policy.statements
    ]
    return policy._replace(statements=sum(statements, ()))


def _edit_statement(statement: Statement, change: Change) -> tuple[Statement, ...]:
    if change.kind is ChangeKind.DROP_STATEMENT:
        return ()
    if change.element is Element.CONDITION:
        return (statement._replace(conditions=tuple(_edit_conditions(statement.conditions, change))),)
    if change.element is Element.PRINCIPAL or change.element is Element.NOT_PRINCIPAL:
        return (statement._replace(principals=_edit_principals(statement.principals, change)),)
    if change.element is Element.ACTION or change.element is Element.NOT_ACTION:
        return (statement._replace(actions=_edit_listing(statement.actions, change)),)
    return (statement._replace(resources=_edit_listing(statement.resources, change)),)


def _edit_conditions(conditions: tuple[Condition, ...], change: Change) -> list[Condition]:
    if change.kind is ChangeKind.ADD_TEST:
        return [*conditions, build_condition(change.operator or "", change.key or "", change.values)]
    edited: list[Condition] = []
    for condition in conditions:
        if not is_test(condition, change):
            edited.append(condition)
        elif change.kind is not ChangeKind.DROP_TEST:
            edited.append(condition._replace(values=_edit_values(condition.values, change)))
    return edited


def is_test(condition: Condition, change: Change) -> bool:
    """Tell whether the change is about this test."""
    spelling = split_operator(change.operator or "")
    told = (condition.operator, condition.quantifier, condition.if_exists)
    return condition.key == change.key and (spelling == told if spelling else condition.operator == change.operator)


def is_listing_test(condition: Condition) -> bool:
    """Tell whether the test compares with each of its values by itself, so that one more or less changes it so far."""
    return condition.operator.removesuffix("IgnoreCase").endswith(("Equals", "Like", "IpAddress")) and not any(
        word in condition.operator for word in ("LessThan", "GreaterThan")
    )


def build_condition(operator: str, key: str, values: tuple[str, ...]) -> Condition:
    """Return the test that a policy writes so; the operator is one of IAM's."""
    spelling = split_operator(operator)
    if spelling is None:
        return Condition(operator, key, values)
    return Condition(spelling.operator, key, values, spelling.quantifier, spelling.if_exists)


def _edit_values(values: tuple[str, ...], change: Change) -> tuple[str, ...]:
    if change.kind is ChangeKind.LIST:
        return (*values, *change.values)
    return tuple(value for value in values if value not in change.values)


def _edit_listing(listing: Listing | None, change: Change) -> Listing:
    listing = listing or Listing(())
    return listing._replace(values=_edit_values(listing.values, change))


def _edit_principals(listing: PrincipalListing | None, change: Change) -> PrincipalListing:
    listing = listing or PrincipalListing(())
    if change.kind is ChangeKind.LIST:
        return listing._replace(values=(*listing.values, *map(name_principal, change.values)))
    return listing._replace(values=tuple(named for named in listing.values if named.value not in change.values))


def name_principal(text: str) -> NamedPrincipal:
    """Return the value of a Principal element that names everyone, an AWS principal, a service or a provider."""
    if text == "*":
        return NamedPrincipal(PrincipalForm.EVERYONE, text)
    return NamedPrincipal(_FORMS.get(parse_principal(text).kind, PrincipalForm.AWS), text)


_FORMS = {PrincipalKind.SERVICE: PrincipalForm.SERVICE, PrincipalKind.PROVIDER: PrincipalForm.FEDERATED}
