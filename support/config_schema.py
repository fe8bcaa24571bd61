"""Writes the published schema of the config file from the table of its keys: `./x python -m support.config_schema`."""

import json
import sys

from keypost.settings.schema import NAME, build_schema
from support.console_blocks import ROOT

FILE = ROOT / "src" / "keypost" / "reports" / "schemas" / f"{NAME}.schema.json"


def render() -> str:
    """Return the text of the schema, as it is published."""
    return json.dumps(build_schema(), indent=2, ensure_ascii=False) + "\n"


def main() -> int:
    """Write it; return 0."""
    FILE.write_text(render(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
