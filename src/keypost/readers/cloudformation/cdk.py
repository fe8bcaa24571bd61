"""CDK cloud assemblies (`cdk.out`): their templates, nested stacks, environments, and the user's own source lines.

The manifest names each stack's template, account and Region; `<Stack>.assets.json` maps the hashes in the addresses of
nested stacks to files; the metadata (in the manifest, in newer versions in `<Stack>.metadata.json`) tells for each
construct its logical id and the call stack that created it. Source: aws-cdk-lib, cloud-assembly-schema.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from keypost.errors import UnreadableInputError
from keypost.estate.estate import Gap
from keypost.origin import Origin
from keypost.readers.cloudformation.library import Library, build_gap, build_source
from keypost.readers.cloudformation.source import Relocate, TemplateSource
from keypost.readers.files import read_file
from keypost.text import Text

_STACK = "aws:cloudformation:stack"
_ASSEMBLY = "cdk:cloud-assembly"
_ASSETS = "cdk:asset-manifest"
# One call in a stack trace: `new App (/src/app.ts:44:7)`, `/src/app.ts:44:7`, `app.py:12`.
_FRAME = re.compile(r"(?:^|\()((?:[A-Za-z]:)?[^():]+):(\d+)(?::\d+)?\)?$")
_NOT_THE_USERS = ("node_modules", "node:", "internal/", "...", "site-packages")
_MOST_ASSEMBLIES = 100

_BROKEN = Text(en="{name} isn't a cloud assembly: {reason}", ja="{name} はクラウドアセンブリではありません: {reason}")
_BROKEN_HINT = Text(en="Run `cdk synth` again.", ja="`cdk synth` をもう一度実行してください。")

_Json = Mapping[str, object]
# Template file and logical id -> where the user's code creates the construct.
_Places = dict[tuple[str, str], Origin]


def read_assembly(folder: str, *, library: Library) -> tuple[list[TemplateSource], list[Gap]]:
    """Return the stacks of a cloud assembly and of those inside it; nested stacks are left in the library.

    Raises:
        UnreadableInputError: the manifest can't be read.
    """
    sources: list[TemplateSource] = []
    gaps: list[Gap] = []
    todo, entered = [folder], set[str]()
    while todo and len(entered) < _MOST_ASSEMBLIES:
        here = todo.pop(0)
        if os.path.realpath(here) in entered:
            continue
        entered.add(os.path.realpath(here))
        artifacts = _objects(_load(os.path.join(here, "manifest.json")).get("artifacts"))  # noqa: PTH118
        assets = _read_assets(here, artifacts)
        for artifact in artifacts.values():
            properties = _object(artifact.get("properties"))
            if artifact.get("type") == _ASSEMBLY:
                todo.append(_join(here, properties.get("directoryName")))
            elif artifact.get("type") == _STACK:
                sources.extend(_read_stack(here, artifact, properties, assets=assets, library=library, gaps=gaps))
    return sources, gaps


def _read_stack(
    folder: str, artifact: _Json, properties: _Json, *, assets: Mapping[str, str], library: Library, gaps: list[Gap]
) -> Iterator[TemplateSource]:
    file = _join(folder, properties.get("templateFile"))
    account, region = _environment(artifact.get("environment"))
    name = properties.get("stackName") or artifact.get("displayName")
    places = _read_places(folder, artifact)
    for path in (file, *(asset for asset in assets.values() if asset.endswith(".template.json") and asset != file)):
        try:
            source = build_source(read_file(path), file=path)
        except UnreadableInputError as error:
            gaps.append(build_gap(error))
            continue
        source = source._replace(
            assets=assets,
            account=account,
            region=region,
            relocate=_build_relocate(path, places),
        )
        if path == file:
            source = source._replace(stack_name=name if isinstance(name, str) else None)
            yield source
        library.add(source)


def _environment(value: object) -> tuple[str | None, str | None]:
    """Return account and Region of `aws://111122223333/eu-west-1`, None for what isn't known."""
    parts = str(value).removeprefix("aws://").split("/")
    known = [part if part and not part.startswith("unknown-") else None for part in parts]
    return (known[0], known[1]) if len(known) == 2 else (None, None)


