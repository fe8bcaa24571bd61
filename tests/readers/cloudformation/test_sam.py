"""SAM templates, with the extra and without it."""

import sys
from pathlib import Path

import pytest

from keypost.estate.estate import Reading
from keypost.estate.kind import Kind
from keypost.estate.references import References
from keypost.policy.document import Policy
from tests.readers.reading import links, one, read

TEMPLATE = """
AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Runtime: python3.13
Resources:
  Key:
    Type: AWS::KMS::Key
  Jobs:
    Type: AWS::SQS::Queue
    Properties:
      KmsMasterKeyId: !Ref Key
  Worker:
    Type: AWS::Serverless::Function
    Metadata:
      keypost: {ignore: [{rule: some-rule, reason: known}]}
    Properties:
      Handler: index.handler
      InlineCode: "def handler(event, context): pass"
      Policies:
        - AmazonSNSFullAccess
        - Statement:
            - {Effect: Allow, Action: 'kms:Decrypt', Resource: !GetAtt Key.Arn}
      Events:
        Jobs:
          Type: SQS
          Properties:
            Queue: !GetAtt Jobs.Arn
"""


def reading(folder: Path, text: str = TEMPLATE) -> Reading:
    return read(folder, {"template.yaml": text})


def test_the_transform_makes_functions_roles_and_mappings(tmp_path: Path) -> None:
    found = reading(tmp_path)
    assert not found.gaps
    (case,) = found.cases
    estate = case.estate
    assert {one.kind for one in estate.resources} == {
        Kind.KEY, Kind.QUEUE, Kind.FUNCTION, Kind.ROLE, Kind.EVENT_SOURCE_MAPPING,
    }  # fmt: skip
    assert {(source, setting) for source, setting, _ in links(estate)} == {("WorkerJobs", "EventSourceArn")}
    (wire,) = estate.wires
    assert isinstance(wire.role, str)
    role = References(estate.resources).find(wire.role, kinds=(Kind.ROLE,), near=wire.holder).resource
    assert role.is_principal
    assert role.id == "WorkerRole"
    assert len(role.identity) == 4  # logs, polling, SNS, and the statement above
    assert all(isinstance(policy, Policy) for policy in role.identity)


def test_places_are_the_users(tmp_path: Path) -> None:
    lines = TEMPLATE.splitlines()
    estate = reading(tmp_path).cases[0].estate
    jobs, role = one(estate, "Jobs"), one(estate, "WorkerRole")
    assert lines[(jobs.origin.line or 0) - 1] == "  Jobs:"
    assert jobs.origin.pointer == "/Resources/Jobs"
    assert lines[(role.origin.line or 0) - 1] == "  Worker:"
    assert role.origin.pointer == "/Resources/Worker"


def test_metadata_of_the_function_counts(tmp_path: Path) -> None:
    assert "Worker" in {one.resource for one in reading(tmp_path).suppressions}


def test_without_the_extra_a_gap_says_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("samtranslator", "samtranslator.model.exceptions"):
        monkeypatch.setitem(sys.modules, name, None)
    found = reading(tmp_path)
    (gap,) = found.gaps
    assert "keypost[sam]" in gap.why.en
    assert "keypost[sam]" in gap.why.ja
    assert TEMPLATE.splitlines()[(gap.origin.line or 0) - 1].startswith("Transform")
    assert one(found.cases[0].estate, "Jobs").kind is Kind.QUEUE


@pytest.mark.parametrize(
    "resource",
    [
        "{Type: AWS::Serverless::Function, Properties: {Handler: x}}",
        "{Type: AWS::Serverless::Function, Properties: [1]}",
        "{Type: AWS::Serverless::Function}",
    ],
)
def test_a_template_that_the_transform_refuses_leaves_a_gap(resource: str, tmp_path: Path) -> None:
    text = f"Transform: AWS::Serverless-2016-10-31\nResources:\n  Bad: {resource}\n  T: {{Type: AWS::SNS::Topic}}\n"
    found = reading(tmp_path, text)
    assert any("SAM" in gap.why.en for gap in found.gaps)
    assert one(found.cases[0].estate, "T").kind is Kind.TOPIC


def test_the_transform_alone_needs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "samtranslator", None)
    text = "Transform: AWS::Serverless-2016-10-31\nResources:\n  T: {Type: AWS::SNS::Topic}\n"
    assert not reading(tmp_path, text).gaps


def test_without_the_transform_each_of_its_resources_is_a_gap(tmp_path: Path) -> None:
    text = "Resources:\n  F:\n    Type: AWS::Serverless::Function\n  T: {Type: AWS::SNS::Topic}\n"
    found = reading(tmp_path, text)
    (gap,) = found.gaps
    assert (gap.what, gap.origin.line) == ("F", 3)
    assert "AWS::Serverless-2016-10-31" in gap.why.en
    assert one(found.cases[0].estate, "T").kind is Kind.TOPIC


@pytest.mark.parametrize(
    "resources",
    [
        "F: {Type: AWS::Serverless::Function, Properties: {Handler: x.y, Runtime: python3.13, CodeUri: ./src}}",
        "F: {Type: AWS::Serverless::Function, Properties: {Handler: x.y, Runtime: python3.13}}",
        "F: {Type: AWS::Serverless::Function, Properties: {PackageType: Image}, Metadata: {Dockerfile: Dockerfile}}",
        "F: {Type: AWS::Serverless::StateMachine, Properties: {DefinitionUri: flow.asl.json, Role: r}}",
        "F: {Type: AWS::Serverless::LayerVersion, Properties: {ContentUri: layer/}}",
    ],
)
def test_local_code_needs_no_upload(resources: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = f"Transform: AWS::Serverless-2016-10-31\nResources:\n  {resources}\n"
    assert not reading(tmp_path, text).gaps
    assert capsys.readouterr().err == ""


def test_a_local_application_is_a_nested_stack(tmp_path: Path) -> None:
    files = {
        "template.yaml": """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              App: {Type: AWS::Serverless::Application, Properties: {Location: inner/template.yaml}}
            """,
        "inner/template.yaml": "Resources:\n  T: {Type: AWS::SNS::Topic}\n",
    }
    found = read(tmp_path, files)
    assert not found.gaps
    assert {one.id for one in found.cases[0].estate.resources} == {"App", "App/T"}
