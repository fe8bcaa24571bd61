"""The texts of the files that a person wrote, and that can be changed."""

from collections.abc import Iterable
from pathlib import Path

from keypost.readers.files import STANDARD_INPUT, is_in_assembly


def read_texts(files: Iterable[str]) -> dict[str, str]:
    """Return the text of each file; those that a tool made (a CDK assembly), and standard input, are left out."""
    texts: dict[str, str] = {}
    for file in files:
        if file != STANDARD_INPUT and not is_in_assembly(file):
            text = _read(file)
            if text is not None:
                texts[file] = text
    return texts


def _read(file: str) -> str | None:
    try:
        return Path(file).read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
