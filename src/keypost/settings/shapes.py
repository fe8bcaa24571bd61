"""What a key of the config file takes. A shape reads a value and knows the JSON Schema of those that it reads."""

from keypost.errors import KeypostError, UnreadableInputError
from keypost.named import TYPE_CHECKING, Callable, Mapping, NamedTuple, Protocol, Sequence
from keypost.origin import Origin
from keypost.readers.options import Form, fits
from keypost.settings.lines import Lines, Way
from keypost.text import Text

if TYPE_CHECKING:
    from typing import Any

_LONGEST = 80

_WRONG_TYPE = Text(en="`{key}` has to be {wanted}", ja="`{key}` は{wanted}で指定してください")
_SEE_DOCS = Text(
    en="`keypost schemas config.v1` prints every key and what it takes; "
    "docs/configuration.md in Keypost's repository has examples",
    ja="すべてのキーと書き方は `keypost schemas config.v1` で表示できます。"
    "例は Keypost のリポジトリの docs/configuration.ja.md にあります。",
)
_A_TEXT = Text(en="a text in quotes", ja="引用符で囲んだ文字列")
_A_DAY = Text(en="a date such as 2026-12-31", ja="2026-12-31 のような日付")
_A_LIST = Text(en='a list: ["...", "..."]', ja='リスト (["...", "..."])')
_TABLES = Text(en="a table: [[{key}]]", ja="テーブル ([[{key}]])")
_A_TABLE = Text(en="a table: [{key}]", ja="テーブル ([{key}])")
_EMPTY = Text(en="`{key}` is empty", ja="`{key}` が空です")
_SAY_SOMETHING = Text(en="give it a value, or leave the key out", ja="値を書くか、キーごと削除してください。")
_NO_CHOICE = Text(en="`{value}` is none of {choices}", ja="`{value}` は {choices} のいずれでもありません")
_CHOOSE = Text(en="choose one of them", ja="いずれかを指定してください。")
_DID_YOU_MEAN = Text(en="did you mean `{close}`?", ja="`{close}` ではありませんか。")
_UNKNOWN_KEY = Text(en="there is no setting `{key}`", ja="`{key}` という設定はありません")
_KNOWN_KEYS = Text(en="the settings are {keys}", ja="設定できるのは {keys} です。")


class Place(NamedTuple):
    """Where a value stands: the file, its lines, and the way to it from the root."""

    file: str
    lines: Lines
    way: Way

    @property
    def key(self) -> str:
        """Return the name of the key that the value belongs to."""
        return next((step for step in reversed(self.way) if isinstance(step, str)), "tool.keypost")

    @property
    def origin(self) -> Origin:
        """Return the file and the line."""
        return Origin(self.file, self.lines.find(self.way))

    def step(self, name: str | int) -> "Place":
        """Return the place of what stands in the value under that name."""
        return self._replace(way=(*self.way, name))

    def refuse(self, message: Text, hint: Text) -> KeypostError:
        """Return what is told of a value that can't stand here."""
        return UnreadableInputError(message, hint=hint, origin=self.origin)

    def refuse_type(self, wanted: Text) -> KeypostError:
        """Return what is told of a value that is of another type."""
        key = self.key
        message = Text(
            en=_WRONG_TYPE.en.format(key=key, wanted=wanted.en.format(key=key)),
            ja=_WRONG_TYPE.ja.format(key=key, wanted=wanted.ja.format(key=key)),
        )
        return self.refuse(message, _SEE_DOCS)


class Shape(Protocol):
    """What a key takes."""

    def read(self, value: object, place: Place) -> "Any":
        """Return the value as Keypost goes on with it, or stop."""

    def build_schema(self) -> dict[str, object]:
        """Return the JSON Schema of the values that are read."""


class Words(NamedTuple):
    """A text, of that form where one is named; else anything but blanks."""

    form: Form | None = None

    def read(self, value: object, place: Place) -> str:
        """Return the text."""
        if not isinstance(value, str):
            raise place.refuse_type(_A_TEXT)
        if self.form is not None and not fits(self.form, value):
            raise place.refuse(self.form.wrong.fill(value=_clip(value)), self.form.hint)
        if self.form is None and not value.strip():
            raise place.refuse(_EMPTY.fill(key=place.key), _SAY_SOMETHING)
        return value

    def build_schema(self) -> dict[str, object]:
        """Return the schema of such a text."""
        return {"type": "string", "pattern": r"\S" if self.form is None else f"^{self.form.pattern}$"}


class AnyText(NamedTuple):
    """Any text at all."""

    def read(self, value: object, place: Place) -> str:
        """Return the text."""
        if not isinstance(value, str):
            raise place.refuse_type(_A_TEXT)
        return value

    def build_schema(self) -> dict[str, object]:
        """Return the schema of all texts."""
        return {"type": "string"}


class Choice(NamedTuple):
    """One of the words that `list_words` returns; where there are many, `unknown` and `hint` tell of another."""

    list_words: Callable[[], Sequence[str]]
    unknown: Text | None = None
    hint: Text = _CHOOSE

    def read(self, value: object, place: Place) -> str:
        """Return the word."""
        if not isinstance(value, str):
            raise place.refuse_type(_A_TEXT)
        words = self.list_words()
        if value not in words:
            message = self.unknown or _NO_CHOICE
            said = message.fill(value=_clip(value), choices=_quote(words))
            raise place.refuse(said, _suggest(value, words) or self.hint)
        return value

    def build_schema(self) -> dict[str, object]:
        """Return the schema of those words."""
        return {"type": "string", "enum": list(self.list_words())}


