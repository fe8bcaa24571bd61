"""Filling and joining sentences in both languages at once."""

from keypost.named import Iterable
from keypost.text import Text


def fill(sentence: Text, **values: object) -> Text:
    """Return the sentence with its placeholders filled; a value that is a Text stands in its own language."""
    return Text(
        en=sentence.en.format(**{name: _choose(value, "en") for name, value in values.items()}),
        ja=sentence.ja.format(**{name: _choose(value, "ja") for name, value in values.items()}),
    )


def join(sentences: Iterable[Text]) -> Text:
    """Return the sentences one after the other, as each language spaces them."""
    said = tuple(sentences)
    return Text(en=" ".join(text.en for text in said if text.en), ja="".join(text.ja for text in said))


def quote(values: Iterable[str], *, most: int = 3) -> Text:
    """Return the values in backticks, the first ones and how many more there are."""
    quoted = [f"`{value}`" for value in values]
    listed, more = ", ".join(quoted[:most]), len(quoted) - most
    if more <= 0:
        return Text(en=listed, ja=listed)
    return Text(en=f"{listed} and {more} more", ja=f"{listed} ほか {more} 件")


def same(value: object) -> Text:
    """Return what reads the same in both languages: a name, a place."""
    return Text(en=str(value), ja=str(value))


def concatenate(*parts: Text | str) -> Text:
    """Return the parts one after the other as they are; they bring their own punctuation."""
    return Text(
        en="".join(str(_choose(part, "en")) for part in parts), ja="".join(str(_choose(part, "ja")) for part in parts)
    )


def bracket(text: Text) -> Text:
    """Return the text in brackets, to follow a word."""
    return Text(en=f" ({text.en})", ja=f" ({text.ja})")


def enumerate_texts(texts: Iterable[Text]) -> Text:
    """Return the texts as a list within a sentence."""
    listed = tuple(texts)
    return Text(en=", ".join(text.en for text in listed), ja="、".join(text.ja for text in listed))


def _choose(value: object, language: str) -> object:
    return value.in_language(language) if isinstance(value, Text) else value
