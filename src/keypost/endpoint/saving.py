"""What the endpoint keeps, in a file: written whole or not at all, so that the last good one is never lost."""

import hashlib
import os
import pickle
from pathlib import Path
from threading import Event, Thread
from time import monotonic

from keypost.endpoint.front import Front
from keypost.endpoint.store.snapshot import dump, load, name_release
from keypost.errors import UnreadableInputError
from keypost.origin import Origin
from keypost.text import Text

_MAGIC = b"keypost local state 1"
_LEAST_PAUSE = 1.0
# Saving may take a tenth of the time.
_SHARE = 10
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
    finally:
        other.unlink(missing_ok=True)


def restore(front: Front, file: Path) -> None:
    """Take up what was saved; where there is no such file, begin with nothing.

    Raises:
        UnreadableInputError: the file is damaged, or of another release of moto.
        OSError: it can't be read.
    """
    if not file.exists():
        return
    magic, release, digest, content = (*file.read_bytes().split(b"\n", 3), b"", b"", b"")[:4]
    if magic != _MAGIC or hashlib.sha256(content).hexdigest().encode() != digest:
        raise UnreadableInputError(_BROKEN, hint=_BEGIN_ANEW, origin=Origin(str(file)))
    if release.decode(errors="replace") != name_release():
        wrong = _OTHER_RELEASE.fill(written=release.decode(errors="replace"), here=name_release())
        raise UnreadableInputError(wrong, hint=_BEGIN_ANEW, origin=Origin(str(file)))
    try:
        front.resume(*load(content))
    except (pickle.UnpicklingError, ImportError, AttributeError, TypeError, KeyError, EOFError) as error:
        raise UnreadableInputError(_BROKEN, hint=_BEGIN_ANEW, origin=Origin(str(file))) from error


class Saver:
    """Saves in the background whenever something has changed, and once more when stopped."""

    def __init__(self, front: Front, file: Path) -> None:
        """Take up what the file holds, and begin to keep it up to date.

        Raises:
            UnreadableInputError: the file is damaged, or of another release of moto.
        """
        restore(front, file)
        self._front, self._file = front, file
        self._saved = front.changes
        self._over = Event()
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Save the rest."""
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        pause = _LEAST_PAUSE
        while not self._over.wait(pause):
            begun = monotonic()
            self._save()
            pause = max(_LEAST_PAUSE, _SHARE * (monotonic() - begun))
        self._save()

    def _save(self) -> None:
        changes = self._front.changes
        if changes != self._saved:
            save(self._front, self._file)
            self._saved = changes
