"""./x fetches the uv that uv.lock names for this machine, and no other."""

import io
import platform
import sys
import urllib.request
from pathlib import Path

import pytest

from support import bootstrap


@pytest.mark.parametrize(
    ("system", "libc", "machine", "tag"),
    [
        ("linux", "glibc", "x86_64", "manylinux_2_17_x86_64"),
        ("linux", "glibc", "aarch64", "aarch64"),
        ("linux", "", "x86_64", "musllinux_1_1_x86_64"),
        ("linux", "", "aarch64", "musllinux_1_1_aarch64"),
        ("darwin", "", "arm64", "macosx_11_0_arm64"),
        ("darwin", "", "x86_64", "macosx_10_12_x86_64"),
        ("win32", "", "AMD64", "win_amd64"),
    ],
)
def test_each_platform_has_its_wheel(
    system: str, libc: str, machine: str, tag: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend(monkeypatch, system=system, libc=libc, machine=machine)
    assert tag in bootstrap.choose_wheel(bootstrap.read_locked_uv()["wheels"])["url"]


def test_a_platform_without_a_wheel_is_told_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pretend(monkeypatch, system="linux", libc="glibc", machine="vax")
    with pytest.raises(SystemExit) as stopped:
        bootstrap.choose_wheel(bootstrap.read_locked_uv()["wheels"])
    assert stopped.value.code == 2
    assert capsys.readouterr().err == "x: uv.lock names no uv for this machine (manylinux_*vax); install uv\n"


def test_a_wheel_with_another_checksum_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(urllib.request, "urlopen", lambda _url, timeout: io.BytesIO(b"not uv"))  # noqa: ARG005
    with pytest.raises(SystemExit) as stopped:
        bootstrap.fetch_wheel({"url": "https://example.org/uv.whl", "hash": "sha256:0"})
    assert stopped.value.code == 2
    assert "uv.whl doesn't have the checksum that stands in uv.lock" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("said", "gist"),
    [
        ("error: No wheel\n  cause: offline\n  cause: no DNS\n\nhint: wait\n", "error: No wheel; cause: no DNS"),
        ("something broke\nbadly\n", "badly"),
        ("", "it said nothing"),
    ],
)
def test_a_failed_sync_is_told_in_one_line(said: str, gist: str, tmp_path: Path) -> None:
    log = tmp_path / "sync.log"
    log.write_text(said, encoding="utf-8")
    assert bootstrap.summarize(log) == gist


def test_an_installation_is_made_once_for_the_same_extras(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[tuple[str, ...]] = []
    monkeypatch.setattr(bootstrap, "run_uv", lambda _environment, *options: ran.append(options))
    for extras in ((), (), ("sam",), ("sam",), ()):
        bootstrap.install(str(tmp_path), *extras)
    assert [[option for option in options if "extra" in option] for options in ran] == [[], ["--extra=sam"], []]


def pretend(monkeypatch: pytest.MonkeyPatch, *, system: str, libc: str, machine: str) -> None:
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(platform, "libc_ver", lambda: (libc, ""))
    monkeypatch.setattr(platform, "machine", lambda: machine)
