"""JSON text -> a document. The standard parser gives no lines, so they are found when somebody asks."""

from itertools import accumulate, count

from keypost.estate.estate import Gap
from keypost.named import TYPE_CHECKING, Callable, Iterable, Iterator, SimpleNamespace
from keypost.origin import Pointer
from keypost.readers.cloudformation.loading.document import (
    MAX_DEPTH,
    MAX_NODES,
    Document,
    build_duplicate_gap,
    build_too_deep,
    build_too_many,
    build_unreadable,
)
from keypost.readers.cloudformation.loading.scalars import build_float, build_int
from keypost.text import Text
from keypost.unknown import scrub

if TYPE_CHECKING:
    from typing import Any

# Escapes that must not come through: characters that mark unknown parts, and halves of a surrogate pair.
_ESCAPED = (
    r"(?<!\\)((?:\\\\)*)"
    r"(?:(\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\u(?:[eE][0-2]|[dD][89a-fA-F])[0-9a-fA-F]{2})"
)

# What Python's parser says, for people.
_SYNTAX = {
    "Unterminated string starting at": Text(en="a string isn't closed", ja="文字列が閉じられていません"),
    "Invalid control character at": Text(en="a control character in a string", ja="文字列の中に制御文字があります"),
    "Expecting value": Text(en="a value is missing", ja="値がありません"),
    "Expecting ',' delimiter": Text(en="a comma or a closing bracket is missing", ja="カンマか閉じ括弧がありません"),
    "Expecting ':' delimiter": Text(en="a colon is missing", ja="コロンがありません"),
    "Expecting property name enclosed in double quotes": Text(
        en="a name in double quotes is missing", ja="二重引用符で囲んだ名前がありません"
    ),
    "Extra data": Text(en="something follows its end", ja="終わりのあとに余分な文字があります"),
}
_FIX_JSON = Text(en="correct the JSON at that line", ja="その行の JSON を修正してください")


class _ConstantError(ValueError):
    """NaN or Infinity, which Python's parser takes but JSON doesn't have."""


def read_json(text: str, *, file: str) -> Document:
    """Read one JSON document.

    Raises:
        UnreadableInputError: it isn't JSON, or is built to blow up.
    """
    text = scrub(text)
    if "\\u" in text:
        import re

        text = re.sub(_ESCAPED, lambda match: match[1] + (match[2] or r"\ufffd"), text)
    twice: list[str] = []

    def build_object(pairs: list[tuple[str, object]]) -> dict[str, object]:
        built = dict(pairs)
        if len(built) != len(pairs):
            twice.append(pairs[0][0])
        return built

    scan = _build_scanner(
        object_pairs_hook=build_object, parse_float=build_float, parse_int=build_int, parse_constant=_refuse
    )
    levels: _Levels = {}
    data = _read_template(text, scan, levels)
    if data is None:
        data = _parse(text, scan, file=file)
    _check_size(data, file=file)
    lines = _Lines(text, levels, repeats=bool(twice))
    gaps: tuple[Gap, ...] = ()
    if twice:
        gaps = tuple(build_duplicate_gap(key, file=file, line=line) for key, line in lines.duplicates())
    return Document(data, lines.line, gaps)


def _read_template(text: str, scan: "_Scan", levels: "_Levels") -> object:
    """Read a template part by part, so that nothing large is scanned again for lines; None where that doesn't go."""
    try:
        data, end = _read_apart(text, _skip(text, 0), scan, levels, below="Resources")
        if _skip(text, end) == len(text):
            return data
    except (IndexError, StopIteration, ValueError, RecursionError):
        pass
    levels.clear()
    return None


def _read_apart(text: str, at: int, scan: "_Scan", levels: "_Levels", *, below: str | None) -> tuple[object, int]:
    """Read an object, and that under `below`, and keep where their parts stand; raises where anything is unusual."""
    data: dict[str, object] = {}
    parts = levels[at] = []
    at = _pass(text, at, "{")
    while text[at] != "}":
        place = _pass(text, at, ",") if parts else at
        key, at = scan(text, text.index('"', place, place + 1))
        at = _pass(text, _skip(text, at), ":")
        parts.append((key, place, at))
        apart = key == below and text[at] == "{"
        if key in data:
            raise ValueError(key)
        data[key], at = _read_apart(text, at, scan, levels, below=None) if apart else scan(text, at)
        at = _skip(text, at)
    return data, at + 1


def _pass(text: str, at: int, character: str) -> int:
    """Return where the text goes on after the character; raises ValueError where another one stands."""
    return _skip(text, text.index(character, at, at + 1) + 1)


def _parse(text: str, scan: "_Scan", *, file: str) -> object:
    try:
        data, end = scan(text, _skip(text, 0))
    except StopIteration as error:  # how the scanner says where it misses a value
        raise _build_syntax_error("Expecting value", text=text, at=error.value, file=file) from error
    except RecursionError as error:
        raise build_too_deep(file=file) from error
    except _ConstantError as error:
        why = Text(en=f"it isn't valid JSON ({error})", ja=f"JSON として正しくありません ({error})")
        raise build_unreadable(why, hint=_FIX_JSON, file=file) from error
    except ValueError as error:  # a JSONDecodeError, without importing it for that
        message, at = getattr(error, "msg", str(error)), getattr(error, "pos", 0)
        raise _build_syntax_error(message, text=text, at=at, file=file) from error
    end = _skip(text, end)
    if end < len(text):
        raise _build_syntax_error("Extra data", text=text, at=end, file=file)
    return data


