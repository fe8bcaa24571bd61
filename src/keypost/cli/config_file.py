"""What stands in a config file, checked: a typing slip stops the run instead of changing it."""

from keypost.cli.values import check_fail_on, check_language
from keypost.errors import KeypostError, UnreadableInputError
from keypost.estate.estate import Suppression
from keypost.named import TYPE_CHECKING, Callable, Iterator, Mapping
from keypost.origin import Origin
from keypost.readers.options import check_account, check_region
from keypost.text import Text

if TYPE_CHECKING:
    from typing import Any

_DEFAULTS: Mapping[str, Callable[[str], str]] = {
    "account": check_account,
    "region": check_region,
    "lang": check_language,
    "fail-on": check_fail_on,
}
_IGNORE_KEYS = ("rule", "file", "path", "resource", "reason", "until")

_CANT_READ = Text(en="the config file can't be read: {why}", ja="設定ファイルを読めません: {why}")
_NOT_UTF8 = Text(
    en="the config file can't be read: it isn't UTF-8 text", ja="設定ファイルを読めません: UTF-8 ではありません"
)
_NOT_TOML = Text(en="the config file is no valid TOML: {why}", ja="設定ファイルが TOML として正しくありません: {why}")
_CHECK_FILE = Text(en="check the file named by `--config`", ja="`--config` で指定したファイルを確認してください。")
_MEND_TOML = Text(en="mend the file; nothing was checked", ja="ファイルを直してください。検査は行っていません。")
_UNKNOWN_KEY = Text(en="there is no setting `{key}`", ja="`{key}` という設定はありません")
_KNOWN_KEYS = Text(en="the settings are {keys}", ja="設定できるのは {keys} です。")
_UNKNOWN_RULE = Text(en="there is no rule `{rule}`", ja="`{rule}` というルールはありません")
_SEE_RULES = Text(en="`keypost rules` lists them", ja="一覧は `keypost rules` で表示されます。")
_NO_REASON = Text(en="a suppression needs a `reason`", ja="抑制には `reason` (理由) が必要です")
_GIVE_REASON = Text(
    en='say why the finding is accepted: reason = "..."',
    ja='指摘を受け入れる理由を書いてください: reason = "..."',
)
_NO_RULE = Text(en="a suppression needs a `rule`", ja="抑制には `rule` (ルール ID) が必要です")
_GIVE_RULE = Text(en='name the rule: rule = "..."', ja='対象のルールを書いてください: rule = "..."')
_WRONG_TYPE = Text(en="`{key}` has to be {wanted}", ja="`{key}` は{wanted}で指定してください")
_A_TEXT = Text(en="a text in quotes", ja="引用符で囲んだ文字列")
_A_DATE = Text(en="a date such as 2026-12-31, without quotes", ja="2026-12-31 のような日付 (引用符なし)")
_A_TABLE = Text(en="a table: [[ignore]]", ja="テーブル ([[ignore]])")
_SEE_DOCS = Text(en="docs/suppressions.md shows how it is written", ja="書き方は docs/suppressions.md にあります。")


def build_unreadable_file(name: str, error: OSError | UnicodeDecodeError) -> UnreadableInputError:
    """Return what is told of a config file that can't be read."""
    why = error.strerror if isinstance(error, OSError) else None
    message = _CANT_READ.fill(why=why) if why else _NOT_UTF8
    return UnreadableInputError(message, hint=_CHECK_FILE, origin=Origin(name))


def read_config(name: str, text: str, *, within: tuple[str, ...]) -> "dict[str, Any]":
    """Return the settings that stand in the file, in the table `within`, by the names of `Settings`.

    Raises:
        KeypostError: it isn't TOML, or has a setting that doesn't exist or has no such value.
    """
    return _File(name, text, within).values()


