"""The action for GitHub, run by a runner that does as GitHub's does, in a folder outside of this repository."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from support.action_runner import Command, Job, Used, obey
from support.bootstrap import ROOT
from support.pypi import is_reachable

EXAMPLE = ROOT / "examples" / "1-alarm-encrypted-topic"
PARAMETER = ROOT / "examples" / "9-open-questions" / "parameter.yaml"
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
# Names that a script, a shell or the runner could take for something else.
HOSTILE = (
    "$(touch pwned).yaml",
    "`touch pwned`.yaml",
    "'; touch pwned; '.yaml",
    '"; touch pwned; ".yaml',
    "-x.yaml",
    "--fail-on=never.yaml",
    "::error::pwned.yaml",
    "##[error]pwned.yaml",
    "${{ inputs.paths }}.yaml",
    "a,b:c%0Ad.yaml",
    "two  blanks *.yaml",
    "通知.yaml",
)
KEEP = {"PYTHONDONTWRITEBYTECODE": ""}  # as everywhere: what is installed once is compiled once
# What would be imported instead of Keypost's and Python's own, if the repository had a say in that.
MODULES = ("pip", "venv", "json", "yaml", "subprocess", "sitecustomize", "keypost")


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> Job:
    """A job in a repository that means no good; every test is a step of it."""
    workspace = tmp_path_factory.mktemp("my work") / "repository"
    workspace.mkdir()
    for name in ("broken", "repaired"):
        shutil.copy(EXAMPLE / f"{name}.yaml", workspace)
    shutil.copy(PARAMETER, workspace)
    for name in MODULES:
        (workspace / f"{name}.py").write_text("raise SystemExit(99)\n", encoding="utf-8")
    (workspace / "uv.toml").write_text('index-url = "https://example.invalid/"\n', encoding="utf-8")
    job = Job(workspace, tmp_path_factory.mktemp("temp"), {"PYTHONPATH": str(workspace), **KEEP})
    first = job.use(ROOT, {"paths": "repaired.yaml"})
    if any("could not be installed" in one.properties.get("title", "") for one in first.commands):
        assert not is_reachable(), first.log
        pytest.skip("the action can't install Keypost: PyPI can't be reached")
    return job


def use(job: Job, paths: str, **given: str) -> Used:
    return job.use(ROOT, {"paths": paths, **{name.replace("_", "-"): value for name, value in given.items()}})


def test_a_broken_template_fails_the_step_and_is_shown_everywhere(job: Job) -> None:
    used = use(job, "broken.yaml")
    assert used.code == 1
    assert {name: used.outputs[name] for name in ("exit-code", "works", "fails", "depends", "gaps")} == {
        "exit-code": "1",
        "works": "1",
        "fails": "1",
        "depends": "0",
        "gaps": "0",
    }
    (shown,) = used.commands
    assert (shown.name, shown.properties["file"], shown.properties["line"]) == ("error", "broken.yaml", "9")
    assert "is encrypted with the AWS managed key" in shown.data
    assert used.summary.startswith("### Keypost: 1 FAILS, 1 WORKS\n")
    assert "```diff" in used.summary
    assert "rule     aws-managed-key-for-service" in used.log


def test_its_files_are_there_for_the_next_steps(job: Job) -> None:
    one, other = use(job, "broken.yaml"), use(job, "repaired.yaml")
    sarif = json.loads(Path(one.outputs["sarif"]).read_text(encoding="utf-8"))
    (result,) = sarif["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "broken.yaml"
    assert Path(one.outputs["markdown"]).read_text(encoding="utf-8") == one.summary
    assert json.loads(Path(other.outputs["json"]).read_text(encoding="utf-8"))["summary"]["fails"] == 0
    assert one.outputs["json"] != other.outputs["json"]


def test_a_repaired_template_passes(job: Job) -> None:
    used = use(job, "repaired.yaml")
    assert (used.code, used.commands, used.outputs["fails"]) == (0, (), "0")
    assert used.summary.startswith("### Keypost: 2 WORKS\n")


@pytest.mark.parametrize("path", ["nowhere.yaml", "unreadable.yaml", ""])
def test_what_cant_be_read_is_an_error_and_leaves_no_reports(path: str, job: Job) -> None:
    (job.workspace / "unreadable.yaml").write_text("Resources: [\n100% : ]]\n", encoding="utf-8")
    used = use(job, path)
    assert used.code == 2
    (shown,) = used.commands
    assert shown.name == "error"
    assert shown.data.startswith("keypost: ")
    assert shown.data in used.log.replace("%25", "%")
    assert (used.outputs["exit-code"], used.outputs["sarif"], used.summary) == ("2", "", "")


def test_hostile_names_are_paths_and_nothing_else(job: Job) -> None:
    folder = job.workspace / "hostile"
    folder.mkdir()
    for name in HOSTILE:
        shutil.copy(EXAMPLE / "broken.yaml", folder / name)
        shutil.copy(EXAMPLE / "broken.yaml", job.workspace / name)
    used = use(job, "\n".join((*HOSTILE, "hostile")))
    assert used.code == 1
    assert used.outputs["fails"] == str(2 * len(HOSTILE))
    assert {one.name for one in used.commands} == {"error"}
    told = {name.replace("##[", "## [") for name in HOSTILE}  # reports spell the older commands out
    assert {one.properties["file"] for one in used.commands} == {*told, *(f"hostile/{name}" for name in told)}
    assert not list(job.workspace.rglob("pwned"))


def test_a_hostile_name_that_isnt_there_is_told_as_it_is(job: Job) -> None:
    used = use(job, "::error::$(touch pwned)%0A")
    assert used.code == 2
    (shown,) = used.commands
    assert shown.data.startswith("keypost: ::error::$(touch pwned)%0A doesn't exist\n")
    assert not list(job.workspace.rglob("pwned"))


def test_the_inputs_reach_keypost(job: Job) -> None:
    (job.workspace / "ci.toml").write_text('lang = "ja"\nfail-on = "depends"\n', encoding="utf-8")
    assert use(job, "parameter.yaml", fail_on="depends").code == 1
    configured = use(job, "parameter.yaml", config="ci.toml")
    assert configured.code == 1
    assert "DEPENDS (未定) 1 件" in configured.summary
    key = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    settled = {"parameters": f"TopicKeyArn={key}\n", "account": "111122223333", "region": "eu-west-1", "lang": "ja"}
    assert key in use(job, "parameter.yaml", **settled).log
    assert "NAME=VALUE" in use(job, "parameter.yaml", parameters="no value").commands[0].data


def test_the_config_file_names_what_the_inputs_dont(job: Job) -> None:
    (job.workspace / "paths.toml").write_text('paths = ["broken.yaml"]\n', encoding="utf-8")
    assert use(job, "", config="paths.toml").outputs["fails"] == "1"


def test_what_is_known_doesnt_fail_the_step(job: Job) -> None:
    keypost = str(job.temp / "keypost" / "bin" / "keypost")
    command = [keypost, "check", "broken.yaml", "--baseline=known.json", "--write-baseline"]
    subprocess.run(command, cwd=job.workspace, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    used = use(job, "broken.yaml", baseline="known.json")
    assert (used.code, used.commands, used.outputs["fails"]) == (0, (), "1")


def test_annotations_and_summary_can_be_left_out(job: Job) -> None:
    used = use(job, "broken.yaml", fail_on="never", annotations="false", summary="false")
    assert (used.code, used.commands, used.summary, used.outputs["fails"]) == (0, (), "", "1")


def test_an_extra_that_isnt_there_is_told(job: Job) -> None:
    used = use(job, "broken.yaml", extras="sam nope")
    assert used.code == 2
    assert "Extra `nope` is not defined" in used.log
    assert used.commands[-1].properties["title"] == "Keypost could not be installed"


def test_no_input_is_part_of_a_script() -> None:
    assert all("${{" not in step["run"] for step in ACTION["runs"]["steps"])


def test_every_input_is_used_and_every_variable_is_read() -> None:
    steps = ACTION["runs"]["steps"]
    given = {name: value for step in steps for name, value in step["env"].items()}
    assert set(given.values()) == {f"${{{{ inputs.{name} }}}}" for name in ACTION["inputs"]}
    for step in steps:
        assert set(re.findall(r"\$(INPUT_\w+)", step["run"])) == set(step["env"])


def test_the_runner_obeys_what_githubs_runner_obeys() -> None:
    log = (
        "::error file=a%2Cb,line=1::x%0Ay%25\n  ::notice::z\nsay ::error::no\nsay ##[warning]older\n::unknown::no\n"
        "::stop-commands::t\n::error::no\n##[error]no\n::t::\n::warning title=w::yes\n"
    )
    assert list(obey(log)) == [
        Command("error", {"file": "a,b", "line": "1"}, "x\ny%"),
        Command("notice", {}, "z"),
        Command("warning", {}, "older"),
        Command("warning", {"title": "w"}, "yes"),
    ]


def test_the_runner_stops_at_what_it_doesnt_know(job: Job, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="unexpected input"):
        job.use(ROOT, {"path": "."})
    action = {"inputs": {}, "outputs": {}, "runs": {"steps": [{"shell": "bash", "run": "echo ${{ github.token }}"}]}}
    (tmp_path / "action.yml").write_text(yaml.safe_dump(action), encoding="utf-8")
    with pytest.raises(ValueError, match="doesn't know the expression"):
        job.use(tmp_path, {})
