"""Whether AWS would store what changes make of policies: quotas, characters, and who may still change a key's."""

from collections.abc import Iterator

from keypost.checker.documents import subjects_of
from keypost.estate.resource import Handle, Resource
from keypost.fixer.change import Changes, NewKey
from keypost.fixer.outlook import Outlook
from keypost.policy.validity.defect import Problem, Standing
from keypost.policy.validity.find import find_defects

Refusal = tuple[Handle, Problem, str]


def find_refusals(changes: Changes, outlook: Outlook) -> frozenset[Refusal]:
    """Return what AWS would refuse in the policies of all resources that the changes are about."""
    owners = {change.key.handle if isinstance(change, NewKey) else change.owner for change in changes}
    return frozenset(
        refusal for owner in owners for resource in outlook.find_variants(owner) for refusal in _refusals_of(resource)
    )


def _refusals_of(resource: Resource) -> Iterator[Refusal]:
    for subject in subjects_of(resource):
        for defect in find_defects(subject):
            if defect.standing is Standing.REFUSED:
                yield resource.handle, defect.problem, defect.subject
