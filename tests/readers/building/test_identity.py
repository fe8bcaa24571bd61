"""What resources are called, as the CloudFormation reference has it for each type."""

import pytest

from keypost.readers.building.identity import build_identity
from keypost.readers.building.identity_facts import FACTS
from keypost.readers.cloudformation.pseudo import PseudoParameters
from keypost.readers.cloudformation.settings import Settings
from tests.readers.cloudformation.resolving import build_stack, show

A = "eu-west-1:111122223333"
SETTLED = {"account": "111122223333", "region": "eu-west-1"}

# Type, properties, attribute, Ref, GetAtt of the attribute.
CASES = [
    ("AWS::SNS::Topic", {"TopicName": "n"}, "TopicArn", f"arn:aws:sns:{A}:n", f"arn:aws:sns:{A}:n"),
    ("AWS::SNS::Topic", {}, "TopicName", f"arn:aws:sns:{A}:${{t#X}}", "${t#X}"),
    (
        "AWS::SNS::Subscription",
        {"TopicArn": f"arn:aws:sns:{A}:n"},
        "Arn",
        f"arn:aws:sns:{A}:n:${{t#X}}",
        f"arn:aws:sns:{A}:n:${{t#X}}",
    ),
    (
        "AWS::SQS::Queue",
        {"QueueName": "n"},
        "Arn",
        "https://sqs.eu-west-1.amazonaws.com/111122223333/n",
        f"arn:aws:sqs:{A}:n",
    ),
    (
        "AWS::SQS::Queue",
        {"QueueName": "n"},
        "QueueUrl",
        "https://sqs.eu-west-1.amazonaws.com/111122223333/n",
        "https://sqs.eu-west-1.amazonaws.com/111122223333/n",
    ),
    ("AWS::SQS::Queue", {"QueueName": "n"}, "QueueName", "https://sqs.eu-west-1.amazonaws.com/111122223333/n", "n"),
    ("AWS::S3::Bucket", {"BucketName": "n"}, "Arn", "n", "arn:aws:s3:::n"),
    ("AWS::S3::Bucket", {"BucketName": "n"}, "RegionalDomainName", "n", "n.s3.eu-west-1.amazonaws.com"),
    ("AWS::KMS::Key", {}, "Arn", "${t#X}", f"arn:aws:kms:{A}:key/${{t#X}}"),
    ("AWS::KMS::Key", {}, "KeyId", "${t#X}", "${t#X}"),
    ("AWS::KMS::ReplicaKey", {}, "Arn", "${t#X}", f"arn:aws:kms:{A}:key/${{t#X}}"),
    ("AWS::KMS::Alias", {"AliasName": "alias/n"}, "Arn", "alias/n", f"arn:aws:kms:{A}:alias/n"),
    ("AWS::IAM::Role", {"RoleName": "n"}, "Arn", "n", "arn:aws:iam::111122223333:role/n"),
    ("AWS::IAM::Role", {"RoleName": "n", "Path": "/a/b/"}, "Arn", "n", "arn:aws:iam::111122223333:role/a/b/n"),
    ("AWS::IAM::Role", {}, "RoleId", "${t#X}", "${t#X.Id}"),
    ("AWS::IAM::User", {"UserName": "n"}, "Arn", "n", "arn:aws:iam::111122223333:user/n"),
    (
        "AWS::IAM::ManagedPolicy",
        {"ManagedPolicyName": "n"},
        "PolicyArn",
        "arn:aws:iam::111122223333:policy/n",
        "arn:aws:iam::111122223333:policy/n",
    ),
    ("AWS::IAM::InstanceProfile", {}, "Arn", "${t#X}", "arn:aws:iam::111122223333:instance-profile/${t#X}"),
    ("AWS::Lambda::Function", {"FunctionName": "n"}, "Arn", "n", f"arn:aws:lambda:{A}:function:n"),
    (
        "AWS::Lambda::Version",
        {"FunctionName": f"arn:aws:lambda:{A}:function:f"},
        "Version",
        f"arn:aws:lambda:{A}:function:f:${{t#X}}",
        "${t#X}",
    ),
    (
        "AWS::Lambda::Alias",
        {"FunctionName": "f", "Name": "live"},
        "AliasArn",
        f"arn:aws:lambda:{A}:function:f:live",
        f"arn:aws:lambda:{A}:function:f:live",
    ),
    ("AWS::Lambda::EventSourceMapping", {}, "Id", "${t#X}", "${t#X}"),
    ("AWS::CloudWatch::Alarm", {"AlarmName": "n"}, "Arn", "n", f"arn:aws:cloudwatch:{A}:alarm:n"),
    ("AWS::CloudWatch::CompositeAlarm", {"AlarmName": "n"}, "Arn", "n", f"arn:aws:cloudwatch:{A}:alarm:n"),
    ("AWS::Events::Rule", {"Name": "n"}, "Arn", "n", f"arn:aws:events:{A}:rule/n"),
    ("AWS::Events::Rule", {"Name": "n", "EventBusName": "default"}, "Arn", "n", f"arn:aws:events:{A}:rule/n"),
    (
        "AWS::Events::Rule",
        {"Name": "n", "EventBusName": f"arn:aws:events:{A}:event-bus/b"},
        "Arn",
        "b|n",
        f"arn:aws:events:{A}:rule/b/n",
    ),
    ("AWS::Events::EventBus", {"Name": "b"}, "Name", "b", "b"),
    ("AWS::Budgets::Budget", {"Budget": {"BudgetName": "n"}}, "Arn", "n", "arn:aws:budgets::111122223333:budget/n"),
    (
        "AWS::CE::AnomalySubscription",
        {},
        "SubscriptionArn",
        "arn:aws:ce::111122223333:anomalysubscription/${t#X}",
        "arn:aws:ce::111122223333:anomalysubscription/${t#X}",
    ),
    ("AWS::Backup::BackupVault", {"BackupVaultName": "n"}, "BackupVaultArn", "n", f"arn:aws:backup:{A}:backup-vault:n"),
    ("AWS::Backup::BackupPlan", {}, "BackupPlanArn", "${t#X}", f"arn:aws:backup:{A}:backup-plan:${{t#X}}"),
    ("AWS::DynamoDB::Table", {"TableName": "n"}, "StreamArn", "n", f"arn:aws:dynamodb:{A}:table/n/stream/${{t#X.Id}}"),
    ("AWS::EFS::FileSystem", {}, "Arn", "${t#X}", f"arn:aws:elasticfilesystem:{A}:file-system/${{t#X}}"),
    ("AWS::RDS::DBInstance", {"DBInstanceIdentifier": "n"}, "DBInstanceArn", "n", f"arn:aws:rds:{A}:db:n"),
    ("AWS::RDS::DBCluster", {"DBClusterIdentifier": "n"}, "DBClusterArn", "n", f"arn:aws:rds:{A}:cluster:n"),
    ("AWS::EC2::Volume", {}, "VolumeId", "${t#X}", "${t#X}"),
    ("AWS::EC2::EC2Fleet", {}, "FleetId", "${t#X}", "${t#X}"),
    ("AWS::EC2::SpotFleet", {}, "Id", "${t#X}", "${t#X}"),
    ("AWS::EC2::LaunchTemplate", {"LaunchTemplateName": "n"}, "LaunchTemplateId", "${t#X.Id}", "${t#X.Id}"),
    (
        "AWS::EKS::Nodegroup",
        {"ClusterName": "c", "NodegroupName": "n"},
        "Arn",
        "c/n",
        f"arn:aws:eks:{A}:nodegroup/c/n/${{t#X.Id}}",
    ),
    (
        "AWS::Backup::LogicallyAirGappedBackupVault",
        {"BackupVaultName": "n"},
        "BackupVaultArn",
        "n",
        f"arn:aws:backup:{A}:backup-vault:n",
    ),
    ("AWS::DLM::LifecyclePolicy", {}, "Arn", "${t#X}", f"arn:aws:dlm:{A}:policy/${{t#X}}"),
    (
        "AWS::ImageBuilder::DistributionConfiguration",
        {"Name": "n"},
        "Name",
        f"arn:aws:imagebuilder:{A}:distribution-configuration/n",
        "n",
    ),
    (
        "AWS::ImageBuilder::ImageRecipe",
        {"Name": "n", "Version": "1.0.0"},
        "Arn",
        f"arn:aws:imagebuilder:{A}:image-recipe/n/1.0.0",
        f"arn:aws:imagebuilder:{A}:image-recipe/n/1.0.0",
    ),
    (
        "AWS::RDS::Integration",
        {},
        "IntegrationArn",
        f"arn:aws:rds:{A}:integration:${{t#X}}",
        f"arn:aws:rds:{A}:integration:${{t#X}}",
    ),
    (
        "AWS::Redshift::Integration",
        {},
        "IntegrationArn",
        f"arn:aws:redshift:{A}:integration:${{t#X}}",
        f"arn:aws:redshift:{A}:integration:${{t#X}}",
    ),
    ("AWS::CloudTrail::Trail", {"TrailName": "n"}, "Arn", "n", f"arn:aws:cloudtrail:{A}:trail/n"),
    ("AWS::Logs::LogGroup", {"LogGroupName": "/a/b"}, "Arn", "/a/b", f"arn:aws:logs:{A}:log-group:/a/b:*"),
    (
        "AWS::KinesisFirehose::DeliveryStream",
        {"DeliveryStreamName": "n"},
        "Arn",
        "n",
        f"arn:aws:firehose:{A}:deliverystream/n",
    ),
    ("AWS::Kinesis::Stream", {"Name": "n"}, "Arn", "n", f"arn:aws:kinesis:{A}:stream/n"),
    (
        "AWS::Chatbot::SlackChannelConfiguration",
        {"ConfigurationName": "n"},
        "Arn",
        "arn:aws:chatbot::111122223333:chat-configuration/slack-channel/n",
        "arn:aws:chatbot::111122223333:chat-configuration/slack-channel/n",
    ),
    (
        "AWS::ECR::Repository",
        {"RepositoryName": "n"},
        "RepositoryUri",
        "n",
        "111122223333.dkr.ecr.eu-west-1.amazonaws.com/n",
    ),
    (
        "AWS::SecretsManager::Secret",
        {"Name": "n"},
        "Id",
        f"arn:aws:secretsmanager:{A}:secret:n-${{t#X.Id}}",
        f"arn:aws:secretsmanager:{A}:secret:n-${{t#X.Id}}",
    ),
    (
        "AWS::SecretsManager::SecretTargetAttachment",
        {"SecretId": f"arn:aws:secretsmanager:{A}:secret:n-abc"},
        "Id",
        f"arn:aws:secretsmanager:{A}:secret:n-abc",
        "${t#X.Id}",
    ),
    ("AWS::SSM::Parameter", {"Name": "/a/b", "Value": f"arn:aws:sns:{A}:n"}, "Value", "/a/b", f"arn:aws:sns:{A}:n"),
    ("AWS::StepFunctions::StateMachine", {"StateMachineName": "n"}, "Name", f"arn:aws:states:{A}:stateMachine:n", "n"),
    ("AWS::Scheduler::Schedule", {"Name": "n"}, "Arn", "n", f"arn:aws:scheduler:{A}:schedule/default/n"),
    ("AWS::DAX::Cluster", {"ClusterName": "n"}, "Arn", "n", f"arn:aws:dax:{A}:cache/n"),
    (
        "AWS::DevOpsGuru::NotificationChannel",
        {},
        "Id",
        "${t#X}",
        "${t#X}",
    ),
    (
        "AWS::ElasticBeanstalk::Environment",
        {"ApplicationName": "a", "EnvironmentName": "n"},
        "Arn",
        "n",
        f"arn:aws:elasticbeanstalk:{A}:environment/a/n",
    ),
    (
        "AWS::ImageBuilder::InfrastructureConfiguration",
        {"Name": "n"},
        "Name",
        f"arn:aws:imagebuilder:{A}:infrastructure-configuration/n",
        "n",
    ),
    (
        "AWS::SES::EmailIdentity",
        {"EmailIdentity": "a.example"},
        "Arn",
        "a.example",
        f"arn:aws:ses:{A}:identity/a.example",
    ),
    (
        "AWS::SSMIncidents::ResponsePlan",
        {"Name": "n"},
        "Arn",
        "arn:aws:ssm-incidents::111122223333:response-plan/n",
        "arn:aws:ssm-incidents::111122223333:response-plan/n",
    ),
    (
        "AWS::Timestream::ScheduledQuery",
        {"ScheduledQueryName": "n"},
        "Arn",
        f"arn:aws:timestream:{A}:scheduled-query/n-${{t#X.Id}}",
        f"arn:aws:timestream:{A}:scheduled-query/n-${{t#X.Id}}",
    ),
    ("AWS::Unheard::Of", {}, "Arn", "${t#X}", "${t#X.Arn}"),
    ("Custom::Thing", {}, "Some.Attribute", "${t#X}", "${t#X.Some.Attribute}"),
]


