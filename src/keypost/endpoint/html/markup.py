"""HTML that escapes whatever isn't HTML yet."""

from html import escape

_EMPTY = frozenset({"input", "meta", "link", "br"})


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


def tag(name: str, /, *children: str, **attributes: str) -> Html:
    """Return an element; children that aren't HTML are escaped, and so is every attribute.

    An attribute's name may end in `_` where Python has the word; an empty value leaves the attribute out.
    """
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"' for key, value in attributes.items() if value
    )
    if name in _EMPTY:
        return Html(f"<{name}{given}>")
    return Html(f"<{name}{given}>{join(*children)}</{name}>")


def mark(sentence: str) -> Html:
    """Return a sentence in which what stands between backticks is code."""
    parts = sentence.split("`")
    return join(*(tag("code", part) if number % 2 else part for number, part in enumerate(parts)))


def join(*children: str) -> Html:
    """Return all of them as HTML."""
    return Html("".join(child if isinstance(child, Html) else escape(child) for child in children))
