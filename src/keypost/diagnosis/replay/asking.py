"""What policies ask of a request, so that a history keeps of its records what is asked for, and no more."""

import re
from collections.abc import Iterable, Iterator

from keypost.policy.document import Policy, Statement
from keypost.readers.trail.requests import Asked

_CONTEXT_PAIR = "kms:encryptioncontext:"
_ADDRESSES = ("aws:sourceip",)
_VARIABLE = re.compile(r"\$\{([^},]+)")
_SESSION = ":assumed-role/"


def find_tested(policies: Iterable[Policy]) -> frozenset[str]:
    """Return the context keys, in lower case, that conditions or policy variables look at."""
    return frozenset(key.lower() for policy in policies for one in policy.statements for key in _list_keys(one))


def find_asked(policies: Iterable[Policy]) -> Asked:
    """Return what the policies ask of a record beyond what every distinct request has."""
    policies = tuple(policies)
    tested = find_tested(policies)
    return Asked(
        sessions=any(_names_session(statement) for policy in policies for statement in policy.statements),
        addresses=not tested.isdisjoint(_ADDRESSES),
        mfa="aws:multifactorauthpresent" in tested,
        aliases="kms:requestalias" in tested,
        pairs=frozenset(key.removeprefix(_CONTEXT_PAIR) for key in tested if key.startswith(_CONTEXT_PAIR)),
    )


def _list_keys(statement: Statement) -> Iterator[str]:
    texts = [*(statement.resources.values if statement.resources is not None else ())]
    for condition in statement.conditions:
        yield condition.key
        texts += condition.values
    for text in texts:
        yield from (name.strip() for name in _VARIABLE.findall(text))


def _names_session(statement: Statement) -> bool:
    return statement.principals is not None and any(_SESSION in one.value for one in statement.principals.values)
