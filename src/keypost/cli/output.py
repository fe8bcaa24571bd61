"""Where a report goes: stdout, or a file that is either whole or untouched."""

import os
import sys

from keypost.errors import UsageError
from keypost.named import TYPE_CHECKING, Iterable
from keypost.origin import Origin
from keypost.text import Text

if TYPE_CHECKING:
    from pathlib import Path

_CANT_WRITE = Text(en="the report can't be written here: {why}", ja="レポートをここに書き込めません: {why}")
_OTHER_FILE = Text(
    en="give `{option}` a file in a folder that exists and may be written to",
    ja="`{option}` には、書き込みのできる既存のフォルダーにあるファイルを指定してください。",
)


def write_report(report: str, *, file: str | None, option: str = "--output") -> None:
    """Write the report to `file`, which `option` gave, or to stdout where that is None."""
    write_pieces((report,), file=file, option=option)


def write_pieces(pieces: Iterable[str], *, file: str | None, option: str = "--output") -> None:
    """Write a report as it comes, to `file`, which `option` gave, or to stdout where that is None."""
    if file is None:
        sys.stdout.writelines(pieces)
        return
    from pathlib import Path

    try:
        _replace(Path(file), pieces)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise UsageError(
            _CANT_WRITE.fill(why=why), hint=_OTHER_FILE.fill(option=option), origin=Origin(file)
        ) from error


def _replace(target: "Path", pieces: Iterable[str]) -> None:
    """Write beside the file and rename: a reader never sees half a report. A device or pipe is written to directly."""
    import tempfile
    from pathlib import Path

    encoded = (piece.encode("utf-8", "backslashreplace") for piece in pieces)
    if target.exists() and not target.is_file():
        with target.open("wb") as stream:
            stream.writelines(encoded)
        return
    target = target.resolve()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:100]}.")
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.writelines(encoded)
        _copy_mode(target, draft)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _copy_mode(target: "Path", draft: "Path") -> None:
    """Give the new file the mode of the one it replaces, or what a new file gets here."""
    umask = os.umask(0)
    os.umask(umask)
    draft.chmod(target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~umask)
