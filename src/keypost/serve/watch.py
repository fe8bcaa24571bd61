"""Whether files have changed since they were last looked at: by names, times and sizes."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

_MOST_FILES = 20_000
_PASSED_OVER = {"node_modules", ".git", ".venv", ".terraform"}


class Watch:
    """Watches files and folders; it looks when it is asked."""

    def __init__(self, paths: Iterable[str]) -> None:
        """Remember how they are now."""
        self._paths = tuple(map(Path, paths))
        self._state = self._take()

    @property
    def mark(self) -> str:
        """What names the state that was last seen."""
        return f"{hash(self._state) & 0xFFFFFFFFFFFF:x}"

    def has_changed(self) -> bool:
        """Tell whether anything has changed since the last look, and remember how it is now."""
        state = self._take()
        has_changed = state != self._state
        self._state = state
        return has_changed

    def _take(self) -> tuple[tuple[str, int, int], ...]:
        found = (one for path in self._paths for one in _list_files(path))
        return tuple(_measure(file) for file, _ in zip(found, range(_MOST_FILES), strict=False))


def _list_files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, folders, files in os.walk(path):
        folders[:] = sorted(set(folders) - _PASSED_OVER)
        yield from (Path(folder, file) for file in sorted(files))


def _measure(file: Path) -> tuple[str, int, int]:
    try:
        status = file.stat()
    except OSError:
        return str(file), 0, 0
    return str(file), status.st_mtime_ns, status.st_size
