"""The packages that a release has: what is in them, and that they work where nothing else of the repository is."""

import os
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from support import release
from support.console_blocks import ROOT
from support.release import build, find_problems, find_unready, lead_out, read_package, read_version, stage

REPOSITORY = "https://github.com/OWNER/keypost"
INCIDENT = str(ROOT / "examples" / "1-alarm-encrypted-topic" / "broken.yaml")
TRAIL = str(ROOT / "examples" / "replay" / "trail.json")
POLICY = str(ROOT / "examples" / "replay" / "new.json")
KEY = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
QUESTION = ("--key", KEY, "--policy", POLICY)
TRINO = ("--engine", "trino", "--server", "https://trino.example", "--table", "logs.cloudtrail")
SAM = str(ROOT / "examples" / "10-sam-worker" / "template.yaml")
# For each extra a command that needs it, and modules that are imported with it.
EXTRAS = {
    "live": (("collect", "--out", "snapshot"), "keypost.readers.live.collect"),
    "local": (("local", "--port", "0"), "keypost.endpoint.front, keypost.endpoint.listening"),
    "mcp": (("mcp", "."), "keypost.serve.mcp.server"),
    "replay": (("replay", TRAIL, *QUESTION), "keypost.readers.trail.engines.duckdb, isal, msgspec"),
    "sam": (("check", SAM), "keypost.readers.cloudformation.sam, samtranslator"),
    "serve": (("serve", INCIDENT), "keypost.serve.listening"),
    "replay,trino": (
        ("replay", "--engine", "trino", "--server", "https://a.example", "--table", "a.b", *QUESTION),
        "trino",
    ),
}
SAMPLE = """
from typing import assert_type

import keypost

result = keypost.check("templates/", {"Resources": {}}, region="eu-central-1", parameters={"Stage": "prod"})
assert_type(result, keypost.CheckResult)
assert_type(result.failing[0].key, keypost.Key | None)
assert_type(keypost.fix(result).fixes[0].candidates[0].disposition, keypost.Disposition)
assert_type(keypost.explain("...", estate=result).causes[0].location, keypost.Location)
assert_type(keypost.simulate({}).decision, keypost.Outcome)
assert_type(keypost.paths().paths[0].calls[0].evidence, keypost.Evidence)
"""
# Each is a mistake that strict types must find.
MISTAKES = """
import keypost

keypost.check("templates/", regoin="eu-central-1")
keypost.lint("policy.json", kind="quue")
keypost.check(3)
keypost.check("t.yaml").deliveries[0].verdcit
keypost.check("t.yaml").deliveries[0].verdict = keypost.Verdict.WORKS
"""


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return build(tmp_path_factory.mktemp("dist"), repository=REPOSITORY)


@pytest.fixture(scope="module")
def wheel(packages: tuple[Path, Path]) -> Path:
    return packages[0]


@pytest.fixture(scope="module")
def sdist(packages: tuple[Path, Path]) -> Path:
    return packages[1]


def install(wheel: Path, place: Path, *extras: str) -> Path:
    """Return the programs of an environment with the wheel and what it needs, out of what ./x has fetched already."""
    chosen = (option for extra in extras for option in ("--extra", extra))
    quiet = ("--quiet", "--offline", "--no-config")
    environment = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(place)}
    sync = (release.UV, "sync", *quiet, "--frozen", "--no-dev", "--no-install-project", "--python", sys.executable)
    done = subprocess.run([*sync, *chosen], cwd=ROOT, env=environment, check=False, capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"uv has the packages of uv.lock no longer: {done.stderr.strip().splitlines()[-1]}")
    release.run_uv("pip", "install", *quiet, "--no-deps", "--python", str(place), str(wheel))
    return place / ("Scripts" if os.name == "nt" else "bin")


