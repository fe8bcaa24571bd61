"""Worlds: the same resources read from each kind of input must give the same estate, `estate.json`."""

import json
from pathlib import Path

import pytest

from keypost.readers.read import read_paths
from tests.readers.reading import HERE
from tests.readers.worlds import describe

WORLDS = sorted(path for path in (Path(__file__).parents[1] / "worlds").iterdir() if (path / "estate.json").exists())


@pytest.mark.parametrize("world", WORLDS, ids=lambda path: path.name)
def test_a_template_reads_to_the_world(world: Path) -> None:
    (case,) = read_paths([str(world / "template.yaml")], HERE).cases
    assert describe(case.estate) == json.loads((world / "estate.json").read_text(encoding="utf-8"))
