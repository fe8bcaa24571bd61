"""The hook, run by pre-commit itself in a repository of its own, from a commit of this one."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from support.bootstrap import ROOT
from support.pypi import is_reachable
from support.snippets import list_pages, read_snippets

PROGRAMS = Path(sys.executable).parent
EXAMPLE = ROOT / "examples" / "1-alarm-encrypted-topic"
(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
# What the package is built from.
PARTS = ("pyproject.toml", "README.md", "LICENSE", "NOTICE", ".pre-commit-hooks.yaml")
ANYBODY = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.com"}
ANYBODY |= {name.replace("AUTHOR", "COMMITTER"): value for name, value in ANYBODY.items()}


class Repository:
    """A git repository whose commits go through pre-commit once that is installed."""

    def __init__(self, folder: Path, env: Mapping[str, str]) -> None:
        folder.mkdir(exist_ok=True)
        clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        self.folder = folder
        self.env = {**clean, **ANYBODY, **env, "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"}
        self.run("git", "init", "--quiet")

    def run(self, *command: str) -> tuple[int, str]:
        done = subprocess.run(command, cwd=self.folder, env=self.env, check=False, capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    def write(self, name: str, content: str) -> None:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")

    def commit(self) -> tuple[int, str]:
        self.run("git", "add", "--all")
        return self.run("git", "commit", "--quiet", "--message", "a change")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """What this repository would be at a commit of what stands here."""
    repository = Repository(tmp_path_factory.mktemp("keypost"), {})
    for part in PARTS:
        shutil.copy(ROOT / part, repository.folder)
    shutil.copytree(ROOT / "src", repository.folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
    assert repository.commit()[0] == 0
    return repository


@pytest.fixture
def project(tmp_path: Path) -> Repository:
    """Somebody's repository with a template that would lose a delivery."""
    repository = Repository(tmp_path / "project", {"PRE_COMMIT_HOME": str(tmp_path / "cache")})
    repository.write("infra/alarm.yaml", (EXAMPLE / "broken.yaml").read_text(encoding="utf-8"))
    return repository


def show_snippet(number: int) -> str:
    page = next(page for page in list_pages() if page.name == "pipelines.md")
    return [one.text for one in read_snippets(page) if one.schema == "pre-commit"][number]


def show_refusal() -> str:
    """Return what the documentation shows of a commit that is refused."""
    (block,) = re.findall(
        r"^```text\n(.*?)^```$", (ROOT / "docs" / "pipelines.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    return str(block)


def hold_off_then_let_through(project: Repository) -> None:
    """The broken template is refused with what Keypost says of it, the repaired one is committed."""
    assert project.run("pre-commit", "install")[0] == 0
    code, said = project.commit()
    if code == 1 and "Installing environment" in said and "hook id" not in said and not is_reachable():
        pytest.skip("pre-commit can't install Keypost: PyPI can't be reached")
    assert code == 1, said
    assert show_refusal() in said
    assert "rule     aws-managed-key-for-service" in said
    project.write("infra/alarm.yaml", (EXAMPLE / "repaired.yaml").read_text(encoding="utf-8"))
    code, said = project.commit()
    assert code == 0, said
    assert re.search(r"keypost check\.+Passed\n", said), said
    project.write("notes.txt", "nothing to check\n")
    code, said = project.commit()
    assert code == 0, said
    assert "(no files to check)Skipped" in said


def test_a_commit_that_would_lose_a_delivery_is_refused(source: Repository, project: Repository) -> None:
    commit = source.run("git", "rev-parse", "HEAD")[1].strip()
    config = yaml.safe_load(show_snippet(0))
    config["repos"][0] |= {"repo": source.folder.as_uri(), "rev": commit}
    project.write(".pre-commit-config.yaml", yaml.safe_dump(config))
    hold_off_then_let_through(project)


def test_a_hook_of_ones_own_does_the_same(project: Repository) -> None:
    project.write(".pre-commit-config.yaml", show_snippet(1))
    hold_off_then_let_through(project)


def test_a_file_that_the_commit_doesnt_touch_takes_part(project: Repository) -> None:
    """An alarm is added, and the topic that it goes to was there before."""
    project.write(".pre-commit-config.yaml", show_snippet(1))
    project.write(
        "infra/alarm.yaml",
        "Resources:\n  Topic: {Type: AWS::SNS::Topic, Properties: {KmsMasterKeyId: alias/aws/sns}}\n"
        "Outputs: {Topic: {Value: !Ref Topic, Export: {Name: alerts}}}\n",
    )
    assert project.commit()[0] == 0
    assert project.run("pre-commit", "install")[0] == 0
    project.write(
        "infra/other.yaml",
        "Resources:\n  Cpu:\n    Type: AWS::CloudWatch::Alarm\n    Properties:\n"
        "      AlarmActions: [!ImportValue alerts]\n",
    )
    code, said = project.commit()
    assert code == 1
    assert "FAILS    CloudWatch alarm to SNS topic: Cpu (infra/other.yaml" in said


def test_the_pages_name_what_sam_templates_need() -> None:
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    for page in list_pages():
        assert f"`additional_dependencies: {json.dumps(needed['sam'])}`" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name",
    [
        *("a.yaml", "a.yml", "A.YAML", "cdk.out/a.template.json", "a.template", "a.cfn", "plan.json", "baseline.json"),
        *("main.tf", "a.tf.json", "main.tofu", "prod.tfvars", "prod.auto.tfvars.json"),
        *("keypost.toml", "app/pyproject.toml"),
    ],
)
def test_the_hook_runs_for_what_keypost_reads(name: str) -> None:
    assert re.search(HOOK["files"], name)


@pytest.mark.parametrize(
    "name", ["a.py", "README.md", "yaml", "a.yaml.bak", "my-keypost.toml", "Cargo.toml", "a.tf.md"]
)
def test_the_hook_stays_away_from_other_commits(name: str) -> None:
    assert not re.search(HOOK["files"], name)
