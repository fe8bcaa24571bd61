"""The JSON Schema of the config file, for editors: `keypost schemas config.v1` prints it as it is published."""

from keypost.settings.keys import KEYS

NAME = "config.v1"
# What editors of TOML understand: Taplo knows no later draft, and SchemaStore wants this one.
# https://github.com/SchemaStore/schemastore/blob/master/CONTRIBUTING.md
_DRAFT = "http://json-schema.org/draft-07/schema#"
_SAYS = (
    "The config file of Keypost: keypost.toml, or [tool.keypost] of pyproject.toml.\n\n"
    "Keypost の設定ファイル: keypost.toml、または pyproject.toml の [tool.keypost]。"
)


def build_schema() -> dict[str, object]:
    """Return the schema, made of the same table that the reader goes by."""
    head = {"$schema": _DRAFT, "$id": f"urn:keypost:{NAME}", "title": f"keypost.{NAME}", "description": _SAYS}
    return head | KEYS.build_schema()
