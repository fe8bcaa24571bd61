"""A line with its made-up names taken out: the shape, and the names. Lines of one shape differ in names alone.

A shape is found by whole words once. To recognize it, a pattern skips what it spells out and takes the names: a line is
of the shape when these names, put into its text, make up that line.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, groupby, zip_longest
from operator import itemgetter

from keypost.named import NamedTuple
from keypost.organization.words import find_made_up, name_word, split_words

# Resource policies: whoever they name needn't exist, and nobody looks it up. (`Grants`: the same.)
_DOCUMENTS = frozenset(
    (
        "AccessPolicy", "AssumeRolePolicyDocument", "FileSystemPolicy", "Grants", "InvestigationGroupPolicy",
        "KeyPolicy", "Policy", "PolicyDocument", "RepositoryPolicyText", "ResourcePolicy",
    )
)  # fmt: skip
# In identity policies the resources count: whom they name, they are wired to.
_IDENTITIES = "AWS::IAM::"
_TRUST = frozenset({"AssumeRolePolicyDocument"})
_HEADER, _FIELDS = 16, (b"id", b"arn", b"name")
_MARK = re.compile(rb"\x02(\d+)\x03")
_NAME = rb"[A-Za-z0-9_-]++"
_BORDER = rb"A-Za-z0-9_\x01-"
_WORD = re.compile(rb"[%b]+" % _BORDER)
_ACCOUNT_ID = re.compile(rb"(?<!\d)\d{12}(?!\d)")
# Comparisons that look at more of a text than whether it is the same, or fits what stands around a star.
_LOOKS_INSIDE = re.compile(r"IgnoreCase|Numeric|\$\{|\?")
# What a role's policy names makes deliveries: of these services, by ARNs with the account (`readers/implied.py`).
_FAR = re.compile(r"arn:[^:]*:(?:sqs|sns|secretsmanager|dynamodb|kinesis):[^:]*:[^:]*[*?][^:]*:.*[A-Za-z0-9]")
_AT_STAR = re.compile(r"\x02(\d+)\x03(?=\*)|(?<=\*)\x02(\d+)\x03")
# A policy near the size that AWS allows is told by its length (IAM and STS quotas; key policies 32 KB).
_LONG_IDENTITY, _LONG = 1500, 12_000
_MOST_SHAPES, _MOST_BYTES = 20_000, 8_000_000

# What was taken out of a line, in the order in which it first occurs there.
Names = tuple[bytes, ...]


class Shape(NamedTuple):
    """What all lines of a shape have in common.

    Of the names of a line, by place: `own` is that of the record itself (None: the shape spells it out, `word`),
    `links` are those of others in settings, `mentioned` those in policies, `strange` those that don't stand alone
    (beside another account's id, or a part of a pattern's word). `words` are what settings spell out, `literal` what
    the whole shape does, `all_words` those of it that could be made up; `partial` what stands beside a wildcard;
    `patterns` the ARNs with wildcards in settings; `accounts` the account ids in settings, each with the words beside
    it. `is_plain`: it has no name that isn't its own or linked. `is_special`: names can't stand for one another here.
    `reaches_far`: an identity policy names resources by a pattern that other accounts' fit too.
    """

    number: int
    type: str
    own: int | None
    word: bytes
    links: tuple[int, ...]
    mentioned: tuple[int, ...]
    words: frozenset[bytes]
    all_words: frozenset[bytes]
    literal: frozenset[bytes]
    partial: frozenset[bytes]
    patterns: tuple[str, ...]
    accounts: Mapping[bytes, frozenset[bytes]]
    strange: tuple[int, ...]
    is_plain: bool
    is_special: bool
    reaches_far: bool


_NONE: frozenset[bytes] = frozenset()
# Of lines that are of no known shape: with the word of the own name goes one that is never free.
_UNSEEN = Shape(
    -1,
    "",
    0,
    b"",
    (),
    (),
    _NONE,
    _NONE,
    _NONE,
    _NONE,
    (),
    {},
    (),
    is_plain=False,
    is_special=True,
    reaches_far=False,
)


class Alike(NamedTuple):
    """Lines of a Region that seem to be of one shape, and the names of each."""

    shape: Shape
    region: str
    lines: list[bytes]
    names: list[Names]

    @property
    def words(self) -> Iterable[bytes]:
        """The word of each line's own name."""
        own = self.shape.own
        return [self.shape.word] * len(self.lines) if own is None else map(itemgetter(own), self.names)

    def fits(self, free: frozenset[bytes]) -> bool:
        """Tell whether all these names, and no word that the shape spells out, are free to be any other."""
        return self.shape.all_words.isdisjoint(free) and free.issuperset(chain.from_iterable(self.names))

    def each(self) -> Iterator["Alike"]:
        """Yield the lines one by one."""
        for line, names in zip(self.lines, self.names, strict=True):
            yield self._replace(lines=[line], names=[names])


