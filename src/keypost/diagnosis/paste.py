"""What people paste, without what pasting did to it: colours, markup, quoting, escapes, wrapped lines."""

import html
import json
import re
import unicodedata
from collections.abc import Iterator

from keypost.named import NamedTuple

_MOST_ROUNDS = 6  # text inside text inside text: an alarm's history inside a log line inside an e-mail
_DEEPEST = 12
_LONGEST = 200_000  # characters; a message has a few hundred, and its reason stands first or last

# Where a long document breaks off, its outer brackets are each read to its end in vain.
_MOST_TRIES, _MOST_LOST = 100, 50_000_000

_ANSI = re.compile(r"(?:\x1b|␛|\^\[)(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\^_])")
_LOST_ANSI = re.compile(r"\[(?:\d{1,3}(?:;\d{1,3})*)m")  # where the escape itself didn't survive
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BOXES = re.compile("[\u2500-\u257f\u2580-\u259f]")  # Terraform frames its errors
_QUOTING = re.compile(r"^[ \t]*(?:>[ \t]?)+|^[ \t]*\|(?=[ \t])", re.MULTILINE)  # e-mail, and boxes drawn in ASCII
_TAG = re.compile(
    r"<(?!arn:)/?[A-Za-z][\w:-]*(?:\s+[\w:-]+(?:\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>]+))?)*\s*/?>"
    r"|<!--.{0,200}?-->|<\?xml[^<>]{0,200}\?>",
    re.DOTALL,
)
_ESCAPED_ESCAPES = re.compile(r"\\{2,}")
_UNICODE_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_LINE_ESCAPE = re.compile(r"\\[nrt](?![a-z]{2,}[\\/])")
_QUOTE_ESCAPE = re.compile(r"\\([\"'/`])")
_QUOTES = str.maketrans("“”„‟«»‘’‚‛′″\u00a0\u3000", '""""""\'\'\'\'\'"  ')
_SPACES = re.compile(r"\s+")
_NO_LETTER = re.compile(r"[\W_]+")


class Paste(NamedTuple):
    """A pasted text: cleaned, without any white space, reduced to letters and digits; and the JSON found in it."""

    text: str
    flat: str
    letters: str
    documents: tuple[object, ...]


def read_paste(raw: str) -> Paste:
    """Clean what was pasted; never fails, whatever it is. Of a very long text, the beginning and the end count."""
    text = clean(raw if len(raw) <= _LONGEST else f"{raw[: _LONGEST // 2]}\n{raw[-_LONGEST // 2 :]}")
    return Paste(text, _SPACES.sub("", text), reduce_to_letters(text), tuple(find_documents(raw)))


def clean(raw: str) -> str:
    """Return the text without escapes, markup and quoting; cleaning it once more changes nothing."""
    text = raw
    for _ in range(_MOST_ROUNDS):
        cleaned = _clean_once(text)
        if cleaned == text:
            break
        text = cleaned
    return text


def _clean_once(raw: str) -> str:
    text = _LOST_ANSI.sub("", _ANSI.sub("", raw.replace("\r\n", "\n")))
    text = _BOXES.sub(" ", _INVISIBLE.sub("", text).translate(_QUOTES))
    text = _UNICODE_ESCAPE.sub(_decode, _ESCAPED_ESCAPES.sub(r"\\", text))
    text = _QUOTE_ESCAPE.sub(r"\1", _LINE_ESCAPE.sub(" ", text))
    text = _TAG.sub(" ", _QUOTING.sub("", text))
    return html.unescape(text).strip()


def _decode(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    return character if character.isprintable() else " "


def reduce_to_letters(text: str) -> str:
    """Return letters and digits alone, small and in their plain forms: however it was wrapped and quoted."""
    return _NO_LETTER.sub("", unicodedata.normalize("NFKC", text).casefold())


def find_documents(raw: str) -> Iterator[object]:
    """Yield the JSON documents that the text is, or that stand in it: whole, a line each, or between other words."""
    text = _ANSI.sub("", raw).strip().lstrip("\ufeff")
    whole = _load(text)
    if whole is not None:
        yield whole
        return
    decoder = json.JSONDecoder()
    at, tries, lost = _find_start(text, 0), 0, 0
    while at >= 0 and tries < _MOST_TRIES and lost < _MOST_LOST:
        tries += 1
        try:
            found, end = decoder.raw_decode(text, at)
        except json.JSONDecodeError as error:
            end = at + 1
            lost += (len(text) if error.msg.startswith("Unterminated") else error.pos) - at
        except RecursionError:
            end = at + 1
        else:
            if found:
                yield found
        at = _find_start(text, end)


def _find_start(text: str, start: int) -> int:
    found = [at for at in (text.find("{", start), text.find("[", start)) if at >= 0]
    return min(found, default=-1)


def _load(text: str) -> object:
    if not text.startswith(("{", "[", '"')):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def may_hold_events(paste: Paste) -> bool:
    """Tell whether CloudTrail events may stand in the text."""
    return bool(paste.documents) and "eventSource" in paste.flat and "eventName" in paste.flat


def walk_documents(document: object, *, depth: int = 0) -> Iterator[dict[str, object]]:
    """Yield every object of the document, those inside its texts too, the outer before the inner."""
    if depth > _DEEPEST:
        return
    if isinstance(document, str):
        inner = _load(document.strip())
        if isinstance(inner, dict | list):
            yield from walk_documents(inner, depth=depth + 1)
    elif isinstance(document, dict):
        yield document
        for value in document.values():
            yield from walk_documents(value, depth=depth + 1)
    elif isinstance(document, list):
        for value in document:
            yield from walk_documents(value, depth=depth + 1)
