"""`snapshot.json`: what a snapshot is meant to hold, by account, Region and part."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from keypost.errors import UnreadableInputError
from keypost.named import NamedTuple
from keypost.origin import Origin
from keypost.readers.files import read_file
from keypost.text import Text

MANIFEST = "snapshot.json"
SCHEMA = "keypost.snapshot.v"
VERSION = 1
# The folder of what belongs to no Region.
GLOBAL = "global"

_NO_MANIFEST = Text(
    en="{name} doesn't say what the snapshot holds: {why}", ja="{name} からスナップショットの内容が分かりません: {why}"
)
_COLLECT_AGAIN = Text(
    en="Collect the snapshot again, or take an unharmed copy of it.",
    ja="スナップショットを取り直すか、壊れていないコピーを使ってください。",
)
_NEWER = Text(
    en="{name} was written by a newer Keypost (snapshot version {version}; this one knows up to {known})",
    ja="{name} は新しい版の Keypost で書かれています "
    "(スナップショットの版は {version}、この Keypost が読めるのは {known} まで)",
)
_UPGRADE = Text(en="Upgrade Keypost.", ja="Keypost を更新してください。")


class Scope(NamedTuple):
    """What one part covers: an account, a Region (or `global`), and a part's name."""

    account: str
    region: str
    part: str

    @property
    def path(self) -> str:
        """The part's file, from the snapshot's folder."""
        return f"{self.account}/{self.region}/{self.part}.jsonl"


class Manifest(NamedTuple):
    """What a snapshot is meant to hold: by account its Regions, by Region (`global`, or `*` for the others) its parts.

    `begun` is when collecting began (UTC), `tool` the version of Keypost that did.
    """

    accounts: Mapping[str, tuple[str, ...]]
    parts: Mapping[str, tuple[str, ...]]
    partition: str = "aws"
    begun: str = ""
    tool: str = ""
    version: int = VERSION

    def scopes(self, account: str) -> Iterator[Scope]:
        """Yield every part that an account has, in the order of its Regions; `global` comes first."""
        for region in (GLOBAL, *self.accounts[account]):
            for part in self.parts.get(GLOBAL if region == GLOBAL else "*", ()):
                yield Scope(account, region, part)


def render_manifest(manifest: Manifest) -> str:
    """Return the manifest as JSON."""
    data = {
        "schema": f"{SCHEMA}{VERSION}",
        "tool": manifest.tool,
        "begun": manifest.begun,
        "partition": manifest.partition,
        "accounts": {account: list(regions) for account, regions in manifest.accounts.items()},
        "parts": {region: list(parts) for region, parts in manifest.parts.items()},
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def read_manifest(folder: str) -> Manifest:
    """Read a snapshot's manifest.

    Raises:
        UnreadableInputError: it is missing, damaged, or of a newer version.
    """
    name = str(Path(folder) / MANIFEST)
    content = read_file(name)
    try:
        data = json.loads(content)
    except ValueError as error:
        line = getattr(error, "lineno", None)
        raise _refuse(name, str(error), line=line) from error
    version = _version(data, name)
    try:
        return _parse(data, version)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _refuse(name, f"{type(error).__name__}: {error}") from error


def _version(data: object, name: str) -> int:
    schema = data.get("schema") if isinstance(data, dict) else None
    found = re.fullmatch(re.escape(SCHEMA) + "([1-9][0-9]{0,5})", schema) if isinstance(schema, str) else None
    if found is None:
        raise _refuse(name, f"schema: {schema}")
    version = int(found[1])
    if version > VERSION:
        raise UnreadableInputError(
            _NEWER.fill(name=name, version=version, known=VERSION), hint=_UPGRADE, origin=Origin(name)
        )
    return version


def _parse(data: dict[str, object], version: int) -> Manifest:
    match data:
        case {"accounts": dict(accounts), "parts": dict(parts)}:
            return Manifest(
                {_account(account): _folders(regions) for account, regions in accounts.items()},
                {region: _folders(names) for region, names in parts.items()},
                partition=str(data.get("partition", "aws")),
                begun=str(data.get("begun", "")),
                tool=str(data.get("tool", "")),
                version=version,
            )
        case _:
            raise KeyError("accounts, parts")


def _account(text: str) -> str:
    if not re.fullmatch("[0-9]{12}", text):
        raise ValueError(text)
    return text


def _folders(names: list[str]) -> tuple[str, ...]:
    """Names become paths: nothing but letters, digits and hyphens."""
    for name in names:
        if not re.fullmatch("[a-z0-9][a-z0-9-]{0,40}", name):
            raise ValueError(name)
    return tuple(names)


def _refuse(name: str, why: str, *, line: int | None = None) -> UnreadableInputError:
    return UnreadableInputError(_NO_MANIFEST.fill(name=name, why=why), hint=_COLLECT_AGAIN, origin=Origin(name, line))
