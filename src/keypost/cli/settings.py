"""The config file: `keypost.toml`, or `[tool.keypost]` of pyproject.toml, found from the current folder upwards."""

import os

from keypost.estate.estate import Suppression
from keypost.named import Iterator, NamedTuple

_OWN_FILE, _SHARED_FILE = "keypost.toml", "pyproject.toml"


class Settings(NamedTuple):
    """What the config file says: defaults for options, and suppressions."""

    account: str | None = None
    region: str | None = None
    lang: str | None = None
    fail_on: str | None = None
    suppressions: tuple[Suppression, ...] = ()


def read_settings(file: str | None, *, start: str | None = None) -> Settings:
    """Return the settings of `file`, or of the nearest config file from `start` (the current folder) upwards."""
    if file is not None:
        return _read(file, required=True) or Settings()
    for candidate in _candidates(os.path.abspath(start or "")):
        settings = _read(candidate, required=False)
        if settings is not None:
            return settings
    return Settings()


def _candidates(folder: str) -> Iterator[str]:
    while True:
        yield os.path.join(folder, _OWN_FILE)
        yield os.path.join(folder, _SHARED_FILE)
        above = os.path.dirname(folder)
        if above == folder:
            return
        folder = above


def _read(path: str, *, required: bool) -> Settings | None:
    """Return the file's settings; None where there is no such file, or nothing of Keypost's in it."""
    try:
        with open(path, encoding="utf-8") as stream:
            text = stream.read()
    except (OSError, UnicodeDecodeError) as error:
        if isinstance(error, FileNotFoundError | NotADirectoryError) and not required:
            return None
        from keypost.cli.config_file import build_unreadable_file

        raise build_unreadable_file(_shorten(path), error) from error
    is_shared = os.path.basename(path) == _SHARED_FILE
    if is_shared and "tool.keypost" not in text:
        return Settings() if required else None
    from keypost.cli.config_file import read_config  # few folders have one, and it costs a hundredth of a run

    return Settings(**read_config(_shorten(path), text, within=("tool", "keypost") if is_shared else ()))


def _shorten(path: str) -> str:
    """Return the path as people would write it from here."""
    here = os.path.join(os.getcwd(), "")
    absolute = os.path.abspath(path)
    return absolute.removeprefix(here) if absolute.startswith(here) else path
