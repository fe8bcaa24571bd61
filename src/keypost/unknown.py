"""Values that a reader could not learn: unknown parts of a text, and whole values left unread.

A template often says `arn:aws:iam::<this account>:root` without saying which account. Such a text is an
ordinary `str` in which the unknown part is one unit written in private-use characters, so that joining,
splitting at `:` and comparing work as on any string: the same unknown part is equal to itself, and two
texts that differ only in unknown parts may or may not be equal (`None`).
"""

from codecs import charmap_decode
from itertools import takewhile

from keypost.named import TYPE_CHECKING, Callable, Enum, Iterator, NamedTuple, lru_cache

if TYPE_CHECKING:
    import re

_BYTE, _START, _END, _SHAPE = 0xE000, "\ue200", "\ue201", 0xE210
_LETTERS = "".join(map(chr, range(_BYTE, _BYTE + 256)))  # one for each byte of a name
# Longer texts with unknown parts are not compared in full: whether they can be equal is then left open.
_MOST_STATES = 1_000_000
# Beyond this many open runs a regular expression could take too long; nothing real has more.
_MOST_RUNS = 8
_RESERVED = "[\ue000-\ue2ff]"

# True, False, or None where it can't be told.
Tri = bool | None


class Shape(Enum):
    """What an unknown part can stand for: (order, regular expression of one character, and of the whole part)."""

    ACCOUNT = (0, "[0-9]", "[0-9]{12}")
    REGION = (1, "[a-z0-9-]", "[a-z]{2}(?:-[a-z]+)+-[0-9]+")
    PARTITION = (2, "[a-z-]", "aws(?:-[a-z]+)*")
    # A name or id that AWS makes up for one resource; those of two resources are never equal. It ends in a random
    # part: `stack-Alerts-1A2B3C4D5E6F`, a UUID, `vpc-0a1b2c3d4e5f67890`, `mrk-...`; so no plain name is one.
    IDENTITY = (
        3,
        r"[A-Za-z0-9_.+=,@-]",
        r"(?:[A-Za-z0-9_.+=,@-]*[-_])?(?:[A-Za-z0-9]{12,13}|[0-9a-f]{8,17}|[a-z0-9]{10}|[0-9a-f]{32})(?:\.fifo)?",
    )
    TEXT = (4, r"[\s\S]", r"[\s\S]*")
    # The name of a stack, which whoever deploys it chooses; no two stacks share one.
    STACK = (5, "[A-Za-z0-9-]", "[A-Za-z][A-Za-z0-9-]*")

    @property
    def character(self) -> "re.Pattern[str]":
        """The pattern that each character of the unknown part matches."""
        import re  # here and below: few runs need it, and it costs a tenth of checking 200 resources

        return re.compile(self.value[1])


_SHAPES = {chr(_SHAPE + shape.value[0]): shape for shape in Shape}


class Unknown(NamedTuple):
    """One unknown part of a text: what it is called in the input, and what it can be."""

    name: str
    shape: Shape


class Wild(Enum):
    """The two wildcards of policy patterns."""

    STAR = "*"
    ANY = "?"


_WILDS: dict[str, str | Wild] = {wild.value: wild for wild in Wild}
Token = str | Unknown | Wild


class Why(Enum):
    """Why a value was left unread."""

    NOT_IN_INPUT = "not-in-input"
    UNKNOWN_VALUE = "unknown-value"
    ACCESS_DENIED = "access-denied"
    CALL_FAILED = "call-failed"
    NOT_SUPPORTED = "not-supported"
    MALFORMED = "malformed"
    AMBIGUOUS = "ambiguous"


class Unread(NamedTuple):
    """A whole value that could not be read: never to be taken for an empty one."""

    why: Why
    subject: str = ""


@lru_cache(maxsize=8192)
def build_unknown(name: str, *, shape: Shape = Shape.TEXT) -> str:
    """Return a text that is one unknown part; equal names give equal texts."""
    letters, _ = charmap_decode(name.encode(), "strict", _LETTERS)
    return f"{_START}{chr(_SHAPE + shape.value[0])}{letters}{_END}"


def has_unknown(text: str) -> bool:
    """Tell whether any part of the text is unknown."""
    return not text.isascii() and _START in text


def has_unknown_of(text: str, *, shape: Shape) -> bool:
    """Tell whether any part of the text is unknown and of this shape."""
    return not text.isascii() and f"{_START}{chr(_SHAPE + shape.value[0])}" in text


def unknowns_in(text: str) -> tuple[Unknown, ...]:
    """Return the unknown parts of the text, in order."""
    return _unknowns_in(text) if has_unknown(text) else ()


@lru_cache(maxsize=8192)
def _unknowns_in(text: str) -> tuple[Unknown, ...]:
    return tuple(piece for piece in _take_apart(text) if isinstance(piece, Unknown))


