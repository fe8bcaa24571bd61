"""An account with deliveries of every service that is read: some work, some fail."""

import json
from collections.abc import Callable, Mapping

from botocore.client import BaseClient

from tests.readers.live.account import ACCOUNT, REGION

Client = Callable[[str], BaseClient]
HERE = f"{REGION}:{ACCOUNT}"


def statement(*, allow: Mapping[str, object], actions: list[str]) -> dict[str, object]:
    """Return a statement for every resource."""
    return {"Effect": "Allow", "Principal": allow, "Action": actions, "Resource": "*"}


def document(*statements: Mapping[str, object]) -> str:
    """Return a policy."""
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def build_world(client: Client) -> None:
    """Make everything; `open` lets services in, `shut` doesn't."""
    _build_organization(client)
    role = _build_role(client)
    keys = {name: _build_key(client, name, services) for name, services in (("open", True), ("shut", False))}
    for name in keys:
        _build_topic(client, name)
        _build_queue(client, name)
    _build_bucket(client, keys["open"])
    _build_rule(client)
    _build_function(client, role, keys["open"])  # last: the local AWS would invoke it for the bucket's test event


def _build_organization(client: Client) -> None:
    organizations = client("organizations")
    organizations.create_organization(FeatureSet="ALL")
    (root,) = organizations.list_roots()["Roots"]
    for kind in ("SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"):
        organizations.enable_policy_type(RootId=root["Id"], PolicyType=kind)


def _build_role(client: Client) -> str:
    iam = client("iam")
    trust = document({"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"})
    boundary = document({"Effect": "Allow", "Action": "*", "Resource": "*"})
    bound = iam.create_policy(PolicyName="boundary", PolicyDocument=boundary)["Policy"]["Arn"]
    arn = iam.create_role(RoleName="app", AssumeRolePolicyDocument=trust, PermissionsBoundary=bound)["Role"]["Arn"]
    allowed = ["sqs:*", "sns:Publish", "kms:GenerateDataKey", "kms:Decrypt"]
    own = {"Effect": "Allow", "Action": allowed, "Resource": f"arn:aws:sqs:{HERE}:open"}
    iam.put_role_policy(RoleName="app", PolicyName="queue", PolicyDocument=document(own, own | {"Resource": "*"}))
    iam.create_group(GroupName="ops")
    iam.create_user(UserName="ann")
    iam.add_user_to_group(GroupName="ops", UserName="ann")
    return str(arn)


def _build_key(client: Client, name: str, services: bool) -> str:  # noqa: FBT001
    account = statement(allow={"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, actions=["kms:*"])
    named = ["cloudwatch.amazonaws.com", "events.amazonaws.com", "s3.amazonaws.com", "sns.amazonaws.com"]
    let_in = statement(allow={"Service": named}, actions=["kms:GenerateDataKey*", "kms:Decrypt"])
    policy = document(account, let_in) if services else document(account)
    arn = client("kms").create_key(Policy=policy)["KeyMetadata"]["Arn"]
    client("kms").create_alias(AliasName=f"alias/{name}", TargetKeyId=arn)
    return str(arn)


def _build_topic(client: Client, name: str) -> None:
    services = {"Service": ["cloudwatch.amazonaws.com", "events.amazonaws.com", "s3.amazonaws.com"]}
    policy = document(statement(allow=services, actions=["sns:Publish"]))
    attributes = {"KmsMasterKeyId": f"alias/{name}", "Policy": policy}
    topic = client("sns").create_topic(Name=name, Attributes=attributes)["TopicArn"]
    alarm = {"MetricName": "m", "Namespace": "n", "Statistic": "Sum", "ComparisonOperator": "LessThanThreshold"}
    numbers = {"Period": 60, "EvaluationPeriods": 1, "Threshold": 1}
    client("cloudwatch").put_metric_alarm(AlarmName=name, AlarmActions=[topic], **alarm, **numbers)


def _build_queue(client: Client, name: str) -> None:
    policy = document(statement(allow={"Service": ["sns.amazonaws.com", "events.amazonaws.com"]}, actions=["sqs:*"]))
    attributes = {"KmsMasterKeyId": f"alias/{name}", "Policy": policy}
    client("sqs").create_queue(QueueName=name, Attributes=attributes)
    arn = f"arn:aws:sqs:{HERE}:{name}"
    client("sns").subscribe(TopicArn=f"arn:aws:sns:{HERE}:{name}", Protocol="sqs", Endpoint=arn)


def _build_function(client: Client, role: str, key: str) -> None:
    functions = client("lambda")
    functions.create_function(
        FunctionName="app", Role=role, Runtime="python3.12", Handler="app.handle", Code={"ZipFile": b"app"},
        Environment={"Variables": {"SECRET": "hunter2"}}, KMSKeyArn=key,
    )  # fmt: skip
    functions.create_event_source_mapping(FunctionName="app", EventSourceArn=f"arn:aws:sqs:{HERE}:open")
    destinations = {"OnFailure": {"Destination": f"arn:aws:sns:{HERE}:open"}}
    functions.put_function_event_invoke_config(FunctionName="app", DestinationConfig=destinations)
    functions.add_permission(
        FunctionName="app", StatementId="sns", Action="lambda:InvokeFunction", Principal="sns.amazonaws.com"
    )
    endpoint = f"arn:aws:lambda:{HERE}:function:app"
    client("sns").subscribe(TopicArn=f"arn:aws:sns:{HERE}:open", Protocol="lambda", Endpoint=endpoint)


def _build_bucket(client: Client, key: str) -> None:
    s3 = client("s3")
    s3.create_bucket(Bucket="files", CreateBucketConfiguration={"LocationConstraint": REGION})
    encryption = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key}}
    s3.put_bucket_encryption(Bucket="files", ServerSideEncryptionConfiguration={"Rules": [encryption]})
    topic = {"TopicArn": f"arn:aws:sns:{HERE}:open", "Events": ["s3:ObjectCreated:*"]}
    s3.put_bucket_notification_configuration(Bucket="files", NotificationConfiguration={"TopicConfigurations": [topic]})
    s3.put_bucket_policy(Bucket="files", Policy=document(statement(allow={"AWS": ACCOUNT}, actions=["s3:GetObject"])))


def _build_rule(client: Client) -> None:
    events = client("events")
    events.put_rule(Name="nightly", ScheduleExpression="rate(1 day)")
    targets = [{"Id": name, "Arn": f"arn:aws:sqs:{HERE}:{name}"} for name in ("open", "shut")]
    events.put_targets(Rule="nightly", Targets=targets)
    bus = f"arn:aws:events:{HERE}:event-bus/default"
    events.create_archive(ArchiveName="kept", EventSourceArn=bus)
