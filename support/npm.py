"""A package from npm for the tests, fetched once into a folder that git ignores; nothing of it is distributed."""

import shutil
import subprocess
from pathlib import Path

from support.bootstrap import one_at_a_time

SECONDS = 180


def fetch_file(folder: Path, *, package: str, version: str, file: str) -> Path | None:
    """Return a file of the package, from npm where it isn't in the folder yet; None where it can't be had."""
    found, npm = folder / "node_modules" / package / file, shutil.which("npm")
    folder.mkdir(exist_ok=True)
    with one_at_a_time(folder / "lock"):
        if not found.exists() and npm is not None:
            install = [npm, "install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts"]
            command = [*install, f"--prefix={folder}", f"{package}@{version}"]
            quiet = subprocess.DEVNULL
            subprocess.run(command, check=False, stdout=quiet, stderr=quiet, timeout=SECONDS)
    return found if found.exists() else None
