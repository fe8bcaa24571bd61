"""What a search of folders leaves out."""

from pathlib import Path

import pytest

from keypost.errors import KeypostError
from keypost.readers.excluded import Excluded
from keypost.readers.files import find_inputs
from keypost.readers.options import ReadOptions
from keypost.readers.read import read_paths

FILES = ("app.yaml", "app.test.yaml", "infra/vault.yaml", "infra/fixtures/broken.yaml", "module/main.tf")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    return tmp_path


@pytest.mark.parametrize(
    ("patterns", "left_out"),
    [
        ((), set()),
        (("fixtures",), {"infra/fixtures/broken.yaml"}),
        (("fixtures/",), {"infra/fixtures/broken.yaml"}),
        (("./infra",), {"infra/vault.yaml", "infra/fixtures/broken.yaml"}),
        (("infra/*",), {"infra/vault.yaml", "infra/fixtures/broken.yaml"}),
        (("infra/fix*",), {"infra/fixtures/broken.yaml"}),
        (("*.test.yaml",), {"app.test.yaml"}),
        (("module", "app.*"), {"module", "app.yaml", "app.test.yaml"}),
        (("main.tf",), {"module"}),
        (("nothing/vault.yaml",), set()),
    ],
)
def test_patterns_start_from_their_folder(folder: Path, patterns: tuple[str, ...], left_out: set[str]) -> None:
    everything = {one.name.removeprefix("./") for one in find_inputs(["."])}
    found = {one.name.removeprefix("./") for one in find_inputs(["."], Excluded(patterns, str(folder)))}
    assert everything - found == left_out


def test_the_folder_may_be_above(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder / "infra")
    found = find_inputs(["."], Excluded(("infra/fixtures",), str(folder)))
    assert [one.name for one in found] == ["./vault.yaml"]


def test_what_is_named_is_read_all_the_same(folder: Path) -> None:
    excluded = Excluded(("fixtures", "broken.yaml"), str(folder))
    assert [one.name for one in find_inputs(["infra/fixtures/broken.yaml"], excluded)] == ["infra/fixtures/broken.yaml"]


def test_a_search_that_leaves_out_everything_is_told(folder: Path) -> None:
    with pytest.raises(KeypostError, match="no CloudFormation template"):
        read_paths(["."], ReadOptions(excluded=Excluded(("*",), str(folder))))