@pytest.mark.parametrize(
    ("kind", "properties", "attribute", "ref", "value"), CASES, ids=[f"{case[0]}.{case[2]}" for case in CASES]
)
def test_ref_and_attribute(kind: str, properties: dict[str, object], attribute: str, ref: str, value: str) -> None:
    probe = {"Ref": {"Ref": "X"}, "Value": {"Fn::GetAtt": ["X", attribute]}}
    template: dict[str, object] = {
        "Resources": {"X": {"Type": kind, "Properties": properties}, "P": {"Type": "T::T::T", "Properties": probe}}
    }
    stack = build_stack(template, **SETTLED)
    assert show(stack.resources()["P"].properties) == {"Ref": ref, "Value": value}
    assert not stack.gaps
    built = build_identity(
        kind, id="X", stack="t", whereabouts=stack.pseudo, properties=stack.resources()["X"].properties
    )
    assert built == stack.identity("X")


@pytest.mark.parametrize("kind", sorted(FACTS))
def test_every_known_type_has_a_name_an_arn_and_attributes(kind: str) -> None:
    pseudo = PseudoParameters(Settings(), stack="t")
    named = {"TopicArn": "arn:aws:sns:x:1:t", "SecretId": "password"}
    identity = build_identity(kind, id="X", stack="t", whereabouts=pseudo, properties=named)
    assert ("t#X" in str(show(identity.arn))) is (kind != "AWS::SecurityHub::Hub")
    assert identity.ref
    for attribute in FACTS[kind].attributes:
        stack = build_stack({"Resources": {"X": {"Type": kind}}})
        assert isinstance(stack.attribute("X", attribute), str)


