"""The constraints of a grant, written as conditions."""

from keypost.policy.document import Condition, Quantifier
from keypost.policy.request import Grant

_PAIR = "kms:EncryptionContext:"
_NAMES = "kms:EncryptionContextKeys"


def list_constraints(grant: Grant) -> tuple[Condition, ...]:
    """Return conditions that ask for what the grant's constraints do (KMS API Reference, GrantConstraints)."""
    conditions = [_equals(_PAIR + name, value) for name, value in (grant.context_subset or {}).items()]
    if grant.context_equals is not None:
        conditions += [_equals(_PAIR + name, value) for name, value in grant.context_equals.items()]
        names = tuple(grant.context_equals)
        conditions.append(Condition("StringEquals", _NAMES, names, Quantifier.FOR_ALL))
    if grant.source_arn is not None:
        conditions.append(Condition("ArnEquals", "aws:SourceArn", (grant.source_arn,)))
    return tuple(conditions)


def without_constraints(grant: Grant) -> Grant:
    """Return the grant for any request of its grantee."""
    return grant._replace(context_subset=None, context_equals=None, source_arn=None)


def _equals(key: str, value: str) -> Condition:
    return Condition("StringEquals", key, (value,))