@pytest.fixture(scope="module")
def minimal(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return install(wheel, tmp_path_factory.mktemp("minimal") / "env")


def run(program: Path, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "AWS_"))}
    return subprocess.run(
        [program, *arguments],
        cwd=folder,
        env={**environment, "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )


def list_tracked() -> set[str]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", "src"],  # noqa: S607 -- git is looked up where the user has it
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return {name for name in listed.stdout.split("\0") if name and (ROOT / name).exists()}


def test_the_packages_hold_the_package_and_nothing_else(wheel: Path, sdist: Path) -> None:
    own = f"keypost-{read_version()}"
    inside = {f"src/{name}" for name in read_package(wheel) if not name.startswith(f"{own}.dist-info/")}
    assert inside == list_tracked()
    beside = {name.removeprefix(f"{own}/") for name in read_package(sdist)} - inside
    assert beside - {"pyproject.toml.orig"} == {"LICENSE", "NOTICE", "PKG-INFO", "README.md", "pyproject.toml"}


def test_nothing_is_wrong_with_the_packages(wheel: Path, sdist: Path) -> None:
    assert [*find_problems(wheel), *find_problems(sdist)] == []


def test_a_build_is_the_same_again_and_without_the_sdist(wheel: Path, sdist: Path, tmp_path: Path) -> None:
    again = build(tmp_path / "again", repository=REPOSITORY)
    assert [package.read_bytes() for package in again] == [wheel.read_bytes(), sdist.read_bytes()]
    stage(tmp_path / "tree", repository=REPOSITORY, version=read_version())
    release.run_uv("build", "--quiet", "--wheel", "--out-dir", str(tmp_path), str(tmp_path / "tree"))
    assert (tmp_path / wheel.name).read_bytes() == wheel.read_bytes()


def test_the_readme_stands_alone(wheel: Path) -> None:
    files = read_package(wheel)
    (about,) = (files[name].decode() for name in files if name.endswith("/METADATA"))
    links = re.findall(r'\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"]+)"', about)
    assert len(links) > 10
    assert [link for link in map("".join, links) if not link.startswith(("https://", "#"))] == []
    assert f"Project-URL: Repository, {REPOSITORY}\n" in about
    ours = (link.partition(f"/v{read_version()}/")[2] for link in map("".join, links) if REPOSITORY in link)
    assert [place for place in ours if not (ROOT / re.split("[?#]", place)[0]).exists()] == []


def test_links_and_pictures_lead_out() -> None:
    page = '[a](docs/a.md#b) [c](https://c.example) [d](#d) ![e](e.svg) <img src="f.png">'
    assert lead_out(page, REPOSITORY, "1.2.3") == (
        f"[a]({REPOSITORY}/blob/v1.2.3/docs/a.md#b) [c](https://c.example) [d](#d) "
        "![e](https://raw.githubusercontent.com/OWNER/keypost/v1.2.3/e.svg?sanitize=true) "
        '<img src="https://raw.githubusercontent.com/OWNER/keypost/v1.2.3/f.png">'
    )


def test_what_does_not_belong_in_a_package_is_found(tmp_path: Path) -> None:
    package = tmp_path / "keypost-1-py3-none-any.whl"
    with zipfile.ZipFile(package, "w") as made:
        made.writestr("keypost/py.typed", "")
        made.writestr("keypost/__pycache__/a.pyc", "")
        made.writestr("keypost/where.py", "HOME = '/home/somebody/keypost'")
        made.writestr("keypost-1.dist-info/licenses/LICENSE", "")
    assert [problem.partition(": ")[2] for problem in find_problems(package)] == [
        "keypost/__pycache__/a.pyc doesn't belong there",
        "keypost/where.py names /home/somebody/",
        "src/keypost/reports/schemas/check.v1.schema.json is missing",
        "NOTICE is missing",
    ]


def test_what_is_missing_in_an_sdist_is_found(tmp_path: Path) -> None:
    package = tmp_path / "keypost-1.tar.gz"
    with tarfile.open(package, "w:gz"):
        pass
    assert len(list(find_problems(package))) == 4


def test_a_release_needs_a_heading_and_a_repository() -> None:
    assert [problem.split()[0] for problem in find_unready("99.0.0", None)] == ["CHANGELOG.md", "the"]


def test_a_release_that_is_not_ready_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert release.main(["--out", str(tmp_path / "dist")]) == 1
    assert "--repository" in capsys.readouterr().err
    assert not (tmp_path / "dist").exists()


def test_a_fresh_environment_checks_an_incident(minimal: Path, tmp_path: Path) -> None:
    assert run(minimal / "keypost", "--version", folder=tmp_path).stdout == f"keypost {read_version()}\n"
    checked = run(minimal / "keypost", "check", INCIDENT, folder=tmp_path)
    assert (checked.returncode, checked.stderr) == (1, "")
    assert checked.stdout.endswith("1 FAILS, 1 WORKS in 1 file\n")
    page = run(minimal / "keypost", "check", INCIDENT, "--format", "html", "--output", "page.html", folder=tmp_path)
    assert (page.returncode, page.stderr) == (1, "")
    assert "<script" in (tmp_path / "page.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("extra", EXTRAS)
def test_what_needs_an_extra_says_which(minimal: Path, tmp_path: Path, extra: str) -> None:
    done = run(minimal / "keypost", *EXTRAS[extra][0], folder=tmp_path)
    assert f'"keypost[{extra.partition(",")[0]}] @ SOURCE"' in " ".join((done.stdout + done.stderr).split())
    assert "Traceback" not in done.stderr
    assert done.returncode == 2
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("extra", EXTRAS)
def test_an_extra_brings_what_it_needs(wheel: Path, tmp_path: Path, extra: str) -> None:
    programs = install(wheel, tmp_path / "env", *extra.split(","))
    done = run(programs / "python", "-c", f"import {EXTRAS[extra][1]}", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_type_checkers_read_the_installed_library(minimal: Path, tmp_path: Path) -> None:
    (tmp_path / "sample.py").write_text(SAMPLE, encoding="utf-8")
    (tmp_path / "mistakes.py").write_text(MISTAKES, encoding="utf-8")
    mypy = Path(sys.executable).with_name("mypy")
    options = (
        "--strict",
        "--no-color-output",
        "--cache-dir",
        os.devnull,
        "--python-executable",
        str(minimal / "python"),
    )
    done = run(mypy, *options, "sample.py", "mistakes.py", folder=tmp_path)
    found = re.findall(r"^(\w+)\.py:(\d+): error:", done.stdout, re.MULTILINE)
    assert sorted(set(found)) == [("mistakes", str(line)) for line in (4, 5, 6, 7, 8)], done.stdout