def find_only_unknown(text: str) -> Unknown | None:
    """Return the unknown part that the whole text is, or None."""
    unknown = unknowns_in(text)
    if len(unknown) == 1 and build_unknown(unknown[0].name, shape=unknown[0].shape) == text:
        return unknown[0]
    return None


def render_unknown(text: str) -> str:
    """Return the text for people: unknown parts as `${name}`."""
    if not has_unknown(text):
        return text
    return "".join(piece if isinstance(piece, str) else f"${{{piece.name}}}" for piece in _take_apart(text))


def scrub(text: str) -> str:
    """Return input text without the characters that mark unknown parts (replaced by U+FFFD)."""
    if text.isascii():
        return text
    import re

    return re.sub(_RESERVED, "\ufffd", text)


def same_text(left: str, right: str) -> Tri:
    """Tell whether two texts are equal; None where that depends on an unknown part."""
    if left == right:
        return True
    if not (has_unknown(left) or has_unknown(right)):
        return False
    return _same_open_text(left, right)


@lru_cache(maxsize=8192)
def _same_open_text(left: str, right: str) -> Tri:
    return None if _may_be_equal(_tokens(left), _tokens(right)) else False


class Glob:
    """A pattern of literal text, `*` (any run of characters) and `?` (one character), case-sensitive."""

    __slots__ = ("_known", "_matches", "_pieces")

    def __init__(self, pieces: tuple[str | Wild, ...]) -> None:
        """Take the pieces in order; each str is literal text, which may hold unknown parts."""
        self._pieces = pieces
        self._known = True
        # Built when the pattern is first asked: of the patterns of a policy, few are.
        self._matches: Callable[[str], object] | None = None

    def match(self, text: str) -> Tri:
        """Tell whether the whole text matches; None where that depends on an unknown part."""
        if self._matches is None:
            self._known = not any(isinstance(piece, str) and has_unknown(piece) for piece in self._pieces)
            self._matches = _build_matcher(self._pieces)
        if self._matches(text):
            return True
        if self._known and not has_unknown(text):
            return False
        tokens = tuple(token for piece in self._pieces for token in _piece_tokens(piece))
        return None if _may_be_equal(tokens, _tokens(text)) else False


@lru_cache(maxsize=4096)
def build_glob(pattern: str) -> Glob:
    """Compile a pattern in which every `*` and `?` is a wildcard."""
    if "*" not in pattern and "?" not in pattern:
        return Glob((pattern,) if pattern else ())
    return Glob(tuple(split_wildcards(pattern)))


def split_wildcards(text: str) -> Iterator[str | Wild]:
    """Yield the text between wildcards, and the wildcards, in order."""
    for first, run in enumerate(text.split(Wild.STAR.value)):
        if first:
            yield Wild.STAR
        for second, piece in enumerate(run.split(Wild.ANY.value)):
            if second:
                yield Wild.ANY
            if piece:
                yield piece


def _take_apart(text: str) -> Iterator[str | Unknown]:
    """Yield the text between unknown parts, and these, in order."""
    plain, *others = text.split(_START)
    yield plain
    for other in others:
        unit, end, plain = other.partition(_END)
        unknown = _decode_unit(unit) if end else None
        if unknown is None:  # only in a text that no reader has scrubbed
            yield _START + other
        else:
            yield unknown
            yield plain


@lru_cache(maxsize=8192)
def _decode_unit(unit: str) -> Unknown | None:
    """Return the unknown part that is written so, None where that is none."""
    shape, letters = unit[:1], unit[1:]
    if not shape or letters.strip(_LETTERS):
        return None
    return Unknown(bytes(ord(letter) - _BYTE for letter in letters).decode(), _SHAPES[shape])


def _build_matcher(pieces: tuple[str | Wild, ...]) -> Callable[[str], object]:
    """Return the quickest test: most patterns are plain texts or have one star, and need no regular expression."""
    if Wild.ANY in pieces:
        import re

        return re.compile(_glob_regex(pieces), re.DOTALL).match
    runs = _runs_between_stars(pieces)
    if len(runs) == 1:
        return runs[0].__eq__
    start, *middle, end = runs
    least = len(start) + len(end)
    if any(middle):
        return lambda text: _holds_in_order(text, start, middle, end)
    return lambda text: len(text) >= least and text.startswith(start) and text.endswith(end)


def _runs_between_stars(pieces: tuple[str | Wild, ...]) -> list[str]:
    runs = [""]
    for piece in pieces:
        if isinstance(piece, Wild):
            runs.append("")
        else:
            runs[-1] += piece
    return runs


def _holds_in_order(text: str, start: str, middle: list[str], end: str) -> bool:
    """Tell whether the runs follow each other in the text: the first place that fits a run is good enough."""
    if not text.startswith(start):
        return False
    place = len(start)
    for run in middle:
        place = text.find(run, place)
        if place < 0:
            return False
        place += len(run)
    return text.endswith(end) and place <= len(text) - len(end)


