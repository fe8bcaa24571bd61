"""The published JSON Schemas: one for each thing that Keypost writes as JSON, named as its `schema` member says.

They are files; that of the config file is made from the table of its keys, for it names every rule and path.
"""

import json
from importlib.resources import files

from keypost.settings.schema import NAME, build_schema

_FOLDER = files("keypost.reports") / "schemas"
_ENDING = ".schema.json"


def list_schemas() -> tuple[str, ...]:
    """Return the names of all, such as `check.v1`."""
    found = (one.name.removesuffix(_ENDING) for one in _FOLDER.iterdir() if one.name.endswith(_ENDING))
    return tuple(sorted((*found, NAME)))


def read_schema(name: str) -> str:
    """Return the text of one of them."""
    if name == NAME:
        return json.dumps(build_schema(), indent=2, ensure_ascii=False) + "\n"
    return (_FOLDER / f"{name}{_ENDING}").read_text(encoding="utf-8")
