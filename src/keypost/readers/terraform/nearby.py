"""Files that expressions name: those inside the root module's folder, and no others."""

from itertools import islice
from pathlib import Path

from keypost.unknown import Unread, Why, scrub

_LARGEST = 1_000_000
_MOST = 10_000


def read_nearby(path: str, *, folder: Path) -> str | Unread:
    """Return the text of a file inside the folder, Unread for any other, and for one that is large or no text."""
    try:
        found = (folder / path).resolve()
        if not found.is_relative_to(folder.resolve()) or found.stat().st_size > _LARGEST:
            return Unread(Why.NOT_IN_INPUT, path)
        return scrub(found.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Unread(Why.NOT_IN_INPUT, path)


def list_nearby(path: str, *, folder: Path) -> list[str] | Unread:
    """Return the paths of all files below a folder inside the folder, as seen from there; Unread for any other."""
    try:
        found = (folder / path).resolve()
        if not found.is_relative_to(folder.resolve()) or not found.is_dir():
            return Unread(Why.NOT_IN_INPUT, path)
        below = islice(found.rglob("*"), _MOST)
        files = [scrub(one.relative_to(found).as_posix()) for one in below if one.is_file()]
    except (OSError, ValueError):
        return Unread(Why.NOT_IN_INPUT, path)
    return sorted(files) if len(files) < _MOST else Unread(Why.NOT_SUPPORTED, path)
