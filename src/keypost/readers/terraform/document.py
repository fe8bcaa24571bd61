"""Text of a file -> the plan or state in it; whatever isn't one is refused in one clear message."""

import json
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Mapping

from keypost.errors import UnreadableInputError
from keypost.named import Enum
from keypost.origin import Origin
from keypost.text import Text
from keypost.unknown import scrub

_HINT = Text(
    en="write it again: `terraform show -json FILE > plan.json`",
    ja="`terraform show -json FILE > plan.json` でもう一度出力してください。",
)
_NOT_JSON = Text(
    en="{name} can't be read: it begins like a Terraform plan, but isn't whole ({reason})",
    ja="{name} を読み込めません: Terraform プランのようですが、途中で壊れています ({reason})",
)
_TOO_DEEP = Text(en="{name} can't be read: it is nested too deeply", ja="{name} を読み込めません: ネストが深すぎます")
_NOT_UTF8 = Text(
    en="{name} can't be read: it isn't UTF-8 text (byte {offset})",
    ja="{name} を読み込めません: UTF-8 のテキストではありません ({offset} バイト目)",
)
_SAVE_UTF8 = Text(
    en="save it as UTF-8 (PowerShell: `terraform show -json FILE | Out-File -Encoding utf8 plan.json`)",
    ja="UTF-8 で保存し直してください (PowerShell: `terraform show -json FILE | Out-File -Encoding utf8 plan.json`)。",
)
_VERSION = Text(
    en="{name} can't be read: its format version is {version}; Keypost knows 0 and 1 of plans and states, "
    "and 4 of state files",
    ja="{name} を読み込めません: フォーマットのバージョンが {version} です。"
    "対応しているのはプランと状態の 0 と 1、状態ファイルの 4 です",
)
_VERSION_HINT = Text(
    en="update Keypost, or write the plan with a Terraform that it knows",
    ja="Keypost を更新するか、対応する Terraform でプランを出力してください。",
)
_ERRORED = Text(
    en="{name} is the plan of a run that failed: it doesn't say what would be there afterwards",
    ja="{name} は失敗した実行のプランです。適用後の状態が含まれていません",
)
_ERRORED_HINT = Text(
    en="mend what `terraform plan` reports, and plan again",
    ja="`terraform plan` が報告するエラーを直して、プランを作り直してください。",
)
_NEITHER = Text(
    en="{name} is neither a Terraform plan nor a state: it has no `{member}`",
    ja="{name} は Terraform のプランでも状態でもありません: `{member}` がありません",
)
# How JSON may spell the characters that mark unknown parts.
_ESCAPED_MARK = re.compile(r"\\u[eE][0-2][0-9a-fA-F]{2}")
_VALUES, _CHANGES = b'"planned_values"', b'"resource_changes"'
_KNOWN_MAJORS = ("0", "1")
_STATE_FILE_VERSION = 4


class Written(Enum):
    """In which form a file says what there is."""

    PLAN = "plan"
    STATE = "state"
    STATE_FILE = "state-file"


def read_document(content: bytes, *, name: str) -> tuple[Written, Mapping[str, object]]:
    """Return the document in a file, and which form it has.

    Raises:
        UnreadableInputError: it isn't JSON, has a version that isn't known, or is the plan of a run that failed.
    """
    document = _decode(content, name)
    if "format_version" not in document:
        _require(str(document.get("version")) == str(_STATE_FILE_VERSION), document.get("version"), name)
        return Written.STATE_FILE, document
    version = str(document["format_version"])
    _require(version.partition(".")[0] in _KNOWN_MAJORS, version, name)
    if document.get("errored") is True:
        raise UnreadableInputError(_ERRORED.fill(name=name), hint=_ERRORED_HINT, origin=Origin(name))
    if "resource_changes" in document or "planned_values" in document:
        return Written.PLAN, document
    return Written.STATE, document


def _require(is_known: bool, version: object, name: str) -> None:  # noqa: FBT001
    if not is_known:
        raise UnreadableInputError(_VERSION.fill(name=name, version=version), hint=_VERSION_HINT, origin=Origin(name))


def _decode(content: bytes, name: str) -> Mapping[str, object]:
    return _read_changes(content) or _read_all(content, name)


def _read_changes(content: bytes) -> Mapping[str, object] | None:
    """Return a plan without `planned_values`, a third of its text, which its changes say once more.

    None where that doesn't stand before the changes, as Terraform writes it: what is before it is an object but for its
    end, and what begins at the changes one but for its beginning, so that only whole members are left out.
    """
    start = content.find(_VALUES)
    end = content.find(_CHANGES, start + len(_VALUES))
    if start < 0 or end < 0:
        return None
    try:
        before = json.loads(_scrub((content[:start] + _VALUES + b":0}").decode("utf-8-sig")))
        after = json.loads(_scrub(b"".join((b"{", memoryview(content)[end:])).decode()))
    except (ValueError, RecursionError):
        return None
    return {**before, **after}


def _read_all(content: bytes, name: str) -> Mapping[str, object]:
    encoding = "utf-16" if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig"
    try:
        text = _scrub(content.decode(encoding))
    except UnicodeDecodeError as error:
        why = _NOT_UTF8.fill(name=name, offset=error.start + 1)
        raise UnreadableInputError(why, hint=_SAVE_UTF8, origin=Origin(name)) from error
    try:
        document = json.loads(text)
    except RecursionError as error:
        raise UnreadableInputError(_TOO_DEEP.fill(name=name), hint=_HINT, origin=Origin(name)) from error
    except ValueError as error:
        line = getattr(error, "lineno", None)
        why = _NOT_JSON.fill(name=name, reason=getattr(error, "msg", str(error)))
        raise UnreadableInputError(why, hint=_HINT, origin=Origin(name, line)) from error
    if not isinstance(document, dict):
        raise UnreadableInputError(_NEITHER.fill(name=name, member="format_version"), hint=_HINT, origin=Origin(name))
    return document


def _scrub(text: str) -> str:
    """Return the text without the characters that mark unknown parts, spelled out or escaped."""
    escapes = "\\u" in text and ("\\ue" in text or "\\uE" in text)  # mostly one search through a large file is enough
    return _ESCAPED_MARK.sub(r"\\ufffd", scrub(text)) if escapes else scrub(text)
