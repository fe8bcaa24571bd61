"""The words of a line: what names are made of, and which of them may stand for any other.

A name is told apart by one of its words (letters, digits, `_` and `-`): whoever refers to a resource, by ARN, URL,
alias or bare name, spells that word out. Lines are compared with such words replaced, so that what differs in made-up
names alone is seen to be the same. A word that AWS or Keypost gives a meaning must never be replaced: one counts as
made up only where it is long and has two digits (no Region has), and is no number, date or constant.
"""

from collections.abc import Iterable

# What the account's own id is replaced by, before anything else is looked at: it may be a part of words.
ACCOUNT = b"\x01"
_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-" + ACCOUNT
_BLANKS = bytes(code if code in _LETTERS else 0x20 for code in range(256))
_SHORTEST = 8
_SIGNS, _DIGITS = b"0123456789_-", b"0123456789"


def split_words(text: bytes) -> list[bytes]:
    """Return the words of a text, in order."""
    return text.translate(_BLANKS).split()


def name_word(name: bytes) -> bytes:
    """Return the word that tells a name or ARN: the longest of what stands behind its last `:` or `/`."""
    last = name.replace(b"/", b":").rsplit(b":", 1)[-1]
    return max(split_words(last), key=len, default=b"")


def find_made_up(words: Iterable[bytes]) -> frozenset[bytes]:
    """Return the words that may be replaced by any other that is made up."""
    long = [word for word in words if len(word) >= _SHORTEST and ACCOUNT not in word]
    together = b" ".join(long)  # an account has hundreds of names
    undigited, letters = (together.translate(None, signs).split(b" ") for signs in (_DIGITS, _SIGNS))
    return frozenset(
        word
        for word, rest, pure in zip(long, undigited, letters, strict=False)  # splitting nothing makes one
        if len(rest) <= len(word) - 2 and pure and not pure.isupper() and pure[:3].lower() != b"aws"
    )
