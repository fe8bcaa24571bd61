import io
import sys
from pathlib import Path

import pytest

from keypost.checker.lint import lint
from keypost.errors import UnreadableInputError, UsageError
from keypost.policy.validity.defect import DocumentKind, Problem
from keypost.readers.lone_policy import LonePolicy, read_policy

JSON = '{"Version": "2012-10-17",\n "Statement": [\n  {"Effect": "Allow"}]}\n'
YAML = "Version: 2012-10-17\nStatement:\n  - Effect: Allow\n"


def read(folder: Path, content: str, name: str = "policy.json") -> LonePolicy:
    file = folder / name
    file.write_text(content, encoding="utf-8")
    return read_policy(str(file), kind=DocumentKind.KEY)


@pytest.mark.parametrize(("content", "name"), [(JSON, "policy.json"), (YAML, "policy.yaml")])
def test_statements_have_their_lines(tmp_path: Path, content: str, name: str) -> None:
    subject = read(tmp_path, content, name).subject
    assert subject is not None
    assert subject.policy.statements[0].origin.line == 3
    assert subject.policy.statements[0].origin.inside("Effect").line == 3


def test_json_is_measured_as_it_is_written_and_yaml_is_not(tmp_path: Path) -> None:
    as_json, as_yaml = read(tmp_path, JSON).subject, read(tmp_path, YAML, "policy.yaml").subject
    assert as_json is not None
    assert as_yaml is not None
    assert (as_json.size, as_yaml.size) == (len(JSON.strip()), None)


def test_a_byte_order_mark_is_no_part_of_the_document(tmp_path: Path) -> None:
    subject = read(tmp_path, "\ufeff" + JSON).subject
    assert subject is not None
    assert subject.size == len(JSON.strip())


def test_standard_input_is_a_dash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(JSON.encode())))
    subject = read_policy("-", kind=DocumentKind.KEY).subject
    assert subject is not None
    assert subject.policy.statements[0].origin.file == "stdin"


def test_a_key_that_stands_twice_is_told(tmp_path: Path) -> None:
    read_twice = read(tmp_path, '{"Version": "2012-10-17",\n "Statement": [],\n "Statement": []}')
    assert [(one.problem, one.subject, one.origin.line) for one in read_twice.defects] == [
        (Problem.ELEMENT_TWICE, "Statement", 3)
    ]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("[]", Problem.NOT_A_DOCUMENT),
        ('{"Version": "2012-10-17"}', Problem.NO_STATEMENTS),
        ('{"Statement": [1]}', Problem.NOT_A_DOCUMENT),
        ('"Allow"', Problem.NOT_A_DOCUMENT),
    ],
)
def test_what_is_no_policy_is_told_and_not_refused(tmp_path: Path, content: str, problem: Problem) -> None:
    found = read(tmp_path, content)
    assert found.subject is None
    assert [one.problem for one in found.defects] == [problem]


def test_a_template_is_for_check(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refused:
        read(tmp_path, "Resources:\n  Key: {Type: AWS::KMS::Key}\n", "t.yaml")
    assert "keypost check" in refused.value.hint.en


@pytest.mark.parametrize("content", ["{", "a: [b"])
def test_what_is_neither_json_nor_yaml_cannot_be_read(tmp_path: Path, content: str) -> None:
    with pytest.raises(UnreadableInputError):
        read(tmp_path, content, "policy.yaml")


def test_bytes_that_are_no_text_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "policy.json").write_bytes(b'{"Version": "\xff"}')
    with pytest.raises(UnreadableInputError):
        read_policy(str(tmp_path / "policy.json"), kind=DocumentKind.KEY)


@pytest.mark.parametrize("name", ["policy.json", "policy.yaml"])
@pytest.mark.parametrize("content", ["", " \n", "\ufeff", "# nothing yet\n"])
def test_an_empty_file_is_no_bad_policy(tmp_path: Path, content: str, name: str) -> None:
    with pytest.raises(UnreadableInputError):
        read(tmp_path, content, name)


def test_empty_standard_input_is_told_as_an_empty_file_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    with pytest.raises(UnreadableInputError) as piped:
        read_policy("-", kind=DocumentKind.KEY)
    with pytest.raises(UnreadableInputError) as named:
        read(tmp_path, "")
    assert piped.value.message.en == "stdin can't be read: it is empty"
    assert named.value.message.en.endswith("can't be read: it is empty")


OPEN = """
Version: "2012-10-17"
Statement:
  - Effect: Allow
    Principal: {AWS: !Sub "arn:aws:iam::${AWS::AccountId}:root"}
    Action: kms:*
    Resource: "*"
  - Effect: Allow
    Principal: {AWS: [!GetAtt Role.Arn, {Ref: Other}]}
    Action: !Ref Actions
    Resource: !Join ["", ["arn:aws:kms:", !Ref AWS::Region]]
    Condition: {StringEquals: {"aws:SourceAccount": !Ref AWS::AccountId}}
  - !If [IsProduction, !Ref Statement, !Ref AWS::NoValue]
"""


def test_functions_of_cloudformation_are_values_that_are_not_known(tmp_path: Path) -> None:
    read_open = read(tmp_path, OPEN, "policy.yaml")
    assert lint(read_open.subject, defects=read_open.defects).findings == ()


def test_what_stands_beside_a_function_is_still_judged(tmp_path: Path) -> None:
    read_open = read(tmp_path, OPEN.replace("kms:*", "kms:Decrypted"), "policy.yaml")
    assert [one.rule for one in lint(read_open.subject).findings] == ["action-unknown"]


def test_the_answer_of_get_key_policy_holds_the_policy_as_a_text(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refused:
        read(tmp_path, '{"Policy": "{}"}')
    assert "`Policy`" in refused.value.message.en
    assert "--query Policy" in refused.value.hint.en


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInputError) as refused:
        read_policy(str(tmp_path), kind=DocumentKind.KEY)
    assert refused.value.message.en.endswith("is a folder")
    assert refused.value.hint.en == "Give a file."


def test_what_is_nested_too_deep_need_not_be_a_template(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInputError) as refused:
        read(tmp_path, "[" * 200 + "]" * 200)
    assert "CloudFormation" not in refused.value.hint.en


def test_a_value_of_a_wrong_type_is_told_as_it_is_written(tmp_path: Path) -> None:
    subject = read(tmp_path, JSON.replace('"Allow"', '["Allow"]')).subject
    told = [one.message.en for one in lint(subject).findings]
    assert any('`["Allow"]`' in message for message in told)
