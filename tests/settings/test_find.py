"""The config file: where it is found, and what is told of one that says something wrong."""

import os
from pathlib import Path

import pytest

from keypost.errors import KeypostError
from keypost.settings.find import Settings, read_settings

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
    write(below, "[tool.keypost-other]\nkeypost = 1\n", "pyproject.toml")
    assert read_settings(None, start=str(below)).lang == "ja"
    assert read_settings(str(below / "pyproject.toml")) == Settings()


@pytest.mark.parametrize(
    "text",
    [
        '[tool.keypost]\nlang = "ja"\n',
        "[ tool . \"keypost\" ]\nlang = 'ja'\n",
        "[tool]\nkeypost.lang = 'ja'\n",
        "[tool]\nkeypost = {lang = 'ja'}\n",
        "tool = { keypost = { lang = 'ja' } }\n",
        "\ufefftool.keypost.lang = 'ja'\n",
    ],
)
def test_the_table_is_found_however_it_is_written(tmp_path: Path, text: str) -> None:
    write(tmp_path, text, "pyproject.toml")
    assert read_settings(None, start=str(tmp_path)).lang == "ja"


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
        (IGNORE + 'until = "20260101"\n', 4, "`until` has to be a date"),
        (IGNORE + 'until = "tomorrow"\n', 4, "`until` has to be a date"),
        (IGNORE + "until = 2026-02-30\n", 4, "Invalid date"),
        (IGNORE + "until = 2026-01-01T00:00:00\n", 4, "`until` has to be a date"),
        ('ignore = "all"\n', 1, "`ignore` has to be a table"),
        ("\na = = 1\n", 2, "no valid TOML"),
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


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ('acount = "1"\n', "did you mean `account`?"),
        ('fail_on = "never"\n', "did you mean `fail-on`?"),
        ("colour = 1\n", "the settings are `account`, `region`"),
        ('fail-on = "fail"\n', "did you mean `fails`?"),
        ('[[ignore]]\nrule = "deny-hit-service"\nreason = "x"\n', "did you mean `deny-hits-service`?"),
        ('[[ignore]]\nrule = ["*", "xyz"]\nreason = "x"\n', "`keypost rules` lists them"),
        (IGNORE + 'path = "sns-to-sqss"\n', "did you mean `sns-to-sqs`?"),
        (IGNORE + 'path = "xyz"\n', "`keypost paths` lists them"),
        (IGNORE + "resource = ''\n", "leave the key out"),
        ('[ignore]\nrule = "*"\nreason = "x"\n', "docs/configuration.md"),
        ("[parameters]\nEnv = 1\n", "docs/configuration.md"),
        ('[parameters]\n"a b" = "1"\n', "a name has letters"),
        ('paths = "infra"\n', "docs/configuration.md"),
    ],
)
def test_what_was_meant_is_told(tmp_path: Path, text: str, hint: str) -> None:
    with pytest.raises(KeypostError) as refused:
        read_settings(str(write(tmp_path, text)))
    assert hint in refused.value.hint.en


def test_paths_start_from_the_folder_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "infra").mkdir()
    write(tmp_path, 'paths = ["infra", "/srv/templates"]\nbaseline = "ci/known.json"\n' + IGNORE + 'file = "infra/*"\n')
    monkeypatch.chdir(tmp_path)
    here = read_settings(None)
    assert (here.paths, here.baseline, here.file) == (("infra", "/srv/templates"), "ci/known.json", "keypost.toml")
    monkeypatch.chdir(tmp_path / "infra")
    below = read_settings(None)
    assert (below.paths, below.baseline) == ((".", "/srv/templates"), "../ci/known.json")
    assert below.folder == str(tmp_path)
    assert below.suppressions[0].folders == (str(tmp_path), str(tmp_path / "infra"))


def test_values_of_all_kinds(tmp_path: Path) -> None:
    text = 'exclude = ["fixtures"]\n[parameters]\nEnv = "prod"\nEmpty = ""\n' + IGNORE
    settings = read_settings(str(write(tmp_path, text + 'until = "2026-12-31"\npath = "sns-to-sqs"\n')))
    assert (settings.exclude, dict(settings.parameters)) == (("fixtures",), {"Env": "prod", "Empty": ""})
    assert (settings.suppressions[0].until, settings.suppressions[0].path) == ("2026-12-31", "sns-to-sqs")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a = " + b"[" * 100_000, "no valid TOML"),
        (b"a = " + b"9" * 5_000, "no valid TOML"),
        (b'a = "\x00"', "no valid TOML"),
        (b"#" * 1_000_001, "larger than 1000000 bytes"),
        (b'"' + b"a" * 100_000 + b'" = 1', "there is no setting `aaa"),
        ("'\u202e<script>' = 1".encode(), "there is no setting"),
    ],
)
def test_hostile_files_are_refused_in_one_message(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "keypost.toml"
    path.write_bytes(content)
    with pytest.raises(KeypostError) as refused:
        read_settings(None, start=str(tmp_path))
    assert message in refused.value.message.en
    assert len(refused.value.message.en) < 300


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_a_pipe_that_nobody_writes_to_stops_nothing(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "keypost.toml")
    assert read_settings(None, start=str(tmp_path)).suppressions == ()


def test_a_link_that_leads_back_to_itself_is_told(tmp_path: Path) -> None:
    (tmp_path / "keypost.toml").symlink_to("keypost.toml")
    with pytest.raises(KeypostError) as refused:
        read_settings(None, start=str(tmp_path))
    assert "can't be read" in refused.value.message.en


def test_a_folder_that_is_gone_has_no_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert read_settings(None) == Settings()
    with pytest.raises(KeypostError):
        read_settings("keypost.toml")
