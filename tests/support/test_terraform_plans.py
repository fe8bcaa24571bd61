"""The committed plans are those of the folders that they stand in."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.terraform_plans import PLUGINS, ROOT, find_folders, plan_folder
from tests.readers.local_aws import LocalAws, run_local_aws

FOLDERS = find_folders()
# Each takes terraform some ten seconds; `./x python -m support.terraform_plans` and `git diff` tell it of all.
MADE_ANEW = ["examples/terraform/4-queue-fan-out/repaired", "tests/worlds/alerts"]

_RESOURCE = re.compile(r'^resource "(\w+)" "(\w+)"', re.MULTILINE)


def _name(folder: Path) -> str:
    return "/".join(folder.parts[-2:])


@pytest.fixture(scope="module")
def local_aws() -> Iterator[LocalAws]:
    with run_local_aws() as aws:
        yield aws


@pytest.mark.terraform
@pytest.mark.parametrize("folder", MADE_ANEW)
def test_a_plan_is_what_terraform_makes(folder: str, local_aws: LocalAws) -> None:
    if shutil.which("terraform") is None:
        pytest.skip("terraform isn't on PATH")
    if not PLUGINS:
        pytest.skip("TERRAFORM_PLUGINS names no folder with the provider")
    with plan_folder(ROOT / folder, local_aws) as terraform:
        assert json.loads(terraform.show("plan")) == json.loads(
            (ROOT / folder / "plan.json").read_text(encoding="utf-8")
        )


@pytest.mark.parametrize("folder", FOLDERS, ids=_name)
def test_a_plan_has_the_resources_of_its_files(folder: Path) -> None:
    plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    assert set(_list_planned(plan["configuration"]["root_module"])) == set(_list_written(folder))


def _list_planned(module: dict[str, object]) -> Iterator[tuple[str, str]]:
    for resource in module.get("resources", ()):  # type: ignore[attr-defined]
        if resource["mode"] == "managed":
            yield resource["type"], resource["name"]
    for call in module.get("module_calls", {}).values():  # type: ignore[attr-defined]
        yield from _list_planned(call["module"])


def _list_written(folder: Path) -> Iterator[tuple[str, str]]:
    modules = folder.parent / "modules"
    calls = 'source   = "../modules/' in (folder / "main.tf").read_text(encoding="utf-8")
    for file in [*folder.rglob("*.tf"), *(modules.rglob("*.tf") if calls else ())]:
        yield from _RESOURCE.findall(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("folder", FOLDERS, ids=_name)
def test_nothing_tells_on_which_machine_it_was_made(folder: Path) -> None:
    for file in folder.glob("*.json"):
        assert re.findall(r"127\.0\.0\.1|localhost|/(?:tmp|root|home|opt)/", file.read_text(encoding="utf-8")) == []
