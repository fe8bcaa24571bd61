"""Parts of a snapshot -> records, one line at a time: memory is that of what the caller keeps."""

import os
from collections.abc import Iterator
from pathlib import Path

from keypost.errors import UnreadableInputError
from keypost.named import NamedTuple
from keypost.origin import Origin
from keypost.readers.snapshot.manifest import VERSION, Scope
from keypost.readers.snapshot.migrations import migrate_line
from keypost.readers.snapshot.record import End, Missed, NotALineError, Record, decode_line
from keypost.text import Text

# The last line of a part is far shorter.
_TAIL = 4096

_DAMAGED = Text(
    en="{name} is damaged: this line is no part of a snapshot",
    ja="{name} が壊れています: スナップショットの行ではありません",
)
_CUT = Text(
    en="{name} is cut off: it has {found} lines, and none that ends it",
    ja="{name} が途中で切れています: {found} 行で終わっており、終わりの行がありません",
)
_MISCOUNTED = Text(
    en="{name} is damaged: its last line counts {wanted} lines before it, there are {found}",
    ja="{name} が壊れています: 最後の行によれば {wanted} 行あるはずですが、{found} 行しかありません",
)
_COLLECT_AGAIN = Text(
    en="Remove this file and run `keypost collect --out` with the snapshot's folder: it reads what is missing.",
    ja="このファイルを削除し、スナップショットのフォルダーを `keypost collect --out` に指定してください。"
    "足りない部分だけを取得します。",
)


def load_part(folder: str, scope: Scope, *, version: int) -> Iterator[Record | Missed] | None:
    """Return the records and misses of a part as they are read; None where the part isn't there.

    Raises:
        UnreadableInputError: while it is read: a line is damaged, or the end is missing.
    """
    file = Path(folder, scope.path)
    return _load(file, version) if file.is_file() else None


class Lines(NamedTuple):
    """The lines of a part as they stand there, without the last one, and how many of them tell of missed calls."""

    lines: list[bytes]
    misses: int


def load_lines(folder: str, scope: Scope, *, version: int, replaced: tuple[bytes, bytes] | None = None) -> Lines | None:
    """Return the lines of a part without decoding them; None where the part isn't there.

    One text may be replaced by another on the way: in all lines at once, which costs least.

    Raises:
        UnreadableInputError: the end is missing, or counts other lines. (What a line says isn't looked at.)
    """
    file = Path(folder, scope.path)
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        return None
    lines = (content.replace(*replaced) if replaced is not None else content).split(b"\n")
    if lines[-1] == b"" and len(lines) > 1:
        lines.pop()
    end = _decode_end(lines[-1])
    if end is None:
        raise _refuse(_CUT, str(file), line=len(lines), found=len(lines))
    if end.records + end.misses != len(lines) - 1:
        raise _refuse(_MISCOUNTED, str(file), line=len(lines), wanted=end.records + end.misses, found=len(lines) - 1)
    lines.pop()
    return Lines(lines if version == VERSION else [_migrate(line, version) for line in lines], end.misses)


def _decode_end(text: bytes) -> End | None:
    try:
        line = decode_line(text)
    except NotALineError:
        return None
    return line if isinstance(line, End) else None


def _migrate(line: bytes, version: int) -> bytes:
    migrated = migrate_line(line, version=version)
    return migrated.encode() if isinstance(migrated, str) else migrated


def refuse_line(file: Path) -> UnreadableInputError:
    """Return what to raise for a line that is no part of a snapshot."""
    return _refuse(_DAMAGED, str(file), line=0)


def find_end(file: Path) -> End | None:
    """Return the last line of a part, None where it isn't there or is no end."""
    try:
        with file.open("rb") as stream:
            stream.seek(0, os.SEEK_END)
            stream.seek(max(stream.tell() - _TAIL, 0))
            lines = stream.read().splitlines()
        line = decode_line(lines[-1]) if lines else None
    except (OSError, NotALineError):
        return None
    return line if isinstance(line, End) else None


def _load(file: Path, version: int) -> Iterator[Record | Missed]:
    end, number, name = None, 0, str(file)
    with file.open("rb") as stream:
        for number, text in enumerate(stream, 1):
            try:
                line = None if end is not None else decode_line(migrate_line(text, version=version))
            except NotALineError:
                line = None
            if line is None:
                raise _refuse(_DAMAGED, name, line=number)
            if isinstance(line, End):
                end = line
            else:
                yield line
    if end is None:
        raise _refuse(_CUT, name, line=number, found=number)
    if end.records + end.misses != number - 1:
        raise _refuse(_MISCOUNTED, name, line=number, wanted=end.records + end.misses, found=number - 1)


def _refuse(message: Text, name: str, *, line: int, **values: object) -> UnreadableInputError:
    return UnreadableInputError(
        message.fill(name=name, **values), hint=_COLLECT_AGAIN, origin=Origin(name, line or None)
    )
