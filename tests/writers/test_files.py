"""Files are written all or none, and nothing is left beside them."""

import os
import stat
from pathlib import Path

import pytest

from keypost.writers.files import Unwritten, write_files


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_files_are_written_as_they_are_given(tmp_path: Path) -> None:
    one, two = tmp_path / "one.yaml", tmp_path / "two.yaml"
    one.write_text("old")
    assert write_files({str(one): "a: アラーム\r\n", str(two): "new\n"}) is None
    assert one.read_bytes() == "a: アラーム\r\n".encode()
    assert two.read_bytes() == b"new\n"
    assert names(tmp_path) == ["one.yaml", "two.yaml"]


def test_a_file_keeps_its_mode(tmp_path: Path) -> None:
    file = tmp_path / "t.yaml"
    file.write_text("old")
    file.chmod(0o640)
    assert write_files({str(file): "new"}) is None
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_a_new_file_gets_the_mode_of_any_new_file(tmp_path: Path) -> None:
    usual = tmp_path / "usual"
    usual.write_text("")
    assert write_files({str(tmp_path / "new"): ""}) is None
    assert (tmp_path / "new").stat().st_mode == usual.stat().st_mode


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    file, link = tmp_path / "folder" / "t.yaml", tmp_path / "link.yaml"
    file.write_text("old")
    link.symlink_to(file)
    assert write_files({str(link): "new"}) is None
    assert link.is_symlink()
    assert file.read_text() == "new"


@pytest.mark.parametrize("bad", ["missing/t.yaml", "folder", "\0", "no\udc80utf8"])
def test_nothing_is_written_where_one_file_cannot_be(tmp_path: Path, bad: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "one.yaml").write_text("old")
    failing = str(tmp_path / bad)
    unwritten = write_files({str(tmp_path / "one.yaml"): "new", failing: "new\udc80" if "utf8" in bad else "new"})
    assert isinstance(unwritten, Unwritten)
    assert unwritten.file == failing
    assert unwritten.reason
    assert (tmp_path / "one.yaml").read_text() == "old"
    assert names(tmp_path) == ["folder", "one.yaml"]


def test_a_file_that_may_not_be_written_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "t.yaml"
    file.write_text("old")
    file.chmod(0o444)
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    assert write_files({str(file): "new"}) == Unwritten(str(file), "Permission denied")
    assert file.read_text() == "old"


def test_what_was_replaced_comes_back_when_a_later_file_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [tmp_path / name for name in ("a", "b", "c")]
    files[1].write_text("old")
    files[2].write_text("old")
    replace = Path.replace

    def fail_on_c(source: Path, target: Path) -> Path:
        if target.name == "c":
            raise OSError(28, "No space left on device")
        return replace(source, target)

    monkeypatch.setattr(Path, "replace", fail_on_c)
    assert write_files({str(file): "new" for file in files}) == Unwritten(str(files[2]), "No space left on device")
    assert names(tmp_path) == ["b", "c"]
    assert [file.read_text() for file in files[1:]] == ["old", "old"]


@pytest.mark.parametrize("call", [1, 2, 3])
def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: int) -> None:
    file, new = tmp_path / "t.yaml", tmp_path / "new.yaml"
    file.write_text("old")
    calls = []

    def fail(_number: int) -> None:
        calls.append(_number)
        if len(calls) == call:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    assert isinstance(write_files({str(file): "new", str(new): "new"}), Unwritten)
    assert file.read_text() == "old"
    assert names(tmp_path) == ["t.yaml"]
