"""The statements that a path's page prints, as somebody who follows the page would put them into policies."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path as File
from typing import Any, NamedTuple

from keypost.catalogue.declare import Path
from tests.catalogue.world import REGION, Ends, Place

FOLDER = File(__file__).resolve().parent.parent.parent / "docs" / "paths"
MINIMAL, HARDENED = "Minimal statements", "Hardened statements"
_BLOCK = re.compile(r"^(#{3,4}) ([^\n]+)\n\n```json\n(.*?)\n```$", re.DOTALL | re.MULTILINE)
_WAY = re.compile(r"^### Where .*$", re.MULTILINE)
Printed = Mapping[Place, tuple[Mapping[str, Any], ...]]


class Section(NamedTuple):
    """What the page says of its minimal or hardened statements: the text, and the statements of each way."""

    text: str
    ways: tuple[Printed, ...]


def read_section(path: Path, title: str, *, ends: Ends) -> Section:
    """Read a section of the page, with the estate's own values in place of the placeholders."""
    page = (FOLDER / f"{path.id}.md").read_text(encoding="utf-8")
    text = next((part for part in page.split("\n## ") if part.startswith(title)), "")
    parts = _WAY.split(text)[1:] or [text]
    names = _name_placeholders(path, ends)
    return Section(text, tuple(_read_way(part, names) for part in parts))


def _read_way(text: str, names: Mapping[str, str]) -> Printed:
    found: dict[Place, tuple[Mapping[str, Any], ...]] = {}
    for _, heading, block in _BLOCK.findall(text):
        statements = json.loads(_fill(block, names))
        place = _place_of(heading)
        found[place] = (*found.get(place, ()), *(statements if isinstance(statements, list) else [statements]))
    return found


def _place_of(heading: str) -> Place:
    if heading.startswith("Key policy"):
        return Place.KEY
    return Place.ROLE if heading.startswith("IAM policy") else Place.TARGET


def _fill(text: str, names: Mapping[str, str]) -> str:
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(rf"\b{name}\b", names[name], text)
    left = re.findall(r"(?<!EncryptionContext:)\b[A-Z][A-Z_]+_(?:ARN|ID|NAME)\b", text)
    assert not left, left
    return text


def _name_placeholders(path: Path, ends: Ends) -> dict[str, str]:
    source = path.source[0].name if path.source else "SOURCE"
    return {
        f"{source}_ARN": ends.source.arn,
        f"SOURCE_{source}_ARN": ends.source.arn,
        f"{source}_NAME": ends.source.name,
        f"{path.target.name}_NAME": ends.target.name,
        f"{path.target.name}_ARN": ends.target.arn,
        f"{path.target.name}_STREAM_ARN": ends.target.arn,
        "KEY_ARN": ends.key.arn,
        "ROLE_NAME": ends.role.name if ends.role is not None else "",
        "ACCOUNT_ID": ends.source.account,
        "SOURCE_ACCOUNT_ID": ends.source.account,
        "TARGET_ACCOUNT_ID": ends.target.account,
        "REGION": REGION,
        "PREFIX": "prefix",
        "PATH": "path",
        "HOSTED_ZONE_ID": "prefix",
    }


def list_values(path: Path, ends: Ends) -> dict[str, str]:
    """Return the setting's further texts as the placeholders were filled in."""
    known = {"destination/": f"{ends.target.arn}/prefix/", "prefix/": "prefix/", "path": "/path"}
    return {name: known.get(name, "prefix") for wiring in path.wirings for name in wiring.values}


class Dropped(NamedTuple):
    """One action that is left out, where it stood and for whom, and what is left of the way."""

    place: Place
    principal: Mapping[str, str]
    action: str
    rest: Printed


def drop_each_action(way: Printed) -> Iterator[Dropped]:
    """Yield the way without one action."""
    for place, statements in way.items():
        for index, statement in enumerate(statements):
            listed = statement["Action"]
            actions = [listed] if isinstance(listed, str) else listed
            for action in actions:
                rest = [other for other in actions if other != action]
                kept = ({**statement, "Action": rest},) if rest else ()
                left = {**way, place: (*statements[:index], *kept, *statements[index + 1 :])}
                yield Dropped(place, statement.get("Principal", {}), action, left)
