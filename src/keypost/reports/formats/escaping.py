"""Text for Markdown: what comes from the input is shown, and does nothing."""

import re

from keypost.reports.printable import make_lines_printable, make_printable
from keypost.reports.wording import pipeline as words

# What Markdown or HTML gives a meaning, what starts a mention or a reference (`@name`, `#1`, `!1`, `$1`, `~label`,
# `%milestone`), what makes an address a link, and a slash that begins a line (GitLab's quick actions).
_ACTIVE = re.compile(r"[&<>`*_\[\]{}\\|#!@$~%]|://|(?i:www)\.|^\s*/")
_STARTS_A_REFERENCE = "@#!$~%"
LIMIT = 65_000  # of the 65,536 characters of a comment on GitHub: whoever posts it may want to mark it
_FOR_THE_CUT = 200
_BREAK = "&#8203;"  # a space without width: platforms look for mentions in what is left when entities are read


def code(text: str) -> str:
    """Return the text as code, on one line; a backtick in it becomes an apostrophe."""
    shown = make_printable(text).replace("`", "'").strip()
    return f"`{shown}`" if shown else ""


def escape(text: str) -> str:
    """Return plain text that stays plain."""
    return _ACTIVE.sub(_spell, make_printable(text))


def mark_up(text: str) -> str:
    """Return a sentence with what stands in backticks as code, all else plain; a lone backtick marks nothing."""
    pieces = text.split("`")
    if len(pieces) % 2 == 0:
        return escape(text)
    return "".join(code(piece) if at % 2 else escape(piece) for at, piece in enumerate(pieces))


def fence(text: str, *, language: str) -> str:
    """Return the lines as a block of code that nothing in them can end."""
    shown = make_lines_printable(text)
    longest = max((len(run) for run in re.findall("`+", shown)), default=0)
    mark = "`" * max(3, longest + 1)
    return f"{mark}{language}\n{shown}\n{mark}\n\n"


def cut(lines: list[str], *, ending: str, language: str) -> str:
    """Return the lines and the ending, in as many characters as a comment has; lines that don't fit are counted."""
    room, kept = LIMIT - len(ending) - _FOR_THE_CUT, 0
    while kept < len(lines) and room > len(lines[kept]):
        room -= len(lines[kept]) + 1
        kept += 1
    left = sum(map(bool, lines[kept:]))
    note = [f"_{words.CUT_ROWS.fill(count=left).in_language(language)}_", ""] if left else []
    return "\n".join([*lines[:kept], *note, ending])


def _spell(match: "re.Match[str]") -> str:
    found = match[0]
    if len(found) > 1:
        return f"{found[:-1]}{_BREAK}{found[-1]}"
    return f"&#{ord(found)};{_BREAK if found in _STARTS_A_REFERENCE else ''}"