def _build_scanner(**settings: object) -> "_Scan":
    """Return the standard library's scanner of a value; the rest of `json`, with `re`, would take a tenth of a run."""
    plain = dict.fromkeys(("object_hook", "object_pairs_hook", "array_hook", "parse_int", "parse_float"))
    try:
        from _json import make_scanner

        scan: _Scan = make_scanner(SimpleNamespace(**plain | settings, strict=True))  # type: ignore[arg-type]
    except (ImportError, AttributeError):  # another Python may have another one
        from json import JSONDecoder

        scan = JSONDecoder(**settings).scan_once  # type: ignore[arg-type, attr-defined]
    return scan


def _skip(text: str, at: int) -> int:
    """Return where the next character stands that isn't white space."""
    while True:
        piece = text[at : at + _SPAN]
        rest = piece.lstrip(" \t\n\r")
        at += len(piece) - len(rest)
        if rest or not piece:
            return at


def _build_syntax_error(message: str, *, text: str, at: int, file: str) -> Exception:
    said = _SYNTAX.get(message, Text(en=message, ja=message))
    why = Text(en=f"it isn't valid JSON ({said.en})", ja=f"JSON として正しくありません ({said.ja})")
    return build_unreadable(why, hint=_FIX_JSON, file=file, line=text.count("\n", 0, at) + 1)


def _refuse(constant: str) -> object:
    raise _ConstantError(constant)


def _check_size(data: object, *, file: str) -> None:
    """Look at the data level by level; of each level only what may have a level below it is kept."""
    level: list[Any] = [data] if type(data) in _CONTAINERS else []
    nodes = 0
    for _ in range(MAX_DEPTH + 1):
        nodes += sum(map(len, level))
        if not any(level):
            return
        if nodes > MAX_NODES:
            raise build_too_many(file=file)
        below = [parent.values() if type(parent) is dict else parent for parent in level]
        level = [child for children in below for child in children if type(child) in _CONTAINERS]
    raise build_too_deep(file=file)


_CONTAINERS = (dict, list)
_BLOCK, _SPAN = 4096, 64
# Reads the value that starts at an index; returns it, and where it ends.
_Scan = Callable[[str, int], "tuple[Any, int]"]
# A part of a container: its key or index, where that stands, and where its value starts.
_Part = tuple[str | int, int, int]
# Where parts of containers were seen to stand, by the container's own place.
_Levels = dict[int, list[_Part]]


class _Level:
    """The parts of one container, scanned as far as somebody asked: what follows the last one asked for never is."""

    def __init__(self, parts: Iterable[_Part]) -> None:
        self._parts = iter(parts)
        self._found: dict[str | int, tuple[int, int]] = {}

    def find(self, wanted: str | int) -> tuple[int, int] | None:
        """Return where the part stands and where its value starts."""
        if wanted not in self._found:
            for step, place, at in self._parts:
                self._found[step] = place, at
                if step == wanted:
                    break
        return self._found.get(wanted)


class _Lines:
    """Finds the line of a part by scanning the text again, level by level, each level once."""

    def __init__(self, text: str, levels: "_Levels", *, repeats: bool) -> None:
        self._text = text
        self._known = levels
        self._scan_value = _build_scanner(parse_int=str, parse_float=str, parse_constant=str)
        self._repeats = repeats  # of a key that is there twice, the last one counts
        self._levels: dict[int, _Level] = {}
        self._breaks: list[int] | None = None  # how many lines end before each block

    def line(self, pointer: Pointer) -> int | None:
        """Return the line of the deepest part of `pointer` that exists."""
        place = at = _skip(self._text, 0)
        for step in pointer:
            entry = self._level(at).find(step)
            if entry is None:
                break
            place, at = entry
        return self._line_at(place)

    def duplicates(self) -> list[tuple[str, int]]:
        """Return the keys that a mapping has twice, with the line of the later one."""
        found, todo = [], [_skip(self._text, 0)]
        while todo:
            seen = set()
            for key, place, at in self._scan(todo.pop()):
                if key in seen:
                    found.append((str(key), self._line_at(place)))
                seen.add(key)
                todo.append(at)
        return sorted(found, key=lambda entry: entry[1])

    def _line_at(self, offset: int) -> int:
        text = self._text
        if self._breaks is None:
            counts = (text.count("\n", at, at + _BLOCK) for at in range(0, len(text), _BLOCK))
            self._breaks = list(accumulate(counts, initial=0))
        block = offset // _BLOCK
        return self._breaks[block] + text.count("\n", block * _BLOCK, offset) + 1

    def _level(self, at: int) -> _Level:
        if at not in self._levels:
            parts = self._known.get(at) or self._scan(at)
            self._levels[at] = _Level(reversed(list(parts)) if self._repeats else parts)
        return self._levels[at]

    def _scan(self, at: int) -> Iterator[_Part]:
        """Yield the parts of the container at `at`."""
        text, scan = self._text, self._scan_value
        opening = text[at]
        if opening not in "{[":
            return
        at = _skip(text, at + 1)
        for index in count():
            if text[at] in "}]":
                return
            place: int = at
            step: str | int = index
            if opening == "{":
                step, at = scan(text, at)
                at = _skip(text, _skip(text, at) + 1)  # over the colon
            yield step, place, at
            at = _skip(text, scan(text, at)[1])
            if text[at] == ",":
                at = _skip(text, at + 1)
