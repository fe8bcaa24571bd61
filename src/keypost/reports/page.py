"""A page of a terminal report: lines of styled text, folded to a width, safe to show; with or without colours."""

from keypost.named import TYPE_CHECKING, Enum, Iterable, Iterator
from keypost.reports.printable import make_printable
from keypost.reports.wrapping import width_of, wrap
from keypost.text import Text

if TYPE_CHECKING:
    from typing import TextIO

DEFAULT_WIDTH = 100
_NARROWEST = 30
_SHALLOW = 4  # how far in text stands at most where the page is narrow


class Style(Enum):
    """How a piece of text is marked, as rich names it; without colours nothing is lost."""

    PLAIN = ""
    NAME = "bold"
    FAINT = "dim"
    CODE = "cyan"
    FAILS = "bold red"
    DEPENDS = "bold yellow"
    WORKS = "green"


Span = tuple[str, Style]
Line = tuple[Span, ...]


class Page:
    """Collects lines. Every text passes through here, so nothing unsafe and no unnamed unknown part gets out."""

    def __init__(self, *, language: str, width: int) -> None:
        """Take the language to speak and the width to fold at."""
        self.language = language
        self.width = width
        self.lines: list[Line] = []

    def say(self, text: Text | str) -> str:
        """Return the text in the page's language."""
        return text.in_language(self.language) if isinstance(text, Text) else text

    def line(self, *spans: Span, indent: int = 0) -> None:
        """Add one line that isn't folded."""
        safe = tuple((make_printable(text), style) for text, style in spans)
        if any(text.lstrip().startswith("::") for text, _ in safe):
            safe = tuple(_disarm(safe))
        self.lines.append(((" " * indent, Style.PLAIN), *safe) if indent else safe)

    def blank(self) -> None:
        """Add an empty line, unless the page is empty or ends with one."""
        if self.lines and self.lines[-1]:
            self.lines.append(())

    def heading(self, *spans: Span) -> None:
        """Add a line of its parts; on a narrow page a line for each part where they don't fit in one."""
        safe = [make_printable(text) for text, _ in spans]
        if self.width >= DEFAULT_WIDTH or width_of("".join(safe)) <= self.width:
            self.line(*spans)
            return
        for number, (text, style) in enumerate(spans):
            self.line((text.strip(), style), indent=2 if number else 0)

    def paragraph(self, text: Text | str, *, indent: int = 0, lead: Span = ("", Style.PLAIN), hang: int = 0) -> None:
        """Add folded text. `lead` stands before the first line, which like all others begins `hang` columns further in.

        What stands in backticks is marked as code. Where the page is too narrow for that, `lead` has its own line.
        """
        said, width = make_printable(self.say(text)), self.width - indent - hang
        if hang and width < _NARROWEST:
            self._add_narrow(said, indent=min(indent, _SHALLOW), lead=lead)
            return
        for number, folded in enumerate(wrap(said, width=max(width, _NARROWEST))):
            mark, style = lead if number == 0 else ("", Style.PLAIN)
            safe = make_printable(mark)
            self.line((safe + " " * (hang - width_of(safe)), style), *mark_code(folded), indent=indent)

    def _add_narrow(self, said: str, *, indent: int, lead: Span) -> None:
        if lead[0]:
            self.line(lead, indent=indent)
        for folded in wrap(said, width=max(self.width - indent - 2, _NARROWEST)):
            self.line(*mark_code(folded), indent=indent + 2)

    def verbatim(self, text: str, *, indent: int) -> None:
        """Add lines as they are, each indented, on a narrow page hardly: a statement to paste."""
        indent = min(indent, _SHALLOW) if self.width - indent < 2 * _NARROWEST else indent
        for one in text.split("\n"):
            self.line((one, Style.CODE), indent=indent)


def _disarm(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield the spans, a backslash before a `::` that begins the line: GitHub Actions would take it for a command."""
    is_start = True
    for text, style in spans:
        yield (f"\\{text.lstrip()}" if is_start and text.lstrip().startswith("::") else text), style
        is_start = is_start and not text.strip()


def mark_code(text: str) -> list[Span]:
    """Return the text in spans, with what stands in backticks marked; a lone backtick marks nothing."""
    pieces = text.split("`")
    if len(pieces) % 2 == 0:
        return [(text, Style.PLAIN)]
    spans = [(f"`{piece}`", Style.CODE) if at % 2 else (piece, Style.PLAIN) for at, piece in enumerate(pieces)]
    return [span for span in spans if span[0]]


def render_plain(lines: Iterable[Line]) -> str:
    """Return the lines as text without colours."""
    return "".join("".join(text for text, _ in line).rstrip() + "\n" for line in lines)


def print_coloured(lines: Iterable[Line], *, stream: "TextIO") -> None:
    """Write the lines to a terminal with colours: the same characters, marked."""
    from rich.console import Console
    from rich.text import Text as Marked

    console = Console(file=stream, force_terminal=True, color_system="standard")
    for line in lines:
        marked = Marked.assemble(*((text, style.value) for text, style in line))
        console.print(marked, highlight=False, markup=False, emoji=False, soft_wrap=True)
