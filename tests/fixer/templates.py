"""Templates of every shape: shared keys, several services, Denies, other accounts, consumers and producers.

`build_template(random)` draws one; the same random numbers give the same template.
"""

from random import Random
from typing import Any

Json = dict[str, Any]

ACCOUNT, OTHER = "111122223333", "444455556666"
ROOT: Json = {"Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:root"}
DELEGATES: Json = {"Sid": "Account", "Effect": "Allow", "Principal": {"AWS": ROOT}, "Action": "kms:*", "Resource": "*"}
SERVICES = ("cloudwatch", "budgets", "events", "sns", "s3")
CONDITIONS: tuple[Json | None, ...] = (
    None,
    None,
    {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}},
    {"StringEquals": {"aws:SourceAccount": OTHER}},
    {"StringEquals": {"aws:PrincipalOrgID": "o-exampleorg"}},
    {"StringLike": {"kms:EncryptionContext:aws:sns:arn": "*"}},
)
DENIES: tuple[Json, ...] = (
    {"StringNotEquals": {"aws:PrincipalArn": f"arn:aws:iam::{ACCOUNT}:user/admin"}},
    {"StringNotEquals": {"aws:PrincipalOrgID": "o-exampleorg"}},
    {"StringNotEquals": {"aws:SourceVpce": "vpce-1a2b3c4d"}},
    {"Bool": {"aws:SecureTransport": "false"}},
)


def build_template(random: Random) -> Json:
    """Draw a template with keys, topics, queues and those who use them."""
    resources: Json = {}
    keys = [f"Key{index}" for index in range(random.randint(1, 3))]
    for name in keys:
        resources[name] = _draw_key(random)
    topics = [f"Topic{index}" for index in range(random.randint(1, 3))]
    queues = [f"Queue{index}" for index in range(random.randint(0, 3))]
    for name in topics:
        resources |= _draw_topic(name, keys, random)
    for name in queues:
        resources |= _draw_queue(name, keys, random)
    for index in range(random.randint(1, 6)):
        resources |= _draw_sender(index, topics, queues, random)
    for index in range(random.randint(0, 3) if queues else 0):
        resources |= _draw_worker(index, random.choice(queues), keys, random)
    return {"AWSTemplateFormatVersion": "2010-09-09", "Resources": resources}


def _draw_key(random: Random) -> Json:
    statements: list[Json] = [DELEGATES] if random.random() < 0.9 else [_only_admins()]
    statements += [_draw_service_statement(one, random) for one in random.sample(SERVICES, random.randint(0, 3))]
    if random.random() < 0.3:
        statements.append(_draw_deny("kms:*", random))
    properties: Json = {"KeyPolicy": {"Version": "2012-10-17", "Statement": statements}}
    if random.random() < 0.1:
        properties["Enabled"] = False
    return {"Type": "AWS::KMS::Key", "Properties": properties}


def _only_admins() -> Json:
    admins = {"AWS": f"arn:aws:iam::{ACCOUNT}:role/admin"}
    return {"Effect": "Allow", "Principal": admins, "Action": "kms:*", "Resource": "*"}


def _draw_service_statement(service: str, random: Random) -> Json:
    actions = random.choice(["kms:*", "kms:Decrypt", "kms:Encrypt", ["kms:GenerateDataKey*", "kms:Decrypt"]])
    principal = {"Service": f"{service}.amazonaws.com"}
    return _with(random.choice(CONDITIONS), Effect="Allow", Principal=principal, Action=actions, Resource="*")


def _draw_deny(actions: str, random: Random) -> Json:
    return _with(random.choice(DENIES), Effect="Deny", Principal="*", Action=actions, Resource="*")


def _with(condition: Json | None, **elements: object) -> Json:
    return dict(elements) if condition is None else {**elements, "Condition": condition}


def _draw_topic(name: str, keys: list[str], random: Random) -> Json:
    key = random.choice([None, "alias/aws/sns", *({"Ref": key} for key in keys)])
    topic = {"Type": "AWS::SNS::Topic", "Properties": {} if key is None else {"KmsMasterKeyId": key}}
    if random.random() < 0.3:
        return {name: topic}
    statements = [_draw_use(service, "sns:Publish", {"Ref": name}, random) for service in _some_services(random)]
    return {name: topic, f"{name}Policy": _policy("AWS::SNS::TopicPolicy", "Topics", name, statements)}


