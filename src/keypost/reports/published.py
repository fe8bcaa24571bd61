"""The published JSON Schemas: a file for each thing that Keypost writes as JSON, named as its `schema` member says."""

from importlib.resources import files

_FOLDER = files("keypost.reports") / "schemas"
_ENDING = ".schema.json"


def list_schemas() -> tuple[str, ...]:
    """Return the names of all, such as `check.v1`."""
    return tuple(sorted(one.name.removesuffix(_ENDING) for one in _FOLDER.iterdir() if one.name.endswith(_ENDING)))


def read_schema(name: str) -> str:
    """Return the text of one of them."""
    return (_FOLDER / f"{name}{_ENDING}").read_text(encoding="utf-8")
