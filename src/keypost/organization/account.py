"""One account's records as shapes and names, and which of them belong together because one names the other."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from keypost.named import NamedTuple
from keypost.organization.shapes import Seen, Shape, Shapes, read_header
from keypost.organization.words import ACCOUNT, is_made_up
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
    """The records of one account, by number: `texts`, and the shape and the names of each."""

    def __init__(self, account: str, parts: Iterable[Part], known: Shapes, *, buckets: Mapping[bytes, str]) -> None:
        """Take the parts, and find the shape of each line; `buckets` tells whose those of all accounts are."""
        self.account = account
        self.texts: list[bytes] = []
        self._parts: list[tuple[int, Scope]] = []
        self._known = known
        seen: list[Seen] = []
        for scope, texts in parts:
            self._parts.append((len(self.texts), scope))
            self.texts += texts
            seen += known.recognize(texts, scope.region)
        self._owners = _index(word for _, _, word in seen)
        elsewhere = {name for name in self._owners.keys() & buckets.keys() if buckets[name] != account}
        self.free = frozenset(filter(is_made_up, self._owners)) - elsewhere
        self.shapes, self.names = self._settle(seen)
        self.is_special = False
        while self._hold_names():
            self.shapes, self.names = self._settle(seen)

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
        for together in self._alike():
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

    def _collect_leaves(self, links: list[_Numbers], named: frozenset[int]) -> list[list[int]]:
        """Return the records that nobody names; those that are the same but for their own names together."""
        mentioned = self._find_mentioned()
        same: dict[tuple[object, ...], list[int]] = {}
        for number, (shape, names, others) in enumerate(zip(self.shapes, self.names, links, strict=True)):
            if number in named:
                continue
            is_plain = shape.is_plain and (shape.own is None or names[shape.own] not in mentioned)
            handle = (shape.number, others) if is_plain else (shape.number, others, names)
            alike = same.get(handle)
            if alike is None:
                same[handle] = [number]
            else:
                alike.append(number)
        return list(same.values())

    def _settle(self, seen: list[Seen]) -> tuple[list[Shape], list[tuple[bytes, ...]]]:
        """Return each line's shape and names: where what was seen leaves out too much, or too little, by its words."""
        free, fits = self.free, dict[int, bool]()
        shapes: list[Shape] = []
        every: list[tuple[bytes, ...]] = []
        for number, (shape, names, _) in enumerate(seen):
            fit = fits.get(shape.number)
            if fit is None:
                fit = fits[shape.number] = shape.all_words.isdisjoint(free)
            if fit and free.issuperset(names):
                shapes.append(shape)
                every.append(names)
            else:
                scope, text = self.line(number)
                found = self._known.find(text, scope.region, free)
                shapes.append(found[0])
                every.append(found[1])
        return shapes, every

    def _hold_names(self) -> bool:
        """Keep names as they are that aren't like any other: tell whether there are such.

        A pattern spells out a part of them, or they stand beside another account's id, where they name what is there.
        """
        used = {shape.number: shape for shape in self.shapes}
        partial = frozenset[bytes]().union(*(shape.partial for shape in used.values()))
        self.is_special = any(part in self.account.encode() for part in partial)
        every = b" ".join(self.free)
        parts = [part for part in partial if part in every]
        kept = {name for name in self.free if any(part in name for part in parts)} if parts else set[bytes]()
        if any(shape.strange for shape in used.values()):
            lines = zip(self.shapes, self.names, strict=True)
            kept |= {names[place] for shape, names in lines for place in shape.strange}
        self.free -= kept
        return bool(kept)

    def _link(self) -> list[_Numbers]:
        """Return for each record which others it names in its settings."""
        owners, spelled = self._owners, dict[int, _Numbers]()
        links: list[_Numbers] = []
        for number, (shape, names) in enumerate(zip(self.shapes, self.names, strict=True)):
            others = spelled.get(shape.number)
            if others is None:
                found = (owners[word] for word in shape.words & owners.keys())
                others = spelled[shape.number] = tuple(chain.from_iterable(found))
            for place in shape.links:
                others += owners[names[place]]
            if shape.patterns:
                others += tuple(self._meant(shape, names))
            links.append(tuple(other for other in others if other != number) if number in others else others)
        return links

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
        every = zip(self.shapes, self.names, strict=True)
        return {names[place] for shape, names in every for place in shape.mentioned}

    def _alike(self) -> Iterator[Sequence[int]]:
        """Yield the records that share an ARN, and those that AWS takes together without any name."""
        for numbers in self._owners.values():
            if len(numbers) > 1:
                arns: dict[bytes, list[int]] = {}
                for number in numbers:
                    arns.setdefault(read_header(self.texts[number])[1], []).append(number)
                yield from (same for arn, same in arns.items() if arn and len(same) > 1)
        regions: dict[str, list[int]] = {}
        for number, shape in enumerate(self.shapes):
            if shape.type in _TOGETHER:
                regions.setdefault(self.line(number).scope.region, []).append(number)
        yield from regions.values()


def fill(text: str, names: Sequence[bytes]) -> str:
    """Return a text of a shape with the names of a line in it."""
    return re.sub("\x02(\\d+)\x03", lambda match: names[int(match[1])].decode(), text)


def _index(words: Iterable[bytes]) -> dict[bytes, _Numbers]:
    """Return the records by the word that tells their names."""
    owners: dict[bytes, _Numbers] = {}
    for number, word in enumerate(words):
        owners[word] = (*owners[word], number) if word in owners else (number,)
    owners.pop(b"", None)
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
