"""Write what the AWS provider says of the types that Keypost translates: tests/readers/terraform/schema.json.

`./x python -m support.terraform_schema` needs terraform and hashicorp/aws, as support.terraform_plans does. Of each
attribute it keeps whether the provider may fill it in by itself, of each block the attributes inside.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from keypost.readers.terraform.types.all import TYPES
from support.terraform_plans import PLUGINS

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "tests/readers/terraform/schema.json"
_PROVIDER = "registry.terraform.io/hashicorp/aws"
_MAIN = """\
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}
"""
Json = dict[str, object]


def main() -> int:
    """Write the file anew."""
    schema = _read_schema()
    known: dict[str, Mapping[str, object]] = dict(schema["resource_schemas"])
    known.update((f"data.{name}", one) for name, one in schema["data_source_schemas"].items())
    unknown = sorted(TYPES.keys() - known.keys())
    if unknown:
        print(f"the provider has no {', '.join(unknown)}", file=sys.stderr)
    kept = {name: _keep(_inside(known[name])) for name in sorted(TYPES.keys() & known.keys())}
    lines = ",\n".join(f'"{name}":{json.dumps(one, separators=(",", ":"))}' for name, one in kept.items())
    TARGET.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
    return 1 if unknown else 0


def _read_schema() -> dict[str, Mapping[str, Mapping[str, object]]]:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "main.tf").write_text(_MAIN, encoding="utf-8")
        plugins = [f"-plugin-dir={PLUGINS}"] if PLUGINS else []
        _run("init", "-input=false", *plugins, folder=folder)
        shown = _run("providers", "schema", "-json", folder=folder)
    schema: dict[str, Mapping[str, Mapping[str, object]]] = json.loads(shown)["provider_schemas"][_PROVIDER]
    return schema


def _run(*arguments: str, folder: str) -> bytes:
    environment = os.environ | {"TF_CLI_CONFIG_FILE": os.devnull, "CHECKPOINT_DISABLE": "1"}
    done = subprocess.run(
        ["terraform", *arguments], cwd=folder, env=environment, check=True, capture_output=True  # noqa: S607
    )  # fmt: skip
    return done.stdout


def _inside(one: Mapping[str, object]) -> Mapping[str, object]:
    block = one["block"]
    return block if isinstance(block, dict) else {}


def _keep(block: Mapping[str, object]) -> Json:
    """Return attributes with `computed` and whether they hold several values, and blocks with what is inside."""
    attributes, blocks = block.get("attributes"), block.get("block_types")
    kept: Json = {}
    for name, one in attributes.items() if isinstance(attributes, dict) else ():
        kept[name] = {"computed": bool(one.get("computed")), **_shape(one)}
    for name, one in blocks.items() if isinstance(blocks, dict) else ():
        kept[name] = {"computed": False, "inside": _keep(one["block"])}
    return kept


def _shape(attribute: Mapping[str, object]) -> Json:
    """Return what a value of the attribute looks like: a list, an object, or neither."""
    nested = attribute.get("nested_type")
    if isinstance(nested, dict):
        return {"inside": _keep(nested)}
    kind = attribute.get("type")
    if not isinstance(kind, list):
        return {}
    inner = kind[1] if kind[0] in {"list", "set"} else kind
    if isinstance(inner, list) and inner[0] == "object":
        return {"inside": {name: {"computed": False} for name in inner[1]}}
    return {"listed": True} if kind[0] in {"list", "set"} else {"inside": {}}


if __name__ == "__main__":
    sys.exit(main())
