"""Values on lines of their own: YAML's block style."""

from keypost.writers.edit import Json
from keypost.writers.flow import render_flow, render_key, render_scalar
from keypost.writers.functions import split_short
from keypost.writers.ink import Ink

# An argument of a function stands in brackets where the line isn't longer than this.
_LINE = 100


def render_entry(key: str, value: Json, *, column: int, ink: Ink) -> list[str]:
    """Return the lines of `key: value`, the key at `column`."""
    head = " " * column + render_key(key, ink=ink, flow=False) + ":"
    return [head + render_behind(value, column=column, ink=ink)[0], *render_behind(value, column=column, ink=ink)[1:]]


def render_item(value: Json, *, column: int, ink: Ink, anchor: str = "") -> list[str]:
    """Return the lines of `- value`, the dash at `column`; what has lines of its own begins below its anchor."""
    head = " " * column + "-" + anchor
    if _is_block(value, ink):
        first, *lines = render_block(value, column=column + ink.gap, ink=ink)
        return [head, first, *lines] if anchor else [head + first[column + 1 :], *lines]
    first, *lines = render_behind(value, column=column, ink=ink, offset=2)
    return [head + first, *lines]


def render_behind(value: Json, *, column: int, ink: Ink, offset: int | None = None) -> list[str]:
    """Return what stands behind a colon or dash at `column`: the rest of its line, and the lines that follow.

    `offset` is how much further in a list stands.
    """
    short = split_short(value) if ink.short else None
    if short:
        return _render_short(*short, column=column, ink=ink)
    if not _is_block(value, ink):
        return [" " + _render_inline(value, ink=ink)]
    if isinstance(value, list):
        return ["", *render_block(value, column=column + (ink.offset if offset is None else offset), ink=ink)]
    return ["", *render_block(value, column=column + ink.step, ink=ink)]


def render_block(value: Json, *, column: int, ink: Ink) -> list[str]:
    """Return the lines of a mapping or list that isn't empty."""
    if isinstance(value, dict):
        return [line for key, item in value.items() for line in render_entry(key, item, column=column, ink=ink)]
    if isinstance(value, list):
        return [line for item in value for line in render_item(item, column=column, ink=ink)]
    return [" " * column + render_scalar(value, ink=ink, flow=False)]


def _render_short(tag: str, argument: Json, *, column: int, ink: Ink) -> list[str]:
    if isinstance(argument, dict | list) and argument:
        inline = _render_inline(argument, ink=ink)
        if len(inline) + column > _LINE:
            return [f" {tag}", *render_block(argument, column=column + max(ink.step, 2), ink=ink)]
        return [f" {tag} {inline}"]
    return [f" {tag} {_render_inline(argument, ink=ink)}"]


def _is_block(value: Json, ink: Ink) -> bool:
    """Tell whether a value has lines of its own."""
    if not isinstance(value, dict | list) or not value or (ink.short and split_short(value)):
        return False
    is_simple = isinstance(value, list) and not any(isinstance(item, dict | list) for item in value)
    return not (is_simple and ink.inline_lists)


def _render_inline(value: Json, *, ink: Ink) -> str:
    if isinstance(value, dict | list):
        return render_flow(value, ink=ink, margin=None)
    return render_scalar(value, ink=ink, flow=False)
