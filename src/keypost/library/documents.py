"""What is handed to the library to be read: paths, and documents in memory."""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from keypost.errors import UsageError
from keypost.origin import Origin
from keypost.text import Text

_NOTHING = Text(en="nothing is given to be read", ja="読み込むものが指定されていません")
_GIVE = Text(
    en='give a path, a parsed template or a `Document`: `keypost.check("templates/")`',
    ja='パス、読み込み済みのテンプレート、`Document` のいずれかを渡してください: `keypost.check("templates/")`',
)
_NO_INPUT = Text(en="a `{kind}` can't be read", ja="`{kind}` は読み込めません")
_BAD_NAME = Text(en="the name of a document has a NUL character", ja="文書の名前に NUL 文字が含まれています")
_A_TEXT = Text(
    en="the text of a document is given where a path is meant", ja="パスの代わりに文書の本文が渡されています"
)
_WRAP = Text(en="wrap the text: `keypost.Document(text)`", ja="`keypost.Document(本文)` として渡してください。")
_TWICE = Text(en="two documents are called `{name}`", ja="`{name}` という名前の文書が 2 つあります")
_RENAME = Text(en="give each a `name` of its own", ja="それぞれ別の `name` を付けてください。")
_FOLDER = Text(en="the document is called `{name}`, and that is a folder", ja="文書の名前 `{name}` はフォルダーです")
_NO_JSON = Text(en="the document can't be written as JSON: {why}", ja="文書を JSON として書き出せません: {why}")
_RESOLVE = Text(
    en="give plain data: mappings, lists, texts, numbers (of a CDK stack: `Template.from_stack(stack).to_json()`)",
    ja="辞書・リスト・文字列・数値だけにしてください (CDK では `Template.from_stack(stack).to_json()`)。",
)
_NO_TEXT = Text(en="the document is no text in UTF-8", ja="文書が UTF-8 のテキストではありません")
_DEFAULT_NAME = "document"


@dataclass(frozen=True, slots=True)
class Document:
    """A template, plan, policy or case in memory: its text (JSON or YAML) or what that says, parsed.

    Reports call it by its `name`. Named like a file, it is read in that file's place: what if the file said this?
    Lines of parsed content count in `json.dumps(content, indent=2)`.
    """

    content: str | bytes | Mapping[str, Any]
    name: str | None = None


# What can be read: a path (folders are searched), a parsed document, or one with a name.
Input = str | os.PathLike[str] | Mapping[str, Any] | Document


def gather(inputs: Iterable[Input]) -> tuple[list[str], dict[str, bytes]]:
    """Return the names of all inputs, and what the documents in memory say.

    Raises:
        UsageError: nothing is given, two have one name, or a document isn't one.
    """
    names: list[str] = []
    held: dict[str, bytes] = {}
    for one in inputs:
        document = one if isinstance(one, Document) else Document(one) if isinstance(one, Mapping) else None
        if document is None:
            names.append(_take_path(one))
            continue
        name = document.name or _invent_name(held)
        _refuse_name(name, held)
        names.append(name)
        held[name] = write(document, name=name)
    if not names:
        raise UsageError(_NOTHING, hint=_GIVE)
    return names, held


def gather_one(given: Input) -> tuple[str, bytes | None]:
    """Return the name of an input, and what it says where it is a document in memory.

    Raises:
        UsageError: it is no document.
    """
    (name,), held = gather((given,))
    return name, held.get(name)


def write(document: Document, *, name: str) -> bytes:
    """Return a document as it would stand in a file.

    Raises:
        UsageError: it holds something that no file could.
    """
    content = document.content
    if isinstance(content, bytes):
        return content
    try:
        text = content if isinstance(content, str) else json.dumps(content, indent=2, ensure_ascii=False)
        return text.encode()
    except (TypeError, ValueError, RecursionError) as error:
        if isinstance(error, UnicodeEncodeError):
            raise UsageError(_NO_TEXT, hint=_RESOLVE, origin=Origin(name)) from error
        raise UsageError(_NO_JSON.fill(why=error), hint=_RESOLVE, origin=Origin(name)) from error


def _take_path(given: Any) -> str:
    try:
        path = os.fspath(given)
    except TypeError as error:
        raise UsageError(_NO_INPUT.fill(kind=type(given).__name__), hint=_GIVE) from error
    if isinstance(path, bytes):
        path = os.fsdecode(path)
    if "\n" in path:
        raise UsageError(_A_TEXT, hint=_WRAP)
    return str(path)


def _invent_name(held: Mapping[str, bytes]) -> str:
    names = [_DEFAULT_NAME, *(f"{_DEFAULT_NAME}-{number}" for number in range(2, len(held) + 2))]
    return next(name for name in names if name not in held)


def _refuse_name(name: str, held: Mapping[str, bytes]) -> None:
    if "\0" in name:
        raise UsageError(_BAD_NAME, hint=_RENAME)
    if name in held:
        raise UsageError(_TWICE.fill(name=name), hint=_RENAME)
    if Path(name).is_dir():
        raise UsageError(_FOLDER.fill(name=name), hint=_RENAME)
