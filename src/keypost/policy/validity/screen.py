"""A quick look at a policy: most are plain, written as AWS's examples are, and need no closer one.

Whatever isn't surely in order is looked at closely (`find`): the law is that no plain policy has a defect.
"""

from keypost.named import TYPE_CHECKING, lru_cache
from keypost.policy.document import (
    Condition,
    Effect,
    Listing,
    NamedPrincipal,
    Policy,
    PrincipalForm,
    PrincipalListing,
    Quantifier,
    Statement,
    Version,
)
from keypost.policy.reasons import Reason
from keypost.policy.validity.services import USUAL

if TYPE_CHECKING:
    from typing import Any

# Quotas are further away than this for every kind of policy (characters, statements, values of an element).
_SHORT = 2_000
_FEW_STATEMENTS, _FEW_VALUES = 10, 7
# Of a topic only what stands for resources is few; SNS itself writes eight actions.
_FEW_ACTIONS = {"topic": 8}
_OF_DOCUMENT = frozenset({"Version", "Id", "Statement"})
_ELEMENTS = frozenset({"Sid", "Effect", "Principal", "Action", "Resource", "Condition"})
_OF_SERVICES = "abcdefghijklmnopqrstuvwxyz0123456789-"
_OF_NAMES = f"{_OF_SERVICES}ABCDEFGHIJKLMNOPQRSTUVWXYZ_/"
_SERVICES = frozenset({"sns", "sqs", "s3", "kms", "logs", "lambda", "dynamodb"})
_ACCOUNT_DIGITS, _LAST_OF_ARN = 12, 5

_OF_KEYS = (
    "kms:* kms:Encrypt kms:Decrypt kms:GenerateDataKey kms:GenerateDataKey* kms:ReEncrypt* kms:DescribeKey "
    "kms:CreateGrant kms:ListGrants kms:RevokeGrant kms:Create* kms:Describe* kms:Enable* kms:List* kms:Put* "
    "kms:Update* kms:Revoke* kms:Disable* kms:Get* kms:Delete* kms:TagResource kms:UntagResource "
    "kms:EnableKeyRotation kms:ScheduleKeyDeletion kms:CancelKeyDeletion kms:PutKeyPolicy kms:GetKeyPolicy"
)
_OF_TOPICS = (
    "sns:Publish SNS:Publish sns:Subscribe SNS:Subscribe SNS:GetTopicAttributes SNS:SetTopicAttributes "
    "SNS:AddPermission SNS:RemovePermission SNS:DeleteTopic SNS:ListSubscriptionsByTopic"
)
_OF_QUEUES = "sqs:SendMessage SQS:SendMessage sqs:ReceiveMessage sqs:GetQueueAttributes sqs:GetQueueUrl"
_OF_IDENTITIES = (
    "kms:Decrypt kms:GenerateDataKey kms:GenerateDataKey* sns:Publish sqs:SendMessage sqs:ReceiveMessage "
    "sqs:DeleteMessage sqs:GetQueueAttributes sqs:ChangeMessageVisibility sqs:GetQueueUrl s3:GetObject s3:PutObject "
    "s3:PutBucketNotification logs:CreateLogGroup logs:CreateLogStream logs:PutLogEvents"
)
_ACTIONS = {
    "key": frozenset(_OF_KEYS.split()),
    "topic": frozenset(_OF_TOPICS.split()),
    "queue": frozenset(_OF_QUEUES.split()),
    "role": frozenset({"sts:AssumeRole"}),
    "identity": frozenset(_OF_IDENTITIES.split()),
}


def is_plain(policy: Policy, *, kind: str, resource: str) -> bool:
    """Tell whether the policy surely has no defect; `resource` is the ARN of what it protects."""
    actions, source, statements = _ACTIONS.get(kind), policy.source, policy.statements
    if actions is None or source is None or policy.flaws or policy.unread:
        return False
    if not (0 < len(statements) <= _FEW_STATEMENTS and source.keys() <= _OF_DOCUMENT):
        return False
    shown = repr(source)  # unknown parts show as escapes here
    if len(shown) >= _SHORT or not shown.isascii():
        return False
    if policy.version is not Version.CURRENT and (kind == "key" or "${" in shown):
        return False
    if kind == "key" and not _is_delegating(statements[0], resource):
        return False
    written = source["Statement"]
    parts = written if isinstance(written, list) else [written]
    return _are_plain_sids(statements, kind) and all(
        isinstance(part, dict)
        and part.keys() <= _ELEMENTS
        and isinstance(part.get("Sid", ""), str)
        and _is_plain_statement(statement, kind, resource)
        for part, statement in zip(parts, statements, strict=True)
    )


def _are_plain_sids(statements: tuple[Statement, ...], kind: str) -> bool:
    sids = [statement.sid for statement in statements if statement.sid]
    if len(set(sids)) != len(sids):
        return False
    return kind not in {"role", "identity"} or all(sid.isascii() and sid.isalnum() for sid in sids)


def _is_delegating(first: Statement, key: str) -> bool:
    """Tell whether principals of the key's account may do everything: then the policy can be changed again."""
    if _values(first.actions) != ("kms:*",) or first.conditions:
        return False
    account = key.split(":")[4:5]
    return all(named.value.split(":")[4:5] == account for named in _values(first.principals))


