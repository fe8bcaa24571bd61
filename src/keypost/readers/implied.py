"""Wires that no setting makes: an identity policy that names a queue, topic, secret, encrypted table or stream.

Somebody who lets a role send to one queue means it to be used. A policy for every resource (`*`) says nothing about any
one queue, so it makes no wire; a role that another setting already ties to the queue (an event source mapping, a
dead-letter queue) isn't reported twice. Whoever uses a table or stream needs nothing else, unless a KMS key encrypts
it; reading and writing a table take the same key, so that they make one wire. A secret under the AWS managed
key is open to all in the account who may read it.
"""

from keypost.estate.estate import Wire
from keypost.estate.kind import Kind
from keypost.estate.references import Match, References
from keypost.estate.resource import Resource, Sse
from keypost.named import Iterable, Iterator, Sequence
from keypost.policy.document import Effect, Policy, Statement
from keypost.unknown import Unread, build_glob, has_unknown

_Use = tuple[str, tuple[Kind, ...], str]
_TABLES = (Kind.TABLE, Kind.GLOBAL_TABLE)
# (action, what it is on, the action by which the setting goes)
_ACTIONS: tuple[_Use, ...] = (
    ("sqs:SendMessage", (Kind.QUEUE,), "sqs:SendMessage"),
    ("sqs:ReceiveMessage", (Kind.QUEUE,), "sqs:ReceiveMessage"),
    ("sns:Publish", (Kind.TOPIC,), "sns:Publish"),
    ("secretsmanager:GetSecretValue", (Kind.SECRET,), "secretsmanager:GetSecretValue"),
    ("dynamodb:GetItem", _TABLES, "dynamodb:GetItem"),
    ("dynamodb:BatchGetItem", _TABLES, "dynamodb:GetItem"),
    ("dynamodb:Query", _TABLES, "dynamodb:GetItem"),
    ("dynamodb:Scan", _TABLES, "dynamodb:GetItem"),
    ("dynamodb:PutItem", _TABLES, "dynamodb:GetItem"),
    ("dynamodb:UpdateItem", _TABLES, "dynamodb:GetItem"),
    ("dynamodb:DeleteItem", _TABLES, "dynamodb:GetItem"),
    ("dynamodb:BatchWriteItem", _TABLES, "dynamodb:GetItem"),
    ("kinesis:PutRecord", (Kind.STREAM,), "kinesis:PutRecord"),
    ("kinesis:PutRecords", (Kind.STREAM,), "kinesis:PutRecord"),
    ("kinesis:GetRecords", (Kind.STREAM,), "kinesis:GetRecords"),
    ("kinesis:SubscribeToShard", (Kind.STREAM,), "kinesis:GetRecords"),
)
_TARGETS = tuple(dict.fromkeys(kind for _, kinds, _ in _ACTIONS for kind in kinds))
_PREFIX = "identity:"
_Pair = tuple[str, str, str, str]


def build_implied_wires(resources: Sequence[Resource], wires: Sequence[Wire], *, references: References) -> list[Wire]:
    """Build the wires from roles and users to the queues, topics, secrets, encrypted tables and streams they name."""
    roles = [resource for resource in resources if resource.is_principal]
    targets = [resource for resource in resources if _may_be_meant(resource)] if roles else []
    if not targets:
        return []
    tied = set(_ties(wires, references=references))
    found: dict[tuple[_Pair, str], Wire] = {}
    for role in roles:
        for statement, action, target in _named(role, targets, references=references):
            pair = _pair(role, target)
            if pair not in tied:
                wire = Wire(role, role, _PREFIX + action, target.arn, role=role.arn, origin=statement.origin)
                found.setdefault((pair, action), wire)
    return list(found.values())


def _may_be_meant(resource: Resource) -> bool:
    """Tell whether the use of a resource is a delivery: of a table, stream or secret only where a key may matter."""
    if resource.kind is Kind.QUEUE or resource.kind is Kind.TOPIC:
        return True
    encryption = resource.encryption
    if resource.kind is Kind.SECRET:
        return isinstance(encryption, Unread) or not (encryption.key or "").startswith("alias/aws/")
    may_be_locked = isinstance(encryption, Unread) or encryption.mode is Sse.KMS
    return (resource.kind in _TABLES or resource.kind is Kind.STREAM) and may_be_locked


def _ties(wires: Iterable[Wire], *, references: References) -> Iterator[_Pair]:
    """Role and target of every wire that says both."""
    for wire in wires:
        if isinstance(wire.role, str) and isinstance(wire.target, str):
            role = references.find(wire.role, kinds=(Kind.ROLE,), near=wire.holder)
            target = references.find(wire.target, kinds=_TARGETS, near=wire.holder)
            if role.match is Match.CERTAIN and target.match is Match.CERTAIN:
                yield _pair(role.resource, target.resource)


def _pair(role: Resource, target: Resource) -> _Pair:
    return role.stack, role.id, target.stack, target.id


def _named(
    role: Resource, targets: Sequence[Resource], *, references: References
) -> Iterator[tuple[Statement, str, Resource]]:
    kinds = {target.kind for target in targets}
    uses = [use for use in _ACTIONS if not kinds.isdisjoint(use[1])]
    for policy in role.identity:
        for statement in policy.statements if isinstance(policy, Policy) else ():
            if statement.effect is Effect.ALLOW and statement.resources and not statement.resources.negated:
                for _, of_kinds, name in _uses_of(statement, uses):
                    for target in _targets(statement, of_kinds, role, targets, references):
                        yield statement, name, target


def _uses_of(statement: Statement, uses: Sequence[_Use]) -> Iterator[_Use]:
    actions = statement.actions
    if actions is None or actions.negated:
        return
    for use in uses:
        if any(build_glob(value.lower()).match(use[0].lower()) for value in actions.values if value != "*"):
            yield use


def _targets(
    statement: Statement, kinds: tuple[Kind, ...], role: Resource, targets: Sequence[Resource], references: References
) -> Iterator[Resource]:
    for value in statement.resources.values if statement.resources else ():
        if "*" not in value and "?" not in value:
            found = references.find(value, kinds=kinds, near=role)
            if found.match is Match.CERTAIN and _may_be_meant(found.resource):
                yield found.resource
        elif _is_specific(value):
            glob = build_glob(value)
            yield from (target for target in targets if target.kind in kinds and glob.match(target.arn))


def _is_specific(pattern: str) -> bool:
    """Tell whether a pattern spells out part of a name, not only account, Region and type."""
    name = pattern.replace("/", ":").rsplit(":", 1)[-1].strip("*?")
    return bool(name) and pattern.count(":") >= 5 and not has_unknown(name)
