"""Text from outside, made safe to show: names in templates and accounts are data, never terminal commands."""

from keypost.named import TYPE_CHECKING, cache
from keypost.unknown import render_unknown

if TYPE_CHECKING:
    import re

# Control characters (C0, DEL, C1: the escape sequences of terminals), marks that reorder or hide text (bidi
# overrides and isolates, zero-width characters, line separators), tags, lone surrogates, private use, and what is no
# character at all (XML has no place for U+FFFE and U+FFFF).
_UNSAFE = (
    "\x00-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff\ud800-\udfff\ue000-\uf8ff"
)
# What GitHub Actions and Azure Pipelines take for a command wherever it stands in a line of their log.
_COMMAND = "##["


@cache
def _unsafe_character() -> "re.Pattern[str]":
    """Compile the pattern when it is first needed: most reports are plain."""
    import re

    return re.compile(f"[{_UNSAFE}]")


def name_unknowns(text: str) -> str:
    """Return the text with its unknown parts named; what only looks like one (in a file's name, say) stays as it is."""
    if text.isascii():
        return text
    try:
        return render_unknown(text)
    except (KeyError, UnicodeDecodeError):
        return text


def make_printable(text: str) -> str:
    r"""Return the text for people: unknown parts as `${name}`, unsafe characters as `\x1b` or `\u202e`."""
    shown = name_unknowns(text)
    if _COMMAND in shown:
        shown = shown.replace(_COMMAND, "## [")
    if shown.isascii() and shown.isprintable():
        return shown
    return _unsafe_character().sub(_escape, shown)


def make_lines_printable(text: str) -> str:
    """Return the text for people, with its lines as they are: a statement to paste, a diff."""
    return "\n".join(map(make_printable, text.split("\n")))


def escape_json(encoded: str) -> str:
    r"""Return a JSON text with unsafe characters as `\uXXXX`: it stays the same JSON and can be shown anywhere.

    The control characters below U+0020 are already escaped inside of JSON strings; outside they are its layout.
    """
    if _COMMAND in encoded:
        encoded = encoded.replace(_COMMAND, "#\\u0023[")
    if encoded.isascii() and "\x7f" not in encoded:
        return encoded
    return _unsafe_character().sub(_escape_json, encoded)


def _escape(match: "re.Match[str]") -> str:
    return match[0].encode("unicode_escape").decode()


def _escape_json(match: "re.Match[str]") -> str:
    if match[0] in "\n\r\t":
        return match[0]
    units = match[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4))
