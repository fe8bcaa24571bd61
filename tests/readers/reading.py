"""Reads templates that a test writes, and finds parts of what was read."""

import json
import textwrap
from collections.abc import Mapping
from pathlib import Path

from keypost.estate.estate import Estate, Reading, Wire
from keypost.estate.resource import Resource
from keypost.readers.options import ReadOptions
from keypost.readers.read import read_paths
from keypost.unknown import Unread, render_unknown

ACCOUNT, REGION = "111122223333", "eu-west-1"
HERE = ReadOptions(account=ACCOUNT, region=REGION)
OPEN = ReadOptions()

POLICY = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}


def write(folder: Path, files: Mapping[str, object]) -> Path:
    """Write templates by file name: a text as it is, resources or a whole template as JSON."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Mapping):
            whole = content if "Resources" in content else {"Resources": content}
            path.write_text(json.dumps(whole), encoding="utf-8")
        else:
            path.write_text(textwrap.dedent(str(content)), encoding="utf-8")
    return folder


def read(folder: Path, files: Mapping[str, object], *, options: ReadOptions = HERE) -> Reading:
    """Write templates and read their folder."""
    return read_paths([str(write(folder, files))], options)


def read_resources(folder: Path, resources: Mapping[str, object], *, options: ReadOptions = HERE) -> Estate:
    """Read one template with these resources; it must leave no choice."""
    reading = read(folder, {"t.json": resources}, options=options)
    assert len(reading.cases) == 1
    return reading.cases[0].estate


def one(estate: Estate, resource_id: str) -> Resource:
    """Return the only resource of that id."""
    (found,) = [resource for resource in estate.resources if resource.id == resource_id]
    return found


def links(estate: Estate) -> set[tuple[str, str, str]]:
    """Return source, setting and target of every wire, for people."""
    return {(wire.source.id, wire.setting, show(wire.target)) for wire in estate.wires}


def only_wire(estate: Estate) -> Wire:
    """Return the estate's only wire."""
    (wire,) = estate.wires
    return wire


def show(value: str | Unread | None) -> str:
    """Return a text with its unknown parts named, or why it wasn't read."""
    if isinstance(value, Unread):
        return f"unread {value.why.value} {value.subject}"
    return "" if value is None else render_unknown(value)
