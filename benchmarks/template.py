"""A CloudFormation template of any size, as teams write them: encrypted topics and queues, and alarms that notify."""

import json
from dataclasses import dataclass
from typing import Any

import yaml

RESOURCES_OF_A_GROUP = 10


@dataclass(frozen=True, slots=True)
class Intrinsic:
    """One intrinsic function: `!Sub text` in YAML, `{"Fn::Sub": "text"}` in JSON."""

    function: str
    argument: Any


def build_template(resources: int) -> dict[str, Any]:
    """Return a template of so many resources (rounded down to whole groups of ten)."""
    groups = range(resources // RESOURCES_OF_A_GROUP)
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": "Alarms, and the encrypted topics and queues that they notify",
        "Parameters": {
            "Environment": {"Type": "String", "Default": "prod", "AllowedValues": ["dev", "prod"]},
            "OperatorRole": {"Type": "String", "Default": "operator"},
        },
        "Conditions": {"IsProduction": Intrinsic("Fn::Equals", [Intrinsic("Ref", "Environment"), "prod"])},
        "Resources": {name: body for group in groups for name, body in build_group(group).items()},
        "Outputs": {f"Topic{group}Arn": {"Value": Intrinsic("Ref", f"Topic{group}")} for group in groups},
    }


def build_group(group: int) -> dict[str, Any]:
    """Return ten resources: a key and its alias, a topic and a queue with policies, a subscription, three alarms."""
    alarms = {f"Alarm{group}{letter}": build_alarm(group, threshold=10 + n) for n, letter in enumerate("ABC")}
    return {
        f"Key{group}": resource("AWS::KMS::Key", EnableKeyRotation=True, KeyPolicy=build_key_policy()),
        f"Alias{group}": resource(
            "AWS::KMS::Alias",
            AliasName=Intrinsic("Fn::Sub", f"alias/${{Environment}}-messages-{group}"),
            TargetKeyId=Intrinsic("Ref", f"Key{group}"),
        ),
        f"Topic{group}": resource(
            "AWS::SNS::Topic",
            TopicName=Intrinsic("Fn::Join", ["-", [Intrinsic("Ref", "Environment"), "alerts", str(group)]]),
            KmsMasterKeyId=Intrinsic("Fn::GetAtt", f"Key{group}.Arn"),
        ),
        f"TopicPolicy{group}": resource(
            "AWS::SNS::TopicPolicy",
            Topics=[Intrinsic("Ref", f"Topic{group}")],
            PolicyDocument=build_delivery_policy(
                service="cloudwatch", action="sns:Publish", target=Intrinsic("Ref", f"Topic{group}")
            ),
        ),
        f"Queue{group}": resource(
            "AWS::SQS::Queue",
            KmsMasterKeyId=Intrinsic("Ref", f"Key{group}"),
            MessageRetentionPeriod=Intrinsic("Fn::If", ["IsProduction", 1209600, Intrinsic("Ref", "AWS::NoValue")]),
        ),
        f"QueuePolicy{group}": resource(
            "AWS::SQS::QueuePolicy",
            Queues=[Intrinsic("Ref", f"Queue{group}")],
            PolicyDocument=build_delivery_policy(
                service="sns", action="sqs:SendMessage", target=Intrinsic("Fn::GetAtt", f"Queue{group}.Arn")
            ),
        ),
        f"Subscription{group}": resource(
            "AWS::SNS::Subscription",
            Protocol="sqs",
            TopicArn=Intrinsic("Ref", f"Topic{group}"),
            Endpoint=Intrinsic("Fn::GetAtt", f"Queue{group}.Arn"),
            RawMessageDelivery=True,
        ),
        **alarms,
    }


def resource(kind: str, **properties: Any) -> dict[str, Any]:
    """Return one resource of the template."""
    return {"Type": kind, "Properties": properties}


