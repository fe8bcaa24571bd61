"""What the functions take: paths, parsed documents, documents with a name; and what they say of what is none."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import keypost

ALARM = Path("examples/1-alarm-encrypted-topic/broken.yaml")
CONFIG = """
account = "444455556666"
paths = ["t.yaml"]

[[ignore]]
rule = "aws-managed-key-for-service"
reason = "on trial"
"""
TEMPLATE = {
    "Resources": {
        "Alerts": {"Type": "AWS::SNS::Topic", "Properties": {"KmsMasterKeyId": "alias/aws/sns"}},
        "HighCpu": {
            "Type": "AWS::CloudWatch::Alarm",
            "Properties": {
                "AlarmActions": [{"Ref": "Alerts"}],
                "ComparisonOperator": "GreaterThanThreshold",
                "EvaluationPeriods": 1,
                "MetricName": "CPUUtilization",
                "Namespace": "AWS/EC2",
            },
        },
    }
}


def place(result: keypost.CheckResult) -> list[str]:
    return [str(one.target.location) for one in result.failing]


def test_a_parsed_template_counts_lines_as_it_is_dumped() -> None:
    (line,) = place(keypost.check(TEMPLATE))
    assert line == "document:3"
    assert '"Alerts"' in json.dumps(TEMPLATE, indent=2).splitlines()[2]


@pytest.mark.parametrize("kind", [str, bytes])
def test_a_text_has_the_lines_that_it_has(kind: type) -> None:
    text = ALARM.read_text(encoding="utf-8")
    content: Any = text if kind is str else text.encode()
    assert place(keypost.check(keypost.Document(content, name="mine"))) == ["mine:5"]


def test_several_stacks_are_one_estate() -> None:
    exported = {"Resources": TEMPLATE["Resources"] | {}, "Outputs": {"T": {"Value": 1}}}
    result = keypost.check(TEMPLATE, keypost.Document(exported, name="b"), TEMPLATE, ALARM)
    assert place(result) == ["document:3", "b:3", "document-2:3", f"{ALARM}:5"]


def test_a_document_named_like_a_file_is_read_in_its_place(tmp_path: Path) -> None:
    file = tmp_path / "t.yaml"
    file.write_bytes(ALARM.read_bytes())
    mended = file.read_text(encoding="utf-8").replace("KmsMasterKeyId: alias/aws/sns", "DisplayName: Alerts")
    assert keypost.check(file).failing
    assert not keypost.check(file, keypost.Document(mended, name=str(file))).failing
    assert not keypost.check(tmp_path, keypost.Document(mended, name=str(file))).failing


def test_a_fix_of_a_document_is_a_patch_of_its_text() -> None:
    text = ALARM.read_text(encoding="utf-8")
    (fix,) = keypost.fix(keypost.check(keypost.Document(text, name="mine.yaml"))).fixes
    assert fix.candidates[0].patch
    assert "+++ b/mine.yaml" in fix.candidates[0].patch


def test_a_plan_in_memory_is_read() -> None:
    plan = json.loads(next(Path("examples/terraform").rglob("*.json")).read_text(encoding="utf-8"))
    assert keypost.check(plan).deliveries


def test_a_config_file_counts_where_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "t.yaml").write_bytes(ALARM.read_bytes())
    (tmp_path / "keypost.toml").write_text(CONFIG, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert keypost.check("t.yaml").failing
    for inputs in ((), ("t.yaml",)):
        result = keypost.check(*inputs, config="keypost.toml")
        assert result.failing == ()
        (accepted,) = (one for one in result.deliveries if one.suppressed)
        assert accepted.suppression
        assert accepted.suppression.reason == "on trial"
        assert ":444455556666:" in str(accepted.target.arn)
    result = keypost.check("t.yaml", config=Path("keypost.toml"), account="111122223333")
    assert ":111122223333:" in str(result.deliveries[0].target.arn)


CYCLE: dict[str, object] = {}
CYCLE["own"] = CYCLE
BAD: dict[str, tuple[Callable[[], object], str]] = {
    "nothing": (keypost.check, "nothing is given"),
    "no file": (lambda: keypost.check("nope.yaml"), "nope.yaml doesn't exist"),
    "an empty path": (lambda: keypost.check(""), "a path is empty"),
    "a text for a path": (lambda: keypost.check("Resources:\n  A: 1"), "wrap the text"),
    "a broken text": (lambda: keypost.check(keypost.Document("a: [", name="t.yaml")), r"t\.yaml:2"),
    "no template": (lambda: keypost.check({"a": 1}), "document"),
    "a token": (lambda: keypost.check({"Resources": object()}), "can't be written as JSON"),
    "a cycle": (lambda: keypost.check(CYCLE), "can't be written as JSON"),
    "a lone surrogate": (lambda: keypost.check(keypost.Document("\ud800")), "no text in UTF-8"),
    "one name twice": (lambda: keypost.check(*[keypost.Document("", name="a")] * 2), "two documents are called `a`"),
    "a folder's name": (lambda: keypost.check(keypost.Document("", name="examples")), "is a folder"),
    "no account": (lambda: keypost.check(TEMPLATE, account="12"), "`12` is no account id"),
    "no Region": (lambda: keypost.check(TEMPLATE, region="here"), "`here` is no Region"),
    "no key": (lambda: keypost.check(TEMPLATE, if_encrypted="x"), "`x` is no kind of key"),  # type: ignore[arg-type]
    "a number": (lambda: keypost.check(TEMPLATE, parameters={"A": 1}), "`A` is no text"),  # type: ignore[dict-item]
    "no config file": (lambda: keypost.check(TEMPLATE, config="no.toml"), r"no\.toml: the config file can't be read"),
    "no format": (lambda: keypost.check(TEMPLATE).to_report("pdf"), "`pdf` is no format"),  # type: ignore[arg-type]
    "no kind": (lambda: keypost.lint({}, kind="x"), "`x` is no kind of policy"),  # type: ignore[arg-type]
    "no such ARN": (lambda: keypost.lint({}, kind="key", resource="arn:aws:s3:::b"), "is not the ARN of a key"),
    "no policy": (lambda: keypost.lint("nope.json", kind="key"), "nope.json doesn't exist"),
    "no case": (lambda: keypost.simulate({}), "`request` is missing"),
    "no file of a case": (lambda: keypost.simulate("nope.json"), "nope.json doesn't exist"),
    "no path": (lambda: keypost.paths("sns-to-sq"), "did you mean `sns-to-sqs`"),
    "no text": (lambda: keypost.explain(" "), "no text to explain"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_exception(name: str) -> None:
    call, said = BAD[name]
    with pytest.raises(keypost.InputError, match=said) as caught:
        call()
    error = caught.value
    assert error.message.en in str(error).replace(f"{error.location}", error.location.file or "") or str(error)
    assert error.message.ja
    assert error.hint.en in str(error)
    assert error.hint.ja


def test_an_error_says_where() -> None:
    with pytest.raises(keypost.InputError) as caught:
        keypost.check(keypost.Document("a: [\n", name="t.yaml"))
    assert caught.value.location.file == "t.yaml"
    assert caught.value.location.line


@pytest.mark.parametrize(
    ("ask", "says"),
    [
        (lambda: keypost.check(5), "a `int` can't be read"),  # type: ignore[arg-type]
        (lambda: keypost.check([TEMPLATE]), "a `list` can't be read"),  # type: ignore[arg-type]
        (lambda: keypost.check(TEMPLATE, account=111122223333), "`account` is no text"),  # type: ignore[arg-type]
        (lambda: keypost.check(TEMPLATE, region=1), "`region` is no text"),  # type: ignore[arg-type]
        (lambda: keypost.check(keypost.Document("Resources: {}", name="a\0b")), "a NUL character"),
    ],
)
def test_what_is_of_another_type_is_told_like_any_other_input(ask: Callable[[], object], says: str) -> None:
    with pytest.raises(keypost.InputError, match=says):
        ask()
