"""A deciding room below 95 % of lines or branches fails the check, and so does one that nobody measured."""

import json
from pathlib import Path

import pytest

from support import coverage_floor


def write_report(folder: Path, **rooms: tuple[int, int]) -> Path:
    """Write a report with so many of 100 lines and of 100 branches covered in each room."""
    summaries = {
        f"src/keypost/{room}/module.py": {
            "summary": {
                "covered_lines": lines,
                "num_statements": 100,
                "covered_branches": branches,
                "num_branches": 100,
            }
        }
        for room, (lines, branches) in rooms.items()
    }
    report = folder / "coverage.json"
    report.write_text(json.dumps({"files": summaries}), encoding="utf-8")
    return report


@pytest.mark.parametrize(
    ("policy", "exit_code"), [((95, 95), 0), ((100, 94), 1), ((94, 100), 1)], ids=["enough", "branches", "lines"]
)
def test_each_figure_has_its_floor(policy: tuple[int, int], exit_code: int, tmp_path: Path) -> None:
    report = write_report(tmp_path, policy=policy, estate=(100, 100), checker=(100, 100))
    assert coverage_floor.main(report) == exit_code


def test_a_room_that_was_not_measured_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert coverage_floor.main(write_report(tmp_path, policy=(100, 100), estate=(100, 100))) == 1
    assert "src/keypost/checker/ was not measured" in capsys.readouterr().out


def test_a_missing_report_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert coverage_floor.main(tmp_path / "coverage.json") == 1
    assert "the tests have not been measured" in capsys.readouterr().out