class _Known(NamedTuple):
    """A shape by which lines are recognized: those that have the word are looked at closer.

    The pattern takes the names out of a line; in the text, they stand at these places.
    """

    word: bytes
    pattern: re.Pattern[bytes]
    text: bytes
    places: Callable[[Names], object]
    shape: Shape

    def find(self, lines: list[bytes]) -> tuple[list[bytes], list[Names]]:
        """Return those of the lines that are of the shape, and their names."""
        mine = [line for line in lines if self.word in line]
        names = self._read(mine)
        if names is None:
            mine = [line for line in mine if self._read([line]) is not None]
            names = self._read(mine)
        return mine, names or []

    def _read(self, lines: list[bytes]) -> list[Names] | None:
        """Return the names of the lines, None where one of them is of another shape."""
        names = [match.groups() for match in map(self.pattern.fullmatch, lines) if match]
        texts = map(self.text.__mod__, map(self.places, names))
        return names if list(texts) == lines else None


class Shapes:
    """All shapes that were met, of every account; those of two Regions are never the same."""

    def __init__(self) -> None:
        """Start with none."""
        self._by_text: dict[tuple[str, bytes], Shape] = {}
        self._by_length: dict[tuple[str, int], list[_Known]] = {}
        self._count = self._bytes = 0

    def recognize(self, lines: Iterable[bytes], region: str) -> Iterator[Alike]:
        """Yield what the lines seem to be; whether their names are names is for the caller to say."""
        for size, same in groupby(sorted(lines, key=len), key=len):
            rest = list(same)
            for known in self._by_length.get((region, size), ()):
                found, names = known.find(rest)
                if found:
                    yield Alike(known.shape, region, found, names)
                    if len(found) == len(rest):
                        break
                    taken = frozenset(found)
                    rest = [line for line in rest if line not in taken]
            else:
                yield Alike(_UNSEEN, region, rest, [(name_word(_name_of(line)), b"") for line in rest])

    def find(self, line: bytes, region: str, names: frozenset[bytes]) -> tuple[Shape, Names]:
        """Return the line's shape and names, where every one of these names is taken out."""
        text, order = _take_out(line, names)
        shape = self._by_text.get((region, text))
        if shape is None:
            shape = self._add(text, region, own=name_word(_name_of(line)), order=order)
        entries = self._by_length.setdefault((region, len(line)), [])
        is_clear = len(split_words(_name_of(line))) <= 1  # else, which of its words is the longest may differ
        if is_clear and all(known.shape is not shape for known in entries):
            entries.append(_spell(shape, text))
            entries[:] = _tell_apart(entries)
        return shape, tuple(order)

    def _add(self, text: bytes, region: str, *, own: bytes, order: Mapping[bytes, int]) -> Shape:
        if len(self._by_text) >= _MOST_SHAPES or self._bytes > _MOST_BYTES:
            self._by_text.clear()
            self._by_length.clear()
            self._bytes = 0
        self._count += 1
        self._bytes += len(text)
        shape = self._by_text[region, text] = _describe(self._count, text, own=own, order=order)
        return shape


def _tell_apart(entries: list[_Known]) -> list[_Known]:
    """Give each a word that no other of them has: looking for one costs a fraction of a whole comparison."""
    if len(entries) == 1:
        return entries
    counts = Counter(chain.from_iterable(entry.shape.literal for entry in entries))
    return [
        entry._replace(word=min(entry.shape.literal, key=lambda word: (counts[word], word), default=b""))
        for entry in entries
    ]


def read_header(line: bytes) -> tuple[bytes, bytes, bytes]:
    """Return id, ARN and name of a record: `{"type":"T","id":"I","arn":"A","name":"N",...`."""
    parts = line.split(b'"', _HEADER)
    if (
        len(parts) > _HEADER
        and (parts[5], parts[9], parts[13]) == _FIELDS
        and b"\\" not in line[: line.find(b'"properties"')]
    ):
        return parts[7], parts[11], parts[15]
    record = json.loads(line, strict=False)
    return record["id"].encode(), record.get("arn", "").encode(), record["name"].encode()


def _name_of(line: bytes) -> bytes:
    """Return what of a record's name (of its ARN, where it has none) tells it from others."""
    _, arn, name = read_header(line)
    return (name or arn).replace(b"/", b":").rsplit(b":", 1)[-1]


