"""YAML text -> a document, from the parser's events: one pass, no recursion, aliases bounded."""

from collections.abc import Callable

from keypost.estate.estate import Gap
from keypost.named import TYPE_CHECKING
from keypost.origin import Origin, Pointer
from keypost.readers.cloudformation.loading.document import (
    MAX_DEPTH,
    MAX_NODES,
    Document,
    build_duplicate_gap,
    build_too_deep,
    build_too_many,
    build_unreadable,
)
from keypost.readers.cloudformation.loading.pyyaml import import_yaml
from keypost.readers.cloudformation.loading.scalars import build_scalar
from keypost.text import Text
from keypost.unknown import scrub

if TYPE_CHECKING:
    from typing import Any

_YAML = "tag:yaml.org,2002:"
_PLAIN_TAGS = {f"{_YAML}{name}" for name in ("int", "float", "bool", "null")}
_KNOWN_TAGS = {f"{_YAML}{name}" for name in ("str", "map", "seq")} | {"!"}
_NO_KEY = object()

_FIX_YAML = Text(en="correct the YAML at that line", ja="その行の YAML を修正してください")
_ONE_DOCUMENT = Text(
    en="it holds several YAML documents, a template is one; a second one starts here",
    ja="YAML ドキュメントが複数あります (テンプレートは 1 つです)。2 つ目はここから始まります",
)
_SPLIT = Text(en="split it at `---` into one file each", ja="`---` で区切られた部分を別々のファイルに分けてください")
_KEY_NOT_TEXT = Text(en="a key here isn't text", ja="ここのキーが文字列ではありません")
_TAB = Text(
    en="a tab indents this line; YAML allows spaces only",
    ja="この行はタブで字下げされています。YAML ではスペースしか使えません",
)
_UNDEFINED = Text(
    en="the alias `*{name}` has no anchor before it", ja="エイリアス `*{name}` より前にアンカーがありません"
)
_RECURSIVE = Text(en="the alias `*{name}` contains itself", ja="エイリアス `*{name}` が自分自身を含んでいます")
_UNKNOWN_TAG = Text(
    en="YAML tag that CloudFormation doesn't know; the value is taken as if it had no tag",
    ja="CloudFormation が知らない YAML タグです。タグがないものとして扱います",
)

Lines = dict[int, dict[str, int] | list[int]]


def read_yaml(text: str, *, file: str) -> Document:
    """Read one YAML document.

    Raises:
        UnreadableInputError: it isn't YAML, holds several documents, or is built to blow up.
    """
    yaml = import_yaml()
    builder = _Builder(file)
    try:
        _feed(text, builder)
    except yaml.YAMLError as error:
        raise _build_syntax_error(error, text=text, file=file) from error
    lines = builder.lines
    return Document(builder.data, lambda pointer: _find_line(builder.data, lines, pointer), tuple(builder.gaps))


def _feed(text: str, builder: "_Builder") -> None:
    """Hand the parser's events to the builder; `yaml.parse` does the same through a generator, more slowly."""
    yaml = import_yaml()
    handlers: dict[type, Callable[[Any], None]] = {
        yaml.ScalarEvent: builder.scalar,
        yaml.MappingStartEvent: builder.mapping_start,
        yaml.SequenceStartEvent: builder.sequence_start,
        yaml.MappingEndEvent: builder.end,
        yaml.SequenceEndEvent: builder.end,
        yaml.AliasEvent: builder.alias,
        yaml.DocumentStartEvent: builder.document_start,
    }
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    try:
        while loader.check_event():
            event = loader.get_event()
            handler = handlers.get(type(event))
            if handler is not None:
                handler(event)
    finally:
        loader.dispose()


def _spell_tag(tag: str) -> str:
    """Return the tag as templates write it: `!!name` for those of YAML, else in full (YAML 1.2, 6.8.2 and 6.9.1)."""
    return f"!!{scrub(tag.removeprefix(_YAML))}" if tag.startswith(_YAML) else f"!<{scrub(tag)}>"


def _find_line(data: object, lines: Lines, pointer: Pointer) -> int | None:
    """Return the line of the deepest part of `pointer` that exists."""
    line = 1
    for step in pointer:
        table = lines.get(id(data))
        try:
            line = table[step]  # type: ignore[index]
            data = data[step]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            break
    return line


def _build_syntax_error(error: Exception, *, text: str, file: str) -> Exception:
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        position = getattr(error, "position", 0)
        line = text.count("\n", 0, position) + 1
        why = Text(en="it has a character that YAML doesn't allow", ja="YAML で使えない文字があります")
        return build_unreadable(why, hint=_FIX_YAML, file=file, line=line)
    line = mark.line + 1
    written = text.splitlines()[mark.line : line]
    if written and "\t" in written[0][: len(written[0]) - len(written[0].lstrip())]:
        return build_unreadable(_TAB, hint=_FIX_YAML, file=file, line=line)
    problem = scrub(str(getattr(error, "problem", "")))
    why = Text(en=f"it isn't valid YAML ({problem})", ja=f"YAML として正しくありません ({problem})")
    return build_unreadable(why, hint=_FIX_YAML, file=file, line=line)


