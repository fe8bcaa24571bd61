"""What the endpoint keeps, in a file: written whole or not at all, so that the last good one is never lost."""

import contextlib
import hashlib
import os
import pickle
import sys
from pathlib import Path
from threading import Event, Thread
from time import monotonic

from keypost.endpoint.front import Front
from keypost.endpoint.state_file import build_unusable, describe_error, hold
from keypost.endpoint.store.snapshot import dump, load, name_release
from keypost.errors import UnreadableInputError
from keypost.origin import Origin
from keypost.text import Text

_MAGIC = b"keypost local state 1"
_LEAST_PAUSE = 1.0
# Saving may take a tenth of the time.
_SHARE = 10
# The last save is tried that often: what still changes then is a request on its way out.
_TRIES = 5
# What can go wrong with a save: the disk, something that changes meanwhile, something that can't be written.
_FAILURES = (OSError, RuntimeError, pickle.PicklingError, TypeError, AttributeError, ValueError)
_NOT_SAVED = Text(
    en="keypost local: {file} can't be saved: {why}. The endpoint goes on, and tries again.\n",
    ja="keypost local: {file} を保存できません: {why}。エンドポイントは動き続け、保存を再試行します。\n",
)
_LOST = Text(
    en="the state can't be saved: {why}; the file holds what was saved last",
    ja="状態を保存できません: {why}。ファイルには最後に保存できた内容が残っています",
)
_MAKE_ROOM = Text(
    en="make the folder writable, or make room on the disk; what was created since is lost",
    ja="フォルダーを書き込み可能にするか、ディスクの空きを確保してください。それ以降に作成されたものは失われました。",
)
_BROKEN = Text(
    en="the state can't be read: it is damaged, or wasn't written by `keypost local`",
    ja="状態を読み込めません: 破損しているか、`keypost local` が書いたものではありません",
)
_OTHER_RELEASE = Text(
    en="the state was written with moto {written}, and this is moto {here}",
    ja="この状態は moto {written} で書かれたもので、現在は moto {here} です",
)
_BEGIN_ANEW = Text(
    en="name another file with `--state`, or remove this one to begin anew",
    ja="`--state` で別のファイルを指定するか、このファイルを削除して最初から始めてください。",
)


def save(front: Front, file: Path) -> None:
    """Write everything; the file is replaced in one step once all of it is on the disk.

    Raises:
        OSError: it can't be written.
    """
    content = dump((front.state, front.sessions))
    head = b"\n".join((_MAGIC, name_release().encode(), hashlib.sha256(content).hexdigest().encode(), b""))
    other = file.with_name(f".{file.name}.{os.getpid()}.new")
    try:
        with other.open("wb") as stream:
            stream.write(head)
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        other.replace(file)
        _flush(file.parent)
    finally:
        other.unlink(missing_ok=True)


def _flush(folder: Path) -> None:
    """Bring the file's new name to the disk, where the system lets folders be opened."""
    with contextlib.suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def restore(front: Front, file: Path) -> None:
    """Take up what was saved; where there is no such file, begin with nothing.

    Raises:
        UnreadableInputError: the file can't be read, is damaged, or of another release of moto.
    """
    if not file.exists():
        return
    magic, release, digest, content = (*_read(file).split(b"\n", 3), b"", b"", b"")[:4]
    if magic != _MAGIC or hashlib.sha256(content).hexdigest().encode() != digest:
        raise UnreadableInputError(_BROKEN, hint=_BEGIN_ANEW, origin=Origin(str(file)))
    if release.decode(errors="replace") != name_release():
        wrong = _OTHER_RELEASE.fill(written=release.decode(errors="replace"), here=name_release())
        raise UnreadableInputError(wrong, hint=_BEGIN_ANEW, origin=Origin(str(file)))
    try:
        front.resume(*load(content))
    except _UNLOADABLE as error:
        raise UnreadableInputError(_BROKEN, hint=_BEGIN_ANEW, origin=Origin(str(file))) from error


_UNLOADABLE = (
    pickle.UnpicklingError, ImportError, AttributeError, TypeError, LookupError, EOFError, ValueError, RuntimeError,
)  # fmt: skip


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise build_unusable(file, error) from error


class Saver:
    """Saves in the background whenever something has changed, and once more when stopped."""

    def __init__(self, front: Front, file: Path) -> None:
        """Take up what the file holds, and begin to keep it up to date; nobody else may use the file meanwhile.

        Raises:
            UnreadableInputError: the file can't be used, is used already, is damaged, or of another release of moto.
        """
        self._file = file.resolve()  # a link stays one, and what it leads to is replaced
        self._held = hold(self._file)
        try:
            restore(front, self._file)
        except UnreadableInputError:
            self._held.release()
            raise
        self._front, self._saved, self._failure = front, front.changes, ""
        self._over = Event()
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Save the rest.

        Raises:
            UnreadableInputError: it can't be saved.
        """
        self._over.set()
        self._thread.join()
        tries = (self._try() for _ in range(_TRIES))
        is_saved = any(tries)
        self._held.release()
        if not is_saved:
            raise UnreadableInputError(_LOST.fill(why=self._failure), hint=_MAKE_ROOM, origin=Origin(str(self._file)))

    def _run(self) -> None:
        pause = _LEAST_PAUSE
        while not self._over.wait(pause):
            begun, was_told = monotonic(), bool(self._failure)
            if not self._try() and not was_told:
                self._tell()
            pause = max(_LEAST_PAUSE, _SHARE * (monotonic() - begun))

    def _try(self) -> bool:
        """Save what has changed; tell whether everything is saved."""
        changes = self._front.changes
        if changes == self._saved:
            return True
        try:
            save(self._front, self._file)
        except _FAILURES as error:
            self._failure = describe_error(error)
            return False
        self._saved, self._failure = changes, ""
        return True

    def _tell(self) -> None:
        """Say once that nothing is saved any more, until it is again."""
        told = _NOT_SAVED.fill(file=str(self._file), why=self._failure)
        sys.stderr.write(told.in_language(self._front.settings.language))
