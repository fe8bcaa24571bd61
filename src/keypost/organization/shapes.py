"""A line with its made-up names taken out: the shape, and the names. Lines of one shape differ in names alone.

A shape is found by whole words once, and then recognized by a regular expression that spells it out.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

from keypost.named import NamedTuple
from keypost.organization.words import is_made_up, name_word, split_words

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
_WORD = rb"([A-Za-z0-9_-]+)"
_BORDER = rb"A-Za-z0-9_\x01-"
_ACCOUNT_ID = re.compile(rb"(?<!\d)\d{12}(?!\d)")
# Comparisons that look at more of a text than whether it is the same, or fits what stands around a star.
_LOOKS_INSIDE = re.compile(r"IgnoreCase|Numeric|\$\{|\?")
# What a role's policy names makes deliveries: of these services, by ARNs with the account (`readers/implied.py`).
_FAR = re.compile(r"arn:[^:]*:(?:sqs|sns|secretsmanager|dynamodb|kinesis):[^:]*:[^:]*[*?][^:]*:.*[A-Za-z0-9]")
_AT_STAR = re.compile(r"\x02(\d+)\x03(?=\*)|(?<=\*)\x02(\d+)\x03")
# A policy near the size that AWS allows is told by its length (IAM and STS quotas; key policies 32 KB).
_LONG_IDENTITY, _LONG = 1500, 12_000
_MOST_SHAPES, _MOST_BYTES = 20_000, 8_000_000

_Match = Callable[[bytes], re.Match[bytes] | None]


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


# A line as it seems to be: its shape, its names in the order in which they first occur, and the word of its own name.
Seen = tuple[Shape, tuple[bytes, ...], bytes]
_NONE: frozenset[bytes] = frozenset()
# Of a line that is of no known shape: it never fits.
_UNSEEN = Shape(
    -1,
    "",
    None,
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
_NO_NAME = (b"",)


class _Known(NamedTuple):
    """A shape by which lines are recognized: those that have the word are looked at closer."""

    word: bytes
    match: _Match
    shape: Shape


class Shapes:
    """All shapes that were met, of every account; those of two Regions are never the same."""

    def __init__(self) -> None:
        """Start with none."""
        self._by_text: dict[tuple[str, bytes], Shape] = {}
        self._by_length: dict[tuple[str, int], list[_Known]] = {}
        self._count = self._bytes = 0

    def recognize(self, lines: Iterable[bytes], region: str) -> list[Seen]:
        """Return what each line seems to be; whether its names are names is for the caller to say."""
        seen: list[Seen] = []
        by_length = self._by_length
        for line in lines:
            for word, match, shape in by_length.get((region, len(line)), ()):
                if word in line and (found := match(line)) is not None:
                    names = found.groups()
                    seen.append((shape, names, shape.word if shape.own is None else names[shape.own]))
                    break
            else:
                seen.append((_UNSEEN, _NO_NAME, name_word(_name_of(line))))
        return seen

    def find(self, line: bytes, region: str, names: frozenset[bytes]) -> tuple[Shape, tuple[bytes, ...]]:
        """Return the line's shape and names, where every one of these names is taken out."""
        found = dict.fromkeys(word for word in split_words(line) if word in names)
        text, order = _take_out(line, list(found))
        shape = self._by_text.get((region, text))
        if shape is None:
            shape = self._add(text, region, own=name_word(_name_of(line)), order=order)
        entries = self._by_length.setdefault((region, len(line)), [])
        is_clear = len(split_words(_name_of(line))) <= 1  # else, which of its words is the longest may differ
        if is_clear and all(known.shape is not shape for known in entries):
            entries.append(_Known(b"", _spell(text), shape))
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


def _take_out(line: bytes, names: list[bytes]) -> tuple[bytes, dict[bytes, int]]:
    order: dict[bytes, int] = {}
    if not names:
        return line, order
    alternatives = b"|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    whole_words = re.compile(rb"(?<![%b])(?:%b)(?![%b])" % (_BORDER, alternatives, _BORDER))

    def mark(match: re.Match[bytes]) -> bytes:
        return b"\x02%d\x03" % order.setdefault(match[0], len(order))

    return whole_words.sub(mark, line), order


def _spell(text: bytes) -> _Match:
    """Return what matches exactly the lines of a shape."""
    seen: set[bytes] = set()
    pieces = _MARK.split(text)
    for index in range(0, len(pieces), 2):
        pieces[index] = re.escape(pieces[index])
    for index in range(1, len(pieces), 2):
        number = pieces[index]
        pieces[index] = b"(?:\\%d)" % (int(number) + 1) if number in seen else _WORD
        seen.add(number)
    return re.compile(b"".join(pieces)).fullmatch


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
        frozenset(filter(is_made_up, literal)),
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