def _read_assets(folder: str, artifacts: Mapping[str, _Json]) -> dict[str, str]:
    """Return the files of an assembly's assets by hash."""
    files: dict[str, str] = {}
    for artifact in artifacts.values():
        if artifact.get("type") != _ASSETS:
            continue
        listed = _load(_join(folder, _object(artifact.get("properties")).get("file"))).get("files")
        for mark, asset in _objects(listed).items():
            path = _object(asset.get("source")).get("path")
            if isinstance(path, str):
                files[mark] = _join(folder, path)
    return files


def _read_places(folder: str, artifact: _Json) -> _Places:
    """Return the user's source lines by template file and logical id."""
    metadata = dict(_object(artifact.get("metadata")))
    extra = artifact.get("additionalMetadataFile")
    if isinstance(extra, str):
        metadata.update(_load(_join(folder, extra)))
    templates = {path: file for path, file in _entries(metadata, "aws:cdk:templateFile") if isinstance(file, str)}
    frames = {path: origin for path in metadata if (origin := _user_line(metadata[path], folder)) is not None}
    places: _Places = {}
    for path, logical_id in _entries(metadata, "aws:cdk:logicalId"):
        origin = next((frames[one] for one in _around(path) if one in frames), None)
        if origin is not None:
            template = next((templates[one] for one in _around(path) if one in templates), "")
            places[template, str(logical_id)] = origin
    return places


def _entries(metadata: _Json, kind: str) -> Iterator[tuple[str, object]]:
    for path, entries in metadata.items():
        for entry in entries if isinstance(entries, list) else ():
            if isinstance(entry, dict) and entry.get("type") == kind:
                yield path, entry.get("data")


def _around(path: str) -> Iterator[str]:
    """Yield a construct's path, and those of the constructs around it with their main resource."""
    yield path
    while "/" in path[1:]:
        path = path.rpartition("/")[0]
        yield path
        yield f"{path}/Resource"


def _user_line(entries: object, folder: str) -> Origin | None:
    """Return the innermost call in the user's own code that created a construct."""
    for entry in entries if isinstance(entries, list) else ():
        if not isinstance(entry, dict):
            continue
        created = entry.get("data") if entry.get("type") == "aws:cdk:creationStack" else None
        trace = entry.get("trace") if entry.get("type") == "aws:cdk:logicalId" else None
        for frame in created or trace or ():
            origin = _parse_frame(str(frame), folder)
            if origin is not None:
                return origin
    return None


def _parse_frame(frame: str, folder: str) -> Origin | None:
    if any(mark in frame for mark in _NOT_THE_USERS):
        return None
    found = _FRAME.search(frame.strip())
    return Origin(_shorten(found[1], folder), int(found[2])) if found else None


def _shorten(path: str, folder: str) -> str:
    """Name a source file as the user would: below the current folder; relative ones start at the app's folder."""
    if not os.path.isabs(path):  # noqa: PTH117
        return os.path.normpath(os.path.join(folder, "..", path))  # noqa: PTH118
    here = str(Path.cwd()) + os.sep
    return path.removeprefix(here)


def _build_relocate(file: str, places: _Places) -> Relocate:
    name = os.path.basename(file)  # noqa: PTH119

    def relocate(logical_id: str, origin: Origin) -> Origin:
        place = places.get((name, logical_id)) or places.get(("", logical_id))
        return Origin(place.file, place.line, origin.pointer) if place else origin

    return relocate


def _load(file: str) -> _Json:
    content = read_file(file)
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        message = _BROKEN.fill(name=file, reason=type(error).__name__)
        raise UnreadableInputError(message, hint=_BROKEN_HINT, origin=Origin(file=file)) from error
    return _object(data)


def _object(value: object) -> _Json:
    return value if isinstance(value, dict) else {}


def _objects(value: object) -> dict[str, _Json]:
    return {name: _object(entry) for name, entry in _object(value).items()}


def _join(folder: str, name: object) -> str:
    return os.path.join(folder, str(name))  # noqa: PTH118