def build_alarm(group: int, *, threshold: int) -> dict[str, Any]:
    """Return an alarm that notifies the group's topic."""
    return resource(
        "AWS::CloudWatch::Alarm",
        AlarmDescription=Intrinsic("Fn::Sub", f"Messages wait in queue {group} of ${{Environment}}"),
        Namespace="AWS/SQS",
        MetricName="ApproximateAgeOfOldestMessage",
        Dimensions=[{"Name": "QueueName", "Value": Intrinsic("Fn::GetAtt", f"Queue{group}.QueueName")}],
        Statistic="Maximum",
        Period=300,
        EvaluationPeriods=1,
        Threshold=threshold,
        ComparisonOperator="GreaterThanThreshold",
        AlarmActions=[Intrinsic("Ref", f"Topic{group}")],
        OKActions=Intrinsic("Fn::If", ["IsProduction", [Intrinsic("Ref", f"Topic{group}")], []]),
    )


def build_key_policy() -> dict[str, Any]:
    """Return a key policy with the statements usually found: the account, an operator, two services."""
    return policy(
        allow({"AWS": Intrinsic("Fn::Sub", "arn:${AWS::Partition}:iam::${AWS::AccountId}:root")}, "kms:*"),
        allow(
            {"AWS": Intrinsic("Fn::Sub", "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${OperatorRole}")},
            ["kms:Describe*", "kms:List*", "kms:EnableKeyRotation"],
        ),
        allow(
            {"Service": "cloudwatch.amazonaws.com"},
            ["kms:Decrypt", "kms:GenerateDataKey*"],
            StringEquals={"aws:SourceAccount": Intrinsic("Ref", "AWS::AccountId")},
        ),
        allow({"Service": "sns.amazonaws.com"}, ["kms:Decrypt", "kms:GenerateDataKey*"]),
    )


def build_delivery_policy(*, service: str, action: str, target: Intrinsic) -> dict[str, Any]:
    """Return a policy of a topic or queue that lets one service of this account deliver."""
    source = Intrinsic("Fn::Sub", f"arn:${{AWS::Partition}}:{service}:${{AWS::Region}}:${{AWS::AccountId}}:*")
    return policy(
        allow({"Service": f"{service}.amazonaws.com"}, action, resource=target, ArnLike={"aws:SourceArn": source}),
    )


def policy(*statements: dict[str, Any]) -> dict[str, Any]:
    """Return a policy document."""
    return {"Version": "2012-10-17", "Statement": list(statements)}


def allow(principal: Any, action: Any, *, resource: Any = "*", **condition: Any) -> dict[str, Any]:
    """Return an Allow statement; the condition operators are keywords."""
    statement = {"Effect": "Allow", "Principal": principal, "Action": action, "Resource": resource}
    return statement | ({"Condition": condition} if condition else {})


def render_json(template: dict[str, Any]) -> str:
    """Return the template as JSON, intrinsic functions in their long form."""
    return json.dumps(template, indent=2, default=_spell_out)


def _spell_out(intrinsic: Intrinsic) -> dict[str, Any]:
    argument = intrinsic.argument.split(".") if intrinsic.function == "Fn::GetAtt" else intrinsic.argument
    return {intrinsic.function: argument}


def render_yaml(template: dict[str, Any]) -> str:
    """Return the template as YAML, intrinsic functions as tags."""
    return yaml.dump(template, Dumper=_Dumper, sort_keys=False)


class _Dumper(yaml.SafeDumper):
    """Writes intrinsic functions as tags and every value in full, as people do, without anchors."""

    def ignore_aliases(self, _data: Any) -> bool:
        """Never abbreviate a repeated value."""
        return True


def _represent_intrinsic(dumper: yaml.SafeDumper, intrinsic: Intrinsic) -> yaml.Node:
    tag = "!" + intrinsic.function.removeprefix("Fn::")
    if isinstance(intrinsic.argument, str):
        return dumper.represent_scalar(tag, intrinsic.argument)
    return dumper.represent_sequence(tag, intrinsic.argument)


_Dumper.add_representer(Intrinsic, _represent_intrinsic)
