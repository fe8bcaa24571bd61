"""The parser of Terraform's configuration language: a text becomes a tree of nodes, or an error with its line.

python-hcl2 was tried first: a hundred times slower, and it leaves the templates inside heredocs unparsed.
"""

from functools import cache

from keypost.errors import UnreadableInputError
from keypost.named import TYPE_CHECKING
from keypost.origin import Origin
from keypost.text import Text
from keypost.unknown import scrub

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

# A file that people write has a few thousand lines; hostile ones cost time and memory by their size.
MAX_BYTES = 2 * 1024 * 1024

_BROKEN = Text(
    en="{file} can't be read: what stands here isn't Terraform's language",
    ja="{file} を読み込めません: ここに書かれている内容は Terraform の構文ではありません",
)
_MISSING = Text(
    en="{file} can't be read: `{what}` is missing here", ja="{file} を読み込めません: ここに `{what}` がありません"
)
_NOT_TEXT = Text(
    en="{file} can't be read: it isn't UTF-8 text", ja="{file} を読み込めません: UTF-8 のテキストではありません"
)
_FIX = Text(
    en="Correct the file at that line; `terraform validate` says more.",
    ja="その行を修正してください。`terraform validate` で詳細がわかります。",
)


class Source:
    """A parsed text: its bytes, and the node of all of it."""

    __slots__ = ("_line", "content", "root")

    def __init__(self, content: bytes, root: "Node", *, line: int | None = None) -> None:
        """Take the bytes that places in nodes count, the root, and the line of a text that stands within another."""
        self.content = content
        self.root = root
        self._line = line

    def line_of(self, node: "Node") -> int:
        """Return the 1-based line where a node starts."""
        return self._line or int(node.start_point[0]) + 1

    def text(self, start: int, end: int) -> str:
        """Return what stands between two bytes."""
        return self.content[start:end].decode()

    def text_of(self, node: "Node") -> str:
        """Return what a node covers."""
        return self.content[node.start_byte : node.end_byte].decode()


def parse(content: bytes, *, file: str) -> Source:
    """Parse a file's bytes.

    Raises:
        UnreadableInputError: it isn't text, or not Terraform's language; with the line.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise build_not_text(content, error, file=file) from error
    clean = (scrub(text) + "\n").encode()
    source = Source(clean, _parser().parse(clean).root_node)
    if source.root.has_error:
        raise _build_error(source, file=file)
    return source


def build_not_text(content: bytes, error: UnicodeDecodeError, *, file: str) -> UnreadableInputError:
    """Build the error for a file that isn't text."""
    line = content.count(b"\n", 0, error.start) + 1
    return UnreadableInputError(_NOT_TEXT.fill(file=file), hint=_FIX, origin=Origin(file, line))


def parse_template(text: str, *, file: str, line: int) -> Source:
    """Parse a template that stands alone, as texts in JSON do: it becomes a heredoc, `content` of which it is a line.

    Raises:
        UnreadableInputError: its `${` or `%{` aren't Terraform's language.
    """
    mark = "END"
    while mark in text:
        mark += "_"
    clean = f"a = <<{mark}\n{text}\n{mark}\n".encode()
    source = Source(clean, _parser().parse(clean).root_node, line=line)
    if source.root.has_error:
        raise _build_error(source, file=file)
    return source


@cache
def _parser() -> "Parser":
    import tree_sitter_hcl
    from tree_sitter import Language, Parser

    return Parser(Language(tree_sitter_hcl.language()))


def _build_error(source: Source, *, file: str) -> UnreadableInputError:
    node = _find_error(source.root)
    message = _MISSING.fill(file=file, what=node.type) if node.is_missing else _BROKEN.fill(file=file)
    return UnreadableInputError(message, hint=_FIX, origin=Origin(file, source.line_of(node)))


def _find_error(node: "Node") -> "Node":
    """Return the innermost first node that is an error, so that the line is that of the fault."""
    while True:
        inner = next((child for child in node.children if child.has_error or child.is_missing), None)
        if inner is None:
            return node
        node = inner
