"""Records that belong together -> what comes of them: decided as an estate of their own, by the same checker."""

from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import blake2b

from keypost.catalogue.all import wirings_by_holder
from keypost.checker.check import check
from keypost.checker.verdict import CheckResult, Delivery, Finding, Severity, Verdict
from keypost.estate.estate import Case, Gap, Reading, Suppression
from keypost.estate.organization import Account as Membership
from keypost.named import NamedTuple
from keypost.organization.account import Line
from keypost.organization.shapes import read_header
from keypost.organization.source import Source
from keypost.organization.words import find_made_up, split_words
from keypost.readers.building.estate import build_estate
from keypost.readers.snapshot.resources import name_stack
from keypost.text import Text

# By which leaf something is held (its shape and names, as the group sees them); None: once, however many leaves.
Leaf = tuple[int, ...] | None
Tally = Counter[tuple[str, Verdict, bool]]


class Fault(NamedTuple):
    """What findings have in common: the rule, and the part of what kind of record (a digest) they speak of."""

    rule: str
    severity: Severity
    is_suppressed: bool
    part: str


class Found(NamedTuple):
    """A finding of a group: its place, by leaf, and how many deliveries it stops, by leaf.

    `is_here` tells whether it stands in a record of the account itself: else it is told there.
    """

    fault: Fault
    message: Text
    place: str
    leaf: Leaf
    is_here: bool
    stops: Mapping[Leaf, int]


class Outcome(NamedTuple):
    """What comes of a group: deliveries by the leaf that they need, findings, and gaps."""

    tallies: Mapping[Leaf, Tally]
    findings: tuple[Found, ...]
    gaps: tuple[Gap, ...]


class Judge:
    """Decides groups of records; `memberships` says what the organization has over each account."""

    def __init__(
        self, source: Source, memberships: Mapping[str, Membership], *, suppressions: Sequence[Suppression], today: str
    ) -> None:
        """Take where lines are decoded, and what holds for the whole run."""
        self._source, self._memberships = source, memberships
        self._suppressions, self._today = suppressions, today

    def check(self, lines: Sequence[Line]) -> CheckResult:
        """Check records as an estate of their own."""
        gaps: list[Gap] = []
        drafts = [self._source.draft(line, gaps=gaps) for line in lines]
        kinds = {draft.kind for draft in drafts}
        estate = build_estate(drafts, wirings=wirings_by_holder(kinds), gaps=gaps)
        whole = estate._replace(accounts=self._memberships)
        return check(Reading((Case(whole),), tuple(gaps)), suppressions=self._suppressions, today=self._today)

    def decide(self, own: Sequence[tuple[Line, Leaf]], others: Sequence[Line]) -> Outcome:
        """Decide own records together with those of other groups and accounts; tell what comes of the own ones."""
        result = self.check(list(dict.fromkeys((*(line for line, _ in own), *others))))
        lines = _index(own)
        tallies: dict[Leaf, Tally] = {}
        for delivery in result.deliveries:
            if delivery.wire.holder.handle in lines:  # the others are told where their setting stands
                seen = delivery.path.reported_id, delivery.verdict, delivery.suppressed is not None
                tallies.setdefault(_leaf_of(delivery, lines), Counter())[seen] += 1
        found = tuple(_describe(finding, result, lines) for finding in result.findings)
        return Outcome(tallies, found, result.gaps)


def restrict(result: CheckResult, account: str) -> CheckResult:
    """Return of a result what concerns an account: its own deliveries, the findings behind these, and those in it."""
    start = f"{account}/"
    kept = [index for index, one in enumerate(result.deliveries) if one.wire.holder.stack.startswith(start)]
    places = {index: place for place, index in enumerate(kept)}
    ids = {one.id for delivery in result.deliveries for one in delivery.resources if one.stack.startswith(start)}
    findings: list[Finding] = []
    numbers: dict[int, int] = {}
    for number, finding in enumerate(result.findings):
        behind = tuple(places[index] for index in finding.deliveries if index in places)
        if behind or _is_here(finding, start, ids):
            numbers[number] = len(findings)
            findings.append(finding._replace(deliveries=behind))
    deliveries = tuple(_renumber(result.deliveries[index], numbers, places) for index in kept)
    return result._replace(deliveries=deliveries, findings=tuple(findings))


def _is_here(finding: Finding, start: str, ids: set[str]) -> bool:
    """Tell whether a finding stands in a resource of the stacks that begin so."""
    if finding.resource is not None:
        return finding.resource.stack.startswith(start)
    about = (finding.origin.call or "").partition(" ")[2].removesuffix(" Policy")
    return about in ids


def _renumber(delivery: Delivery, findings: Mapping[int, int], deliveries: Mapping[int, int]) -> Delivery:
    return delivery._replace(
        findings=tuple(findings[number] for number in delivery.findings if number in findings),
        onward=tuple(deliveries[index] for index in delivery.onward if index in deliveries),
    )


_Lines = Mapping[tuple[str, str], tuple[Line, Leaf]]


def _index(own: Sequence[tuple[Line, Leaf]]) -> _Lines:
    """Return the records by their place in the estate."""
    return {(name_stack(line.scope), read_header(line.restore())[0].decode()): (line, leaf) for line, leaf in own}


def _leaf_of(delivery: Delivery, lines: _Lines) -> Leaf:
    """Return the leaf without which there was no such delivery: one that is an end of it.

    Where the leaf is only the setting, however many settings link the same two, they make one delivery.
    """
    for end in (delivery.source, delivery.target):
        found = lines.get((end.stack, end.id))
        if found is not None and found[1] is not None:
            return found[1]
    return None


def _describe(finding: Finding, result: CheckResult, lines: _Lines) -> Found:
    """Return the finding with its place: the record that its call told of."""
    about, pointer = (finding.origin.call or "").partition(" ")[2], finding.origin.pointer
    line, leaf = next((lines[place] for place in lines if place[1] == about), (None, None))
    behind = (result.deliveries[index] for index in finding.deliveries)
    stops = Counter(_leaf_of(one, lines) for one in behind if one.wire.holder.handle in lines)
    part = f"{digest(line) if line is not None else about}{pointer}"
    fault = Fault(finding.rule, finding.severity, finding.suppressed is not None, part)
    return Found(fault, finding.message, about + pointer, leaf, line is not None, stops)


def digest(line: Line) -> str:
    """Return what is the same for records that differ in made-up names alone."""
    words = split_words(line.text)
    made_up = find_made_up(words)
    meant = (word for word in words if word not in made_up)
    return blake2b(b" ".join((line.scope.region.encode(), *meant)), digest_size=8).hexdigest()