def test_a_parameter_arn_has_no_double_slash() -> None:
    stack = build_stack(
        {"Resources": {"X": {"Type": "AWS::SSM::Parameter", "Properties": {"Name": "/a/b"}}}}, **SETTLED
    )
    assert stack.identity("X").arn == f"arn:aws:ssm:{A}:parameter/a/b"


def test_a_log_group_itself_is_named_without_the_star() -> None:
    template: dict[str, object] = {
        "Resources": {"X": {"Type": "AWS::Logs::LogGroup", "Properties": {"LogGroupName": "n"}}}
    }
    assert build_stack(template, **SETTLED).identity("X").arn == f"arn:aws:logs:{A}:log-group:n"


def test_a_bus_that_may_be_the_default_one_leaves_the_rule_open() -> None:
    template = (
        "Parameters: {B: {Type: String}}\n"
        "Resources:\n  X: {Type: AWS::Events::Rule, Properties: {Name: 'n', EventBusName: !Ref B}}\n"
    )
    assert (
        show(build_stack(template, **SETTLED).identity("X").arn) == f"arn:aws:events:{A}:rule/${{t#X.EventBusName/}}n"
    )


def test_names_may_come_from_other_resources() -> None:
    template = """
Resources:
  A: {Type: AWS::SNS::Topic, Properties: {TopicName: !Sub '${B.QueueName}-topic'}}
  B: {Type: AWS::SQS::Queue, Properties: {QueueName: !If [Holds, jobs, !Ref 'AWS::NoValue']}}
  C: {Type: AWS::SQS::Queue, Properties: {QueueName: !If [Fails, jobs, !Ref 'AWS::NoValue']}}
  D: {Type: AWS::SQS::Queue, Properties: !If [Holds, {QueueName: whole}, {}]}
Conditions:
  Holds: !Equals [a, a]
  Fails: !Equals [a, b]
"""
    stack = build_stack(template)
    assert [show(stack.identity(name).name) for name in "ABCD"] == ["jobs-topic", "jobs", "${t#C}", "whole"]


