"""A quick look at a policy: most are plain, written as AWS's examples are, and need no closer one.

Whatever isn't surely in order is looked at closely (`find`): the law is that no plain policy has a defect.
"""

import re

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

# Quotas are further away than this for every kind of policy (characters, statements, values of an element).
_SHORT = 2_000
_FEW_STATEMENTS, _FEW_VALUES = 10, 7
_OF_DOCUMENT = frozenset({"Version", "Id", "Statement"})
_ELEMENTS = frozenset({"Sid", "Effect", "Principal", "Action", "Resource", "Condition"})
_PLAIN_SID = re.compile(r"[A-Za-z0-9]*")
_SERVICE = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com")
# An account's root, or a role or user of an account whose id is given or not known yet (its one unit is longer).
_CALLER = re.compile(
    r"arn:[^:*?]+:iam::(?:\d{12}|[^:*?\x00-\x7f]{13,}):(?:root|(?:role|user)/[A-Za-z0-9_/-]*[A-Za-z0-9])"
)
_RESOURCE = re.compile(r"arn:[^:*?]+:(?:sns|sqs|s3|kms|logs|lambda|dynamodb):[^:*?]*:[^:*?]*:(?!alias/)[^*?]+")
_ARN = re.compile(r"arn:[^:$]+:[^:$]+:[^:$]*:[^:$]*:[^$]+")
_ACCOUNT = re.compile(r"\d{12}|[^\x00-\x7f]+", re.ASCII)
_ACTIONS = {
    "key": frozenset(
        "kms:* kms:Encrypt kms:Decrypt kms:GenerateDataKey kms:GenerateDataKey* kms:ReEncrypt* kms:DescribeKey "
        "kms:CreateGrant kms:ListGrants kms:RevokeGrant kms:Create* kms:Describe* kms:Enable* kms:List* kms:Put* "
        "kms:Update* kms:Revoke* kms:Disable* kms:Get* kms:Delete* kms:TagResource kms:UntagResource "
        "kms:EnableKeyRotation kms:ScheduleKeyDeletion kms:CancelKeyDeletion kms:PutKeyPolicy kms:GetKeyPolicy".split()
    ),
    "topic": frozenset({"sns:Publish", "SNS:Publish", "sns:Subscribe"}),
    "queue": frozenset("sqs:SendMessage SQS:SendMessage sqs:ReceiveMessage sqs:GetQueueAttributes sqs:GetQueueUrl".split()),
    "role": frozenset({"sts:AssumeRole"}),
    "identity": frozenset(
        "kms:Decrypt kms:GenerateDataKey kms:GenerateDataKey* sns:Publish sqs:SendMessage sqs:ReceiveMessage "
        "sqs:DeleteMessage sqs:GetQueueAttributes s3:GetObject s3:PutObject logs:CreateLogStream logs:PutLogEvents".split()
    ),
}  # fmt: skip


def is_plain(policy: Policy, *, kind: str, resource: str) -> bool:
    """Tell whether the policy surely has no defect; `resource` is the ARN of what it protects."""
    actions, source, statements = _ACTIONS.get(kind), policy.source, policy.statements
    if actions is None or source is None or policy.version is not Version.CURRENT or policy.flaws or policy.unread:
        return False
    if not (0 < len(statements) <= _FEW_STATEMENTS and source.keys() <= _OF_DOCUMENT and _is_short(source)):
        return False
    if kind == "key" and not _is_delegating(statements[0]):
        return False
    written = source["Statement"]
    parts = written if isinstance(written, list) else [written]
    return _are_plain_sids(statements, kind) and all(
        isinstance(part, dict)
        and part.keys() <= _ELEMENTS
        and _lists_few(statement.actions)
        and actions.issuperset(statement.actions.values)
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
    return kind not in {"role", "identity"} or all(map(_PLAIN_SID.fullmatch, sids))


def _is_delegating(first: Statement) -> bool:
    """Tell whether the account's identity policies may allow everything: then the policy can be changed again."""
    if first.actions is None or first.actions.values != ("kms:*",) or first.conditions or first.principals is None:
        return False
    return all(named.form is PrincipalForm.AWS for named in first.principals.values)


def _lists_few(listing: Listing | PrincipalListing | None) -> bool:
    return listing is not None and not listing.negated and not listing.unread and 0 < len(listing.values) <= _FEW_VALUES


def _is_plain_statement(statement: Statement, kind: str, resource: str) -> bool:
    if statement.effect is not Effect.ALLOW or statement.unread:
        return False
    resources, principals = statement.resources, statement.principals
    if kind == "identity":
        return (
            principals is None
            and not statement.flaws
            and not statement.conditions
            and _lists_few(resources)
            and all(map(_RESOURCE.fullmatch, resources.values))
        )
    if kind == "role":
        if resources is not None or any(flaw.reason is not Reason.NO_RESOURCE for flaw in statement.flaws):
            return False
    elif statement.flaws or not _lists_few(resources) or resources.values not in (("*",), (resource,)):
        return False
    return principals is not None and _lists_few(principals) and _are_plain_callers(statement, principals.values)


def _are_plain_callers(statement: Statement, callers: tuple[NamedPrincipal, ...]) -> bool:
    """Tell whether these are services, or accounts, roles and users, under conditions that their calls can meet."""
    form = callers[0].form
    pattern = _SERVICE if form is PrincipalForm.SERVICE else _CALLER if form is PrincipalForm.AWS else None
    if pattern is None or not all(one.form is form and pattern.fullmatch(one.value) for one in callers):
        return False
    by_service = form is PrincipalForm.SERVICE
    return all(by_service and _is_plain_condition(condition) for condition in statement.conditions)


def _is_plain_condition(condition: Condition) -> bool:
    """Tell whether the condition names the source of a service's call, as AWS advises."""
    if condition.quantifier is not Quantifier.NONE or condition.unread or not condition.values:
        return False
    if condition.key in {"aws:SourceArn", "AWS:SourceArn"}:
        takes_patterns = condition.operator in {"ArnLike", "ArnEquals"}
        if not takes_patterns and (condition.operator != "StringEquals" or "*" in "".join(condition.values)):
            return False
        return all(map(_ARN.fullmatch, condition.values))
    if condition.key not in {"aws:SourceAccount", "AWS:SourceAccount"} or condition.operator != "StringEquals":
        return False
    return all(map(_ACCOUNT.fullmatch, condition.values))
