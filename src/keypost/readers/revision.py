"""`git:REVISION:PATH` -> a folder that holds what the path held then."""

import subprocess
import tarfile
from io import BytesIO
from pathlib import Path

from keypost.errors import UnreadableInputError
from keypost.origin import Origin
from keypost.text import Text

_PREFIX = "git:"
_SPELLED_WRONG = Text(en="`{name}` names no revision and path", ja="`{name}` はリビジョンとパスの指定ではありません")
_SPELL_RIGHT = Text(
    en="write `git:REVISION:PATH`, e.g. `git:main:templates/`",
    ja="`git:リビジョン:パス` の形で指定してください (例: `git:main:templates/`)。",
)
_NO_GIT = Text(en="git isn't installed, and `{name}` needs it", ja="`{name}` を読むには git が必要です")
_INSTALL_GIT = Text(en="install git, or give a folder", ja="git をインストールするか、フォルダーを指定してください。")
_NOT_THERE = Text(en="git can't give `{name}`: {reason}", ja="git から `{name}` を取得できません: {reason}")
_CHECK_NAME = Text(
    en="check the revision, and that the path is below the current folder's repository",
    ja="リビジョンと、パスが現在のフォルダーのリポジトリ内にあることを確認してください。",
)


def is_revision(name: str) -> bool:
    """Tell whether an input names a path of a git revision."""
    return name.startswith(_PREFIX)


def fetch_revision(name: str, *, into: Path) -> str:
    """Write what the path held at the revision into a folder, and return where it is now.

    Raises:
        UnreadableInputError: the name is none, git isn't there, or knows no such revision or path.
    """
    revision, separator, path = name.removeprefix(_PREFIX).partition(":")
    if not separator or not revision or revision.startswith("-"):
        raise UnreadableInputError(_SPELLED_WRONG.fill(name=name), hint=_SPELL_RIGHT, origin=Origin(file=name))
    wanted = path or "."
    _unpack(_archive(name, revision, wanted), into)
    return str(into / wanted)


def _archive(name: str, revision: str, path: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603  no shell, and neither part can be taken for an option
            ["git", "archive", "--format=tar", revision, "--", path],  # noqa: S607  whichever git is on PATH
            check=False,
            capture_output=True,
        )
    except FileNotFoundError as error:
        origin = Origin(file=name)
        raise UnreadableInputError(_NO_GIT.fill(name=name), hint=_INSTALL_GIT, origin=origin) from error
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ")
        raise UnreadableInputError(
            _NOT_THERE.fill(name=name, reason=reason), hint=_CHECK_NAME, origin=Origin(file=name)
        )
    return done.stdout


def _unpack(content: bytes, into: Path) -> None:
    """Write the archive's files; links and whatever leads out of the folder are left out."""
    root = into.resolve()
    with tarfile.open(fileobj=BytesIO(content)) as archive:
        for member in archive:
            target = (root / member.name).resolve()
            stream = archive.extractfile(member) if member.isfile() and target.is_relative_to(root) else None
            if stream is not None:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(stream.read())
