"""Worlds: the same resources read from each kind of input must give the same estate, `estate.json`, and verdicts."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from keypost.readers.read import read_paths
from keypost.readers.terraform.types.all import TYPES
from tests.readers.local_aws import LocalAws, load_builder, run_local_aws
from tests.readers.reading import HERE
from tests.readers.worlds import describe, describe_verdicts

WORLDS = sorted(path for path in (Path(__file__).parents[1] / "worlds").iterdir() if (path / "estate.json").exists())


# Types of which nothing in Keypost depends on anything.
_NEEDLESS = {"aws_s3_bucket_versioning", "aws_s3_bucket_public_access_block", "aws_s3_bucket_ownership_controls"}


def _with(file: str) -> list[Path]:
    return [world / file for world in WORLDS if (world / file).exists()]


def _name(path: Path) -> str:
    return path.parent.name


@pytest.fixture(scope="session")
def local_aws() -> Iterator[LocalAws]:
    with run_local_aws() as aws:
        yield aws


def read_estate(world: Path) -> object:
    """Return the estate that a world must read to."""
    return json.loads((world / "estate.json").read_text(encoding="utf-8"))


def read_verdicts(world: Path) -> list[str]:
    """Return the verdicts that a world must get, as `describe_verdicts` says them."""
    wanted = yaml.safe_load((world / "verdicts.yaml").read_text(encoding="utf-8"))
    return sorted("{path}: {source} -> {target}: {verdict}".format_map(one) for one in wanted)


@pytest.mark.parametrize("template", _with("template.yaml"), ids=_name)
def test_a_template_reads_to_the_world(template: Path) -> None:
    reading = read_paths([str(template)], HERE)
    (case,) = reading.cases
    assert describe(case.estate) == read_estate(template.parent)
    assert describe_verdicts(reading) == read_verdicts(template.parent)
    assert reading.gaps == ()


@pytest.mark.parametrize("plan", _with("plan.json"), ids=_name)
def test_a_plan_alone_never_contradicts_the_world(plan: Path) -> None:
    _skip_untranslated(plan.parent)
    told = [one.rsplit(": ", 1) for one in describe_verdicts(read_paths([str(plan)], HERE))]
    wanted = dict(one.rsplit(": ", 1) for one in read_verdicts(plan.parent))
    assert {delivery: verdict for delivery, verdict in told if verdict not in {wanted.get(delivery), "DEPENDS"}} == {}
    # What a delivery goes to may be open, but not that there is one.
    assert {_start(delivery) for delivery, _ in told} >= {_start(delivery) for delivery in wanted}


def _start(delivery: str) -> str:
    return delivery.partition(" -> ")[0]


@pytest.mark.parametrize("plan", _with("plan.json"), ids=_name)
def test_a_plan_with_its_files_reads_to_the_world(plan: Path) -> None:
    _skip_untranslated(plan.parent)
    reading = read_paths([str(plan), str(plan.parent / "main.tf")], HERE)
    (case,) = reading.cases
    assert describe(case.estate) == read_estate(plan.parent)
    assert describe_verdicts(reading) == read_verdicts(plan.parent)
    assert reading.gaps == ()


@pytest.mark.parametrize("configuration", _with("main.tf"), ids=_name)
def test_configuration_alone_reads_to_the_world(configuration: Path, tmp_path: Path) -> None:
    world = configuration.parent
    _skip_untranslated(world)
    shutil.copytree(world, tmp_path / "world", ignore=shutil.ignore_patterns("*.json", "*.yaml", "*.py"))
    reading = read_paths([str(tmp_path / "world")], HERE)
    (case,) = reading.cases
    assert describe(case.estate) == read_estate(world)
    assert describe_verdicts(reading) == read_verdicts(world)
    assert reading.gaps == ()


def _skip_untranslated(world: Path) -> None:
    kinds = set(re.findall(r'^resource "(\w+)"', (world / "main.tf").read_text(encoding="utf-8"), re.MULTILINE))
    missing = sorted(kinds - TYPES.keys() - _NEEDLESS)
    if missing:
        pytest.skip(f"not translated yet: {', '.join(missing)}")


@pytest.mark.parametrize("builder", _with("build.py"), ids=_name)
def test_a_world_can_be_built(builder: Path, local_aws: LocalAws) -> None:
    local_aws.reset()
    load_builder(builder)(local_aws.account())
