"""The only bilingual type: one sentence in English and in Japanese, side by side."""

from keypost.named import NamedTuple

LANGUAGES = ("en", "ja")


class Text(NamedTuple):
    """A sentence in both languages; a missing translation is a type error."""

    en: str
    ja: str

    def in_language(self, language: str) -> str:
        """Return the sentence in `language` ("en" or "ja")."""
        return self.ja if language == "ja" else self.en

    def fill(self, **values: object) -> "Text":
        """Return the same sentence with its `{placeholders}` filled in both languages."""
        return Text(en=self.en.format(**values), ja=self.ja.format(**values))