@pytest.mark.parametrize(
    "template",
    [
        "Resources:\n  A: {Type: AWS::SQS::Queue, Properties: {QueueName: !GetAtt A.QueueName}}\n",
        "Resources:\n  A: {Type: AWS::SQS::Queue, Properties: {QueueName: !GetAtt B.QueueName}}\n"
        "  B: {Type: AWS::SQS::Queue, Properties: {QueueName: !Sub '${A}'}}\n",
    ],
    ids=["itself", "each other"],
)
def test_names_in_a_circle_are_a_gap(template: str) -> None:
    stack = build_stack(template)
    assert "${t#A}" in str(show(stack.identity("A").arn))
    assert {gap.what for gap in stack.gaps} == {"A"}
    assert len(stack.resources()) == template.count("Type")


def test_a_long_chain_of_names_is_a_gap_and_no_crash() -> None:
    resources: dict[str, object] = {
        f"R{n}": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": {"Fn::GetAtt": [f"R{n + 1}", "QueueName"]}}}
        for n in range(2000)
    }
    resources["R2000"] = {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "end"}}
    stack = build_stack({"Resources": resources})
    assert len(stack.resources()) == 2001
    assert stack.gaps
    assert stack.identity("R1999").name == "end"


def test_two_stacks_generate_different_names() -> None:
    pseudo = PseudoParameters(Settings(), stack="a")
    first = build_identity("AWS::SQS::Queue", id="X", stack="a", whereabouts=pseudo, properties={})
    second = build_identity("AWS::SQS::Queue", id="X", stack="b", whereabouts=pseudo, properties={})
    assert first.name != second.name