class Day(NamedTuple):
    """A day, as TOML writes it or as a text."""

    def read(self, value: object, place: Place) -> str:
        """Return the day as an ISO date."""
        import datetime

        if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
            return value.isoformat()
        try:
            if isinstance(value, str) and len(value) == len("2026-12-31"):
                return datetime.date.fromisoformat(value).isoformat()
        except ValueError:
            pass
        raise place.refuse_type(_A_DAY)

    def build_schema(self) -> dict[str, object]:
        """Return the schema of a day: what reads TOML for a schema makes dates texts."""
        return {"type": "string", "format": "date"}


class ListOf(NamedTuple):
    """A list, each element of the same shape."""

    shape: Shape

    def read(self, value: object, place: Place) -> "tuple[Any, ...]":
        """Return the elements."""
        if not isinstance(value, list):
            raise place.refuse_type(_TABLES if isinstance(self.shape, Record) else _A_LIST)
        return tuple(self.shape.read(one, place.step(index)) for index, one in enumerate(value))

    def build_schema(self) -> dict[str, object]:
        """Return the schema of the list."""
        return {"type": "array", "items": self.shape.build_schema()}


class OneOrMore(NamedTuple):
    """One value, or a list of some."""

    shape: Shape

    def read(self, value: object, place: Place) -> "tuple[Any, ...]":
        """Return the values."""
        if not isinstance(value, list):
            return (self.shape.read(value, place),)
        if not value:
            raise place.refuse(_EMPTY.fill(key=place.key), _SAY_SOMETHING)
        return ListOf(self.shape).read(value, place)

    def build_schema(self) -> dict[str, object]:
        """Return the schema of both."""
        one = self.shape.build_schema()
        return {"anyOf": [one, {"type": "array", "minItems": 1, "items": one}]}


class TableOf(NamedTuple):
    """A table with names of that form, each value of the same shape."""

    names: Form
    shape: Shape

    def read(self, value: object, place: Place) -> "dict[str, Any]":
        """Return the values by name."""
        if not isinstance(value, dict):
            raise place.refuse_type(_A_TABLE)
        for name in value:
            if not fits(self.names, name):
                raise place.step(name).refuse(self.names.wrong.fill(value=_clip(name)), self.names.hint)
        return {name: self.shape.read(one, place.step(name)) for name, one in value.items()}

    def build_schema(self) -> dict[str, object]:
        """Return the schema of the table."""
        values = {f"^{self.names.pattern}$": self.shape.build_schema()}
        return {"type": "object", "patternProperties": values, "additionalProperties": False}


class Key(NamedTuple):
    """A key of a table: what it is for, what it takes, and what is told where it is missing though it must be there."""

    name: str
    says: Text
    shape: Shape
    missing: Text | None = None
    hint: Text = _SEE_DOCS


class Record(NamedTuple):
    """A table with the keys that are listed, and no other."""

    keys: tuple[Key, ...]

    def read(self, value: object, place: Place) -> "dict[str, Any]":
        """Return the values by key."""
        if not isinstance(value, dict):
            raise place.refuse_type(_TABLES if place.way and isinstance(place.way[-1], int) else _A_TABLE)
        self._refuse_unknown(value, place)
        for key in self.keys:
            if key.missing is not None and _is_empty(value.get(key.name, "")):
                raise place.refuse(key.missing, key.hint)
        return {
            key.name: key.shape.read(value[key.name], place.step(key.name)) for key in self.keys if key.name in value
        }

    def build_schema(self) -> dict[str, object]:
        """Return the schema of the table, with what its keys are for."""
        described = {
            key.name: {"description": f"{key.says.en}\n\n{key.says.ja}", **key.shape.build_schema()}
            for key in self.keys
        }
        required = [key.name for key in self.keys if key.missing is not None]
        needed = {"required": required} if required else {}
        return {"type": "object", **needed, "properties": described, "additionalProperties": False}

    def _refuse_unknown(self, table: Mapping[str, object], place: Place) -> None:
        known = [key.name for key in self.keys]
        for name in table:
            if name not in known:
                hint = _suggest(name, known) or _KNOWN_KEYS.fill(keys=_quote(known))
                raise place.step(name).refuse(_UNKNOWN_KEY.fill(key=_clip(name)), hint)


def _is_empty(value: object) -> bool:
    return isinstance(value, str) and not value.strip()


def _suggest(value: str, words: Sequence[str]) -> Text | None:
    """Return the word that was meant, as far as that can be told."""
    import difflib

    close = difflib.get_close_matches(value.lower().replace("_", "-"), words, n=1)
    return _DID_YOU_MEAN.fill(close=close[0]) if close else None


def _clip(value: str) -> str:
    """Return the value as far as a message has room for it."""
    return value if len(value) <= _LONGEST else f"{value[:_LONGEST]}..."


def _quote(words: Sequence[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)