def _values(listing: Listing | PrincipalListing | None, *, most: int = _FEW_VALUES) -> "tuple[Any, ...]":
    """Return the values where these are all, and few; nothing for a listing that isn't plain."""
    if listing is None or listing.negated or listing.unread or len(listing.values) > most:
        return ()
    return listing.values


def _is_plain_statement(statement: Statement, kind: str, resource: str) -> bool:
    actions = _values(statement.actions, most=_FEW_ACTIONS.get(kind, _FEW_VALUES))
    resources = _values(statement.resources)
    if statement.effect is not Effect.ALLOW or statement.unread or not actions:
        return False
    if not _ACTIONS[kind].issuperset(actions):
        return False
    if kind == "identity":
        return _is_plain_permission(statement, resources)
    if kind == "role":
        if statement.resources is not None or any(one.reason is not Reason.NO_RESOURCE for one in statement.flaws):
            return False
    elif statement.flaws or resources not in (("*",), (resource,)):
        return False
    callers = _values(statement.principals)
    return _are_plain_callers(statement, callers) or (kind == "topic" and _is_for_owner(statement, callers, resource))


def _is_plain_permission(statement: Statement, resources: tuple[str, ...]) -> bool:
    if statement.principals is not None or statement.flaws or statement.conditions or not resources:
        return False
    return resources == ("*",) or all(map(_is_plain_resource, resources))


def _are_plain_callers(statement: Statement, callers: tuple[NamedPrincipal, ...]) -> bool:
    """Tell whether these are services, or accounts, roles and users, under conditions that their calls can meet."""
    form = callers[0].form if callers else PrincipalForm.EVERYONE
    by_service = form is PrincipalForm.SERVICE
    if by_service and "kms:*" in _values(statement.actions):
        return False
    if not by_service and (form is not PrincipalForm.AWS or statement.conditions):
        return False
    is_plain = _is_plain_service if by_service else _is_plain_caller
    if not all(one.form is form and is_plain(one.value) for one in callers):
        return False
    return all(map(_is_plain_condition, statement.conditions))


def _is_for_owner(statement: Statement, callers: tuple[NamedPrincipal, ...], topic: str) -> bool:
    """Tell whether it is for everybody in the topic's account, as SNS writes it for a new topic."""
    if [one.value for one in callers] != ["*"] or callers[0].form is not PrincipalForm.AWS:
        return False
    return [(one.key, one.operator, list(one.values), one.quantifier, one.unread) for one in statement.conditions] == [
        ("AWS:SourceOwner", "StringEquals", topic.split(":")[4:5], Quantifier.NONE, None)
    ]


def _is_plain_condition(condition: Condition) -> bool:
    """Tell whether the condition names the source of a service's call, as AWS advises."""
    values = condition.values
    if condition.quantifier is not Quantifier.NONE or condition.unread or not values:
        return False
    if condition.key in {"aws:SourceArn", "AWS:SourceArn"}:
        takes_patterns = condition.operator in {"ArnLike", "ArnEquals"}
        if not takes_patterns and (condition.operator != "StringEquals" or "*" in "".join(values)):
            return False
        return all(map(_is_plain_arn, values))
    if condition.key not in {"aws:SourceAccount", "AWS:SourceAccount"} or condition.operator != "StringEquals":
        return False
    return all(map(_is_plain_account, values))


@lru_cache(maxsize=1024)
def _is_plain_service(name: str) -> bool:
    """Of names with one part only the usual ones are plain: another may be misspelled."""
    first, *others = name.removesuffix(".amazonaws.com").split(".")
    is_whole = bool(others) and name.endswith(".amazonaws.com")
    return name in USUAL or (is_whole and all(part and not part.strip(_OF_SERVICES) for part in (first, *others)))


@lru_cache(maxsize=1024)
def _is_plain_caller(text: str) -> bool:
    """Tell whether it is an account's root, or a role or user, of an account whose id is given or not known yet."""
    arn = text.split(":")
    if len(arn) != _LAST_OF_ARN + 1 or arn[0] != "arn" or not _is_plain_text(arn[1]) or arn[2:4] != ["iam", ""]:
        return False
    kind, _, name = arn[5].partition("/")
    is_named = kind in {"role", "user"} and name[-1:].isalnum() and not name.strip(_OF_NAMES)
    return _is_plain_account(arn[4]) and (arn[5] == "root" or is_named)


def _is_plain_resource(text: str) -> bool:
    arn = text.split(":", _LAST_OF_ARN)
    if len(arn) <= _LAST_OF_ARN or arn[0] != "arn" or not arn[1] or arn[2] not in _SERVICES:
        return False
    return _is_plain_text(text) and bool(arn[5]) and not arn[5].startswith("alias/")


def _is_plain_arn(text: str) -> bool:
    arn = text.split(":", _LAST_OF_ARN)
    return len(arn) > _LAST_OF_ARN and arn[0] == "arn" and bool(arn[1] and arn[2] and arn[5]) and "$" not in text


def _is_plain_account(text: str) -> bool:
    """Tell whether it is an account's id, given or not known yet."""
    if text.isascii():
        return len(text) == _ACCOUNT_DIGITS and text.isdigit()
    return not any(map(str.isascii, text))


def _is_plain_text(text: str) -> bool:
    return bool(text) and "*" not in text and "?" not in text
