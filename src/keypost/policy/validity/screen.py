"""A quick look at a policy: most are plain, written as AWS's examples are, and need no closer one.

Whatever isn't surely in order is looked at closely (`find`): the law is that no plain policy has a defect.
"""

import re

from keypost.named import TYPE_CHECKING
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
_OF_DOCUMENT = frozenset({"Version", "Id", "Statement"})
_ELEMENTS = frozenset({"Sid", "Effect", "Principal", "Action", "Resource", "Condition"})
_PLAIN_SID = r"[A-Za-z0-9]*"
# Of names with one part only the usual ones are plain: another may be misspelled.
_SERVICE = r"[a-z0-9-]+(\.[a-z0-9-]+)+\.amazonaws\.com"
# An account's root, or a role or user of an account whose id is given, or not known yet.
_CALLER = r"arn:[^:*?]+:iam::([0-9]{12}|[^:*?\x00-\x7f]+):(root|(role|user)/[A-Za-z0-9_/-]*[A-Za-z0-9])"
_RESOURCE = r"arn:[^:*?]+:(sns|sqs|s3|kms|logs|lambda|dynamodb):[^:*?]*:[^:*?]*:(?!alias/)[^*?]+"
_ARN = r"arn:[^:$]+:[^:$]+:[^:$]*:[^:$]*:[^$]+"
_ACCOUNT = r"[0-9]{12}|[^\x00-\x7f]+"

_OF_KEYS = (
    "kms:* kms:Encrypt kms:Decrypt kms:GenerateDataKey kms:GenerateDataKey* kms:ReEncrypt* kms:DescribeKey "
    "kms:CreateGrant kms:ListGrants kms:RevokeGrant kms:Create* kms:Describe* kms:Enable* kms:List* kms:Put* "
    "kms:Update* kms:Revoke* kms:Disable* kms:Get* kms:Delete* kms:TagResource kms:UntagResource "
    "kms:EnableKeyRotation kms:ScheduleKeyDeletion kms:CancelKeyDeletion kms:PutKeyPolicy kms:GetKeyPolicy"
)
_OF_QUEUES = "sqs:SendMessage SQS:SendMessage sqs:ReceiveMessage sqs:GetQueueAttributes sqs:GetQueueUrl"
_OF_IDENTITIES = (
    "kms:Decrypt kms:GenerateDataKey kms:GenerateDataKey* sns:Publish sqs:SendMessage sqs:ReceiveMessage "
    "sqs:DeleteMessage sqs:GetQueueAttributes sqs:ChangeMessageVisibility sqs:GetQueueUrl s3:GetObject s3:PutObject "
    "s3:PutBucketNotification logs:CreateLogGroup logs:CreateLogStream logs:PutLogEvents"
)
_ACTIONS = {
    "key": frozenset(_OF_KEYS.split()),
    "topic": frozenset({"sns:Publish", "SNS:Publish", "sns:Subscribe"}),
    "queue": frozenset(_OF_QUEUES.split()),
    "role": frozenset({"sts:AssumeRole"}),
    "identity": frozenset(_OF_IDENTITIES.split()),
}


def is_plain(policy: Policy, *, kind: str, resource: str) -> bool:
    """Tell whether the policy surely has no defect; `resource` is the ARN of what it protects."""
    actions, source, statements = _ACTIONS.get(kind), policy.source, policy.statements
    if actions is None or source is None or policy.flaws or policy.unread:
        return False
    if policy.version is not Version.CURRENT and (kind == "key" or "${" in repr(source)):
        return False
    if not (0 < len(statements) <= _FEW_STATEMENTS and source.keys() <= _OF_DOCUMENT and _is_short(source)):
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


def _is_short(source: object) -> bool:
    """Tell whether the document is short and has no character beyond ASCII; unknown parts show as escapes here."""
    shown = repr(source)
    return len(shown) < _SHORT and shown.isascii()


def _are_plain_sids(statements: tuple[Statement, ...], kind: str) -> bool:
    sids = [statement.sid for statement in statements if statement.sid]
    if len(set(sids)) != len(sids):
        return False
    return kind not in {"role", "identity"} or all(re.fullmatch(_PLAIN_SID, sid) for sid in sids)


def _is_delegating(first: Statement, key: str) -> bool:
    """Tell whether principals of the key's account may do everything: then the policy can be changed again."""
    if _values(first.actions) != ("kms:*",) or first.conditions:
        return False
    account = key.split(":")[4:5]
    return all(named.value.split(":")[4:5] == account for named in _values(first.principals))


def _values(listing: Listing | PrincipalListing | None) -> "tuple[Any, ...]":
    """Return the values where these are all, and few; nothing for a listing that isn't plain."""
    if listing is None or listing.negated or listing.unread or len(listing.values) > _FEW_VALUES:
        return ()
    return listing.values


def _is_plain_statement(statement: Statement, kind: str, resource: str) -> bool:
    actions, resources = _values(statement.actions), _values(statement.resources)
    if statement.effect is not Effect.ALLOW or statement.unread or not actions:
        return False
    if not _ACTIONS[kind].issuperset(actions):
        return False
    if kind == "identity":
        return _is_plain_permission(statement, resources)
    if kind == "role":
        if statement.resources is not None or any(one.reason is not Reason.NO_RESOURCE for one in statement.flaws):
            return False
    elif statement.flaws or resources not in {("*",), (resource,)}:
        return False
    return _are_plain_callers(statement, _values(statement.principals))


def _is_plain_permission(statement: Statement, resources: tuple[str, ...]) -> bool:
    if statement.principals is not None or statement.flaws or statement.conditions or not resources:
        return False
    return resources == ("*",) or all(re.fullmatch(_RESOURCE, one) for one in resources)


def _are_plain_callers(statement: Statement, callers: tuple[NamedPrincipal, ...]) -> bool:
    """Tell whether these are services, or accounts, roles and users, under conditions that their calls can meet."""
    form = callers[0].form if callers else PrincipalForm.EVERYONE
    by_service = form is PrincipalForm.SERVICE
    if by_service and "kms:*" in _values(statement.actions):
        return False
    if not by_service and (form is not PrincipalForm.AWS or statement.conditions):
        return False
    pattern = _SERVICE if by_service else _CALLER
    if not all(
        one.form is form and ((by_service and one.value in USUAL) or re.fullmatch(pattern, one.value))
        for one in callers
    ):
        return False
    return all(map(_is_plain_condition, statement.conditions))


def _is_plain_condition(condition: Condition) -> bool:
    """Tell whether the condition names the source of a service's call, as AWS advises."""
    values = condition.values
    if condition.quantifier is not Quantifier.NONE or condition.unread or not values:
        return False
    if condition.key in {"aws:SourceArn", "AWS:SourceArn"}:
        takes_patterns = condition.operator in {"ArnLike", "ArnEquals"}
        if not takes_patterns and (condition.operator != "StringEquals" or "*" in "".join(values)):
            return False
        return all(re.fullmatch(_ARN, one) for one in values)
    if condition.key not in {"aws:SourceAccount", "AWS:SourceAccount"} or condition.operator != "StringEquals":
        return False
    return all(re.fullmatch(_ACCOUNT, one) for one in values)
