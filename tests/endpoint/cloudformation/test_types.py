"""Resource types: declared as AWS's schemas say, and each made, changed and deleted."""

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from keypost.endpoint.cloudformation.types.all import TYPES
from tests.endpoint.cloudformation.deploying import create, failures, ids, update, write
from tests.endpoint.local import ACCOUNT, REGION, Local

# Where the schema and the type's page differ, or where a change is refused instead of replacing.
CONDITIONAL = {
    "AWS::Events::Rule": {"EventBusName"},
    "AWS::DynamoDB::Table": {"KeySchema", "LocalSecondaryIndexes"},
    "AWS::CloudFormation::StackSet": {"CallAs"},
}


def list_schemas() -> Iterator[tuple[str, dict[str, Any]]]:
    folder = files("cfnlint.data.schemas.resources")
    for file in folder.iterdir():
        if file.name.endswith(".json"):
            schema = json.loads(file.read_text(encoding="utf-8"))
            if schema.get("typeName") in TYPES:
                yield schema["typeName"], schema


SCHEMAS = dict(list_schemas())


def paths(schema: dict[str, Any], name: str) -> set[str]:
    return {one.removeprefix("/properties/") for one in schema.get(name) or ()}


def test_every_type_has_a_schema() -> None:
    assert {name for name in TYPES if not name.startswith("Custom::")} == set(SCHEMAS)


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_a_type_is_declared_as_its_schema_says(name: str) -> None:
    kind, schema = TYPES[name], SCHEMAS[name]
    assert kind.properties - {kind.tags} <= set(schema["properties"])
    built = {one for one in paths(schema, "createOnlyProperties") if one.partition("/")[0] in kind.properties}
    told = {one for one in built if one.partition("/")[0] not in built - {one}}  # the whole counts for its parts
    assert kind.replaces == told | CONDITIONAL.get(name, set())


POLICY = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sqs:*", "Resource": "*"}]}
KEY_POLICY = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, "Action": "kms:*", "Resource": "*"},
        {"Effect": "Allow", "Principal": {"Service": f"logs.{REGION}.amazonaws.com"}, "Action": "kms:*",
         "Resource": "*"},
    ],
}  # fmt: skip


def trusting(service: str) -> dict[str, Any]:
    statement = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    return {"Version": "2012-10-17", "Statement": [statement]}


def document(service: str, action: str, resource: Any) -> dict[str, Any]:
    statement = {"Effect": "Allow", "Principal": {"Service": service}, "Action": action, "Resource": resource}
    return {"Version": "2012-10-17", "Statement": [statement]}


def resource(kind: str, **properties: Any) -> dict[str, Any]:
    return {"Type": f"AWS::{kind}", "Properties": properties}


def arn(name: str) -> dict[str, Any]:
    return {"Fn::GetAtt": [name, "Arn"]}


def ref(name: str) -> dict[str, str]:
    return {"Ref": name}


