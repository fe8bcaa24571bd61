"""One account's records as shapes and names, and which of them belong together because one names the other."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain

from keypost.named import NamedTuple
from keypost.organization.shapes import Alike, Shape, Shapes, read_header
from keypost.organization.words import ACCOUNT, find_made_up
from keypost.readers.snapshot.manifest import Scope
from keypost.unknown import build_glob

# AWS Config: the recorder's role delivers through the channel, and neither names the other.
_TOGETHER = frozenset({"AWS::Config::ConfigurationRecorder", "AWS::Config::DeliveryChannel"})

# The lines of one part, the account's id taken out.
Part = tuple[Scope, Sequence[bytes]]
_Numbers = tuple[int, ...]


class Line(NamedTuple):
    """One record: where it stands, and its text without the account's id."""

    scope: Scope
    text: bytes

    def restore(self) -> bytes:
        """Return the line as it was read."""
        return self.text.replace(ACCOUNT, self.scope.account.encode())


class Group(NamedTuple):
    """Records (by number) that belong together: those that others name, and the rest.

    Of these, what is the same but for its own names stands in one list.
    """

    cores: list[int]
    leaves: list[list[int]]


class Account:
    """The records of one account, by number: `texts`, the shape and the names of each, and those `alike` in shape."""

    def __init__(self, account: str, parts: Iterable[Part], known: Shapes, *, buckets: Mapping[bytes, str]) -> None:
        """Take the parts, and find the shape of each line; `buckets` tells whose those of all accounts are."""
        self.account = account
        self.texts: list[bytes] = []
        self._parts: list[tuple[int, Scope]] = []
        self._known = known
        seen: list[Alike] = []
        for scope, texts in parts:
            self._parts.append((len(self.texts), scope))
            for alike in known.recognize(texts, scope.region):
                seen.append(alike)
                self.texts += alike.lines
        self._owners = _index(chain.from_iterable(alike.words for alike in seen))
        elsewhere = {name for name in self._owners.keys() & buckets.keys() if buckets[name] != account}
        self.free = find_made_up(self._owners) - elsewhere
        self.alike = self._settle(seen)
        self.is_special = False
        while self._hold_names():
            self.alike = self._settle(seen)
        self._every = b" ".join(self.free)
        self.shapes = [alike.shape for alike in self.alike for _ in alike.lines]
        self.names = list(chain.from_iterable(alike.names for alike in self.alike))

    def numbered(self) -> Iterator[tuple[Alike, range]]:
        """Yield the records that are alike, with their numbers."""
        start = 0
        for alike in self.alike:
            stop = start + len(alike.lines)
            yield alike, range(start, stop)
            start = stop

    def spells(self, partial: Iterable[bytes]) -> bool:
        """Tell whether one of these is a part of the account's id or of one of its names."""
        return any(part in self._every or part in self.account.encode() for part in partial)

    def line(self, number: int) -> Line:
        """Return a record by its number."""
        place = bisect_right(self._parts, number, key=lambda part: part[0])
        return Line(self._parts[place - 1][1], self.texts[number])

    def find(self, words: frozenset[bytes]) -> set[int]:
        """Return the records that such words may name."""
        return {number for word in words & self._owners.keys() for number in self._owners[word]}

    def close(self, starts: set[int], speakers: frozenset[str]) -> set[int]:
        """Return the records and all that they name, and what of these types speaks about one of them."""
        links = self._link()
        speaking: dict[int, list[int]] = {}
        for number, others in enumerate(links):
            for other in others if self.shapes[number].type in speakers else ():
                speaking.setdefault(other, []).append(number)
        found, waiting = set[int](), list(starts)
        while waiting:
            number = waiting.pop()
            if number not in found:
                found.add(number)
                waiting += links[number]
                waiting += speaking.get(number, ())
        return found

    def group(self, entered: frozenset[int] = frozenset()) -> list[Group]:
        """Return the records by what belongs together; `entered` are named by records of other accounts."""
        links, parents = self._link(), list(range(len(self.texts)))
        named = entered.union(chain.from_iterable(links))
        for together in self._find_together():
            named = named.union(together)
            _join(parents, together)
        for number in named:
            _join(parents, (number, *links[number]))
        leaves = self._collect_leaves(links, named)
        for same in leaves:
            _join(parents, links[same[0]])
        groups: dict[int, Group] = {}
        for number in sorted(named):
            _group_of(groups, _find(parents, number)).cores.append(number)
        for same in leaves:
            others = links[same[0]]
            root = _find(parents, others[0]) if others else same[0]
            _group_of(groups, root).leaves.append(same)
        return list(groups.values())

    def _collect_leaves(self, links: Sequence[_Numbers], named: Set[int]) -> list[list[int]]:
        """Return the records that nobody names; those that are the same but for their own names together."""
        mentioned = self._find_mentioned()
        same: dict[tuple[object, ...], list[int]] = {}
        for alike, numbers in self.numbered():
            shape, is_plain, own = alike.shape.number, alike.shape.is_plain, alike.shape.own
            for number, names in zip(numbers, alike.names, strict=True):
                if number not in named:
                    is_like_others = is_plain and (own is None or names[own] not in mentioned)
                    handle = (shape, links[number]) if is_like_others else (shape, links[number], names)
                    same.setdefault(handle, []).append(number)
        return list(same.values())

    def _settle(self, seen: Iterable[Alike]) -> list[Alike]:
        """Return the lines by shape: where what was seen leaves out too much, or too little, by its words."""
        settled: list[Alike] = []
        for alike in seen:
            settled += [alike] if alike.fits(self.free) else map(self._look_again, alike.each())
        return settled

    def _look_again(self, one: Alike) -> Alike:
        if one.fits(self.free):
            return one
        shape, names = self._known.find(one.lines[0], one.region, self.free)
        return one._replace(shape=shape, names=[names])

    def _hold_names(self) -> bool:
        """Keep names as they are that aren't like any other: tell whether there are such.

        A pattern spells out a part of them, or they stand beside another account's id, where they name what is there.
        """
        partial = frozenset[bytes]().union(*(alike.shape.partial for alike in self.alike))
        self.is_special = any(part in self.account.encode() for part in partial)
        every = b" ".join(self.free)
        parts = [part for part in partial if part in every]
        kept = {name for name in self.free if any(part in name for part in parts)} if parts else set[bytes]()
        for alike in self.alike:
            kept.update(names[place] for place in alike.shape.strange for names in alike.names)
        self.free -= kept
        return bool(kept)

    def _link(self) -> list[_Numbers]:
        """Return for each record which others it names in its settings."""
        owners = self._owners
        links: list[_Numbers] = []
        for shape, _, _, names in self.alike:
            spelled = tuple(chain.from_iterable(owners[word] for word in shape.words & owners.keys()))
            found = [spelled] * len(names)
            for place in shape.links:
                found = [others + owners[one[place]] for others, one in zip(found, names, strict=True)]
            if shape.patterns:
                found = [(*others, *self._meant(shape, one)) for others, one in zip(found, names, strict=True)]
            links += found
        return [
            tuple(other for other in others if other != number) if number in others else others
            for number, others in enumerate(links)
        ]

    def _meant(self, shape: Shape, names: Sequence[bytes]) -> Iterator[int]:
        """Yield the records that an ARN with wildcards may mean."""
        for pattern in shape.patterns:
            glob = build_glob(fill(pattern, names))
            for number, text in enumerate(self.texts):
                arn = read_header(text)[1]
                if arn and glob.match(arn.decode()):
                    yield number

    def _find_mentioned(self) -> set[bytes]:
        """Return the names that stand in policies: a leaf of such a name isn't like the others."""
        return {names[place] for alike in self.alike for place in alike.shape.mentioned for names in alike.names}

    def _find_together(self) -> Iterator[Sequence[int]]:
        """Yield the records that share an ARN, and those that AWS takes together without any name."""
        for numbers in self._owners.values():
            if len(numbers) > 1:
                arns: dict[bytes, list[int]] = {}
                for number in numbers:
                    arns.setdefault(read_header(self.texts[number])[1], []).append(number)
                yield from (same for arn, same in arns.items() if arn and len(same) > 1)
        regions: dict[str, list[int]] = {}
        for alike, records in self.numbered():
            if alike.shape.type in _TOGETHER:
                regions.setdefault(alike.region, []).extend(records)
        yield from regions.values()


def fill(text: str, names: Sequence[bytes]) -> str:
    """Return a text of a shape with the names of a line in it."""
    return re.sub("\x02(\\d+)\x03", lambda match: names[int(match[1])].decode(), text)


def _index(words: Iterable[bytes]) -> dict[bytes, _Numbers]:
    """Return the records by the word that tells their names."""
    owners: dict[bytes, _Numbers] = {}
    for number, word in enumerate(words):
        if word:
            owners[word] = (*owners[word], number) if word in owners else (number,)
    return owners


def _group_of(groups: dict[int, Group], root: int) -> Group:
    if root not in groups:
        groups[root] = Group([], [])
    return groups[root]


def _find(parents: list[int], number: int) -> int:
    while parents[number] != number:
        parents[number] = number = parents[parents[number]]
    return number


def _join(parents: list[int], numbers: Sequence[int]) -> None:
    for other in numbers[1:]:
        one, another = _find(parents, numbers[0]), _find(parents, other)
        if one != another:
            parents[max(one, another)] = min(one, another)
