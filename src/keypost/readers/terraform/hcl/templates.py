"""Templates in quoted texts and heredocs: literal text, `${}`, `%{if}` and `%{for}`, white space as Terraform has it.

https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#templates
"""

import re
from collections.abc import Callable, Iterator

from keypost.named import TYPE_CHECKING, NamedTuple
from keypost.readers.terraform.hcl.grammar import Source
from keypost.readers.terraform.hcl.syntax import Broken, Choose, Expression, Literal, Repeat, Template
from keypost.unknown import scrub

if TYPE_CHECKING:
    from tree_sitter import Node

_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))|\$\$\{|%%\{", re.DOTALL)
_LETTERS = {"n": "\n", "r": "\r", "t": "\t"}
_LARGEST_CHARACTER = 0x10FFFF

# Directives within directives; what stands in `${...}` counts for itself.
MAX_DIRECTIVES = 20

Lower = Callable[["Node"], Expression]


class TooDeepError(Exception):
    """An expression, or a template, is nested deeper than Keypost follows."""


class _Token(NamedTuple):
    """Literal text, or a node: an interpolation, or the opening, middle or end of a directive."""

    text: str
    node: "Node | None"
    line: int


def lower_quoted(node: "Node", *, source: Source, lower: Lower) -> Expression:
    """Return the expression of a quoted text: its value itself where it is a single `${...}`."""
    start, end = node.children[0].end_byte, node.children[-1].start_byte
    tokens = list(_tokens(node, start, end, source=source))
    return _Builder(_trim(tokens), source=source, lower=lower, unescape=_unescape).whole(source.line_of(node))


def lower_heredoc(node: "Node", *, source: Source, lower: Lower) -> Expression:
    """Return the expression of a heredoc; after `<<-` without the indentation that its lines share."""
    first, last = (child for child in node.children if child.type == "heredoc_identifier")
    start = source.content.index(b"\n", first.end_byte) + 1
    end = max(start, source.content.rfind(b"\n", 0, last.start_byte) + 1)
    tokens = _trim([line for token in _tokens(node, start, end, source=source) for line in _lines(token)])
    if source.text_of(node.children[0]) == "<<-":
        tokens = _flush(tokens)
    return _Builder(tokens, source=source, lower=lower, unescape=_unescape_sequences).whole(source.line_of(node))


def lower_lone(source: Source, *, lower: Lower) -> Expression:
    """Return the expression of a template that stands alone (`grammar.parse_template`); it has no escapes."""
    node = source.root.children[0].children[0].children[2].children[0].children[0]
    first, last = (child for child in node.children if child.type == "heredoc_identifier")
    start, end = source.content.index(b"\n", first.end_byte) + 1, source.content.rfind(b"\n", 0, last.start_byte)
    tokens = _trim(list(_tokens(node, start, end, source=source)))
    return _Builder(tokens, source=source, lower=lower, unescape=_unescape_sequences).whole(source.line_of(node))


def unquote(text: str) -> str:
    """Return the text that a quoted literal without templates stands for."""
    return _unescape(text)


def _tokens(node: "Node", start: int, end: int, *, source: Source) -> Iterator[_Token]:
    """Yield literal text and nodes in order; what lies between nodes is literal, white space too."""
    at, line = start, source.line_of(node)
    for part in _parts(node):
        if part.end_byte <= start or part.start_byte >= end:
            continue
        if part.start_byte > at:
            yield _Token(source.text(at, part.start_byte), None, line)
        line = source.line_of(part)
        yield _Token("", part, line)
        at = part.end_byte
    if end > at:
        yield _Token(source.text(at, end), None, line)


_HOLDERS = ("template_directive", "template_if", "template_for")
_PARTS = (
    "template_interpolation",
    "template_if_intro",
    "template_else_intro",
    "template_if_end",
    "template_for_start",
    "template_for_end",
)


def _parts(node: "Node") -> Iterator["Node"]:
    todo = list(reversed(node.children))
    while todo:
        child = todo.pop()
        if child.type in _HOLDERS:
            todo.extend(reversed(child.children))
        elif child.type in _PARTS:
            yield child


def _lines(token: _Token) -> Iterator[_Token]:
    if token.node is not None:
        yield token
        return
    for line in re.findall(r"[^\n]*\n|[^\n]+", token.text):
        yield _Token(line, None, token.line)


def _trim(tokens: list[_Token]) -> list[_Token]:
    """Take off the white space beside `~`: that of the literal next to it, in a heredoc up to the line's end."""
    trimmed = list(tokens)
    for index, token in enumerate(tokens):
        if token.node is None:
            continue
        left, right = _markers(token.node)
        if left and index > 0 and trimmed[index - 1].node is None:
            before = trimmed[index - 1]
            trimmed[index - 1] = before._replace(text=before.text.rstrip())
        if right and index + 1 < len(trimmed) and trimmed[index + 1].node is None:
            after = trimmed[index + 1]
            trimmed[index + 1] = after._replace(text=after.text.lstrip())
    return trimmed


def _markers(node: "Node") -> tuple[bool, bool]:
    children = node.children
    return children[1].type == "strip_marker", len(children) > 3 and children[-2].type == "strip_marker"


def _flush(tokens: list[_Token]) -> list[_Token]:
    """Take off the indentation that all lines share; blank lines don't count, one that starts with `${` has none."""
    starts = [index for index in range(len(tokens)) if index == 0 or tokens[index - 1].text.endswith("\n")]
    widths = {index: _indentation(tokens[index]) for index in starts}
    least = min((width for width in widths.values() if width is not None), default=0)
    cut = {index for index, width in widths.items() if width is not None}
    return [token._replace(text=token.text[least:]) if index in cut else token for index, token in enumerate(tokens)]


def _indentation(token: _Token) -> int | None:
    if token.node is not None:
        return 0
    stripped = token.text.lstrip()
    return None if not stripped and token.text.endswith("\n") else len(token.text) - len(stripped)


class _Builder:
    """Makes the flat tokens a tree again."""

    def __init__(self, tokens: list[_Token], *, source: Source, lower: Lower, unescape: Callable[[str], str]) -> None:
        self._tokens = tokens[::-1]
        self._source = source
        self._lower = lower
        self._unescape = unescape
        self._closed_by = ""
        self._depth = 0

    def whole(self, line: int) -> Expression:
        """Return the expression of all: the value itself where it is a single `${...}`."""
        parts = self._parts()
        if not parts:
            return Literal("", line)
        if len(parts) == 1 and not isinstance(parts[0], Choose | Repeat):
            return parts[0]
        return Template(tuple(parts), line)

    def _parts(self) -> list[Expression]:
        """Return the parts up to the end of the directive that they stand in."""
        parts: list[Expression] = []
        self._closed_by = ""
        while self._tokens:
            token = self._tokens.pop()
            node = token.node
            if node is None:
                self._add_literal(parts, token)
            elif node.type == "template_interpolation":
                parts.append(self._interpolation(node))
            elif node.type == "template_if_intro":
                parts.append(self._choose(node))
            elif node.type == "template_for_start":
                parts.append(self._repeat(node))
            else:
                self._closed_by = node.type
                break
        return parts

    def _body(self, line: int) -> Template:
        """Return what stands inside a directive.

        Raises:
            TooDeepError: directives are nested beyond MAX_DIRECTIVES.
        """
        if self._depth >= MAX_DIRECTIVES:
            raise TooDeepError
        self._depth += 1
        parts = self._parts()
        self._depth -= 1
        return Template(tuple(parts), line)

    def _add_literal(self, parts: list[Expression], token: _Token) -> None:
        text = self._unescape(token.text)
        last = parts[-1] if parts else None
        if isinstance(last, Literal) and isinstance(last.value, str):
            parts[-1] = Literal(last.value + text, last.line)
        elif text:
            parts.append(Literal(text, token.line))

    def _interpolation(self, node: "Node") -> Expression:
        inner = next((child for child in node.children if child.type == "expression"), None)
        return Broken("${}", self._source.line_of(node)) if inner is None else self._lower(inner)

    def _choose(self, node: "Node") -> Expression:
        line = self._source.line_of(node)
        condition = next(child for child in node.children if child.type == "expression")
        yes = self._body(line)
        no = self._body(line) if self._closed_by == "template_else_intro" else Template((), line)
        return Choose(self._lower(condition), yes, no, line)

    def _repeat(self, node: "Node") -> Expression:
        line = self._source.line_of(node)
        names = [child.text.decode() for child in node.children if child.type == "identifier" and child.text]
        of = next(child for child in node.children if child.type == "expression")
        body = self._body(line)
        return Repeat(names[0] if len(names) == 2 else None, names[-1], self._lower(of), body, line)


def _unescape(text: str) -> str:
    return _ESCAPE.sub(_unescape_one, text) if "\\" in text or "{" in text else text


def _unescape_one(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    if code:
        number = int(code, 16)
        valid = number <= _LARGEST_CHARACTER and not 0xD800 <= number <= 0xDFFF
        return scrub(chr(number)) if valid else "\ufffd"
    if match[3]:
        return _LETTERS.get(match[3], match[3])
    return match[0][1:]


def _unescape_sequences(text: str) -> str:
    return text.replace("$${", "${").replace("%%{", "%{") if "{" in text else text
