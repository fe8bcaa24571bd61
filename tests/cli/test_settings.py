from pathlib import Path

import pytest

from keypost.cli.settings import Settings, read_settings
from keypost.cli.toml_lines import find_line
from keypost.errors import KeypostError

IGNORE = '[[ignore]]\nrule = "deny-hits-service"\nreason = "until the new vault"\n'


def write(folder: Path, text: str, name: str = "keypost.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_no_file_means_no_settings(tmp_path: Path) -> None:
    assert read_settings(None, start=str(tmp_path)) == Settings()


def test_the_nearest_file_counts(tmp_path: Path) -> None:
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    write(tmp_path, 'region = "us-east-1"\n')
    assert read_settings(None, start=str(below)).region == "us-east-1"
    write(tmp_path / "a", '[tool.keypost]\nregion = "eu-west-1"\n', "pyproject.toml")
    assert read_settings(None, start=str(below)).region == "eu-west-1"
    write(tmp_path / "a", 'region = "eu-west-2"\n')
    assert read_settings(None, start=str(below)).region == "eu-west-2"


def test_a_pyproject_without_keypost_is_passed_over(tmp_path: Path) -> None:
    below = tmp_path / "a"
    below.mkdir()
    write(below, "[tool.other\nthis is no TOML", "pyproject.toml")
    write(tmp_path, 'lang = "ja"\n')
    assert read_settings(None, start=str(below)).lang == "ja"
    assert read_settings(str(below / "pyproject.toml")) == Settings()


def test_a_suppression_has_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(
        tmp_path,
        'lang = "en"\n\n' + IGNORE + 'file = "infra/*.yaml"\nresource = "Vault"\nuntil = 2026-12-31\n\n' + IGNORE,
    )
    first, second = read_settings(None).suppressions
    assert (first.rules, first.reason, first.until) == (("deny-hits-service",), "until the new vault", "2026-12-31")
    assert (first.file, first.resource) == ("infra/*.yaml", "Vault")
    assert str(first.origin) == "keypost.toml:3"
    assert (str(second.origin), second.until, second.file) == ("keypost.toml:10", None, None)


def test_every_rule_can_be_meant(tmp_path: Path) -> None:
    write(tmp_path, '[[ignore]]\nrule = "*"\nreason = "a sandbox"\n')
    assert read_settings(None, start=str(tmp_path)).suppressions[0].rules == ("*",)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('acount = "1"\n', 1, "there is no setting `acount`"),
        ('account = "1"\n', 1, "`1` is no account id"),
        ("\naccount = 111122223333\n", 2, "`account` has to be a text in quotes"),
        ('region = "tokyo"\n', 1, "`tokyo` is no Region"),
        ('lang = "fr"\n', 1, "`fr` is none of `en`, `ja`"),
        ('lang = "ja"\nfail-on = "x"\n', 2, "`x` is none of"),
        ('[[ignore]]\nreason = "x"\n', 1, "needs a `rule`"),
        ('[[ignore]]\nrule = "deny-hits-service"\n', 1, "needs a `reason`"),
        ('[[ignore]]\nrule = "deny-hits-service"\nreason = " "\n', 1, "needs a `reason`"),
        (IGNORE + "\n[[ignore]]\nreason = 'x'\nrule = 'no-such-rule'\n", 7, "there is no rule `no-such-rule`"),
        (IGNORE + "\n# comment\nuntill = 2026-01-01\n", 6, "there is no setting `untill`"),
        (IGNORE + 'until = "2026-01-01"\n', 4, "`until` has to be a date"),
        (IGNORE + "until = 2026-01-01T00:00:00\n", 4, "`until` has to be a date"),
        ('ignore = "all"\n', 1, "`ignore` has to be a table"),
        ("a = = 1\n", None, "no valid TOML"),
    ],
)
def test_a_slip_is_told_with_its_line(tmp_path: Path, text: str, line: int | None, message: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(KeypostError) as refused:
        read_settings(str(path))
    assert message in refused.value.message.en
    assert (refused.value.origin.file, refused.value.origin.line) == (str(path), line)
    assert refused.value.hint.ja


@pytest.mark.parametrize("name", ["missing.toml", ".", "latin.toml"])
def test_a_named_file_has_to_be_readable(tmp_path: Path, name: str) -> None:
    (tmp_path / "latin.toml").write_bytes(b"\xff\xfe\xe9")
    with pytest.raises(KeypostError) as refused:
        read_settings(str(tmp_path / name))
    assert "can't be read" in refused.value.message.en


@pytest.mark.parametrize("text", ["[tool]\nkeypost = 'tool.keypost'\n"])
def test_the_table_has_to_be_one(tmp_path: Path, text: str) -> None:
    path = write(tmp_path, text, "pyproject.toml")
    with pytest.raises(KeypostError, match="has to be"):
        read_settings(str(path))


def test_lines_of_pyproject_are_found_below_the_table() -> None:
    text = '[project]\nname = "x"\n\n[tool.keypost]\nlang = "ja"\n\n[[tool.keypost.ignore]]\nrule = "a"\n[tool.x]\n'
    assert find_line(text, ("tool", "keypost", "lang")) == 5
    assert find_line(text, ("tool", "keypost", "ignore", 0, "rule")) == 8
    assert find_line(text, ("tool", "keypost", "ignore", 0, "missing")) == 7
    assert find_line(text, ("nothing",)) is None
    assert find_line('a.b = 1\n"c d" = 2\n', ("a", "b")) == 1
    assert find_line('a.b = 1\n"c d" = 2\n', ("c d",)) == 2