def build(note: str, size: int) -> dict[str, dict[str, Any]]:
    """Return a resource of nearly every type; `note` and `size` are what an update changes."""
    tags = [{"Key": "note", "Value": note}]
    budget = {"BudgetType": "COST", "TimeUnit": "MONTHLY", "BudgetLimit": {"Amount": size, "Unit": "USD"}}
    alarm = {"Namespace": "N", "MetricName": "M", "Statistic": "Sum", "Period": 60, "EvaluationPeriods": 1}
    rule = {"RuleName": "daily", "TargetBackupVault": ref("Vault"), "ScheduleExpression": f"cron(0 {size} * * ? *)"}
    return {
        "Key": resource("KMS::Key", KeyPolicy=KEY_POLICY, Description=note, EnableKeyRotation=True, Tags=tags),
        "Alias": resource("KMS::Alias", AliasName="alias/all", TargetKeyId=ref("Key")),
        "Topic": resource("SNS::Topic", DisplayName=note, KmsMasterKeyId=ref("Alias"), Tags=tags),
        "TopicPolicy": resource(
            "SNS::TopicPolicy", Topics=[ref("Topic")],
            PolicyDocument=document("events.amazonaws.com", "sns:Publish", ref("Topic")),
        ),
        "Queue": resource("SQS::Queue", VisibilityTimeout=size, Tags=tags),
        "QueuePolicy": resource(
            "SQS::QueuePolicy", Queues=[ref("Queue")],
            PolicyDocument=document("sns.amazonaws.com", "sqs:SendMessage", arn("Queue")),
        ),
        "Subscription": resource(
            "SNS::Subscription", TopicArn=ref("Topic"), Protocol="sqs", Endpoint=arn("Queue"),
            RawMessageDelivery=size > 5,
        ),
        "Alarm": resource("CloudWatch::Alarm", **alarm, Threshold=size, ComparisonOperator="GreaterThanThreshold",
                          AlarmActions=[ref("Topic")], Tags=tags),
        "Composite": resource("CloudWatch::CompositeAlarm", AlarmDescription=note,
                              AlarmRule={"Fn::Sub": "ALARM(${Alarm})"}),
        "Budget": resource("Budgets::Budget", Budget=budget),
        "Bus": resource("Events::EventBus", Name="all", Description=note),
        "Rule": resource(
            "Events::Rule", EventPattern={"source": [note]},
            Targets=[{"Id": "queue", "Arn": arn("Queue"), "InputPath": f"$.{note}"}],
        ),
        "Role": resource(
            "IAM::Role", AssumeRolePolicyDocument=trusting("lambda.amazonaws.com"), Description=note, Tags=tags,
            Policies=[{"PolicyName": note, "PolicyDocument": POLICY}],
            ManagedPolicyArns=["arn:aws:iam::aws:policy/ReadOnlyAccess"],
        ),
        "Policy": resource("IAM::Policy", PolicyName=f"more-{note}", PolicyDocument=POLICY, Roles=[ref("Role")]),
        "Managed": resource("IAM::ManagedPolicy", PolicyDocument={**POLICY, "Id": note}, Users=[ref("User")]),
        "User": resource("IAM::User", Groups=[ref("Group")], Tags=tags),
        "Group": resource("IAM::Group", Policies=[{"PolicyName": note, "PolicyDocument": POLICY}]),
        "AccessKey": resource("IAM::AccessKey", UserName=ref("User"), Status="Active" if size > 5 else "Inactive"),
        "Profile": resource("IAM::InstanceProfile", Roles=[ref("Role")]),
        "Vault": resource("Backup::BackupVault", BackupVaultName="all", EncryptionKeyArn=arn("Key")),
        "Plan": resource("Backup::BackupPlan", BackupPlan={"BackupPlanName": note, "BackupPlanRule": [rule]}),
        "Selection": resource(
            "Backup::BackupSelection", BackupPlanId=ref("Plan"),
            BackupSelection={"SelectionName": note, "IamRoleArn": arn("Role"), "Resources": [arn("Table")]},
        ),
        "Table": resource(
            "DynamoDB::Table", BillingMode="PAY_PER_REQUEST", Tags=tags, DeletionProtectionEnabled=False,
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        ),
        "Logs": resource("Logs::LogGroup", KmsKeyId=arn("Key"), RetentionInDays=size),
        "Function": resource(
            "Lambda::Function", Runtime="python3.13", Handler="index.handler", Role=arn("Role"), Description=note,
            Code={"ZipFile": f"handler = '{note}'"}, Timeout=size,
        ),
        "Permission": resource("Lambda::Permission", FunctionName=ref("Function"), Action="lambda:InvokeFunction",
                               Principal="sns.amazonaws.com", SourceArn=ref("Topic")),
        "Mapping": resource("Lambda::EventSourceMapping", EventSourceArn=arn("Queue"), FunctionName=ref("Function"),
                            BatchSize=size),
        "Images": resource("ECR::Repository", RepositoryPolicyText={**POLICY, "Id": note}, EmptyOnDelete=True),
        "Parameter": resource("SSM::Parameter", Type="String", Value=note),
        "Secret": resource("SecretsManager::Secret", Description=note,
                           GenerateSecretString={"PasswordLength": size * 9}),
        "Stream": resource("Kinesis::Stream", ShardCount=1, RetentionPeriodHours=24 * size),
        "Bucket": resource("S3::Bucket", VersioningConfiguration={"Status": "Enabled"},
                           Tags=tags, LifecycleConfiguration={"Rules": [
                               {"Id": note, "Status": "Enabled", "ExpirationInDays": size}]}),
        "BucketPolicy": resource(
            "S3::BucketPolicy", Bucket=ref("Bucket"),
            PolicyDocument=document("logging.s3.amazonaws.com", "s3:PutObject", {"Fn::Sub": "${Bucket.Arn}/*"}),
        ),
    }  # fmt: skip


def count(local: Local) -> dict[str, int]:
    """Return how many of each are there."""

    def size(service: str, operation: str, member: str) -> int:
        return len(getattr(local.client(service), operation)().get(member, ()))

    return {
        "topics": size("sns", "list_topics", "Topics"),
        "subscriptions": size("sns", "list_subscriptions", "Subscriptions"),
        "queues": size("sqs", "list_queues", "QueueUrls"),
        "alarms": size("cloudwatch", "describe_alarms", "MetricAlarms"),
        "rules": size("events", "list_rules", "Rules"),
        "buses": size("events", "list_event_buses", "EventBuses") - 1,
        "roles": size("iam", "list_roles", "Roles"),
        "users": size("iam", "list_users", "Users"),
        "groups": size("iam", "list_groups", "Groups"),
        "vaults": size("backup", "list_backup_vaults", "BackupVaultList"),
        "tables": size("dynamodb", "list_tables", "TableNames"),
        "functions": size("lambda", "list_functions", "Functions"),
        "mappings": size("lambda", "list_event_source_mappings", "EventSourceMappings"),
        "logs": size("logs", "describe_log_groups", "logGroups"),
        "streams": size("kinesis", "list_streams", "StreamNames"),
        "secrets": size("secretsmanager", "list_secrets", "SecretList"),
        "buckets": size("s3", "list_buckets", "Buckets"),
    }


def test_types_are_made_changed_and_deleted(local: Local) -> None:
    made = create(local, write(build("one", 3)))
    assert failures(local) == {}
    assert made["StackStatus"] == "CREATE_COMPLETE"
    assert all(count(local).values())
    before = ids(local)
    updated = update(local, write(build("two", 7)))
    assert failures(local) == {}
    assert updated["StackStatus"] == "UPDATE_COMPLETE"
    assert {name for name, one in ids(local).items() if before[name] != one} == {"Selection"}
    role = local.client("iam").list_role_policies(RoleName=before["Role"])["PolicyNames"]
    assert role == ["two", "more-two"]
    local.client("cloudformation").delete_stack(StackName="app")
    assert failures(local, made["StackId"]) == {}
    assert not any(count(local).values())


@pytest.mark.parametrize("page", ["local-stacks.md", "local-stacks.ja.md"])
def test_the_page_lists_every_type(page: str) -> None:
    text = (Path(__file__).parents[3] / "docs" / page).read_text(encoding="utf-8")
    rows = [line.split("|")[1:3] for line in text.splitlines() if line.startswith("| `AWS::")]
    told = {f"{service.strip(' `')}::{name.strip(' `')}" for service, names in rows for name in names.split(",")}
    assert told == set(SCHEMAS)
    assert all(name in text for name in TYPES if name.startswith("Custom::"))
