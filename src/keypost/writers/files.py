"""Writes files, all of them or none; each is the old one or the new one, never half of it."""

import os
import shutil
import stat
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from keypost.named import NamedTuple


class Unwritten(NamedTuple):
    """No file was changed: the one that couldn't be written, and what the system said."""

    file: str
    reason: str


class _Staged(NamedTuple):
    """A file about to be replaced, its new content, and its old one where it had any, each beside it."""

    path: Path
    new: Path
    old: Path | None


def write_files(texts: Mapping[str, str]) -> Unwritten | None:
    """Write the texts as UTF-8 into the files named; return what went wrong, after which every file is as before.

    A file keeps its mode; a symbolic link stays one, and the file that it leads to is written.
    """
    staged: dict[str, _Staged] = {}
    replaced: list[_Staged] = []
    file = ""
    try:
        for file, text in texts.items():
            staged[file] = _stage(Path(os.path.realpath(file)), text)
        for file in texts:
            staged[file].new.replace(staged[file].path)
            replaced.append(staged[file])
    except (OSError, ValueError) as error:
        _restore(replaced)
        return Unwritten(file, str(getattr(error, "strerror", None) or error))
    finally:
        _clean(staged)
    _sync_folders(staged)
    return None


def _stage(path: Path, text: str) -> _Staged:
    content = text.encode()
    if not path.exists():
        new = _write_beside(path, content)
        new.chmod(0o666 & ~_read_mask())
        return _Staged(path, new, None)
    _check_writable(path)
    old = _write_beside(path, path.read_bytes())
    try:
        new = _write_beside(path, content)
    except OSError:
        _remove(old)
        raise
    for name in (old, new):
        _dress(name, path)
    return _Staged(path, new, old)


def _check_writable(path: Path) -> None:
    """A file that may not be written could still be replaced: its folder decides about that."""
    if not path.is_file():
        raise OSError(0, "not a regular file", str(path))
    if not os.access(path, os.W_OK):
        raise PermissionError(0, "Permission denied", str(path))


def _write_beside(path: Path, content: bytes) -> Path:
    number, name = tempfile.mkstemp(prefix=".keypost-", dir=path.parent)
    try:
        with os.fdopen(number, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError:
        _remove(Path(name))
        raise
    return Path(name)


def _dress(name: Path, path: Path) -> None:
    """Give a file the mode and, where the system lets us, the owner of another."""
    status = path.stat()
    with suppress(OSError):
        shutil.chown(name, status.st_uid, status.st_gid)
    with suppress(OSError):
        name.chmod(stat.S_IMODE(status.st_mode))


def _restore(replaced: list[_Staged]) -> None:
    for staged in reversed(replaced):
        with suppress(OSError):
            if staged.old is None:
                staged.path.unlink()
            else:
                staged.old.replace(staged.path)


def _clean(staged: Mapping[str, _Staged]) -> None:
    for one in staged.values():
        _remove(one.new)
        if one.old is not None:
            _remove(one.old)


def _remove(name: Path) -> None:
    with suppress(OSError):
        name.unlink()


def _read_mask() -> int:
    """Return the mode bits that new files don't get; the system tells them only when they are set."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _sync_folders(staged: Mapping[str, _Staged]) -> None:
    """Make the new names last, where the system can do that."""
    for folder in {one.path.parent for one in staged.values()}:
        with suppress(OSError):
            number = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(number)
            finally:
                os.close(number)
