"""Many accounts -> a summary: one account at a time, and each group of records that was decided before only counted."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from keypost.checker.verdict import CheckResult, Severity
from keypost.estate.estate import Gap, Suppression
from keypost.estate.organization import Account as Membership
from keypost.named import NamedTuple
from keypost.organization.account import Account, Group, Line
from keypost.organization.foreign import NOTHING, SPEAKERS, Context, Foreign
from keypost.organization.outcome import Fault, Found, Judge, Leaf, Outcome, digest, restrict
from keypost.organization.shapes import Shape, Shapes, read_header
from keypost.organization.source import Source
from keypost.organization.summary import AccountSummary, Deliveries, Tally
from keypost.organization.words import ACCOUNT
from keypost.text import Text

_Signature = tuple[object, ...]
# Outcomes kept before all are dropped: an organization whose accounts are all different must not fill the memory.
_MOST_OUTCOMES = 4000
_IDENTITIES = "AWS::IAM::"
_FAR = Text(
    en="a pattern in its policies fits resources of other accounts too; of many accounts, only its own are looked at",
    ja="ポリシーのパターンがほかのアカウントのリソースにも当てはまります。多数のアカウントの検査では、自身のアカウントの中だけを調べます",
)


class Incoming(NamedTuple):
    """Records that name records of another account, by words: what is found there may depend on them.

    Those of one `kind` make no difference to each other.
    """

    account: str
    words: frozenset[bytes]
    lines: tuple[Line, ...]
    kind: tuple[str, ...]


class AccountReport(NamedTuple):
    """What comes of one account: its summary, its findings by kind, its gaps, and what it sends into others."""

    summary: AccountSummary
    findings: Mapping[Fault, Tally]
    gaps: Counter[Gap]
    outgoing: tuple[Incoming, ...]


class Member(NamedTuple):
    """A group as it stands in an account: cores, one leaf of each kind, how many there are, what it names elsewhere."""

    signature: _Signature
    own: list[tuple[int, Leaf]]
    counts: Counter[Leaf]
    context: Context


class Checker:
    """Checks accounts one after the other, and remembers what came of each kind of group."""

    def __init__(
        self,
        source: Source,
        *,
        memberships: Mapping[str, Membership],
        buckets: dict[bytes, str],
        suppressions: Sequence[Suppression],
        today: str,
    ) -> None:
        """Take the snapshot and what was read of all accounts before."""
        self._source, self._memberships = source, memberships
        self._shapes, self._buckets = Shapes(), buckets
        self._foreign = Foreign(source, self._shapes, buckets)
        self._judge = Judge(source, memberships, suppressions=suppressions, today=today)
        self._outcomes: dict[_Signature, Outcome] = {}
        self._levels: dict[str, object] = {}
        self._told = frozenset(filter(None, (one.resource for one in suppressions)))

    def check(self, name: str, incoming: Sequence[Incoming] = ()) -> AccountReport:
        """Check one account; `incoming` are records of others that name some of its own."""
        contents = self._source.fetch_account(name)
        account = Account(name, contents.parts, self._shapes, buckets=self._buckets)
        report = _Report(name, len(account.texts), [*contents.gaps, *_tell_far(account)])
        entering = _find_entering(account, incoming)
        for group in account.group(frozenset(entering)):
            member = self._describe(account, group)
            others = [line for number in group.cores for line in entering.get(number, ())]
            outcome = None if others else self._outcomes.get(member.signature)
            if outcome is None:
                own = [(account.line(number), leaf) for number, leaf in member.own]
                outcome = self._judge.decide(own, [*member.context.lines, *others])
                if not others:
                    self._remember(member.signature, outcome)
                report.outgoing += self._find_outgoing(account, member)
            report.add(outcome, member.counts)
        return report.build()

    def check_fully(self, name: str, incoming: Sequence[Incoming] = ()) -> CheckResult:
        """Check one account with everything that a report of one account tells; `incoming` as for `check`."""
        contents = self._source.fetch_account(name)
        account = Account(name, contents.parts, self._shapes, buckets=self._buckets)
        context = self._foreign.find([alike.shape for alike in account.alike], name)
        own = [Line(scope, text) for scope, texts in contents.parts for text in texts]
        others = [line for lines in _find_entering(account, incoming).values() for line in lines]
        result = self._judge.check(list(dict.fromkeys((*own, *context.lines, *others))))
        gaps = (*contents.gaps, *_tell_far(account), *result.gaps)
        return restrict(result._replace(gaps=gaps), name)

    def _find_outgoing(self, account: Account, member: Member) -> Iterator[Incoming]:
        """Yield the records of a group that name others elsewhere, with the roles and policies that these name."""
        for name, words in member.context.asked:
            senders = {
                number for number, _ in member.own if self._foreign.names(account.shapes[number], name, account.account)
            }
            closed = account.close(senders, SPEAKERS)
            closed = {number for number in closed if account.shapes[number].type.startswith(_IDENTITIES)}
            lines = tuple(map(account.line, sorted(senders | closed)))
            alone = (account.account,) if member.signature[-1] else ()
            yield Incoming(name, words, lines, (*map(digest, lines), *alone))

    def _remember(self, signature: _Signature, outcome: Outcome) -> None:
        if len(self._outcomes) >= _MOST_OUTCOMES:
            self._outcomes.clear()
        self._outcomes[signature] = outcome

    def _describe(self, account: Account, group: Group) -> Member:
        """Return the group with its names numbered in the order in which its cores have them."""
        shapes, names = account.shapes, account.names
        cores = sorted(group.cores, key=lambda number: shapes[number].number)
        places: dict[bytes, int] = {}
        signature: list[object] = []
        for number in cores:
            signature.append(shapes[number].number)
            signature += [places.setdefault(name, len(places)) for name in names[number]]
        members = [*cores, *(same[0] for same in group.leaves)]
        used = {shapes[number].number: shapes[number] for number in members}
        context = self._foreign.find(used.values(), account.account)
        is_special = context.is_special or any(shape.is_special for shape in used.values())
        is_special = is_special or self._spells_names(account, group, context)
        counts: Counter[Leaf] = Counter()
        own: list[tuple[int, Leaf]] = [(number, None) for number in cores]
        for same in group.leaves:
            for number in same if is_special else same[:1]:
                leaf = _name_leaf(shapes[number], names[number], places)
                leaf = (*leaf, number) if is_special else leaf
                if leaf not in counts:
                    own.append((number, leaf))
                counts[leaf] = counts.get(leaf, 0) + (1 if is_special else len(same))
        is_alone = is_special or account.is_special or self._is_known(account, context, own)
        rest = (frozenset(counts), context.asked, self._over(account.account), account.account if is_alone else "")
        return Member((*signature, *rest), own, counts, context)

    def _spells_names(self, account: Account, group: Group, context: Context) -> bool:
        """Tell whether a pattern of another account spells out a part of a name: names aren't all alike to it."""
        if not account.spells(context.partial):
            return False
        numbers = [*group.cores, *chain.from_iterable(group.leaves)]
        names = b" ".join(name for number in numbers for name in account.names[number])
        return any(part in names or part in account.account.encode() for part in context.partial)

    def _is_known(self, account: Account, context: Context, own: Sequence[tuple[int, Leaf]]) -> bool:
        """Tell whether others speak about the very records: those of other accounts, or a suppression."""
        if context is not NOTHING and (
            account.account.encode() in context.text or not account.free.isdisjoint(context.words)
        ):
            return True
        return bool(self._told) and any(_name_id(account, number) in self._told for number, _ in own)

    def _over(self, account: str) -> object:
        """Return what the organization has over the account: what is the same for two accounts counts the same."""
        if account not in self._levels:
            membership = self._memberships.get(account)
            bare = membership._replace(id="") if membership is not None else None
            text = repr(bare)
            self._levels[account] = account if account in text else hash(text)
        return self._levels[account]


