"""Worlds: the same resources read from each kind of input must give the same estate, `estate.json`, and verdicts.

A world is a template, a Terraform folder with its plan (made by `support/terraform_plans.py`), the state after it is
applied, and a function that makes it through the API. Where a world lacks one, its README says why.
"""

import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
import yaml

from keypost.checker.verdict import Verdict
from keypost.estate.estate import Reading
from keypost.readers.live.all import PARTS
from keypost.readers.live.collect import collect
from keypost.readers.live.session import Credentials, open_access
from keypost.readers.options import ReadOptions
from keypost.readers.read import read_paths
from keypost.readers.snapshot.store import Store
from tests.readers.local_aws import LocalAws, load_builder, run_local_aws
from tests.readers.reading import HERE, REGION
from tests.readers.worlds import describe, describe_verdicts

WORLDS = sorted(path for path in (Path(__file__).parents[1] / "worlds").iterdir() if path.is_dir())
# What a world can be, and what stands for it.
FORMS = ("template.yaml", "plan.json", "build.py")

# What moto can't be asked for at all; each leaves a gap, and nothing else does.
_LACKING = {"budgets", "chat", "cloudtrail", "codestar-notifications", "controltower", "cost-anomalies", "redshift"}

# What readers don't know yet; they leave this list as they learn it.
_TO_COME: dict[str, set[str]] = {"plan": set(), "state": {"firehose"}, "account": set()}


def _with(file: str) -> list[Path]:
    return [world for world in WORLDS if (world / file).exists()]


def _name(path: Path) -> str:
    return path.name


def _leave(world: Path, form: str) -> None:
    if world.name in _TO_COME[form]:
        pytest.xfail(f"the reader of a {form} doesn't know all of this yet")


@pytest.fixture(scope="module")
def local_aws() -> Iterator[LocalAws]:
    with run_local_aws() as aws:
        yield aws


def read_verdicts(world: Path) -> list[str]:
    """Return the verdicts that a world must get, as `describe_verdicts` says them."""
    wanted = yaml.safe_load((world / "verdicts.yaml").read_text(encoding="utf-8"))
    return sorted("{path}: {source} -> {target}: {verdict}".format_map(one) for one in wanted)


def assert_is(reading: Reading, world: Path) -> None:
    """The reading must be the world, and get its verdicts."""
    (case,) = reading.cases
    assert describe(case.estate) == json.loads((world / "estate.json").read_text(encoding="utf-8"))
    assert describe_verdicts(reading) == read_verdicts(world)


@pytest.mark.parametrize("world", _with("template.yaml"), ids=_name)
def test_a_template_reads_to_the_world(world: Path) -> None:
    reading = read_paths([str(world / "template.yaml")], HERE)
    assert_is(reading, world)
    assert reading.gaps == ()


@pytest.mark.parametrize("world", _with("plan.json"), ids=_name)
def test_a_plan_with_its_files_reads_to_the_world(world: Path, tmp_path: Path) -> None:
    _leave(world, "plan")
    folder = shutil.copytree(world, tmp_path / world.name, ignore=_all_but("*.tf", "plan.json"))
    reading = read_paths([str(folder)], HERE)
    assert_is(reading, world)
    assert reading.gaps == ()


@pytest.mark.parametrize("world", _with("state.json"), ids=_name)
def test_a_state_reads_to_the_world(world: Path) -> None:
    _leave(world, "state")
    reading = read_paths([str(world / "state.json")], HERE)
    assert_is(reading, world)
    assert reading.gaps == ()


@pytest.mark.parametrize("world", _with("plan.json"), ids=_name)
def test_a_plan_alone_contradicts_nothing(world: Path) -> None:
    """What only the files say is open to a plan: some verdicts depend then, and none turns into another."""
    _leave(world, "plan")
    assert_contradicts_nothing(read_paths([str(world / "plan.json")], HERE), world)


@pytest.mark.parametrize("world", _with("main.tf"), ids=_name)
def test_files_alone_contradict_nothing(world: Path, tmp_path: Path) -> None:
    _leave(world, "plan")
    folder = shutil.copytree(world, tmp_path / world.name, ignore=_all_but("*.tf"))
    assert_contradicts_nothing(read_paths([str(folder)], HERE), world)


def assert_contradicts_nothing(reading: Reading, world: Path) -> None:
    """Each verdict must be the world's, or DEPENDS where less is known (`?`: a name that the provider gives)."""
    wanted = {_split(line)[0]: _split(line)[1] for line in read_verdicts(world)}
    for delivery, verdict in map(_split, describe_verdicts(reading)):
        assert verdict in {wanted.get(delivery, verdict), Verdict.DEPENDS.value}, delivery
        assert verdict == Verdict.DEPENDS.value or delivery in wanted or ": ? " in delivery, delivery


def _split(line: str) -> tuple[str, str]:
    delivery, _, verdict = line.rpartition(": ")
    return delivery, verdict


def _all_but(*patterns: str) -> Callable[[str, list[str]], Iterable[str]]:
    def ignored(folder: str, names: list[str]) -> set[str]:
        return {
            name
            for name in names
            if not (Path(folder) / name).is_dir() and not any(Path(name).match(pattern) for pattern in patterns)
        }

    return ignored


@pytest.mark.parametrize("world", _with("build.py"), ids=_name)
def test_an_account_reads_to_the_world(
    world: Path, local_aws: LocalAws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _leave(world, "account")
    local_aws.reset()
    account = local_aws.account()
    load_builder(world / "build.py")(account)
    for name, value in account.environment.items():
        monkeypatch.setenv(name, value)
    access = open_access(Credentials(regions=(REGION,)))
    collect(Store(str(tmp_path)), [access], PARTS, progress=lambda *_: None)
    reading = read_paths([str(tmp_path)], ReadOptions())
    assert_is(reading, world)
    assert {gap.what.rpartition(" ")[2] for gap in reading.gaps} <= _LACKING


def test_every_world_is_whole() -> None:
    """A form that is missing is accounted for, and enough worlds have all of them."""
    missing = {world.name for world in WORLDS if any(not (world / form).exists() for form in FORMS)}
    assert {world.name for world in WORLDS if (world / "README.md").exists()} == missing
    assert len(WORLDS) - len(missing) >= 25