def _take_out(line: bytes, names: frozenset[bytes]) -> tuple[bytes, dict[bytes, int]]:
    order: dict[bytes, int] = {}

    def mark(match: re.Match[bytes]) -> bytes:
        word = match[0]
        return b"\x02%d\x03" % order.setdefault(word, len(order)) if word in names else word

    return _WORD.sub(mark, line), order


def _spell(shape: Shape, text: bytes) -> _Known:
    """Return what recognizes the lines of a shape with this text."""
    pieces = _MARK.split(text)
    places = [int(place) for place in pieces[1::2]]
    between = [b".{%d}" % len(piece) for piece in pieces[::2]]
    taken = [b"(%b)" % _NAME if place not in places[:index] else _NAME for index, place in enumerate(places)]
    pattern = re.compile(b"".join(chain.from_iterable(zip_longest(between, taken, fillvalue=b""))), re.DOTALL)
    return _Known(
        b"",
        pattern,
        b"%b".join(piece.replace(b"%", b"%%") for piece in pieces[::2]),
        itemgetter(*places) if places else tuple,
        shape,
    )


def _describe(number: int, text: bytes, *, own: bytes, order: Mapping[bytes, int]) -> Shape:
    record = json.loads(text, strict=False)
    settings, documents = _divide(record)
    spelled = [one.encode() for one in settings]
    linked = {int(place) for one in spelled for place in _MARK.findall(one)} - {order.get(own, -1)}
    mentioned = {int(place) for one in documents for place in _MARK.findall(one.encode())} - {order.get(own, -1)}
    bare = [_MARK.sub(b" ", one) for one in spelled]
    everything = (*settings, *documents)
    is_identity = record["type"].startswith(_IDENTITIES)
    literal = frozenset(split_words(_MARK.sub(b" ", text)))
    return Shape(
        number,
        record["type"],
        order.get(own),
        own,
        tuple(sorted(linked)),
        tuple(sorted(mentioned)),
        frozenset(word for one in bare for word in split_words(one)),
        find_made_up(literal),
        literal,
        frozenset(part for one in everything if "*" in one for part in _beside_stars(one)),
        tuple(one for one in settings if "*" in one and one.startswith("arn:")),
        _find_accounts(bare),
        _find_strange(settings, everything),
        is_plain=set(order.values()) <= linked | {order.get(own, -1)},
        is_special=_is_special(everything, size=len(text), is_identity=is_identity),
        reaches_far=is_identity and any(map(_FAR.match, settings)),
    )


def _is_special(texts: Iterable[str], *, size: int, is_identity: bool) -> bool:
    return any(map(_LOOKS_INSIDE.search, texts)) or size > (_LONG_IDENTITY if is_identity else _LONG)


def _find_strange(settings: Iterable[str], texts: Iterable[str]) -> tuple[int, ...]:
    """Return the places of names beside another account's id, and of those that are a part of a pattern's word."""
    beside = {
        int(place) for one in settings if _ACCOUNT_ID.search(one.encode()) for place in _MARK.findall(one.encode())
    }
    parts = {int(before or behind) for one in texts for before, behind in _AT_STAR.findall(one)}
    return tuple(sorted(beside | parts))


def _find_accounts(texts: list[bytes]) -> dict[bytes, frozenset[bytes]]:
    found: dict[bytes, frozenset[bytes]] = {}
    for text in texts:
        for account in _ACCOUNT_ID.findall(text):
            found[account] = found.get(account, frozenset()) | frozenset(split_words(text))
    return found


def _divide(record: Mapping[str, object]) -> tuple[list[str], list[str]]:
    """Return all texts of a record: those of its settings, and those of its policy documents."""
    documents: list[str] = []
    apart = _TRUST if str(record["type"]).startswith(_IDENTITIES) else _DOCUMENTS
    settings: list[str] = [str(record.get(field, "")) for field in ("id", "arn", "name")]
    properties = record.get("properties")
    for name, value in properties.items() if isinstance(properties, Mapping) else ():
        (documents if name in apart else settings).extend(_texts(value))
    return settings, documents


def _texts(value: object) -> Iterator[str]:
    """Yield every text inside JSON data, the names of members too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from value
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _beside_stars(text: str) -> Iterator[bytes]:
    """Yield what of a word stands right before or behind a star."""
    pieces = text.encode().split(b"*")
    for index, piece in enumerate(pieces):
        words = re.findall(rb"^[%b]+|[%b]+$" % (_BORDER, _BORDER), piece)
        if words and index < len(pieces) - 1 and piece.endswith(words[-1]):
            yield words[-1]
        if words and index and piece.startswith(words[0]):
            yield words[0]
