"""A new key takes the place of nothing: it has a name that is free in its stack, and an ARN that is free everywhere."""

from pathlib import Path

import pytest

from keypost.checker.check import check
from keypost.checker.verdict import Verdict
from keypost.fixer.candidate import Candidate, Disposition
from keypost.fixer.change import NewKey
from keypost.fixer.fix import find_fixes
from keypost.readers.options import ReadOptions
from keypost.readers.read import read_paths
from keypost.writers.proposals import build_safe_patch

TODAY = "2026-11-22"
HERE = ReadOptions(account="111122223333", region="us-east-1")

BROKEN = """
  Alerts: {Type: AWS::SNS::Topic, Properties: {KmsMasterKeyId: alias/aws/sns}}
  Alarm: {Type: AWS::CloudWatch::Alarm, Properties: {AlarmActions: [!Ref Alerts]}}
"""
# A key of that name, which lets a role in and doesn't let alarms in.
KEY = """
  AlertsKey:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy:
        Statement:
          - {Effect: Allow, Principal: {AWS: "arn:aws:iam::444455556666:role/auditor"}, Action: "kms:*", Resource: "*"}
"""
ROLE = "\n  AlertsKey: {Type: AWS::IAM::Role, Properties: {}}\n"
ALIAS = "\n  AlertsKeyAlias: {Type: AWS::SQS::Queue, Properties: {}}\n"
NAMED = """
  Own: {Type: AWS::KMS::Key, Properties: {}}
  OwnAlias:
    Type: AWS::KMS::Alias
    Properties: {AliasName: !Sub "alias/${AWS::StackName}-AlertsKey", TargetKeyId: !Ref Own}
"""


def write(folder: Path, name: str, resources: str, *, rest: str = "") -> str:
    file = folder / name
    file.write_text(f"{rest}\nResources:{resources}", encoding="utf-8")
    return str(file)


def find_safe(*files: str) -> list[Candidate]:
    reading = read_paths(list(files), HERE)
    found = (one for fix in find_fixes(reading, check(reading, today=TODAY)) for one in fix.candidates)
    return [one for one in found if one.disposition is Disposition.SAFE]


def new_keys(candidate: Candidate) -> list[str]:
    return [change.key.id for change in candidate.changes if isinstance(change, NewKey)]


@pytest.mark.parametrize("other", [KEY, ROLE, ALIAS, NAMED, NAMED.replace("${AWS::StackName}-", "")])
def test_a_new_key_has_a_name_that_nothing_else_has(other: str, tmp_path: Path) -> None:
    (candidate,) = find_safe(write(tmp_path, "t.yaml", BROKEN + other))
    assert new_keys(candidate) == ["AlertsKey2"]


@pytest.mark.parametrize("rest", ["Parameters: {AlertsKey: {Type: String}}", "Outputs: {AlertsKey: {Value: x}}"])
@pytest.mark.parametrize("other", ["", KEY])
def test_the_patch_names_it_so_too(other: str, rest: str, tmp_path: Path) -> None:
    file = write(tmp_path, "t.yaml", BROKEN + other, rest="" if other else rest)
    reading = read_paths([file], HERE)
    patch = build_safe_patch(reading, check(reading, today=TODAY))
    text = patch.after[file]
    assert "AlertsKey2:" in text
    assert "AlertsKey2Alias:" in text
    assert text.count("\n  AlertsKey:") == bool(other)
    assert "auditor" in text or not other
    Path(file).write_text(text, encoding="utf-8")
    again = check(read_paths([file], HERE), today=TODAY)
    assert {one.verdict for one in again.deliveries} == {Verdict.WORKS}


def test_a_key_of_another_stack_is_another_key(tmp_path: Path) -> None:
    """Both templates have a topic of that name; the first has a key for it, which mustn't be taken for the new one."""
    under_key = BROKEN.replace("alias/aws/sns", "!GetAtt AlertsKey.Arn")
    first, second = (write(tmp_path, f"{number}.yaml", text) for number, text in ((1, under_key + KEY), (2, BROKEN)))
    reading = read_paths([first, second], HERE)
    arns = {resource.arn for resource in reading.cases[0].estate.resources}
    new = [change.key for one in find_safe(first, second) for change in one.changes if isinstance(change, NewKey)]
    assert new
    assert not {key.arn for key in new} & arns


def test_keys_that_are_made_together_have_names_of_their_own(tmp_path: Path) -> None:
    """Two topics and two queues under AWS's keys: each pair gets a key in common."""
    text = "".join(
        f"\n  {kind}{number}: {{Type: 'AWS::{service}::{kind}', Properties: {{KmsMasterKeyId: alias/aws/{alias}}}}}"
        for service, alias, kind in (("SNS", "sns", "Topic"), ("SQS", "sqs", "Queue"))
        for number in (1, 2)
    )
    text += "".join(
        f"""
  Alarm{number}: {{Type: AWS::CloudWatch::Alarm, Properties: {{AlarmActions: [!Ref Topic{number}]}}}}
  Rule{number}:
    Type: AWS::Events::Rule
    Properties: {{EventPattern: {{source: [aws.ec2]}}, Targets: [{{Id: one, Arn: !GetAtt Queue{number}.Arn}}]}}
  Policy{number}:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Queue{number}]
      PolicyDocument:
        Statement:
          - {{Effect: Allow, Principal: {{Service: events.amazonaws.com}}, Action: "sqs:SendMessage", Resource: "*"}}
"""
        for number in (1, 2)
    )
    file = write(tmp_path, "t.yaml", text)
    reading = read_paths([file], HERE)
    patch = build_safe_patch(reading, check(reading, today=TODAY))
    assert patch.after[file].count("Type: AWS::KMS::Key\n") == 2
    Path(file).write_text(patch.after[file], encoding="utf-8")
    again = check(read_paths([file], HERE), today=TODAY)
    assert {one.verdict for one in again.deliveries} == {Verdict.WORKS}