def _draw_queue(name: str, keys: list[str], random: Random) -> Json:
    key = random.choice([None, "alias/aws/sqs", "sse-sqs", *({"GetAtt": key} for key in keys)])
    properties: Json = {}
    if key == "sse-sqs":
        properties = {"SqsManagedSseEnabled": True}
    elif isinstance(key, dict):
        properties = {"KmsMasterKeyId": {"Fn::GetAtt": [key["GetAtt"], "Arn"]}}
    elif key is not None:
        properties = {"KmsMasterKeyId": key}
    queue = {"Type": "AWS::SQS::Queue", "Properties": properties}
    if random.random() < 0.2:
        return {name: queue}
    arn = {"Fn::GetAtt": [name, "Arn"]}
    statements = [_draw_use(service, "sqs:SendMessage", arn, random) for service in _some_services(random)]
    return {name: queue, f"{name}Policy": _policy("AWS::SQS::QueuePolicy", "Queues", name, statements)}


def _some_services(random: Random) -> list[str]:
    return random.sample(SERVICES, random.randint(1, len(SERVICES)))


def _draw_use(service: str, action: str, resource: Json, random: Random) -> Json:
    principal = {"Service": f"{service}.amazonaws.com"}
    condition = random.choice((None, None, None, *CONDITIONS[2:4]))
    return _with(condition, Effect="Allow", Principal=principal, Action=action, Resource=resource)


def _policy(kind: str, holds: str, name: str, statements: list[Json]) -> Json:
    document = {"Version": "2012-10-17", "Statement": statements}
    return {"Type": kind, "Properties": {holds: [{"Ref": name}], "PolicyDocument": document}}


def _draw_sender(index: int, topics: list[str], queues: list[str], random: Random) -> Json:
    name, topic = f"Sender{index}", {"Ref": random.choice(topics)}
    choices = [_build_alarm(topic), _build_budget(topic), _build_rule(topic), _build_publisher(topic)]
    if queues:
        queue = {"Fn::GetAtt": [random.choice(queues), "Arn"]}
        subscribed = {"TopicArn": topic, "Protocol": "sqs", "Endpoint": queue}
        choices += [{"Type": "AWS::SNS::Subscription", "Properties": subscribed}] * 3
        choices.append(_build_rule(queue))
    return {name: random.choice(choices)}


def _build_alarm(topic: Json) -> Json:
    properties = {"ComparisonOperator": "GreaterThanThreshold", "EvaluationPeriods": 1, "AlarmActions": [topic]}
    return {"Type": "AWS::CloudWatch::Alarm", "Properties": properties}


def _build_budget(topic: Json) -> Json:
    subscriber = {"SubscriptionType": "SNS", "Address": topic}
    notification = {"NotificationType": "ACTUAL", "ComparisonOperator": "GREATER_THAN", "Threshold": 80}
    budget = {"BudgetType": "COST", "TimeUnit": "MONTHLY", "BudgetLimit": {"Amount": 10, "Unit": "USD"}}
    notified = [{"Notification": notification, "Subscribers": [subscriber]}]
    return {"Type": "AWS::Budgets::Budget", "Properties": {"Budget": budget, "NotificationsWithSubscribers": notified}}


def _build_rule(target: Json) -> Json:
    properties = {"EventPattern": {"source": ["aws.ec2"]}, "Targets": [{"Id": "one", "Arn": target}]}
    return {"Type": "AWS::Events::Rule", "Properties": properties}


def _build_publisher(topic: Json) -> Json:
    return _build_role([{"Effect": "Allow", "Action": "sns:Publish", "Resource": topic}])


def _build_role(statements: list[Json]) -> Json:
    trust = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    policies = [{"PolicyName": "own", "PolicyDocument": {"Version": "2012-10-17", "Statement": statements}}]
    document = {"Version": "2012-10-17", "Statement": [trust]}
    return {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": document, "Policies": policies}}


def _draw_worker(index: int, queue: str, keys: list[str], random: Random) -> Json:
    """A function that reads the queue, and its role with or without permissions on some key."""
    arn = {"Fn::GetAtt": [queue, "Arn"]}
    actions = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
    statements: list[Json] = [{"Effect": "Allow", "Action": actions, "Resource": arn}]
    if random.random() < 0.5:
        key = random.choice(["*", *({"Fn::GetAtt": [key, "Arn"]} for key in keys)])
        statements.append({"Effect": "Allow", "Action": ["kms:Decrypt", "kms:GenerateDataKey"], "Resource": key})
    role, function = f"Role{index}", f"Worker{index}"
    code = {"ZipFile": "def handler(event, context): return None"}
    properties = {"Role": {"Fn::GetAtt": [role, "Arn"]}, "Code": code, "Handler": "i.h", "Runtime": "python3.13"}
    mapping = {"EventSourceArn": arn, "FunctionName": {"Ref": function}}
    return {
        role: _build_role(statements),
        function: {"Type": "AWS::Lambda::Function", "Properties": properties},
        f"Mapping{index}": {"Type": "AWS::Lambda::EventSourceMapping", "Properties": mapping},
    }
