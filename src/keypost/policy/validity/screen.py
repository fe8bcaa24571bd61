"""A quick look at a policy: most are plain, written as AWS's examples are, and need no closer one.

Whatever isn't surely in order is looked at closely (`find`): the law is that no plain policy has a defect.
"""

import re

from keypost.policy.document import (
    Condition,
    Effect,
    NamedPrincipal,
    Policy,
    PrincipalForm,
    Quantifier,
    Statement,
    Version,
)

# Quotas are further away than this for every kind of policy (characters, statements, values of an element).
_SHORT = 2_000
_FEW_STATEMENTS, _FEW_VALUES = 10, 7
_ELEMENTS = frozenset({"Sid", "Effect", "Principal", "Action", "Resource", "Condition"})
_OF_DOCUMENT = frozenset({"Version", "Id", "Statement"})
_SERVICE = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com")
_ACCOUNT = re.compile(r"arn:[^:*?]+:iam::[^:*?]{12,}:root")
_NAMED_ROLE = re.compile(r"arn:aws:iam::\d{12}:role/[\w/-]+", re.ASCII)
_PLAIN_SID = re.compile(r"[A-Za-z0-9]*")
_ACTIONS = {
    "key": frozenset(
        "kms:* kms:Encrypt kms:Decrypt kms:GenerateDataKey kms:GenerateDataKey* kms:ReEncrypt* kms:DescribeKey "
        "kms:CreateGrant kms:ListGrants kms:RevokeGrant kms:Describe* kms:Get* kms:List*".split()
    ),
    "topic": frozenset({"sns:Publish", "SNS:Publish", "sns:Subscribe"}),
    "queue": frozenset({"sqs:SendMessage", "SQS:SendMessage", "sqs:ReceiveMessage", "sqs:*"}),
    "role": frozenset({"sts:AssumeRole"}),
}
# Condition key -> the operators with which it is plain.
_ARN_TESTS = frozenset({"ArnEquals", "ArnLike"})
_CONDITIONS = {
    "aws:SourceArn": _ARN_TESTS,
    "aws:PrincipalArn": _ARN_TESTS,
    "aws:SecureTransport": frozenset({"Bool"}),
}


def is_plain(policy: Policy, *, kind: str, resource: str) -> bool:
    """Tell whether the policy surely has no defect; `resource` is the ARN of what it protects."""
    if kind not in _ACTIONS or policy.version is not Version.CURRENT or policy.flaws or policy.unread:
        return False
    source = policy.source or {}
    statements = policy.statements
    if not (0 < len(statements) <= _FEW_STATEMENTS and source.keys() <= _OF_DOCUMENT and _is_short(source)):
        return False
    sids = [statement.sid for statement in statements if statement.sid]
    if len(set(sids)) != len(sids) or (kind == "key" and not _is_delegating(statements[0])):
        return False
    written = source["Statement"]
    parts = written if isinstance(written, list) else [written]
    return all(
        isinstance(part, dict) and part.keys() <= _ELEMENTS and _is_plain_statement(statement, kind, resource)
        for part, statement in zip(parts, statements, strict=True)
    )


def _is_short(source: object) -> bool:
    """Tell whether the document is short and has no character beyond ASCII; unknown parts show as escapes here."""
    shown = repr(source)
    return len(shown) < _SHORT and shown.isascii()


def _is_delegating(first: Statement) -> bool:
    return first.actions is not None and first.actions.values == ("kms:*",) and not first.conditions


def _is_plain_statement(statement: Statement, kind: str, resource: str) -> bool:
    principals, actions, resources = statement.principals, statement.actions, statement.resources
    if statement.effect is not Effect.ALLOW or statement.flaws or statement.unread:
        return False
    if principals is None or principals.unread or not 0 < len(principals.values) <= _FEW_VALUES:
        return False
    if actions is None or actions.unread or not 0 < len(actions.values) <= _FEW_VALUES:
        return False
    if kind == "role":
        if resources is not None or (statement.sid and not _PLAIN_SID.fullmatch(statement.sid)):
            return False
    elif resources is None or resources.unread or resources.values not in (("*",), (resource,)):
        return False
    is_service = principals.values[0].form is PrincipalForm.SERVICE
    return (
        _ACTIONS[kind].issuperset(actions.values)
        and all(_is_plain_principal(named, is_service=is_service) for named in principals.values)
        and all(_is_plain_condition(condition, is_service=is_service) for condition in statement.conditions)
    )


def _is_plain_principal(named: NamedPrincipal, *, is_service: bool) -> bool:
    if is_service:
        return named.form is PrincipalForm.SERVICE and _SERVICE.fullmatch(named.value) is not None
    if named.form is not PrincipalForm.AWS:
        return False
    return _ACCOUNT.fullmatch(named.value) is not None or _NAMED_ROLE.fullmatch(named.value) is not None


def _is_plain_condition(condition: Condition, *, is_service: bool) -> bool:
    """Tell whether the test is one that such callers' requests can meet."""
    key = "aws:" + condition.key[4:] if condition.key[:4].lower() == "aws:" else condition.key
    operators = _CONDITIONS.get(key)
    if operators is None or condition.operator not in operators or condition.quantifier is not Quantifier.NONE:
        return False
    if key == "aws:SourceArn" and not is_service:
        return False
    if key == "aws:SecureTransport":
        return condition.values in (("true",), ("false",))
    return all(value.count(":") >= 5 for value in condition.values)
