"""What following a scanner would break, and the key policy that would not."""

import json
from pathlib import Path

import pytest

from keypost.checker.check import check
from keypost.checker.encrypt import KeyChoice
from keypost.checker.preview import preview
from keypost.checker.verdict import CheckResult, Finding, Severity, Verdict
from keypost.estate.estate import Suppression
from keypost.readers.options import ReadOptions
from keypost.readers.read import read_paths

TODAY = "2026-11-22"
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"

FAN_OUT = """
Resources:
  Orders:
    Type: AWS::SNS::Topic
  Inbox:
    Type: AWS::SQS::Queue
    Properties: {SqsManagedSseEnabled: false}
  InboxPolicy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Inbox]
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - {Effect: Allow, Principal: {Service: sns.amazonaws.com}, Action: "sqs:SendMessage", Resource: "*"}
  Subscription:
    Type: AWS::SNS::Subscription
    Properties: {Protocol: sqs, TopicArn: !Ref Orders, Endpoint: !GetAtt Inbox.Arn}
  WorkerRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: "sts:AssumeRole"}]
      ManagedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole"]
  Worker:
    Type: AWS::Lambda::Function
    Properties: {Runtime: python3.12, Handler: i.h, Code: {ZipFile: pass}, Role: !GetAtt WorkerRole.Arn}
  Mapping:
    Type: AWS::Lambda::EventSourceMapping
    Properties: {EventSourceArn: !GetAtt Inbox.Arn, FunctionName: !Ref Worker}
"""
KEY = """
  Key:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy:
        Version: "2012-10-17"
        Statement:
          - {Effect: Allow, Principal: {AWS: !Ref "AWS::AccountId"}, Action: "kms:*", Resource: "*"}
"""


def preview_text(
    template: str, choice: str, *, folder: Path, suppressions: tuple[Suppression, ...] = ()
) -> CheckResult:
    file = folder / "template.yaml"
    file.write_text(template, encoding="utf-8")
    reading = read_paths([str(file)], ReadOptions())
    return preview(reading, choice=KeyChoice(choice), suppressions=suppressions, today=TODAY)


def the_finding(result: CheckResult) -> Finding:
    (finding,) = [one for one in result.findings if one.rule == "encryption-would-break-delivery"]
    return finding


def verdicts(result: CheckResult) -> dict[str, tuple[str | None, str]]:
    return {one.path.id: (one.current and one.current.value, one.verdict.value) for one in result.deliveries}


def test_a_delivery_has_the_verdict_of_today_beside_that_of_the_preview(tmp_path: Path) -> None:
    result = preview_text(FAN_OUT, "aws-managed", folder=tmp_path)
    assert verdicts(result) == {"sns-to-sqs": ("WORKS", "FAILS"), "lambda-esm-sqs": ("WORKS", "WORKS")}
    assert result.preview is not None
    assert {one.id for one in result.preview.resources} == {"Orders", "Inbox"}


def test_one_finding_tells_all_that_a_new_key_breaks_and_who_asks_for_it(tmp_path: Path) -> None:
    finding = the_finding(preview_text(FAN_OUT, "customer", folder=tmp_path))
    assert (finding.severity, len(finding.deliveries)) == (Severity.ERROR, 2)
    assert {"CKV_AWS_27", "AVD-AWS-0135", "W48", "SQS.1", "AwsSolutions-SQS2"} <= {one.id for one in finding.asked_by}
    assert "are content with SSE-SQS" in finding.fixes[-1].en


def test_who_wants_a_customer_key_does_not_ask_for_the_managed_one(tmp_path: Path) -> None:
    finding = the_finding(preview_text(FAN_OUT, "aws-managed", folder=tmp_path))
    assert "AVD-AWS-0135" not in {one.id for one in finding.asked_by}


@pytest.mark.parametrize("choice", ["aws-managed", "customer"])
def test_the_statements_of_the_remedy_keep_everything_working_and_each_is_needed(choice: str, tmp_path: Path) -> None:
    """Put into the template they do what the finding says: the consumer's too, which today needs none."""
    fix = the_finding(preview_text(FAN_OUT, choice, folder=tmp_path)).fixes[0].en
    statements = json.loads(fix.partition("\n")[2])
    assert len(statements) == 2
    for left_out in (None, *range(len(statements))):
        kept = [statement for index, statement in enumerate(statements) if index != left_out]
        template = FAN_OUT.replace("SqsManagedSseEnabled: false", "KmsMasterKeyId: !Ref Key") + KEY + render(kept)
        (tmp_path / "template.yaml").write_text(template, encoding="utf-8")
        result = check(read_paths([str(tmp_path / "template.yaml")], ReadOptions()), today=TODAY)
        works = all(one.verdict is Verdict.WORKS for one in result.deliveries)
        assert works is (left_out is None)


def render(statements: list[object]) -> str:
    """Return the statements as items of the key policy, with `${...}` as CloudFormation substitutes it."""
    text = "".join(f"          - {json.dumps(one)}\n" for one in statements)
    return text.replace('"${AWS::AccountId}"', '!Ref "AWS::AccountId"').replace(
        '"sqs.${AWS::Region}.amazonaws.com"', '!Sub "sqs.${AWS::Region}.amazonaws.com"'
    )


def test_what_fails_today_keeps_the_findings_of_today() -> None:
    reading = read_paths([str(EXAMPLES / "1-alarm-encrypted-topic" / "broken.yaml")], ReadOptions())
    result = preview(reading, choice=KeyChoice.CUSTOMER, today=TODAY)
    assert [finding.rule for finding in result.findings] == ["aws-managed-key-for-service"]
    assert [one.current for one in result.deliveries] == [one.verdict for one in result.deliveries]


def test_a_preview_can_be_accepted(tmp_path: Path) -> None:
    accepted = Suppression(("encryption-would-break-delivery",), "we know", resource="Inbox")
    result = preview_text(FAN_OUT, "customer", folder=tmp_path, suppressions=(accepted,))
    assert the_finding(result).suppressed == accepted
    assert all(one.suppressed == accepted for one in result.deliveries)


def test_under_a_deny_that_no_key_policy_mends_no_statement_is_offered(tmp_path: Path) -> None:
    """A role's own Deny stays: what a key policy allows doesn't help."""
    denied = FAN_OUT.replace(
        "      ManagedPolicyArns:",
        "      Policies:\n        - PolicyName: no-keys\n          PolicyDocument: {Version: '2012-10-17', "
        "Statement: [{Effect: Deny, Action: 'kms:*', Resource: '*'}]}\n      ManagedPolicyArns:",
    )
    finding = the_finding(preview_text(denied, "customer", folder=tmp_path))
    assert not any("\n" in fix.en for fix in finding.fixes)


def test_an_input_with_nothing_to_encrypt_is_told_as_such(tmp_path: Path) -> None:
    result = preview_text("Resources: {}\n", "customer", folder=tmp_path)
    assert result.preview is not None
    assert result.preview.resources == ()


def test_stacks_that_share_names_have_a_key_each(tmp_path: Path) -> None:
    """Else what one stack denies is laid at the other's door, and no remedy seems to help."""
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(FAN_OUT, encoding="utf-8")
    result = preview(read_paths([str(tmp_path)], ReadOptions()), choice=KeyChoice.CUSTOMER, today=TODAY)
    files = {str(finding.origin.file).rsplit("/", 1)[-1] for finding in result.findings if finding.deliveries}
    assert files == {"a.yaml", "b.yaml"}
    assert all("decided again" in finding.fixes[0].en for finding in result.findings)
