"""What following a scanner's findings would break here, and what satisfies the scanner and the deliveries."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from keypost.catalogue.encryptable import Satisfied, ScannerRule
from keypost.catalogue.scanner_rules import Asked, find_asked
from keypost.checker.encrypt import KeyChoice, is_under_managed_key
from keypost.checker.placed import are_alike, find_resources
from keypost.checker.preview import CONTENT, Foreseen, foresee
from keypost.checker.rule import is_refused
from keypost.checker.verdict import Delivery, Finding
from keypost.estate.estate import Gap, Reading
from keypost.estate.kind import Kind
from keypost.estate.resource import Encryption, Handle, Resource, Sse
from keypost.estate.scanned import Scanned
from keypost.named import Enum, NamedTuple


class Left(Enum):
    """Why nothing was tried for a finding that asks for encryption."""

    NOT_FOUND = "not-found"  # the inputs have no such resource
    SEVERAL = "several"  # they have more than one that it may mean
    UNREAD = "unread"  # how it is encrypted can't be told
    SATISFIED = "satisfied"  # it has what the rule asks for


class Way(Enum):
    """A way to follow a rule."""

    WITHOUT_KEY = "without-key"  # SSE-SQS: nobody needs a permission
    AWS_MANAGED = KeyChoice.AWS_MANAGED.value
    CUSTOMER = KeyChoice.CUSTOMER.value  # a new key with the default key policy
    CUSTOMER_ADMITTING = "customer-admitting"  # a new key whose policy lets in whoever delivers and receives


class Request(NamedTuple):
    """A finding with the rule behind it."""

    scanned: Scanned
    rule: ScannerRule


class Trial(NamedTuple):
    """One way tried: the deliveries that get worse by it, with the finding that says so (None: none does)."""

    way: Way
    worse: tuple[Delivery, ...] = ()
    finding: Finding | None = None


class Vetted(NamedTuple):
    """One resource: who asks, what was tried, and the way that satisfies all and breaks nothing (None: none found).

    `statements` are what the key policy needs beside the default one.
    """

    resource: Resource
    requests: tuple[Request, ...]
    trials: tuple[Trial, ...]
    remedy: Way | None
    statements: tuple[dict[str, Any], ...] = ()


class VetResult(NamedTuple):
    """The resources that scanners want encrypted, the findings that nothing was tried for, and what else they found."""

    vetted: tuple[Vetted, ...]
    left: tuple[tuple[Request, Left], ...]
    others: int
    gaps: tuple[Gap, ...] = ()

    @property
    def worse(self) -> Iterator[Delivery]:
        """The deliveries that one of the ways would make worse."""
        return (one for vetted in self.vetted for trial in vetted.trials for one in trial.worse)


def split(found: Sequence[Scanned]) -> tuple[list[tuple[Scanned, Asked]], int]:
    """Return the findings that ask for encryption, and how many others there are."""
    asking = [(one, asked) for one in found if (asked := find_asked(one.rule)) is not None]
    return asking, len(found) - len(asking)


def vet(reading: Reading, asking: Sequence[tuple[Scanned, Asked]], *, others: int = 0) -> VetResult:
    """Follow every finding in a copy, with each key that its rule is content with, and decide."""
    wanted: dict[Handle, list[Request]] = {}
    left: list[tuple[Request, Left]] = []
    known = {one.handle: one for case in reading.cases for one in case.estate.resources}
    for scanned, asked in asking:
        request = Request(scanned, asked.rule)
        resources = find_resources(scanned, kind=asked.kind, reading=reading)
        why = _why_left(resources, asked.rule)
        if why is not None:
            left.append((request, why))
            continue
        for one in resources:
            if not _satisfies(one, asked.rule):
                wanted.setdefault(one.handle, []).append(request)
    seen = {choice: foresee(reading, choice=choice, asked=_content_with(choice, wanted)) for choice in KeyChoice}
    vetted = tuple(_conclude(known[handle], requests, seen) for handle, requests in wanted.items())
    return VetResult(vetted, tuple(left), others, reading.gaps)


def _why_left(resources: Sequence[Resource], rule: ScannerRule) -> Left | None:
    if not resources:
        return Left.NOT_FOUND
    if not are_alike(resources):
        return Left.SEVERAL
    content = [_satisfies(one, rule) for one in resources]
    if None in content:
        return Left.UNREAD
    return Left.SATISFIED if all(content) else None


def _satisfies(resource: Resource, rule: ScannerRule) -> bool | None:
    """Tell whether the rule is content with how the resource is encrypted already; None where that can't be told."""
    encryption = resource.encryption
    if not isinstance(encryption, Encryption):
        return None
    if encryption.mode is not Sse.KMS:
        return encryption.mode is not Sse.NONE and rule.satisfied is Satisfied.BY_ANY_ENCRYPTION
    if rule.satisfied is not Satisfied.BY_CUSTOMER_KEY:
        return True
    is_managed = is_under_managed_key(resource)
    return None if is_managed is None else not is_managed


def _content_with(choice: KeyChoice, wanted: Mapping[Handle, Sequence[Request]]) -> dict[Handle, list[ScannerRule]]:
    rules = {
        handle: [one.rule for one in requests if one.rule.satisfied in CONTENT[choice]]
        for handle, requests in wanted.items()
    }
    return {handle: list(dict.fromkeys(some)) for handle, some in rules.items() if some}


def _conclude(resource: Resource, requests: list[Request], seen: Mapping[KeyChoice, Foreseen]) -> Vetted:
    handle, needs = resource.handle, {one.rule.satisfied for one in requests}
    trials = [_try(one, handle) for one in seen.items() if handle in one[1].touched]
    if resource.kind is Kind.QUEUE and Satisfied.BY_ANY_ENCRYPTION in needs:
        trials.insert(0, Trial(Way.WITHOUT_KEY))
    told = next((foreseen.statements[handle] for foreseen in seen.values() if handle in foreseen.statements), "")
    harmless = next((one.way for one in trials if not one.worse and needs <= _satisfied_by(one.way)), None)
    if harmless is not None:
        return Vetted(resource, tuple(requests), tuple(trials), harmless)
    is_whole = told and not any(is_refused(delivery) for one in trials for delivery in one.worse)
    remedy = Way.CUSTOMER_ADMITTING if is_whole else None
    return Vetted(resource, tuple(requests), tuple(trials), remedy, _decode(told))


def _try(one: tuple[KeyChoice, Foreseen], handle: Handle) -> Trial:
    choice, foreseen = one
    worse = tuple(foreseen.deliveries[index] for index in foreseen.broken.get(handle, ()))
    return Trial(Way(choice.value), worse, foreseen.findings.get(handle))


def _satisfied_by(way: Way) -> frozenset[Satisfied]:
    if way is Way.WITHOUT_KEY:
        return frozenset({Satisfied.BY_ANY_ENCRYPTION})
    return CONTENT[KeyChoice(way.value)]


def _decode(statements: str) -> tuple[dict[str, Any], ...]:
    """Return the statements, of which there may be one alone."""
    decoded = json.loads(statements) if statements else []
    return tuple(decoded) if isinstance(decoded, list) else (decoded,)
