"""Writes a snapshot: each part whole or not at all, so that an interrupted run can go on where it was."""

import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from keypost.errors import UsageError
from keypost.origin import Origin
from keypost.readers.snapshot.load import find_end
from keypost.readers.snapshot.manifest import MANIFEST, Manifest, Scope, read_manifest, render_manifest
from keypost.readers.snapshot.pseudonyms import Pseudonyms
from keypost.readers.snapshot.record import End, Missed, Record, encode_line
from keypost.text import Text

_CANT_WRITE = Text(en="the snapshot can't be written here: {why}", ja="スナップショットをここに書き込めません: {why}")
_OTHER_FOLDER = Text(
    en="give `--out` a folder that may be written to", ja="`--out` には書き込みのできるフォルダーを指定してください。"
)
_NOT_A_SNAPSHOT = Text(
    en="{name} isn't empty, and holds no snapshot to go on with",
    ja="{name} は空ではなく、続きを取得できるスナップショットもありません",
)
_NEW_FOLDER = Text(en="give `--out` a new folder", ja="`--out` には新しいフォルダーを指定してください。")
_OTHER_PLAN = Text(
    en="the snapshot in {name} was begun with other accounts or Regions ({planned})",
    ja="{name} のスナップショットは別のアカウントまたはリージョンで取得されています ({planned})",
)
_SAME_PLAN = Text(
    en="go on with the same options, or give `--out` a new folder",
    ja="同じオプションで続けるか、`--out` に新しいフォルダーを指定してください。",
)


class Store:
    """A snapshot's folder that is being written."""

    def __init__(self, folder: str, *, pseudonyms: Pseudonyms | None = None) -> None:
        """Take the folder; nothing is written yet. With pseudonyms, what tells whose account it is gets replaced."""
        self.folder = Path(folder)
        self._pseudonyms = pseudonyms
        self._lock = threading.Lock()

    def begin(self, manifest: Manifest) -> None:
        """Write the manifest, or go on with the snapshot that is there.

        Raises:
            UsageError: the folder can't be written to, holds something else, or a snapshot of something else.
        """
        named = {self._name(account): regions for account, regions in manifest.accounts.items()}
        manifest = manifest._replace(accounts=named)
        if (self.folder / MANIFEST).is_file():
            begun = read_manifest(str(self.folder))
            if (begun.accounts, begun.parts) != (manifest.accounts, manifest.parts):
                planned = "; ".join(f"{account}: {', '.join(regions)}" for account, regions in begun.accounts.items())
                raise self._refuse(_OTHER_PLAN, _SAME_PLAN, planned=planned)
            return
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if any(self.folder.iterdir()):
                raise self._refuse(_NOT_A_SNAPSHOT, _NEW_FOLDER)
            self._replace(self.folder / MANIFEST, [render_manifest(manifest)])
        except OSError as error:
            raise self._refuse(_CANT_WRITE, _OTHER_FOLDER, why=error.strerror or type(error).__name__) from error

    def find_end(self, scope: Scope) -> End | None:
        """Return how a part ended, None where it is still to be read."""
        return find_end(self._file(scope))

    def write(self, scope: Scope, lines: Iterable[Record | Missed]) -> End:
        """Write a part whole, as its lines come; return its end."""
        file = self._file(scope)
        file.parent.mkdir(parents=True, exist_ok=True)
        counted = _Counted(lines)
        self._replace(file, map(self._name, counted.texts()))
        return counted.end

    def _file(self, scope: Scope) -> Path:
        return self.folder / scope._replace(account=self._name(scope.account)).path

    def _name(self, text: str) -> str:
        return text if self._pseudonyms is None else self._pseudonyms.replace(text)

    def _replace(self, file: Path, texts: Iterable[str]) -> None:
        """Write a file whole; the pseudonyms that are new in it are written before it can be seen."""
        self._write(file, texts, before=self._keep_pseudonyms)

    def _keep_pseudonyms(self) -> None:
        if self._pseudonyms is not None:
            with self._lock:
                self._write(self._pseudonyms.file, [self._pseudonyms.render()], before=lambda: None)

    def _write(self, file: Path, texts: Iterable[str], *, before: Callable[[], None]) -> None:
        handle, draft = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as stream:
                stream.writelines(texts)
            before()
            Path(draft).replace(file)
        finally:
            Path(draft).unlink(missing_ok=True)

    def _refuse(self, message: Text, hint: Text, **values: object) -> UsageError:
        return UsageError(message.fill(name=self.folder, **values), hint=hint, origin=Origin(str(self.folder)))


class _Counted:
    """Lines as they are written, counted for the one that ends them."""

    def __init__(self, lines: Iterable[Record | Missed]) -> None:
        self._lines = lines
        self.end = End(0, 0, "")

    def texts(self) -> Iterable[str]:
        records = misses = 0
        for line in self._lines:
            records += isinstance(line, Record)
            misses += isinstance(line, Missed)
            yield encode_line(line) + "\n"
        self.end = End(records, misses, time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()))
        yield encode_line(self.end) + "\n"
