"""From paths to a reading: what stops a run, what leaves a gap, what is passed over."""

import sys
import time
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from keypost.errors import UnreadableInputError
from keypost.readers.read import read_paths
from tests.readers.reading import HERE, read, write

GOOD = {"T": {"Type": "AWS::SNS::Topic"}}
BROKEN = "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  T: {Type: AWS::SNS::Topic\n"


def test_files_are_named_as_they_were_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"x/t.json": GOOD})
    monkeypatch.chdir(tmp_path)
    reading = read_paths(["x"], HERE)
    assert reading.files == ("x/t.json",)
    assert str(reading.cases[0].estate.resources[0].origin) == "x/t.json:1"


@pytest.mark.parametrize(
    "content",
    ["", "[1, 2]", "just text", "a: 1", '{"Resources": []}', BROKEN, "Resources: {A: *x}", "\x00\x01", "%PDF-1.4"],
)
def test_a_named_file_that_isnt_a_template_stops_the_run(content: str, tmp_path: Path) -> None:
    write(tmp_path, {"t.yaml": content})
    with pytest.raises(UnreadableInputError) as caught:
        read_paths([str(tmp_path / "t.yaml")], HERE)
    assert caught.value.origin.file == str(tmp_path / "t.yaml")


def test_a_missing_file_stops_the_run_although_others_are_fine(tmp_path: Path) -> None:
    write(tmp_path, {"t.json": GOOD})
    with pytest.raises(UnreadableInputError, match="doesn't exist"):
        read_paths([str(tmp_path / "t.json"), str(tmp_path / "no.json")], HERE)


def test_bytes_that_arent_text_stop_the_run(tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_bytes(b"Resources:\n  T:\n    Type: \xff\xfe\n")
    with pytest.raises(UnreadableInputError):
        read_paths([str(tmp_path / "t.yaml")], HERE)


def test_other_files_of_a_folder_are_passed_over(tmp_path: Path) -> None:
    files = {
        "t.json": GOOD,
        "package.json": '{"name": "x"}',
        "values.yaml": "image: {{ .Values.image }}\n",
        "broken.json": "{",
        "openapi.yaml": "openapi: 3.1.0\ncomponents: {}\n",
        "binary.template": "Resources Type \x00",
    }
    reading = read(tmp_path, files)
    assert reading.files == (str(tmp_path / "t.json"),)
    assert not reading.gaps


def test_a_broken_template_of_a_folder_leaves_a_gap_and_the_others_are_read(tmp_path: Path) -> None:
    reading = read(tmp_path, {"t.json": GOOD, "broken.yaml": BROKEN})
    (gap,) = reading.gaps
    assert gap.what == gap.origin.file == str(tmp_path / "broken.yaml")
    assert gap.origin.line
    assert gap.is_input
    assert reading.files == (str(tmp_path / "t.json"),)


def test_a_folder_whose_only_template_is_broken_stops_the_run(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInputError) as caught:
        read(tmp_path, {"broken.yaml": BROKEN, "note.txt": "x"})
    assert caught.value.origin.line


def test_a_folder_without_templates_stops_the_run(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInputError, match="no CloudFormation template"):
        read(tmp_path, {"note.txt": "x"})


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(b'{"Resources": {"T": {"Type": "AWS::SNS::Topic"}}}')))
    reading = read_paths(["-"], HERE)
    assert [one.id for one in reading.cases[0].estate.resources] == ["T"]


def test_progress_tells_what_comes_next(tmp_path: Path) -> None:
    write(tmp_path, {"a.json": GOOD, "b.json": GOOD})
    told: list[tuple[int, int, str]] = []
    read_paths([str(tmp_path)], HERE, progress=lambda done, total, name: told.append((done, total, Path(name).name)))
    assert told == [(0, 2, "a.json"), (1, 2, "b.json"), (2, 2, "")]


def test_a_big_folder_is_searched_fast(tmp_path: Path) -> None:
    files: dict[str, object] = {f"d{number % 20}/f{number}.json": '{"a": 1}' for number in range(600)}
    write(tmp_path, {**files, "t.json": GOOD})
    started = time.process_time()
    read_paths([str(tmp_path)], HERE)
    assert time.process_time() - started < 2


def test_a_type_that_no_path_speaks_of_is_a_resource_all_the_same(tmp_path: Path) -> None:
    reading = read(tmp_path, {"t.json": {"V": {"Type": "AWS::EC2::VPC"}, "C": {"Type": "Custom::Thing"}}})
    resources = reading.cases[0].estate.resources
    assert [one.attributes["type"] for one in resources] == ["AWS::EC2::VPC", "Custom::Thing"]
