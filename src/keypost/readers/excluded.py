"""What a search of folders leaves out."""

import os
from fnmatch import fnmatchcase

from keypost.named import NamedTuple


class Excluded(NamedTuple):
    """What a search of folders leaves out: names with wildcards, from a folder, or anywhere without a `/`."""

    patterns: tuple[str, ...]
    folder: str

    def covers(self, path: str) -> bool:
        """Tell whether the search leaves out this file or folder."""
        from_folder = os.path.relpath(path, self.folder).replace(os.sep, "/")
        name = os.path.basename(from_folder)
        return any(
            fnmatchcase(from_folder if "/" in pattern.rstrip("/") else name, pattern.removeprefix("./").rstrip("/"))
            for pattern in self.patterns
        )
