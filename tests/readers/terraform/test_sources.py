"""Plans and folders of configuration in one run: which are read, and where their resources stand."""

import json
from pathlib import Path

import pytest

from keypost.errors import UnreadableInputError
from keypost.estate.estate import Reading
from keypost.estate.kind import Kind
from keypost.readers.options import ReadOptions
from keypost.readers.read import read_paths
from tests.readers.terraform.modules.folders import write

_HERE = ReadOptions(account="111122223333", region="eu-west-1")
_MAIN = """module "m" {
  source = "./modules/topic"
}
"""
_TOPIC = """
resource "aws_sns_topic" "t" {
  name = "t"
}
"""


def _plan(*addresses: str) -> str:
    changes = [
        {
            "address": address,
            "module_address": "module.m",
            "mode": "managed",
            "type": "aws_sns_topic",
            "name": address.rpartition(".")[2],
            "change": {"actions": ["create"], "before": None, "after": {"name": "t"}, "after_unknown": {}},
        }
        for address in addresses
    ]
    return json.dumps({"format_version": "1.2", "terraform_version": "1.11.4", "resource_changes": changes}, indent=1)


def _read(*paths: Path) -> Reading:
    return read_paths([str(path) for path in paths], _HERE)


def _topics(reading: Reading) -> list[tuple[str, str]]:
    resources = reading.cases[0].estate.resources
    return [(one.id, str(one.origin)) for one in resources if one.kind is Kind.TOPIC]


def test_a_folder_is_read_and_its_modules_only_as_such(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": _MAIN, "modules/topic/main.tf": _TOPIC})
    expected = [("module.m.aws_sns_topic.t", f"{tmp_path}/modules/topic/main.tf:2")]
    assert _topics(_read(tmp_path)) == expected
    assert _topics(_read(tmp_path / "main.tf")) == expected
    assert _read(tmp_path).files == (f"{tmp_path}/main.tf", f"{tmp_path}/modules/topic/main.tf")


def test_a_module_named_alone_is_read(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": _MAIN, "modules/topic/main.tf": _TOPIC})
    assert [topic for topic, _ in _topics(_read(tmp_path / "modules"))] == ["aws_sns_topic.t"]


def test_a_plan_has_the_lines_of_the_folder_that_it_lies_in(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": _MAIN, "modules/topic/main.tf": _TOPIC, "plan.json": _plan("module.m.aws_sns_topic.t")})
    expected = [("module.m.aws_sns_topic.t", f"{tmp_path}/modules/topic/main.tf:2")]
    assert _topics(_read(tmp_path / "plan.json")) == expected
    assert _topics(_read(tmp_path)) == expected


def test_a_plan_has_the_lines_of_a_folder_named_with_it(tmp_path: Path) -> None:
    infra = write(tmp_path / "infra", {"main.tf": _MAIN, "modules/topic/main.tf": _TOPIC})
    plans = write(tmp_path / "plans", {"prod.json": _plan("module.m.aws_sns_topic.t")})
    expected = [("module.m.aws_sns_topic.t", f"{infra}/modules/topic/main.tf:2")]
    assert _topics(_read(plans / "prod.json", infra)) == expected


def test_a_folder_that_is_not_the_plans_is_read_by_itself(tmp_path: Path) -> None:
    infra = write(tmp_path / "infra", {"main.tf": _TOPIC.replace('"t"', '"other"')})
    plans = write(tmp_path / "plans", {"prod.json": _plan("module.m.aws_sns_topic.t")})
    assert [topic for topic, _ in _topics(_read(plans / "prod.json", infra))] == [
        "module.m.aws_sns_topic.t",
        "aws_sns_topic.other",
    ]


def test_a_plan_without_its_files_has_its_own_lines(tmp_path: Path) -> None:
    write(tmp_path, {"plan.json": _plan("module.m.aws_sns_topic.t")})
    assert _topics(_read(tmp_path))[0][1].startswith(f"{tmp_path}/plan.json:")


def test_a_broken_file_is_a_gap_or_stops_the_run(tmp_path: Path) -> None:
    write(tmp_path, {"broken.tf": 'resource "a" {\n  b =\n}\n'})
    with pytest.raises(UnreadableInputError, match="isn't Terraform's language") as caught:
        _read(tmp_path)
    assert str(caught.value.origin) == f"{tmp_path}/broken.tf:2"
    write(tmp_path, {"main.tf": _TOPIC})
    reading = _read(tmp_path)
    assert [str(gap.origin) for gap in reading.gaps] == [f"{tmp_path}/broken.tf:2"]
    with pytest.raises(UnreadableInputError):
        _read(tmp_path / "broken.tf")
    assert len(_read(tmp_path / "main.tf").gaps) == 1
