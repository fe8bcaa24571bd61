"""Which files a trail is, and their bytes, packed or not."""

import io
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from isal import igzip, isal_zlib

from keypost.errors import UnreadableInputError, UsageError
from keypost.named import NamedTuple
from keypost.origin import Origin
from keypost.text import Text

STANDARD_INPUT = "-"
_NAMES = (".json", ".json.gz", ".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")
_TABLES = (".parquet", ".orc", ".avro")
# CloudTrail puts the digests of its files beside them (CloudTrail User Guide, digest file structure).
_DIGEST = "CloudTrail-Digest"
_GZIP = b"\x1f\x8b"
_ZSTANDARD = b"\x28\xb5\x2f\xfd"
_NO_ZSTANDARD = "packed with Zstandard: unpack it first"
_BROKEN = (OSError, EOFError, cast("type[Exception]", isal_zlib.error))

_MISSING = Text(en="{name} doesn't exist", ja="{name} は存在しません")
_MISSING_HINT = Text(
    en="give CloudTrail's files, or the folder where they are; `-` is standard input",
    ja="CloudTrail のファイルか、それらがあるフォルダーを指定してください。`-` は標準入力です。",
)
_EMPTY_FOLDER = Text(en="there are no CloudTrail files in {name}", ja="{name} に CloudTrail のファイルがありません")
_EMPTY_HINT = Text(
    en="CloudTrail's are called `*.json.gz` and stand in `AWSLogs/ACCOUNT/CloudTrail/REGION/`",
    ja="CloudTrail のファイルは `AWSLogs/アカウント/CloudTrail/リージョン/` にある `*.json.gz` です。",
)
_UNLISTED = Text(en="{name} can't be listed: {why}", ja="{name} の中を一覧できません: {why}")
_PERMISSIONS = Text(
    en="check the folder's permissions, or name the files that can be read",
    ja="フォルダーの権限を確認するか、読めるファイルを指定してください。",
)
_EMPTY = Text(en="a path is empty", ja="空のパスが指定されています")
_A_TABLE = Text(en="{name} is a table, not CloudTrail's JSON", ja="{name} は CloudTrail の JSON ではなくテーブルです")
_TABLE_HINT = Text(en="`--engine duckdb` reads it", ja="`--engine duckdb` で読み込めます。")


class TrailFile(NamedTuple):
    """A file, and its bytes as they lie on disk (0: not known)."""

    name: str
    size: int


def find_trail_files(trails: Sequence[str]) -> tuple[TrailFile, ...]:
    """Return the files that the paths stand for, each once, in the order of their names in each folder.

    Raises:
        UnreadableInputError: a path doesn't exist, or a folder has no such files or can't be listed.
        UsageError: a named file is a table.
    """
    found: dict[str, TrailFile] = {}
    for trail in trails:
        for file in _find(trail):
            found.setdefault(str(Path(file.name).resolve()) if file.name != STANDARD_INPUT else "", file)
    return tuple(found.values())


def _find(trail: str) -> Sequence[TrailFile]:
    if trail == STANDARD_INPUT:
        return [TrailFile(trail, 0)]
    if not trail:
        raise UnreadableInputError(_EMPTY, hint=_MISSING_HINT)
    if trail.endswith(_TABLES):
        raise UsageError(_A_TABLE.fill(name=trail), hint=_TABLE_HINT, origin=Origin(trail))
    place = Path(trail)
    if place.is_dir():
        files = list(_search(trail))
        if not files:
            raise UnreadableInputError(_EMPTY_FOLDER.fill(name=trail), hint=_EMPTY_HINT, origin=Origin(trail))
        return files
    if not place.exists():
        raise UnreadableInputError(_MISSING.fill(name=trail), hint=_MISSING_HINT, origin=Origin(trail))
    return [TrailFile(trail, _measure(place))]


def _search(folder: str) -> Iterator[TrailFile]:
    for place, folders, names in os.walk(folder, onerror=_refuse_folder):
        folders[:] = sorted(name for name in folders if name != _DIGEST and not name.startswith("."))
        for name in sorted(names):
            if name.endswith(_NAMES) and _DIGEST not in name and not name.startswith("."):
                path = Path(place, name)
                yield TrailFile(str(path), _measure(path))


def _measure(path: Path) -> int:
    """Return the bytes of a file; of one that is gone, which is told when it is opened, none."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _refuse_folder(error: OSError) -> None:
    """Stop at a folder that can't be listed: what lies in it would be missing in silence."""
    name = str(error.filename)
    raise UnreadableInputError(
        _UNLISTED.fill(name=name, why=error.strerror), hint=_PERMISSIONS, origin=Origin(name)
    ) from error


class BrokenError(Exception):
    """A file can't be opened, or breaks off, or isn't what its first bytes say."""


class OpenTrail:
    """An open file, unpacked as it is read."""

    def __init__(self, packed: BinaryIO, unpacked: BinaryIO) -> None:
        """Take the file, and what unpacks it (or the file itself)."""
        self._packed, self._unpacked = packed, unpacked

    def read(self, size: int) -> bytes:
        """Return the next bytes, none at the end. Raises BrokenError."""
        try:
            return self._unpacked.read(size)
        except _BROKEN as error:
            raise BrokenError(_describe(error)) from error

    def place(self) -> int:
        """Return how many bytes of the file are read; 0 where that isn't known."""
        return self._packed.tell() if self._packed.seekable() else 0


@contextmanager
def open_trail(name: str) -> Iterator[OpenTrail]:
    """Open a file, or standard input, packed with gzip or not. Raises BrokenError where it can't be opened."""
    try:
        stream = sys.stdin.buffer if name == STANDARD_INPUT else Path(name).open("rb")  # noqa: SIM115  closed below
    except OSError as error:
        raise BrokenError(_describe(error)) from error
    with stream:
        buffered = io.BufferedReader(cast("io.RawIOBase", stream), 1 << 17)
        start = _peek(buffered)
        if start.startswith(_ZSTANDARD):
            raise BrokenError(_NO_ZSTANDARD)
        packed = start.startswith(_GZIP)
        unpacked = igzip.IGzipFile(fileobj=buffered, mode="rb") if packed else buffered  # type: ignore[no-untyped-call]
        yield OpenTrail(stream, cast("BinaryIO", unpacked))


def _peek(stream: "io.BufferedReader[io.RawIOBase]") -> bytes:
    try:
        return stream.peek(len(_ZSTANDARD))
    except OSError as error:
        raise BrokenError(_describe(error)) from error


def _describe(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
