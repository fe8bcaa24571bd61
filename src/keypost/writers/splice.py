"""The smallest change of a text: one stretch of it gives way to another."""

from keypost.named import NamedTuple


class Splice(NamedTuple):
    """What stands from `start` to `end` becomes `text`."""

    start: int
    end: int
    text: str = ""


def apply_splices(text: str, splices: list[Splice]) -> str:
    """Return the text with all stretches changed; those at one place keep their order."""
    pieces, at = [], 0
    for splice in sorted(splices, key=lambda splice: (splice.start, splice.end)):
        pieces += [text[at : splice.start], splice.text]
        at = max(at, splice.end)
    return "".join([*pieces, text[at:]])


def line_start(text: str, at: int) -> int:
    """Return where the line of a place begins."""
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """Return where the line of a place ends, before its line break."""
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    return end - 1 if end > at and text[end - 1] == "\r" else end


def next_line(text: str, at: int) -> int:
    """Return where the line after that of a place begins, or the end of the text."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1
