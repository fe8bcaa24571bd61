"""The file of `--state` as a file: whether it can be used, and that one endpoint uses it at a time."""

import os
from pathlib import Path

from keypost.errors import UnreadableInputError
from keypost.origin import Origin
from keypost.text import Text

_UNUSABLE = Text(en="the file of `--state` can't be used: {why}", ja="`--state` のファイルを使えません: {why}")
_NAME_ANOTHER = Text(
    en="name a file in a folder that exists and can be written, e.g. `--state keypost-local.state`",
    ja="書き込める既存のフォルダーにあるファイルを指定してください (例: `--state keypost-local.state`)。",
)
_NO_FILE = Text(
    en="the file of `--state` is a folder, a device or the like",
    ja="`--state` のファイルが、フォルダーやデバイスなど、通常のファイルではありません",
)
_IN_USE = Text(
    en="another `keypost local` uses this state already",
    ja="この状態は、別の `keypost local` がすでに使っています",
)
_END_OTHER = Text(
    en="end the other one first, or name another file with `--state`",
    ja="先にそちらを終了するか、`--state` で別のファイルを指定してください。",
)


class Held:
    """A file that nobody else uses until it is released, or until this process is gone."""

    def __init__(self, lock: Path, opened: int) -> None:
        """Take the file that stands for the lock."""
        self._lock, self._opened = lock, opened

    def release(self) -> None:
        """Let others use it."""
        if self._opened >= 0:
            self._lock.unlink(missing_ok=True)
            os.close(self._opened)
            self._opened = -1


def hold(file: Path) -> Held:
    """Keep others from the file, and tidy up what a killed endpoint left half written.

    Raises:
        UnreadableInputError: it is no file, its folder can't be written, or another endpoint uses it.
    """
    if file.exists() and not file.is_file():
        raise UnreadableInputError(_NO_FILE, hint=_NAME_ANOTHER, origin=Origin(str(file)))
    lock = file.with_name(f".{file.name}.lock")
    try:
        held = Held(lock, _lock(lock))
        for rest in file.parent.glob(f".{_literal(file.name)}.*.new"):
            rest.unlink(missing_ok=True)
    except BlockingIOError as error:
        raise UnreadableInputError(_IN_USE, hint=_END_OTHER, origin=Origin(str(file))) from error
    except OSError as error:
        raise build_unusable(file, error) from error
    return held


def build_unusable(file: Path, error: OSError) -> UnreadableInputError:
    """Return what is said of a file that the system doesn't let be used."""
    return UnreadableInputError(_UNUSABLE.fill(why=describe_error(error)), hint=_NAME_ANOTHER, origin=Origin(str(file)))


def describe_error(error: Exception) -> str:
    """Return what the system, or the failure itself, says."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__


def _literal(name: str) -> str:
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)


def _lock(lock: Path) -> int:
    """Return the opened lock; whoever released it meanwhile took its file along, so that is looked at again.

    Raises:
        BlockingIOError: somebody else has it.
        OSError: it can't be made.
    """
    while True:
        opened = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _take(opened)
            if lock.exists() and os.path.samestat(os.fstat(opened), lock.stat()):
                return opened
        except OSError:
            os.close(opened)
            raise
        os.close(opened)


def _take(opened: int) -> None:
    """Lock an opened file; where the system has no such locks, everybody has it."""
    try:
        import fcntl
    except ImportError:
        return
    fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
