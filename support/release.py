"""What goes to a package index: sdist and wheel, built from what git tracks, and looked through before they leave.

`./x python -m support.release --repository https://github.com/OWNER/keypost` writes them to dist/. There the README
stands alone, so that its links and pictures become whole addresses below the repository, at the tag of the version.
`--draft` builds a version whose heading the changelog doesn't have yet.
"""

import argparse
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

from support.console_blocks import ROOT

UV = Path(sys.executable).with_name("uv")
PACKED = ("src", "pyproject.toml", "README.md", "LICENSE", "NOTICE")
PICTURES = (".svg", ".png")
LINK = re.compile(r'(\]\(|\b(?:src|srcset|href)=")(?!https?://|mailto:|#)([^)\s"]+)')
# What no package may hold: places on the machine that built it.
PLACES = re.compile(rb"/(?:home|root|Users|tmp|work)/[a-z0-9_.-]+/", re.IGNORECASE)
LARGEST = 4_000_000


def main(arguments: list[str]) -> int:
    """Build into the folder that is named; return 0 when what came out may be published."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repository", help="the address of the repository on GitHub")
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    parser.add_argument("--draft", action="store_true")
    options = parser.parse_args(arguments)
    version = read_version()
    problems = [] if options.draft else list(find_unready(version, options.repository))
    if not problems:
        wheel, sdist = build(options.out, repository=options.repository)
        problems = [*find_problems(wheel), *find_problems(sdist)]
        print(f"{wheel}\n{sdist}")
    for problem in problems:
        print(f"release: {problem}", file=sys.stderr)
    return int(bool(problems))


def read_version() -> str:
    """Return the version that pyproject.toml declares."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])


def find_unready(version: str, repository: str | None) -> Iterator[str]:
    """Yield what keeps this version from being released."""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    if not re.search(rf"^## {re.escape(version)} - \d{{4}}-\d\d-\d\d$", changelog, re.MULTILINE):
        yield f"CHANGELOG.md has no heading `## {version} - YYYY-MM-DD`"
    if repository is None:
        yield "the README's links need `--repository https://github.com/OWNER/keypost`"


def build(out: Path, *, repository: str | None = None) -> tuple[Path, Path]:
    """Return the wheel, which is built from the sdist, and the sdist."""
    version = read_version()
    with tempfile.TemporaryDirectory() as folder:
        stage(Path(folder), repository=repository, version=version)
        run_uv("build", "--quiet", "--out-dir", str(out), folder)
    return out / f"keypost-{version}-py3-none-any.whl", out / f"keypost-{version}.tar.gz"


def stage(folder: Path, *, repository: str | None, version: str) -> None:
    """Copy what is packed, as far as git tracks it, with whole addresses where a repository is named."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", *PACKED],  # noqa: S607 -- git is looked up where the user has it
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((ROOT / name).read_bytes())
    if repository is not None:
        readme, project = folder / "README.md", folder / "pyproject.toml"
        readme.write_text(lead_out(readme.read_text(encoding="utf-8"), repository, version), encoding="utf-8")
        project.write_text(name_places(project.read_text(encoding="utf-8"), repository, version), encoding="utf-8")


def lead_out(text: str, repository: str, version: str) -> str:
    """Return a page of the repository's root with whole addresses for its links and pictures."""
    raw = repository.replace("https://github.com/", "https://raw.githubusercontent.com/")

    def lead(link: re.Match[str]) -> str:
        start, place = link.groups()
        if not place.endswith(PICTURES):
            return f"{start}{repository}/blob/v{version}/{place}"
        # GitHub serves an SVG as a picture, and not as text, on this request only.
        return f"{start}{raw}/v{version}/{place}{'?sanitize=true' if place.endswith('.svg') else ''}"

    return LINK.sub(lead, text)


def name_places(project: str, repository: str, version: str) -> str:
    """Return pyproject.toml with the places that a package index shows beside the description."""
    at = f"{repository}/blob/v{version}"
    places = {
        "Repository": repository,
        "Documentation": f"{at}/docs/README.md",
        "Changelog": f"{at}/CHANGELOG.md",
        "Issues": f"{repository}/issues",
    }
    lines = "".join(f'{name} = "{address}"\n' for name, address in places.items())
    return project.replace(
        "[project.optional-dependencies]", f"[project.urls]\n{lines}\n[project.optional-dependencies]"
    )


def run_uv(*arguments: str) -> None:
    """Run uv as the environment has it."""
    subprocess.run([UV, *arguments], check=True)


def find_problems(package: Path) -> Iterator[str]:
    """Yield what a package holds that it mustn't, and what it lacks."""
    files = read_package(package)
    for name, content in files.items():
        if "__pycache__" in name or name.endswith(".pyc") or "/tests/" in f"/{name}":
            yield f"{package.name}: {name} doesn't belong there"
        for place in PLACES.findall(content):
            yield f"{package.name}: {name} names {place.decode()}"
    names = {name.partition("/")[2] if package.name.endswith(".gz") else f"src/{name}" for name in files}
    for name in ("src/keypost/py.typed", "src/keypost/reports/schemas/check.v1.schema.json"):
        if name not in names:
            yield f"{package.name}: {name} is missing"
    for name in ("LICENSE", "NOTICE"):
        if not any(one.endswith(f"/{name}") for one in files):
            yield f"{package.name}: {name} is missing"
    if package.stat().st_size > LARGEST:
        yield f"{package.name} is larger than {LARGEST} bytes"


def read_package(package: Path) -> dict[str, bytes]:
    """Return the files of a wheel or an sdist, by name."""
    if package.name.endswith(".whl"):
        with zipfile.ZipFile(package) as wheel:
            return {name: wheel.read(name) for name in wheel.namelist() if not name.endswith("/")}
    with tarfile.open(package) as sdist:
        members = {member.name: sdist.extractfile(member) for member in sdist.getmembers()}
        return {name: stream.read() for name, stream in members.items() if stream is not None}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
