import json

import pytest

from keypost.checker.rules.registry import RULES
from keypost.cli import rules
from keypost.cli.parser import Parser
from keypost.errors import UsageError


def run(*arguments: str, language: str = "en") -> int:
    parser = Parser("rules", summary=rules.SUMMARY, language=language)
    rules.add_arguments(parser)
    return rules.run(parser.read(arguments))


@pytest.mark.parametrize("language", ["en", "ja"])
def test_all_rules_are_listed(capsys: pytest.CaptureFixture[str], language: str) -> None:
    assert run(language=language) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == list(RULES)


@pytest.mark.parametrize(("language", "page"), [("en", "deny-hits-service.md"), ("ja", "deny-hits-service.ja.md")])
def test_one_rule_is_explained(capsys: pytest.CaptureFixture[str], language: str, page: str) -> None:
    assert run("deny-hits-service", language=language) == 0
    said = capsys.readouterr().out
    assert said.startswith("deny-hits-service  ")
    assert f"docs/rules/{page}" in said


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--format", "json") == 0
    report = json.loads(capsys.readouterr().out)
    assert report["schema"] == "keypost.rules.v1"
    assert [rule["id"] for rule in report["rules"]] == list(RULES)
    assert set(report["rules"][0]) == {"id", "severity", "title", "why", "remedy", "docs"}
    assert run("deny-hits-service", "--format", "json") == 0
    assert len(json.loads(capsys.readouterr().out)["rules"]) == 1


@pytest.mark.parametrize(
    ("wrong", "hint"), [("deny-hit-service", "keypost rules deny-hits-service"), ("x", "lists them")]
)
def test_an_unknown_rule_is_refused(wrong: str, hint: str) -> None:
    with pytest.raises(UsageError) as refused:
        run(wrong)
    assert hint in refused.value.hint.en
