"""Folding text to a width on a terminal, where a Japanese character takes two columns."""

# What stays together: a word or code in backticks with all that touches it, or one wide character; each with what
# mustn't begin a line after it and what mustn't end a line before it.
_CLOSING = "、。，．・：；？！）］｝」』】〉》〕”’…ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ)\\].,:;?!"
_OPENING = "（［｛「『【〈《〔“‘(\\["
_WIDE = "\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60"
_WORD = rf"(?:`[^`]*`|[^\s`{_WIDE}])+"
_PIECE = rf"\s+|[{_OPENING}]*(?:{_WORD}|[{_WIDE}]|`)[{_CLOSING}]*|[{_OPENING}]+"


def width_of(text: str) -> int:
    """Return how many columns the text takes on a terminal."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def wrap(text: str, *, width: int) -> list[str]:
    """Fold the text into lines; a word longer than `width` (an ARN, a path) keeps its line for itself, whole."""
    text = text.strip()
    if width_of(text) <= width:
        return [text]
    lines, line, used = [], "", 0
    for piece in _split(text):
        size = width_of(piece)
        if used and used + (0 if piece.isspace() else size) > width:
            lines.append(line.rstrip())
            line, used = "", 0
        if line or not piece.isspace():
            line, used = line + piece, used + size
    if line.strip() or not lines:
        lines.append(line.rstrip())
    return lines


def _split(text: str) -> list[str]:
    """Return what stays together, and the space between."""
    if text.isascii() and text.isprintable() and text.count("`") % 2 == 0:
        return _split_english(text)
    import re

    return re.findall(_PIECE, text)


def _split_english(text: str) -> list[str]:
    """Split at single spaces outside of backticks."""
    pieces = [""]
    for part, run in enumerate(text.split("`")):
        if part % 2:
            pieces[-1] += f"`{run}`"
        else:
            first, *others = run.split(" ")
            pieces[-1] += first
            for other in others:
                pieces += " ", other
    return pieces
