"""What the documentation tells people to put into their pipelines is what these take."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from support.bootstrap import ROOT
from support.snippets import Snippet, list_pages, list_report_pages, read_snippets

PROGRAMS = Path(sys.executable).parent
PAGES = {page.name: page for page in list_pages()}
REPORTS = {page.name: page for page in list_report_pages()}
ENGLISH = (*read_snippets(PAGES["pipelines.md"]), *read_snippets(REPORTS["reports-in-pipelines.md"]))


def check(schema: str, *files: Path) -> str:
    """Return what the schema's validator has against the files; nothing where all is well."""
    validators = {
        "pre-commit": ("pre-commit", "validate-config"),
        "vendor.gitlab-ci": ("check-jsonschema", "--data-transform", "gitlab-ci", "--builtin-schema", schema),
    }
    program, *options = validators.get(schema, ("check-jsonschema", "--builtin-schema", schema))
    done = subprocess.run([PROGRAMS / program, *options, *files], check=False, capture_output=True, text=True)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def write(folder: Path, snippets: tuple[Snippet, ...]) -> list[Path]:
    files = [folder / f"{number}.yml" for number in range(len(snippets))]
    for file, snippet in zip(files, snippets, strict=True):
        file.write_text(snippet.text, encoding="utf-8")
    return files


def of_kind(schema: str) -> tuple[Snippet, ...]:
    return tuple(one for one in ENGLISH if one.schema == schema)


def test_both_languages_show_the_same() -> None:
    pages = (PAGES["pipelines.ja.md"], REPORTS["reports-in-pipelines.ja.md"])
    assert [one.text for one in ENGLISH] == [one.text for page in pages for one in read_snippets(page)]


@pytest.mark.parametrize(
    "kind", ["pre-commit", "vendor.github-workflows", "vendor.gitlab-ci", "vendor.azure-pipelines"]
)
def test_the_snippets_fit_their_published_schema(kind: str, tmp_path: Path) -> None:
    files = write(tmp_path, of_kind(kind))
    assert files
    assert not check(kind, *files)


def test_the_schemas_refuse_what_is_wrong(tmp_path: Path) -> None:
    (file,) = write(tmp_path, of_kind("vendor.azure-pipelines"))
    file.write_text("jobs: {a: {runs-on: 1}}\n", encoding="utf-8")
    assert "runs-on" in check("vendor.github-workflows", file)


def test_action_and_hook_fit_their_published_schemas() -> None:
    assert not check("vendor.github-actions", ROOT / "action.yml")
    done = subprocess.run(
        [PROGRAMS / "pre-commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml"],
        check=False,
        capture_output=True,
    )
    assert done.returncode == 0, done.stdout


def test_an_auditor_finds_nothing_in_action_hook_and_workflows(tmp_path: Path) -> None:
    workflows = tmp_path / ".github" / "workflows"
    workflows.mkdir(parents=True)
    write(workflows, of_kind("vendor.github-workflows"))
    audited = [ROOT / "action.yml", ROOT / ".pre-commit-hooks.yaml", tmp_path]
    command = [str(PROGRAMS / "zizmor"), "--offline", "--quiet", "--no-progress", "--format=plain", *map(str, audited)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_auditor_finds_an_input_within_a_script(tmp_path: Path) -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    action["runs"]["steps"][1]["run"] += "\necho ${{ inputs.paths }}\n"
    file = tmp_path / "action.yml"
    file.write_text(yaml.safe_dump(action), encoding="utf-8")
    done = subprocess.run([PROGRAMS / "zizmor", "--offline", "--quiet", str(file)], check=False, capture_output=True)
    assert b"template-injection" in done.stdout


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_name_every_input_and_output(name: str) -> None:
    rows = re.findall(r"^\| (`.*?) \|", PAGES[name].read_text(encoding="utf-8"), re.MULTILINE)
    told = set(re.findall(r"`([a-z-]+)`", "".join(rows)))
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    header, _ = yaml.safe_load_all((ROOT / "templates" / "keypost.yml").read_text(encoding="utf-8"))
    assert told == {*action["inputs"], *action["outputs"], *header["spec"]["inputs"]}
