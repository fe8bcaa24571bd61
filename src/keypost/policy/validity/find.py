"""A document -> everything that is wrong with it, in the order in which it is written."""

from collections.abc import Iterator

from keypost.policy.document import Statement
from keypost.policy.validity.actions import find_in_actions
from keypost.policy.validity.conditions import find_in_keys
from keypost.policy.validity.defect import Defect, Subject
from keypost.policy.validity.elements import find_in_document, find_in_statement
from keypost.policy.validity.exposure import find_broad, find_foreign, find_open
from keypost.policy.validity.lockout import find_lockout
from keypost.policy.validity.operators import find_in_operators
from keypost.policy.validity.principals import find_in_principals
from keypost.policy.validity.resources import find_in_resources
from keypost.policy.validity.sizes import find_in_sizes
from keypost.policy.validity.texts import find_characters, find_in_sids
from keypost.policy.validity.values import find_in_values

_OF_DOCUMENTS = (find_in_document, find_in_sizes, find_characters, find_in_sids, find_lockout)
_OF_STATEMENTS = (
    find_in_statement,
    find_in_principals,
    find_in_actions,
    find_in_resources,
    find_in_operators,
    find_in_keys,
    find_in_values,
    find_open,
    find_broad,
    find_foreign,
)


def find_defects(subject: Subject) -> tuple[Defect, ...]:
    """Return every defect of the document: those of the whole first, then statement by statement."""
    found = [defect for find in _OF_DOCUMENTS for defect in find(subject)]
    for statement in subject.policy.statements:
        found += _find_in(subject, statement)
    return tuple(found)


def _find_in(subject: Subject, statement: Statement) -> Iterator[Defect]:
    for find in _OF_STATEMENTS:
        yield from find(subject, statement)
