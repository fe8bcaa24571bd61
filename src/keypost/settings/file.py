"""What stands in a config file, checked: a typing slip stops the run instead of changing it."""

import os

from keypost.errors import UnreadableInputError
from keypost.estate.estate import Suppression
from keypost.named import TYPE_CHECKING, Mapping
from keypost.origin import Origin
from keypost.settings.keys import KEYS
from keypost.settings.lines import Lines
from keypost.settings.shapes import Place
from keypost.text import Text

if TYPE_CHECKING:
    from typing import Any

_TABLE = ("tool", "keypost")
_CANT_READ = Text(en="the config file can't be read: {why}", ja="設定ファイルを読めません: {why}")
_NOT_UTF8 = Text(
    en="the config file can't be read: it isn't UTF-8 text", ja="設定ファイルを読めません: UTF-8 ではありません"
)
_TOO_LARGE = Text(
    en="the config file can't be read: it is larger than {limit} bytes",
    ja="設定ファイルを読めません: {limit} バイトを超えています",
)
_NOT_TOML = Text(en="the config file is no valid TOML: {why}", ja="設定ファイルが TOML として正しくありません: {why}")
_TOO_DEEP = Text(en="it is nested too deeply", ja="入れ子が深すぎます")
_CHECK_FILE = Text(
    en="check the file, or name another with `--config`",
    ja="ファイルを確認するか、`--config` で別のファイルを指定してください。",
)
_MEND_TOML = Text(en="mend the file; nothing was checked", ja="ファイルを直してください。検査は行っていません。")
_MARK = "\ufeff"  # what editors on Windows may begin a file with


def build_unreadable_file(path: str, error: OSError | ValueError) -> UnreadableInputError:
    """Return what is told of a config file that can't be read."""
    why = getattr(error, "strerror", None) or error
    return UnreadableInputError(_CANT_READ.fill(why=why), hint=_CHECK_FILE, origin=Origin(shorten(path)))


def build_too_large(path: str, *, limit: int) -> UnreadableInputError:
    """Return what is told of a config file that is larger than `limit` bytes."""
    return UnreadableInputError(_TOO_LARGE.fill(limit=limit), hint=_CHECK_FILE, origin=Origin(shorten(path)))


def read_config(path: str, content: bytes, *, is_shared: bool) -> "dict[str, Any] | None":
    """Return what the file says, by the fields of `Settings`; None where a shared file says nothing to Keypost.

    Raises:
        KeypostError: it isn't TOML, or has a setting that doesn't exist or has no such value.
    """
    name = shorten(path)
    text = _decode(content, name)
    table: Any = _parse(text, name)
    for step in _TABLE if is_shared else ():
        if not isinstance(table, dict) or step not in table:
            return None
        table = table[step]
    place = Place(name, Lines(text), _TABLE if is_shared else ())
    return _resolve(KEYS.read(table, place), path, place)


def shorten(path: str) -> str:
    """Return the path as people would write it from here."""
    here = os.path.join(_find_here(), "")
    absolute = os.path.normpath(os.path.join(here, path))
    return absolute.removeprefix(here) if absolute.startswith(here) else path


def _find_here() -> str:
    try:
        return os.getcwd()
    except OSError:  # the current folder is gone
        return os.sep


def _decode(content: bytes, name: str) -> str:
    try:
        return content.decode().removeprefix(_MARK)
    except UnicodeDecodeError as error:
        raise UnreadableInputError(_NOT_UTF8, hint=_CHECK_FILE, origin=Origin(name)) from error


def _parse(text: str, name: str) -> "dict[str, Any]":
    import tomllib

    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise UnreadableInputError(_NOT_TOML.fill(why=_TOO_DEEP.en), hint=_MEND_TOML, origin=Origin(name)) from error
    except ValueError as error:  # numbers with too many digits are none that TOML tells of
        origin = Origin(name, _find_line(str(error)))
        raise UnreadableInputError(_NOT_TOML.fill(why=error), hint=_MEND_TOML, origin=origin) from error


def _find_line(why: str) -> int | None:
    """Return the line that the parser tells of."""
    import re

    told = re.search(r"\(at line (\d+), column \d+\)", why)
    return int(told[1]) if told else None


def _resolve(values: "Mapping[str, Any]", path: str, place: Place) -> "dict[str, Any]":
    """Return the values by the fields of `Settings`, with paths as one names them from here."""
    folder = os.path.dirname(os.path.abspath(path))
    ignored = values.get("ignore", ())
    given = {
        "account": values.get("account"),
        "region": values.get("region"),
        "lang": values.get("lang"),
        "fail_on": values.get("fail-on"),
        "baseline": _name_from_here(values["baseline"], folder) if "baseline" in values else None,
        "parameters": values.get("parameters", {}),
        "paths": tuple(_name_from_here(one, folder) for one in values.get("paths", ())),
        "exclude": values.get("exclude", ()),
        "suppressions": tuple(_suppress(one, folder, place.step("ignore").step(i)) for i, one in enumerate(ignored)),
    }
    return given | {"file": place.file, "folder": folder}


def _name_from_here(path: str, folder: str) -> str:
    """Return the path, which the config file names from its folder, as one names it from here."""
    absolute = os.path.join(folder, path)
    return absolute if os.path.isabs(path) else os.path.relpath(absolute, _find_here())


def _suppress(entry: "Mapping[str, Any]", folder: str, place: Place) -> Suppression:
    return Suppression(
        rules=entry["rule"],
        reason=entry["reason"].strip(),
        until=entry.get("until"),
        resource=entry.get("resource"),
        file=entry.get("file"),
        path=entry.get("path"),
        origin=place.origin,
        folders=(folder, _find_here()),
    )