class _File:
    """One config file: its text for the line numbers, and its table."""

    def __init__(self, name: str, text: str, within: tuple[str, ...]) -> None:
        self._name, self._text, self._prefix = name, text, within
        self._table = self._parse()

    def values(self) -> "dict[str, Any]":
        """Return what the table says, checked."""
        self._refuse_unknown(self._table, (*_DEFAULTS, "ignore"), at=())
        values = {name.replace("-", "_"): self._default(name, check) for name, check in _DEFAULTS.items()}
        return values | {"suppressions": tuple(self._suppressions())}

    def _parse(self) -> "Mapping[str, Any]":
        import tomllib

        try:
            table: Any = tomllib.loads(self._text)
        except tomllib.TOMLDecodeError as error:
            raise UnreadableInputError(_NOT_TOML.fill(why=error), hint=_MEND_TOML, origin=Origin(self._name)) from error
        for name in self._prefix:
            table = table.get(name, {})
        if not isinstance(table, dict):
            raise self._refuse(_WRONG_TYPE.fill(key="tool.keypost", wanted="[tool.keypost]"), _SEE_DOCS, at=())
        return table

    def _default(self, name: str, check: Callable[[str], str]) -> str | None:
        if name not in self._table:
            return None
        value = self._text_of(self._table, name, at=())
        try:
            return check(value)
        except KeypostError as error:
            raise self._refuse(error.message, error.hint, at=(name,)) from error

    def _suppressions(self) -> Iterator[Suppression]:
        entries = self._table.get("ignore", [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise self._refuse_type("ignore", _A_TABLE, at=("ignore",))
        for index, entry in enumerate(entries):
            yield self._suppression(entry, at=("ignore", index))

    def _suppression(self, entry: "Mapping[str, Any]", *, at: tuple[str | int, ...]) -> Suppression:
        self._refuse_unknown(entry, _IGNORE_KEYS, at=at)
        texts = {key: self._text_of(entry, key, at=at) for key in _IGNORE_KEYS if key != "until" and key in entry}
        if not texts.get("rule"):
            raise self._refuse(_NO_RULE, _GIVE_RULE, at=at)
        if not texts.get("reason", "").strip():
            raise self._refuse(_NO_REASON, _GIVE_REASON, at=at)
        self._refuse_unknown_rule(texts["rule"], at=(*at, "rule"))
        return Suppression(
            rules=(texts["rule"],),
            reason=texts["reason"].strip(),
            until=self._date_of(entry, at=at),
            resource=texts.get("resource"),
            file=texts.get("file"),
            path=texts.get("path"),
            origin=self._origin(at),
        )

    def _text_of(self, table: "Mapping[str, Any]", key: str, *, at: tuple[str | int, ...]) -> str:
        value = table[key]
        if not isinstance(value, str):
            raise self._refuse_type(key, _A_TEXT, at=(*at, key))
        return value

    def _date_of(self, entry: "Mapping[str, Any]", *, at: tuple[str | int, ...]) -> str | None:
        if "until" not in entry:
            return None
        import datetime

        value = entry["until"]
        if not isinstance(value, datetime.date) or isinstance(value, datetime.datetime):
            raise self._refuse_type("until", _A_DATE, at=(*at, "until"))
        return value.isoformat()

    def _refuse_unknown(self, table: "Mapping[str, Any]", known: tuple[str, ...], *, at: tuple[str | int, ...]) -> None:
        for key in table:
            if key not in known:
                keys = ", ".join(f"`{name}`" for name in known)
                raise self._refuse(_UNKNOWN_KEY.fill(key=key), _KNOWN_KEYS.fill(keys=keys), at=(*at, key))

    def _refuse_unknown_rule(self, rule: str, *, at: tuple[str | int, ...]) -> None:
        from keypost.checker.rules.registry import RULES

        if rule != "*" and rule not in RULES:
            raise self._refuse(_UNKNOWN_RULE.fill(rule=rule), _SEE_RULES, at=at)

    def _refuse_type(self, key: str, wanted: Text, *, at: tuple[str | int, ...]) -> KeypostError:
        message = Text(
            en=_WRONG_TYPE.en.format(key=key, wanted=wanted.en), ja=_WRONG_TYPE.ja.format(key=key, wanted=wanted.ja)
        )
        return self._refuse(message, _SEE_DOCS, at=at)

    def _refuse(self, message: Text, hint: Text, *, at: tuple[str | int, ...]) -> KeypostError:
        return UnreadableInputError(message, hint=hint, origin=self._origin(at))

    def _origin(self, at: tuple[str | int, ...]) -> Origin:
        from keypost.cli.toml_lines import find_line

        return Origin(self._name, find_line(self._text, (*self._prefix, *at)))
