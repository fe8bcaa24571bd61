"""What tools may touch: the files of one folder, to read them; nothing else is opened, written, started or called.

A template can name files anywhere: nested stacks, modules, links. Python announces whatever it opens, starts or
connects to (https://docs.python.org/3/library/audit_events.html), and while a tool works, what leads beyond the fence
is refused as a missing permission would be, whichever module asks: readers make a gap of that.
"""

import errno
import os
import sys
from threading import local
from typing import TYPE_CHECKING

from keypost.errors import UnreadableInputError
from keypost.origin import Origin
from keypost.text import Text

if TYPE_CHECKING:
    from types import TracebackType

_OUTSIDE = Text(
    en="{path} is outside the folder that this server reads",
    ja="{path} は、このサーバーが読み取るフォルダーの外にあります",
)
_STAY_INSIDE = Text(
    en="name files and folders inside of it; `.` is the folder itself",
    ja="フォルダーの中のファイルかフォルダーを指定してください。`.` はフォルダー自体です。",
)
_REFUSAL = "outside the folder that this server reads"
_PACKAGE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
_NOT_DONE = "this server reads, and does nothing else"
_READING = frozenset({"open", "os.listdir", "os.scandir"})
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_REFUSED = (
    *("socket.", "subprocess.", "shutil.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn"),
    *("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.truncate", "os.link", "os.symlink", "os.ch"),
)
_current = local()
_hooked: list[bool] = []


class Fence:
    """Stands around one folder; in its `with` block this thread reads there, and does nothing beyond."""

    def __init__(self, folder: str) -> None:
        """Take the folder; links that lead out of it lead nowhere."""
        self.folder = os.path.realpath(folder)
        self._own = tuple(_list_own(self.folder))
        if not _hooked:
            _hooked.append(True)
            sys.addaudithook(_watch)

    def __enter__(self) -> "Fence":
        """Refuse from now on what this thread does beyond the fence."""
        _current.fence = self
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: "TracebackType | None"
    ) -> None:
        """Take the fence away."""
        _current.fence = None

    def check_named(self, path: str) -> None:
        """Stop where a path that somebody names leads out.

        Raises:
            UnreadableInputError: it does, whether or not there is anything.
        """
        if "\0" in path or not _is_within(os.path.realpath(path), self.folder):
            raise UnreadableInputError(_OUTSIDE.fill(path=path), hint=_STAY_INSIDE, origin=Origin(path))

    def holds(self, path: str) -> bool:
        """Tell whether a file may be read: one of the folder, or of Python and its packages."""
        whole = os.path.abspath(path)
        return (
            whole == os.devnull
            or _is_within(os.path.realpath(whole), self.folder)
            or any(_is_within(whole, own) for own in self._own)
        )


def _list_own(folder: str) -> list[str]:
    """Return the folders of Python's modules; one around the working folder would take the fence away."""
    places = {os.path.abspath(place) for place in sys.path}
    around = {place for place in places if _is_within(folder, place) or _is_within(place, folder)}
    return sorted(places - around | {_PACKAGE})


def _is_within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(os.path.join(folder, ""))


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse an event that leads beyond the fence of this thread."""
    fence: Fence | None = getattr(_current, "fence", None)
    if fence is None:
        return
    if event in _READING:
        _watch_reading(fence, *arguments)
    elif event.startswith(_REFUSED):
        raise PermissionError(errno.EPERM, _NOT_DONE)


def _watch_reading(fence: Fence, path: object = None, _mode: object = None, flags: object = 0) -> None:
    if isinstance(path, int):
        return  # it is open already
    name = os.curdir if path is None else os.fsdecode(path) if isinstance(path, bytes) else str(path)
    if isinstance(flags, int) and flags & _WRITING:
        raise PermissionError(errno.EROFS, _NOT_DONE, name)
    if not fence.holds(name):
        raise PermissionError(errno.EACCES, _REFUSAL, name)
