"""Edits turn deliveries and leave the files alone; what can't be read changes nothing."""

import shutil
from pathlib import Path

import pytest

from keypost.checker.verdict import Verdict
from keypost.errors import UnreadableInputError
from keypost.serve.desk import Asked, Desk, Turn

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
BROKEN = EXAMPLES / "3-backup-vault-deny" / "broken.yaml"


@pytest.fixture
def file(tmp_path: Path) -> str:
    return str(shutil.copy(BROKEN, tmp_path / "vault.yaml"))


@pytest.fixture
def desk(file: str) -> Desk:
    return Desk(Asked((file,)))


def list_verdicts(desk: Desk) -> list[Verdict]:
    return [one.verdict for one in desk.seen.result.deliveries]


def test_a_fix_is_tried_and_undone(desk: Desk, file: str) -> None:
    version = desk.version
    desk.try_fix(fix=0, candidate=0)
    assert list_verdicts(desk) == [Verdict.WORKS]
    assert desk.list_turns() == [Turn(0, Verdict.FAILS)]
    assert desk.version != version
    assert "+                aws:PrincipalIsAWSService: 'false'" in desk.render_diff()
    assert Path(file).read_bytes() == BROKEN.read_bytes()
    desk.reset()
    assert (list_verdicts(desk), desk.list_turns(), desk.render_diff()) == ([Verdict.FAILS], [], "")


def test_a_fix_is_found_for_what_is_edited(desk: Desk, file: str) -> None:
    desk.edit({file: desk.list_texts()[file].replace("NobodyElse", "OnlyAdmins")})
    desk.try_fix(fix=0, candidate=0)
    assert "OnlyAdmins" in desk.edits[file]
    assert list_verdicts(desk) == [Verdict.WORKS]


def test_an_edit_taken_back_is_none(desk: Desk, file: str) -> None:
    text = desk.list_texts()[file]
    desk.edit({file: text + "\n# more\n"})
    desk.edit({file: text})
    assert desk.edits == {}


@pytest.mark.parametrize("text", ["Resources: [", "", "- a list"])
def test_what_cant_be_read_changes_nothing(desk: Desk, file: str, text: str) -> None:
    with pytest.raises(UnreadableInputError):
        desk.edit({file: text})
    assert (desk.edits, list_verdicts(desk)) == ({}, [Verdict.FAILS])


def test_in_a_folder_too_what_cant_be_read_changes_nothing(file: str) -> None:
    shutil.copy(BROKEN, Path(file).with_name("other.yaml"))
    desk = Desk(Asked((str(Path(file).parent),)))
    with pytest.raises(UnreadableInputError):
        desk.edit({file: "Resources: ["})
    assert list_verdicts(desk) == [Verdict.FAILS, Verdict.FAILS]


@pytest.mark.parametrize("name", ["/etc/passwd", "vault.yaml", ""])
def test_no_other_file_is_edited(desk: Desk, name: str) -> None:
    with pytest.raises(UnreadableInputError):
        desk.edit({name: "Resources: {}"})


@pytest.mark.parametrize(("fix", "candidate"), [(7, 0), (0, 99), (-1, 0), (0, -1)])
def test_a_fix_that_isnt_there_is_refused(desk: Desk, fix: int, candidate: int) -> None:
    with pytest.raises(UnreadableInputError):
        desk.try_fix(fix=fix, candidate=candidate)


def test_a_file_that_changes_is_read_again_under_the_edits(desk: Desk, file: str) -> None:
    assert desk.refresh() is None
    shutil.copy(EXAMPLES / "3-backup-vault-deny" / "repaired.yaml", file)
    version = desk.version
    assert desk.refresh() is None
    assert list_verdicts(desk) == [Verdict.WORKS]
    assert desk.version != version
    Path(file).write_text("Resources: [", encoding="utf-8")
    assert isinstance(desk.refresh(), UnreadableInputError)
    assert list_verdicts(desk) == [Verdict.WORKS]


def test_terraform_and_plans_cant_be_edited() -> None:
    folder = EXAMPLES / "terraform" / "4-queue-fan-out" / "broken"
    assert Desk(Asked((str(folder),))).list_texts() == {}