class _Builder:
    """Builds data from events; `lines` has, for each container's id, the line of each key or item."""

    def __init__(self, file: str) -> None:
        self.data: object = None
        self.lines: Lines = {}
        self.gaps: list[Gap] = []
        self._file = file
        self._documents = 0
        self._nodes = 0
        self._anchors: dict[str, tuple[object, int]] = {}
        # The container being filled, the lines of its parts, and in a mapping the key that waits for its value.
        self._container: Any = None
        self._places: Any = None
        self._key: Any = None
        self._key_line = 0
        self._merges: list[object] = []
        # What to come back to, and for the open container its tag, anchor, line and the node count before it.
        self._outer: list[tuple[Any, Any, Any, int, list[object]]] = []
        self._opened: list[tuple[str | None, str | None, int, int]] = []

    def document_start(self, event: "Any") -> None:
        self._documents += 1
        if self._documents > 1:
            raise build_unreadable(_ONE_DOCUMENT, hint=_SPLIT, file=self._file, line=event.start_mark.line + 1)

    def scalar(self, event: "Any") -> None:
        value = event.value
        if not value.isascii():
            value = scrub(value)
        line = event.start_mark.line + 1
        self._nodes += 1
        if self._key is _NO_KEY:
            self._key, self._key_line = value, line
            if event.anchor:
                self._anchors[event.anchor] = (value, 1)
            return
        tag = event.tag
        if tag is None:
            if event.implicit[0]:
                value = build_scalar(value)
        elif tag in _PLAIN_TAGS:
            value = build_scalar(value)
        else:
            value = self._tagged(value, tag, line)
        if event.anchor:
            self._anchors[event.anchor] = (value, 1)
        self._add(value, line)

    def mapping_start(self, event: "Any") -> None:
        self._start(event, {}, {})
        self._key = _NO_KEY

    def sequence_start(self, event: "Any") -> None:
        self._start(event, [], [])
        self._key = None

    def _start(self, event: "Any", container: object, places: object) -> None:
        line = event.start_mark.line + 1
        if self._key is _NO_KEY:
            raise build_unreadable(_KEY_NOT_TEXT, hint=_FIX_YAML, file=self._file, line=line)
        if len(self._outer) >= MAX_DEPTH:
            raise build_too_deep(file=self._file, line=line)
        self._outer.append((self._container, self._places, self._key, self._key_line, self._merges))
        self._opened.append((event.tag, event.anchor, line, self._nodes))
        if event.anchor:
            self._anchors.pop(event.anchor, None)
        self._container, self._places, self._merges = container, places, []

    def end(self, _event: "Any") -> None:
        value = self._container
        if self._merges:
            self._merge()
        self.lines[id(value)] = self._places
        tag, anchor, line, before = self._opened.pop()
        self._container, self._places, self._key, self._key_line, self._merges = self._outer.pop()
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise build_too_many(file=self._file, line=line)
        if tag is not None:
            value = self._tagged(value, tag, line)
        if anchor:
            self._anchors[anchor] = (value, self._nodes - before)
        self._add(value, line)

    def alias(self, event: "Any") -> None:
        name, line = event.anchor, event.start_mark.line + 1
        if name not in self._anchors:
            why = _RECURSIVE if any(opened[1] == name for opened in self._opened) else _UNDEFINED
            raise build_unreadable(why.fill(name=name), hint=_FIX_YAML, file=self._file, line=line)
        value, size = self._anchors[name]
        self._nodes += size
        if self._nodes > MAX_NODES:
            raise build_too_many(file=self._file, line=line)
        if self._key is not _NO_KEY:
            self._add(value, line)
        elif isinstance(value, str):
            self._key, self._key_line = value, line
        else:
            raise build_unreadable(_KEY_NOT_TEXT, hint=_FIX_YAML, file=self._file, line=line)

    def _add(self, value: object, line: int) -> None:
        container = self._container
        if type(container) is list:
            container.append(value)
            self._places.append(line)
        elif container is None:
            self.data = value
        else:
            self._add_entry(container, self._key, value)
            self._key = _NO_KEY

    def _add_entry(self, container: dict[str, object], key: str, value: object) -> None:
        if key == "<<":
            self._merges.extend(value if isinstance(value, list) else [value])
            return
        if key in container:
            self.gaps.append(build_duplicate_gap(key, file=self._file, line=self._key_line))
        container[key] = value
        self._places[key] = self._key_line

    def _merge(self) -> None:
        """Put in what `<<` brings; keys written out win, then the mapping named first."""
        for merged in self._merges:
            if isinstance(merged, dict):
                lines: Any = self.lines.get(id(merged), {})
                for key, value in merged.items():
                    if key not in self._container:
                        self._container[key] = value
                        self._places[key] = lines.get(key, self._key_line)

    def _tagged(self, value: object, tag: str, line: int) -> object:
        if tag in _KNOWN_TAGS or tag in _PLAIN_TAGS:
            return value
        if not tag.startswith("!"):
            origin = Origin(file=self._file, line=line)
            self.gaps.append(Gap(what=_spell_tag(tag), why=_UNKNOWN_TAG, origin=origin))
            return value
        name = tag[1:]
        function = {(name if name in {"Ref", "Condition"} else f"Fn::{name}"): value}
        self.lines[id(function)] = dict.fromkeys(function, line)
        self._nodes += 1
        return function