def _glob_regex(pieces: tuple[str | Wild, ...]) -> str:
    """Return a regular expression that never backtracks: between stars the first place that fits is good enough."""
    import re

    runs = [""]
    for piece in pieces:
        if piece is Wild.STAR:
            runs.append("")
        else:
            runs[-1] += "[^\ue000-\ue2ff]" if piece is Wild.ANY else re.escape(str(piece))
    if len(runs) == 1:
        return runs[0] + r"\Z"
    first, *middle, last = runs
    return first + "".join(f"(?>.*?{run})" for run in middle if run) + f".*{last}" + r"\Z"


def _piece_tokens(piece: str | Wild) -> tuple[Token, ...]:
    return (piece,) if isinstance(piece, Wild) else _tokens(piece)


@lru_cache(maxsize=8192)
def _tokens(text: str) -> tuple[Token, ...]:
    tokens: list[Token] = []
    for piece in _take_apart(text):
        if isinstance(piece, str):
            tokens.extend(piece)
        else:
            tokens.append(piece)
    return tuple(tokens)


def _may_be_equal(left: tuple[Token, ...], right: tuple[Token, ...]) -> bool:
    """Tell whether some choice of the unknown parts makes both equal; what both begin or end with is no matter."""
    start = _count_shared(left, right)
    left, right = left[start:], right[start:]
    end = _count_shared(left[::-1], right[::-1])
    left, right = left[: len(left) - end], right[: len(right) - end]
    if _is_literal(left):
        return _can_spell(right, "".join(map(str, left)))
    if _is_literal(right):
        return _can_spell(left, "".join(map(str, right)))
    return _may_meet(left, right)


def _count_shared(left: tuple[Token, ...], right: tuple[Token, ...]) -> int:
    """Count the leading tokens that stand for the same on both sides."""
    pairs = zip(left, right, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1] and not isinstance(pair[0], Wild), pairs))


def _is_literal(tokens: tuple[Token, ...]) -> bool:
    return all(isinstance(token, str) for token in tokens)


def _can_spell(tokens: tuple[Token, ...], text: str) -> bool:
    """Tell whether the tokens can stand for this very text: here the form of a whole unknown part counts too."""
    runs = sum(_can_repeat(token) for token in tokens)
    if runs > _MOST_RUNS or len(tokens) * len(text) > _MOST_STATES:
        return True
    if not _may_meet(tokens, tuple(text)):
        return False
    import re

    return re.fullmatch("".join(map(_token_regex, tokens)), text) is not None


def _token_regex(token: Token) -> str:
    if isinstance(token, Unknown):
        return f"(?:{token.shape.value[2]})"
    if isinstance(token, Wild):
        return r"[\s\S]*" if token is Wild.STAR else r"[\s\S]"
    import re

    return re.escape(token)


def _may_meet(pattern: tuple[Token, ...], text: tuple[Token, ...]) -> bool:
    """Tell whether some choice of the unknown parts makes both sides equal (states of a two-sided match)."""
    if len(pattern) * len(text) > _MOST_STATES:
        return True
    todo, seen = [(0, 0)], set()
    while todo:
        state = todo.pop()
        if state in seen:
            continue
        seen.add(state)
        left, right = state
        if left == len(pattern) and right == len(text):
            return True
        todo.extend(_moves(pattern[left : left + 1], text[right : right + 1], left, right))
    return False


def _moves(pattern: tuple[Token, ...], text: tuple[Token, ...], left: int, right: int) -> list[tuple[int, int]]:
    mine, theirs = (pattern or (None,))[0], (text or (None,))[0]
    moves = []
    if _can_end(mine):
        moves.append((left + 1, right))
    if _can_end(theirs):
        moves.append((left, right + 1))
    if mine is not None and theirs is not None and _can_share(mine, theirs):
        moves.append((left + 1, right + 1))
        if _can_repeat(mine):
            moves.append((left, right + 1))
        if _can_repeat(theirs):
            moves.append((left + 1, right))
    return moves


# Two unknown parts of such a shape never stand for the same.
_UNIQUE = (Shape.IDENTITY, Shape.STACK)


def _can_end(token: Token | None) -> bool:
    """A run that may be empty can be passed over."""
    return token is Wild.STAR or (isinstance(token, Unknown) and token.shape is Shape.TEXT)


def _can_repeat(token: Token) -> bool:
    return token is Wild.STAR or isinstance(token, Unknown)


def _can_share(mine: Token, theirs: Token) -> bool:
    """Tell whether the two tokens can stand for a common character."""
    if isinstance(mine, Wild) or isinstance(theirs, Wild):
        return True
    if isinstance(mine, Unknown) and isinstance(theirs, Unknown):
        return mine == theirs or not (mine.shape is theirs.shape and mine.shape in _UNIQUE)
    if isinstance(mine, Unknown):
        return isinstance(theirs, str) and bool(mine.shape.character.match(theirs))
    if isinstance(theirs, Unknown):
        return bool(theirs.shape.character.match(mine))
    return mine == theirs
