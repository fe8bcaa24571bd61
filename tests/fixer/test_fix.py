"""What is offered for each kind of fault: the changes, whether they are safe, and what they allow."""

import json
from pathlib import Path

import pytest
import yaml

from keypost.checker.check import check
from keypost.fixer.candidate import Candidate, Caution, Disposition
from keypost.fixer.change import EncryptionChange, NewKey, PolicyChange
from keypost.fixer.fix import find_fixes
from keypost.policy.render import render_statement
from keypost.readers.options import ReadOptions
from keypost.readers.read import read_paths
from keypost.unknown import render_unknown

CASES = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text(encoding="utf-8"))
HERE = ReadOptions(account="111122223333", region="us-east-1")


def find_candidates(template: str, folder: Path) -> list[Candidate]:
    """Return the candidates for the only fault of a template."""
    (folder / "t.yaml").write_text(template, encoding="utf-8")
    reading = read_paths([str(folder / "t.yaml")], HERE)
    fixes = find_fixes(reading, check(reading, today="2026-11-22"))
    return list(fixes[0].candidates)


def spell(candidate: Candidate) -> dict[str, object]:
    """Return what a candidate does, in the form of the cases."""
    spelled: dict[str, object] = {"kind": candidate.kind.value, "disposition": candidate.disposition.value}
    spelled["changes"] = [_spell_change(change) for change in candidate.changes]
    cautions = [caution.value for caution in candidate.cautions]
    return spelled | ({"cautions": cautions} if cautions else {})


def _spell_change(change: PolicyChange | EncryptionChange | NewKey) -> str:
    if isinstance(change, NewKey):
        return f"new {change.key.id}"
    if isinstance(change, EncryptionChange):
        return f"{change.owner.id} {change.encryption.mode.value}"
    edit = change.change
    if edit.added is not None:
        statement = render_statement(edit.added)
        statement.pop("Effect")
        return f"{change.owner.id} {edit.kind.value} {render_unknown(json.dumps(statement, ensure_ascii=False))}"
    words = (change.owner.id, edit.kind.value, edit.operator, edit.key, *edit.values)
    return " ".join(word for word in words if word)


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["name"])
def test_what_is_offered(case: dict[str, object], tmp_path: Path) -> None:
    found = [spell(candidate) for candidate in find_candidates(str(case["template"]), tmp_path)]
    assert found == case["candidates"]


def test_taking_encryption_away_is_never_safe(tmp_path: Path) -> None:
    for case in CASES["cases"]:
        for candidate in find_candidates(case["template"], tmp_path):
            if Caution.LOSES_ENCRYPTION in candidate.cautions:
                assert candidate.disposition is Disposition.REVIEW


LATE_WORKER = """
Resources:
  Key: {Type: AWS::KMS::Key, Properties: {}}
  Queue: {Type: AWS::SQS::Queue, Properties: {KmsMasterKeyId: !GetAtt Key.Arn}}
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyDocument:
            Statement:
              - Effect: Allow
                Action: [sqs:ReceiveMessage, sqs:DeleteMessage, sqs:GetQueueAttributes]
                Resource: !GetAtt Queue.Arn
              - {Effect: Allow, Action: "kms:DescribeKey", Resource: RESOURCE}
  Worker: {Type: AWS::Lambda::Function, Properties: {Role: !GetAtt Role.Arn}}
  Mapping:
    Type: AWS::Lambda::EventSourceMapping
    Properties: {FunctionName: !Ref Worker, EventSourceArn: !GetAtt Queue.Arn}
"""


@pytest.mark.parametrize("resource", ["!GetAtt Key.Arn", '"*"'])
def test_a_role_gains_on_the_key_not_on_itself(resource: str, tmp_path: Path) -> None:
    candidates = find_candidates(LATE_WORKER.replace("RESOURCE", resource), tmp_path)
    gains = [(one.principal, one.actions, one.on) for candidate in candidates for one in candidate.gains]
    assert gains == [("Role", ("kms:Decrypt",), "Key")]
