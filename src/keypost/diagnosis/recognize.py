"""Which messages of the corpus a text holds."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

from keypost.diagnosis.clouds import speaks_of_aws
from keypost.diagnosis.declare import Message, Symptom
from keypost.diagnosis.messages.all import load_general_messages, load_messages
from keypost.diagnosis.paste import Paste, reduce_to_letters
from keypost.named import NamedTuple

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_WIDEST = 400  # letters that a placeholder stands for at most: a long ARN, a nested error


class Recognized(NamedTuple):
    """A message that the text holds, and how many letters of it are its own: the more, the more telling."""

    message: Message
    letters: int


def recognize(paste: Paste) -> tuple[Recognized, ...]:
    """Return the messages that the text holds, the most telling first; where none tells anything, what words tell."""
    found = _leave_out_parts(_find(load_messages(), paste), paste)
    is_told = any(one.message.says is not Symptom.UNTELLING for one in found)
    if is_told or not speaks_of_aws(paste.letters, holds_message=bool(found)):
        return found
    general = (one for message in load_general_messages() for one in _find((message,), paste))
    return (*found, *islice(general, 1))


def _find(messages: Sequence[Message], paste: Paste) -> tuple[Recognized, ...]:
    found = [Recognized(message, letters) for message in messages if (letters := _measure(message, paste))]
    return tuple(sorted(found, key=_order))


def _leave_out_parts(found: Sequence[Recognized], paste: Paste) -> tuple[Recognized, ...]:
    """Leave out messages that are but words of a more telling one: "is disabled" within "is disabled or ..."."""
    rest = paste.letters
    kept: list[Recognized] = []
    for one in found:
        if not any(_wordings(one.message, paste._replace(letters=rest))):
            continue
        kept.append(one)
        for text in one.message.texts:
            chunks = _split(text)
            rest = rest.replace(chunks[0], "\n") if len(chunks) == 1 else rest
    return tuple(kept)


def _order(one: Recognized) -> tuple[int, bool]:
    """Order by letters; of two that hold as many, the one that knows its delivery says more."""
    return -one.letters, not one.message.paths


def _measure(message: Message, paste: Paste) -> int:
    """Return the letters of the longest wording or error name that the text holds; 0 where it holds none."""
    if not _fits(message, paste) or any(_holds(text, paste.letters) for text in message.unless):
        return 0
    return max(_wordings(message, paste), default=0)


def _fits(message: Message, paste: Paste) -> bool:
    """Tell whether what has to stand beside the message does: nothing, where it is all that was pasted."""
    if not message.beside or any(_holds(text, paste.letters) for text in message.beside):
        return True
    return paste.flat in message.codes or any(_split(text) == (paste.letters,) for text in message.texts)


def _wordings(message: Message, paste: Paste) -> Iterator[int]:
    for text in message.texts:
        if _holds(text, paste.letters):
            yield sum(map(len, _split(text)))
    for code in message.codes:
        if has_code(code, paste.flat):
            yield len(code) // 2  # names of errors tell less than sentences


def has_code(code: str, flat: str) -> bool:
    """Tell whether an error's name stands in the text whole: not as the end or the beginning of another name."""
    return code in flat and _code(code).search(flat) is not None


@cache
def _code(code: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Z]){re.escape(code)}(?![a-z])")


def _holds(text: str, letters: str) -> bool:
    chunks = _split(text)
    if not all(chunk in letters for chunk in chunks):
        return False
    return len(chunks) == 1 or _pattern(text).search(letters) is not None


@cache
def _split(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(reduce_to_letters, _PLACEHOLDER.split(text))))


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(f".{{0,{_WIDEST}}}?".join(map(re.escape, _split(text))))
