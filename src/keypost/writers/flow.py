"""Values in brackets, and scalars: all of JSON, and YAML's flow style."""

import json
import re

from keypost.writers.edit import Json
from keypost.writers.functions import split_short
from keypost.writers.ink import Ink
from keypost.writers.plain import is_plain

# Line breaks and invisible characters that YAML readers take differently: they are written as escapes.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_CONTROL = re.compile("[\x00-\x1f]")


def render_scalar(value: Json, *, ink: Ink, flow: bool, quote: str = "") -> str:
    """Return a scalar as the document writes its own; `quote` is the mark of what stood there before."""
    if not isinstance(value, str):
        return json.dumps(value)
    if ink.is_json:
        return json.dumps(value, ensure_ascii=ink.escapes)
    wanted = quote or (ink.quote if ink.quotes_all else "")
    if not wanted and is_plain(value, flow=flow):
        return value
    return quote_text(value, quote=wanted or ink.quote)


def render_key(key: str, *, ink: Ink, flow: bool) -> str:
    """Return a mapping's key."""
    if ink.is_json:
        return json.dumps(key, ensure_ascii=ink.escapes)
    if not ink.quotes_keys and is_plain(key, flow=False) and not (flow and re.search(r"[,\[\]{}]|::", key)):
        return key
    return quote_text(key, quote=ink.quote)


def quote_text(text: str, *, quote: str) -> str:
    """Return a text in YAML's quotes; double ones where single ones can't hold it."""
    if quote == "'" and not _CONTROL.search(text) and not _ESCAPED.search(text):
        return "'" + text.replace("'", "''") + "'"
    quoted = json.dumps(text, ensure_ascii=False)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)


def render_flow(value: Json, *, ink: Ink, margin: str | None) -> str:
    """Return a value in brackets: on one line, or with a line for every part, further in than `margin`."""
    short = split_short(value) if ink.short and not ink.is_json else None
    if short:
        return f"{short[0]} {render_flow(short[1], ink=ink, margin=margin)}"
    if isinstance(value, dict):
        further = _further(margin, ink)
        parts = [
            render_key(key, ink=ink, flow=True) + ink.colon + render_flow(item, ink=ink, margin=further)
            for key, item in value.items()
        ]
        return _join("{}", parts, ink=ink, margin=margin)
    if isinstance(value, list):
        if margin is not None and ink.inline_lists and not any(isinstance(item, dict | list) for item in value):
            margin = None
        parts = [render_flow(item, ink=ink, margin=_further(margin, ink)) for item in value]
        return _join("[]", parts, ink=ink, margin=margin)
    return render_scalar(value, ink=ink, flow=True)


def put_lines(parts: list[str], *, ink: Ink, margin: str) -> str:
    """Return what stands between brackets that have a line for every part."""
    inner = ink.newline + margin + (ink.unit or "")
    return inner + ("," + inner).join(parts) + ink.newline + margin


def _join(brackets: str, parts: list[str], *, ink: Ink, margin: str | None) -> str:
    if margin is None or not parts:
        return brackets[0] + ink.comma.join(parts) + brackets[1]
    return brackets[0] + put_lines(parts, ink=ink, margin=margin) + brackets[1]


def _further(margin: str | None, ink: Ink) -> str | None:
    return None if margin is None else margin + (ink.unit or "")
