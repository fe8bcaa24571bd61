"""Repairs name the document that can be changed."""

import json
from pathlib import Path

import pytest

from keypost.checker.check import check
from keypost.readers.options import ReadOptions
from keypost.readers.read import read_paths

TEMPLATE = """
Resources:
  Key:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy:
        Version: "2012-10-17"
        Statement: [{Effect: Allow, Principal: {AWS: "arn:aws:iam::111122223333:root"}, Action: "kms:*", Resource: "*"}]
  Topic: {Type: AWS::SNS::Topic, Properties: {KmsMasterKeyId: !Ref Key}}
  Works:
    Type: AWS::IAM::Role
    Properties:
      RoleName: works
      AssumeRolePolicyDocument: {Version: "2012-10-17", Statement: []}
      Policies:
        - PolicyName: publish
          PolicyDocument:
            Version: "2012-10-17"
            Statement: [{Effect: Allow, Action: "sns:Publish", Resource: !Ref Topic}]
  Sender: SENDER
"""
GROUP = (
    """{Type: AWS::AutoScaling::AutoScalingGroup, Properties: {NotificationConfigurations: [{TopicARN: !Ref Topic}]}}"""
)
RULE = """{Type: AWS::Events::Rule, Properties: {Targets: [{Id: a, Arn: !Ref Topic, RoleArn: !GetAtt Works.Arn}]}}"""
LINKED = "arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"


@pytest.mark.parametrize(
    ("sender", "begins", "names"),
    [
        (GROUP, "Add this statement to the key policy", f'"AWS": "{LINKED}"'),
        (RULE, "Add this statement to a policy of `arn:aws:iam::111122223333:role/works`", '"kms:Decrypt"'),
    ],
    ids=["service-linked role", "role"],
)
def test_a_role_gets_its_permission_where_it_can(tmp_path: Path, sender: str, begins: str, names: str) -> None:
    file = tmp_path / "template.yaml"
    file.write_text(TEMPLATE.replace("SENDER", sender), encoding="utf-8")
    result = check(read_paths([str(file)], ReadOptions(account="111122223333", region="us-east-1")), today="2026-11-22")
    faults = [finding for finding in result.findings if finding.rule == "role-lacks-key-permission"]
    fixes = [fix.en for finding in faults for fix in finding.fixes]
    assert [fix for fix in fixes if fix.startswith(begins) and names in fix]


def test_a_bucket_s_statement_names_the_bucket_and_its_objects(tmp_path: Path) -> None:
    file = tmp_path / "template.yaml"
    trail = "{Type: AWS::CloudTrail::Trail, Properties: {IsLogging: true, S3BucketName: logs}}"
    file.write_text(
        f"Resources: {{Logs: {{Type: AWS::S3::Bucket, Properties: {{BucketName: logs}}}}, Trail: {trail}}}",
        encoding="utf-8",
    )
    result = check(read_paths([str(file)], ReadOptions(account="111122223333", region="us-east-1")), today="2026-11-22")
    (fix,) = {fix.en for finding in result.findings for fix in finding.fixes if "PutObject" in fix.en}
    statement = json.loads(fix[fix.index("{") :])
    assert statement["Action"] == ["s3:GetBucketAcl", "s3:PutObject"]
    assert statement["Resource"] == ["arn:aws:s3:::logs", "arn:aws:s3:::logs/*"]
