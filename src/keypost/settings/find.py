"""The config file: `keypost.toml`, or `[tool.keypost]` of pyproject.toml, found from the current folder upwards."""

import os

from keypost.estate.estate import Suppression
from keypost.named import Iterator, Mapping, MappingProxyType, NamedTuple

LARGEST = 1_000_000  # bytes; who writes more by hand?
_OWN_FILE, _SHARED_FILE = "keypost.toml", "pyproject.toml"


class Settings(NamedTuple):
    """What the config file says: defaults for options, and suppressions.

    `file` is the config file and `folder` the one that it lies in, from where its paths start; `baseline` and `paths`
    are as one names them from here, `exclude` as they stand in the file.
    """

    account: str | None = None
    region: str | None = None
    lang: str | None = None
    fail_on: str | None = None
    baseline: str | None = None
    parameters: Mapping[str, str] = MappingProxyType({})
    paths: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    file: str | None = None
    folder: str = ""


def follow(settings: Settings, copy: str) -> Settings:
    """Return the settings for files that lie below `copy` as they lie below the current folder."""
    if not settings.folder:
        return settings
    folder = os.path.normpath(os.path.join(copy, os.path.relpath(settings.folder)))
    moved = (one._replace(folders=(folder, one.folders[1])) if one.folders else one for one in settings.suppressions)
    return settings._replace(folder=folder, suppressions=tuple(moved))


def read_settings(file: str | None, *, start: str | None = None) -> Settings:
    """Return the settings of `file`, or of the nearest config file from `start` (the current folder) upwards.

    Raises:
        KeypostError: the file can't be read, or says something that a config file can't say.
    """
    if file is not None:
        return _read(file, required=True) or Settings()
    for candidate in _candidates(start or os.curdir):
        settings = _read(candidate, required=False)
        if settings is not None:
            return settings
    return Settings()


def _candidates(start: str) -> Iterator[str]:
    try:
        folder = os.path.abspath(start)
    except OSError:  # the current folder is gone
        return
    while True:
        yield os.path.join(folder, _OWN_FILE)
        yield os.path.join(folder, _SHARED_FILE)
        above = os.path.dirname(folder)
        if above == folder:
            return
        folder = above


def _read(path: str, *, required: bool) -> Settings | None:
    """Return the file's settings; None where there is no such file, or nothing of Keypost's in it."""
    is_shared = os.path.basename(path) == _SHARED_FILE
    try:
        with open(path, "rb", opener=None if required else _open_at_once) as stream:
            content = stream.read(LARGEST + 1) or b""
    except (OSError, ValueError) as error:
        if isinstance(error, FileNotFoundError | NotADirectoryError) and not required:
            return None
        from keypost.settings.file import build_unreadable_file

        raise build_unreadable_file(path, error) from error
    if is_shared and not required and not _may_hold_table(content):
        return None
    from keypost.settings.file import build_too_large, read_config  # few folders have one, and it takes its time

    if len(content) > LARGEST:
        raise build_too_large(path, limit=LARGEST)
    values = read_config(path, content, is_shared=is_shared)
    if values is None:
        return Settings() if required else None
    return Settings(**values)


def _may_hold_table(content: bytes) -> bool:
    """Tell quickly whether the file can have the table `tool.keypost`, however that is spelled."""
    if b"keypost" not in content:
        return False
    bare = content.translate(None, b" \t\"'")
    return any(one in bare for one in (b"tool.keypost", b"[tool]", b"tool={"))


def _open_at_once(path: str, flags: int) -> int:
    """Open what is found without waiting: nobody may ever write to a pipe that is called like a config file."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
