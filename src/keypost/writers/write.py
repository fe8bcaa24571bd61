"""Writing files: all of them or none."""

import os
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path


def write_files(texts: Mapping[str, str]) -> None:
    """Write every file whole beside the old one, and put all in place at the end.

    Raises:
        OSError: a file can't be written; the others are as they were.
    """
    with ExitStack() as drafts:
        pending = [(_draft(Path(file).resolve(), text, drafts), Path(file).resolve()) for file, text in texts.items()]
        for draft, target in pending:
            draft.replace(target)


def _draft(target: Path, text: str, drafts: ExitStack) -> Path:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:100]}.")
    draft = Path(name)
    drafts.callback(draft.unlink, missing_ok=True)
    with os.fdopen(handle, "wb") as stream:
        stream.write(text.encode("utf-8"))
        stream.flush()
        os.fsync(stream.fileno())
    draft.chmod(target.stat().st_mode & 0o7777)
    return draft
