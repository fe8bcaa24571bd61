"""Which files a run reads, whatever stands in a folder."""

import os
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from keypost.errors import UnreadableInputError
from keypost.readers.files import (
    Chosen,
    InputFile,
    InputFolder,
    find_inputs,
    may_be_template,
    read_file,
    read_found,
)

TEMPLATE = b'{"Resources": {"A": {"Type": "AWS::SNS::Topic"}}}'


def make(folder: Path, *names: str, content: bytes = TEMPLATE) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def found(folder: Path) -> list[str]:
    return [str(Path(one.name).relative_to(folder)) for one in find_inputs([str(folder)])]


def test_a_folder_is_searched_in_order_and_below(tmp_path: Path) -> None:
    make(tmp_path, "b.yaml", "a.yml", "sub/c.json", "sub/deep/d.template", "notes.txt", "code.py")
    assert found(tmp_path) == ["a.yml", "b.yaml", "sub/c.json", "sub/deep/d.template"]


@pytest.mark.parametrize("name", [".git", "node_modules", ".venv", "__pycache__", "site-packages", ".hidden"])
def test_other_peoples_folders_are_passed_over(name: str, tmp_path: Path) -> None:
    make(tmp_path, f"{name}/a.yaml", f"x/{name}/b.yaml", "x/.hidden.yaml", "c.yaml")
    assert found(tmp_path) == ["c.yaml"]


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    make(tmp_path, "a/t.yaml")
    (tmp_path / "a/loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self.yaml").symlink_to(tmp_path / "self.yaml")
    (tmp_path / "selfdir").symlink_to(tmp_path / "selfdir")
    (tmp_path / "gone.yaml").symlink_to(tmp_path / "nowhere")
    assert found(tmp_path) == ["a/t.yaml"]


def test_a_file_named_twice_or_by_two_names_is_read_once(tmp_path: Path) -> None:
    make(tmp_path, "t.yaml")
    (tmp_path / "link.yaml").symlink_to(tmp_path / "t.yaml")
    name = str(tmp_path / "t.yaml")
    assert find_inputs([name, str(tmp_path), name]) == (InputFile(name, Chosen.NAMED),)


def test_a_named_file_is_taken_whatever_its_name(tmp_path: Path) -> None:
    make(tmp_path, ".git/x.txt")
    name = str(tmp_path / ".git/x.txt")
    assert find_inputs([name]) == (InputFile(name, Chosen.NAMED),)


def test_an_assembly_is_one_input(tmp_path: Path) -> None:
    make(tmp_path, "cdk.out/A.template.json", "t.yaml")
    make(tmp_path, "cdk.out/manifest.json", content=b'{"version": "1", "artifacts": {}}')
    make(tmp_path, "other/manifest.json", content=b'{"name": "web app"}')
    folder = str(tmp_path / "cdk.out")
    assert InputFolder(folder, Chosen.FOUND) in find_inputs([str(tmp_path)])
    assert found(tmp_path) == ["t.yaml", "cdk.out", "other/manifest.json"]
    assert find_inputs([folder]) == (InputFolder(folder, Chosen.NAMED),)
    assert find_inputs([f"{folder}/manifest.json"]) == (InputFolder(folder, Chosen.NAMED),)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_named_folder_must_be_readable(tmp_path: Path) -> None:
    make(tmp_path, "closed/t.yaml", "t.yaml")
    closed = tmp_path / "closed"
    closed.chmod(0)
    try:
        assert found(tmp_path) == ["t.yaml"]
        with pytest.raises(UnreadableInputError):
            find_inputs([str(closed)])
    finally:
        closed.chmod(0o700)


@pytest.mark.parametrize("name", ["missing.yaml", "a\0b", "x" * 5000, "folder"])
def test_what_cant_be_read_says_so(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(UnreadableInputError) as caught:
        read_file(str(tmp_path / name))
    assert caught.value.origin.file == str(tmp_path / name)
    assert caught.value.hint.en


def test_an_empty_path_is_refused() -> None:
    with pytest.raises(UnreadableInputError, match="a path is empty"):
        find_inputs(["t.yaml", ""])


def test_a_file_that_is_too_large_says_so(tmp_path: Path) -> None:
    make(tmp_path, "t.yaml")
    assert read_file(str(tmp_path / "t.yaml"), limit=len(TEMPLATE)) == TEMPLATE
    with pytest.raises(UnreadableInputError, match="larger than 3"):
        read_file(str(tmp_path / "t.yaml"), limit=3)


def test_a_found_file_that_is_too_large_or_gone_is_none(tmp_path: Path) -> None:
    large = tmp_path / "large.json"
    with large.open("wb") as stream:
        stream.truncate(3_000_000)
    assert read_found(str(large)) is None
    assert read_found(str(tmp_path / "gone.json")) is None


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(TEMPLATE)))
    assert find_inputs(["-", "-"]) == (InputFile("-", Chosen.NAMED),)
    assert read_file("-") == TEMPLATE


@pytest.mark.parametrize(
    ("content", "may"),
    [(TEMPLATE, True), (b"Resources: {}", False), (b"Type: x", False), (b"Resources Type \x00", False), (b"", False)],
)
def test_most_files_are_told_apart_without_parsing(content: bytes, may: bool) -> None:  # noqa: FBT001
    assert may_be_template(content) is may
