"""The releases of moto that the endpoint runs on; `MOTO_VERSIONS=all` (or a list) runs all its tests on each."""

import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest

from keypost.endpoint.store.expected import expect_release
from keypost.endpoint.store.silence import StoreChangedError
from support.console_blocks import ROOT

UV = str(Path(sys.executable).with_name("uv"))
_WANTED = os.environ.get("MOTO_VERSIONS", "")


def read_range() -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the first release that pyproject.toml takes, and the first that it doesn't."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    (moto,) = (one for one in extras["local"] if one.startswith("moto["))
    found = re.fullmatch(r"moto\[.*\]>=([0-9.]+),<([0-9.]+)", moto)
    assert found is not None
    return split(found.group(1)), split(found.group(2))


def split(release: str) -> tuple[int, ...]:
    return tuple(int(part) for part in release.split("."))


def list_releases() -> list[str]:
    """Return the releases that are asked for; `all`: those that PyPI has in the range."""
    if _WANTED != "all":
        return _WANTED.split(",")
    words = [UV, "tool", "run", "pip", "index", "versions", "moto"]
    told = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    (line,) = (line for line in told.splitlines() if line.startswith("Available versions:"))
    first, beyond = read_range()
    return [one for one in line.partition(":")[2].replace(" ", "").split(",") if first <= split(one) < beyond]


def test_the_installed_release_is_in_the_range_and_has_what_is_used() -> None:
    first, beyond = read_range()
    assert first <= split(version("moto")) < beyond
    expect_release()


def test_a_release_that_lacks_something_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("keypost.endpoint.store.expected._EXPECTED", {"kms/models.py": ("def decide_by_chance",)})
    with pytest.raises(StoreChangedError) as raised:
        expect_release()
    assert raised.value.message.en.endswith("it lacks def decide_by_chance (moto/kms/models.py)")
    assert raised.value.hint.ja


@pytest.mark.skipif(not _WANTED, reason="MOTO_VERSIONS names no releases of moto: `all`, or a list such as 5.2.5,5.2.6")
def test_every_release_is_run_on(tmp_path: Path) -> None:
    failed = {}
    for release in list_releases():
        folder = tmp_path / release
        uv = [UV, "pip", "install", "-q", "--no-deps", "--target", str(folder), f"moto=={release}"]
        subprocess.run(uv, check=True)
        environment = {name: value for name, value in os.environ.items() if name != "MOTO_VERSIONS"}
        words = [sys.executable, "-m", "pytest", "tests/endpoint", "-n", "1", "-q", "-p", "no:cacheprovider"]
        done = subprocess.run(
            words, cwd=ROOT, env=environment | {"PYTHONPATH": str(folder)}, capture_output=True, text=True, check=False
        )
        if done.returncode:
            failed[release] = done.stdout[-2000:]
    assert not failed, failed
