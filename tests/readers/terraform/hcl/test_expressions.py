"""Expressions give what Terraform gives: expressions.json was printed by it, and is again where it is installed."""

import json
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from keypost.readers.terraform.hcl.blocks import Body
from keypost.readers.terraform.hcl.evaluate import evaluate
from keypost.readers.terraform.hcl.native import read_native
from tests.readers.terraform.hcl.scopes import Names

_FOLDER = Path(__file__).parent
_EXPECTED: dict[str, object] = json.loads((_FOLDER / "expressions.json").read_text(encoding="utf-8"))


@cache
def _locals() -> Body:
    return read_native((_FOLDER / "expressions.tf").read_bytes(), file="expressions.tf").blocks[0].body


def test_every_expression_has_an_expected_value() -> None:
    assert set(_locals().arguments) - {"topic", "names", "ports", "empty", "users"} <= set(_EXPECTED)


@pytest.mark.parametrize("name", sorted(_EXPECTED))
def test_an_expression_gives_what_terraform_gives(name: str) -> None:
    scope = Names(body=_locals())
    value = evaluate(_locals().arguments[name].expression, scope)
    assert json.dumps(value, sort_keys=True) == json.dumps(_EXPECTED[name], sort_keys=True)
    assert scope.gaps == []


@pytest.mark.terraform
def test_terraform_still_gives_the_expected_values(tmp_path: Path) -> None:
    terraform = shutil.which("terraform")
    if terraform is None:
        pytest.skip("terraform isn't installed")
    (tmp_path / "main.tf").write_bytes((_FOLDER / "expressions.tf").read_bytes())
    wanted = "jsonencode({" + ", ".join(f"{name} = local.{name}" for name in _EXPECTED) + "})"
    printed = subprocess.run(
        [terraform, "console"], input=wanted, capture_output=True, text=True, cwd=tmp_path, check=True
    ).stdout.strip()
    printed = printed.replace("$${", "${").replace("%%{", "%{")  # it prints a text as it would be written
    assert json.loads(json.loads(printed)) == _EXPECTED
