"""The text that `--help` shows of one command."""

from collections.abc import Iterable, Iterator

from keypost.cli.parser import Option, Parser, Takes
from keypost.reports.wrapping import wrap
from keypost.text import Text

_USAGE = Text(en="usage: ", ja="使い方: ")
_INPUTS = Text(en="inputs", ja="入力")
_OPTIONS = Text(en="options", ja="オプション")
# At most this wide: the same text everywhere, also in the documentation, but on a narrow terminal.
WIDTH = 100
NARROW = 70
_WIDEST_LEFT = 24


def render_help(parser: Parser, *, width: int = WIDTH) -> str:
    """Return the whole explanation of the command; on a narrow terminal its columns stand below each other."""
    language, width = parser.language, min(width, WIDTH)
    options = {option.name: option for option in parser.options.values()}
    inputs = [(one.metavar, one.explanation) for one in parser.inputs]
    choices = [(_show(option), option.explanation) for option in options.values()]
    left = 0 if width < NARROW else min(max(len(call) for call, _ in (*inputs, *choices)), _WIDEST_LEFT)
    lines = [
        *_fill([_USAGE.in_language(language) + parser.calls[0], *parser.calls[1:], "[OPTION ...]"], width=width),
        "",
        *wrap(parser.summary.in_language(language), width=width),
        "",
        *(
            [f"{_INPUTS.in_language(language)}:", *render_rows(inputs, left=left, width=width, language=language), ""]
            if inputs
            else []
        ),
        f"{_OPTIONS.in_language(language)}:",
        *render_rows(choices, left=left, width=width, language=language),
    ]
    return "".join(f"{line}\n" for line in lines)


def _fill(pieces: Iterable[str], *, width: int) -> Iterator[str]:
    """Yield the pieces on as few lines as there is room for; none of them is broken."""
    line = ""
    for piece in pieces:
        if line and len(line) + 1 + len(piece) > width:
            yield line
            line = f"  {piece}"
        else:
            line = f"{line} {piece}" if line else piece
    yield line


def _show(option: Option) -> str:
    """Return the option with its values, as it is typed."""
    if option.name == "--help":
        return "-h, --help"
    if option.takes is Takes.VALUES:
        return f"{option.name} {option.metavar} [{option.metavar} ...]"
    return f"{option.name} {option.metavar}".rstrip()


def render_rows(rows: Iterable[tuple[str, Text]], *, left: int, width: int, language: str) -> Iterator[str]:
    """Yield the lines of two columns; what is too wide for the left one has a line for itself."""
    for call, explanation in rows:
        first, *more = wrap(explanation.in_language(language), width=width - left - 4)
        if len(call) > left:
            yield f"  {call}"
            yield f"{'':{left + 4}}{first}"
        else:
            yield f"  {call:{left}}  {first}"
        yield from (f"{'':{left + 4}}{line}" for line in more)