def _tell_far(account: Account) -> Iterator[Gap]:
    """Yield a gap for each policy whose patterns mean resources of other accounts too: those aren't looked for."""
    for alike, numbers in account.numbered():
        if alike.shape.reaches_far:
            yield from (Gap(_name_id(account, number), _FAR) for number in numbers)


def _name_id(account: Account, number: int) -> str:
    return read_header(account.line(number).restore())[0].decode()


def _name_leaf(shape: Shape, names: Sequence[bytes], places: Mapping[bytes, int]) -> tuple[int, ...]:
    """Return a leaf's shape and names as numbers: those of the cores, and its own."""
    numbers = [places.get(name, -1) for name in names]
    if numbers.count(-1) > 1:
        own: dict[bytes, int] = {}
        numbers = [
            place if place >= 0 else -1 - own.setdefault(name, len(own))
            for place, name in zip(numbers, names, strict=True)
        ]
    return (shape.number, *numbers)


def _find_entering(account: Account, incoming: Sequence[Incoming]) -> dict[int, list[Line]]:
    """Return the records of others that name records of the account, by these."""
    found: dict[int, list[Line]] = {}
    for one in incoming:
        words = frozenset(word.replace(account.account.encode(), ACCOUNT) for word in one.words)
        for number in account.find(words):
            found.setdefault(number, []).extend(one.lines)
    return found


class _Report:
    """What comes of one account, while it is collected."""

    def __init__(self, account: str, records: int, gaps: Sequence[Gap]) -> None:
        self._account, self._records = account, records
        self._deliveries: Deliveries = Counter()
        self._findings: dict[Fault, Tally] = {}
        self._gaps = Counter(gaps)
        self.outgoing: list[Incoming] = []

    def add(self, outcome: Outcome, counts: Counter[Leaf]) -> None:
        """Count what comes of a group, as often as each leaf stands there."""
        for leaf, tally in outcome.tallies.items():
            times = 1 if leaf is None else counts[leaf]
            for seen, number in tally.items():
                self._deliveries[seen] += number * times
        for found in outcome.findings:
            self._add_finding(found, counts)
        for gap in outcome.gaps:
            self._gaps[gap] += 1

    def _add_finding(self, found: Found, counts: Counter[Leaf]) -> None:
        tally = self._findings.get(found.fault)
        if tally is None:
            tally = self._findings[found.fault] = Tally(found.message, found.place)
            tally.accounts = 1
        if found.is_here:
            tally.findings += 1 if found.leaf is None else counts[found.leaf]
        for leaf, number in found.stops.items():
            tally.deliveries += number * (1 if leaf is None else counts[leaf])

    def build(self) -> AccountReport:
        """Return what was collected."""
        errors = sum(
            tally.findings
            for fault, tally in self._findings.items()
            if fault.severity is Severity.ERROR and not fault.is_suppressed
        )
        gaps = self._gaps.total()
        summary = AccountSummary(self._account, self._records, self._deliveries, errors, gaps)
        return AccountReport(summary, self._findings, self._gaps, tuple(self.outgoing))
