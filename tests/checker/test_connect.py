"""From wires to connections: which path, which target, which key, which role, and what stays open."""

import pytest

from keypost.checker.connect import Connection, build_connections
from keypost.checker.verdict import NeedKind
from keypost.estate.estate import Estate, Wire
from keypost.estate.kind import Kind
from keypost.estate.resource import Encryption, Membership, Resource, Sse
from keypost.policy.document import Policy, Version
from keypost.unknown import Shape, Unread, Why, build_unknown

HERE, ABROAD = "111122223333", "444455556666"
NOTHING_ALLOWED = Policy(Version.CURRENT, ())


def resource(kind: Kind, resource_id: str, arn: str, **fields: object) -> Resource:
    given = {"account": HERE, "region": "us-east-1", "partition": "aws", "policy": NOTHING_ALLOWED, **fields}
    return Resource(kind, resource_id, arn, **given)  # type: ignore[arg-type]


ALARM = resource(Kind.ALARM, "HighCpu", f"arn:aws:cloudwatch:us-east-1:{HERE}:alarm:cpu")
TOPIC = resource(Kind.TOPIC, "Alerts", f"arn:aws:sns:us-east-1:{HERE}:alerts")
RULE = resource(Kind.RULE, "Stopped", f"arn:aws:events:us-east-1:{HERE}:rule/stopped")
CHANNEL = resource(Kind.DELIVERY_CHANNEL, "Channel", "")
BUCKET = resource(Kind.BUCKET, "Logs", "arn:aws:s3:::logs-example", name="logs-example")


def connect(wire: Wire, *resources: Resource) -> list[Connection]:
    return list(build_connections(Estate((*resources, wire.source), (wire,))))


def paths(connections: list[Connection]) -> list[str]:
    return [connection.path.id for connection in connections]


def needs(connections: list[Connection]) -> list[tuple[NeedKind, str]]:
    return [(need.kind, need.fact) for connection in connections for need in connection.needs]


def test_a_setting_that_no_path_knows_connects_nothing() -> None:
    assert connect(Wire(ALARM, ALARM, "Dimensions[]", TOPIC.arn), TOPIC) == []


def test_a_target_of_one_account_and_one_of_another_are_different_paths() -> None:
    here = connect(Wire(ALARM, ALARM, "AlarmActions[]", TOPIC.arn), TOPIC)
    abroad = connect(Wire(ALARM, ALARM, "AlarmActions[]", f"arn:aws:sns:us-east-1:{ABROAD}:alerts"), TOPIC)
    assert paths(here) == ["cloudwatch-alarm-to-sns"]
    assert paths(abroad) == ["cloudwatch-alarm-to-sns-cross-account"]


def test_a_target_that_could_not_be_read_is_one_that_is_needed() -> None:
    connections = connect(Wire(ALARM, ALARM, "AlarmActions[]", Unread(Why.UNKNOWN_VALUE, "Actions")))
    assert paths(connections) == ["cloudwatch-alarm-to-sns"]
    assert needs(connections) == [(NeedKind.TARGET, "Actions")]


def test_a_target_of_an_unknown_type_connects_only_where_there_is_no_choice() -> None:
    """A topic is all that a DAX cluster can name; a rule's target may be a queue, a topic or something else."""
    unread = Unread(Why.UNKNOWN_VALUE, f"arn:aws:{build_unknown('service')}:us-east-1:{HERE}:x")
    assert connect(Wire(RULE, RULE, "Targets[!RoleArn].Arn", unread)) == []
    cluster = resource(Kind.DAX_CLUSTER, "Cache", f"arn:aws:dax:us-east-1:{HERE}:cache/cache")
    assert paths(connect(Wire(cluster, cluster, "NotificationTopicARN", unread))) == ["dax-to-sns"]


def test_a_target_that_only_unknown_parts_tell_apart_is_one_that_is_needed() -> None:
    reference = f"arn:aws:sns:us-east-1:{HERE}:al{build_unknown('Name')}"
    connections = connect(Wire(ALARM, ALARM, "AlarmActions[]", reference), TOPIC)
    assert [connection.target.id for connection in connections] == ["Alerts"]
    assert needs(connections) == [(NeedKind.TARGET, f"arn:aws:sns:us-east-1:{HERE}:al${{Name}}")]


def test_a_name_of_another_kind_of_resource_is_not_what_is_meant() -> None:
    policy = resource(Kind.UNKNOWN, "Up", build_unknown("Up.Arn", shape=Shape.IDENTITY))
    assert connect(Wire(ALARM, ALARM, "AlarmActions[]", policy.arn), policy) == []


@pytest.mark.parametrize("arn", ["arn:aws:automate:us-east-1:ec2:recover", "arn:aws:ssm:us-east-1:1:opsitem:1"])
def test_an_arn_of_another_service_is_not_what_is_meant(arn: str) -> None:
    assert connect(Wire(ALARM, ALARM, "AlarmActions[]", arn), TOPIC) == []


def test_a_key_of_the_setting_comes_before_that_of_the_bucket() -> None:
    own = resource(Kind.KEY, "Own", f"arn:aws:kms:us-east-1:{HERE}:key/1")
    other = resource(Kind.KEY, "Other", f"arn:aws:kms:us-east-1:{HERE}:key/2")
    bucket = BUCKET._replace(encryption=Encryption(Sse.KMS, other.arn, bucket_key=True))
    wire = Wire(CHANNEL, CHANNEL, "S3BucketName", "logs-example", key=own.arn)
    (connection,) = connect(wire, own, other, bucket)
    assert connection.key is own
    assert connection.encryption == Encryption(Sse.KMS, own.arn, bucket_key=True)


def test_a_key_of_the_setting_that_could_not_be_read_leaves_the_encryption_open() -> None:
    unread = Unread(Why.UNKNOWN_VALUE, "KeyArn")
    (connection,) = connect(Wire(CHANNEL, CHANNEL, "S3BucketName", "logs-example", key=unread), BUCKET)
    assert connection.key is None
    assert connection.encryption is unread


def test_a_bucket_key_of_a_bucket_that_is_not_in_the_input_is_open() -> None:
    wire = Wire(CHANNEL, CHANNEL, "S3BucketName", "elsewhere", key=f"arn:aws:kms:us-east-1:{HERE}:key/1")
    (connection,) = connect(wire, BUCKET)
    assert connection.target.membership is Membership.OUTSIDE
    assert isinstance(connection.encryption, Encryption)
    assert isinstance(connection.encryption.bucket_key, Unread)


def test_a_role_that_could_not_be_read_is_one_that_is_needed() -> None:
    wire = Wire(RULE, RULE, "Targets[RoleArn].Arn", TOPIC.arn, role=Unread(Why.UNKNOWN_VALUE, "RoleArn"))
    connections = connect(wire, TOPIC)
    assert paths(connections) == ["eventbridge-rule-to-sns-role"]
    assert needs(connections) == [(NeedKind.ROLE, "RoleArn")]


def test_where_the_service_may_call_too_an_unread_role_is_no_need_of_its_own() -> None:
    wire = Wire(CHANNEL, CHANNEL, "S3BucketName", "logs-example", role=Unread(Why.UNKNOWN_VALUE, "RoleArn"))
    (connection,) = connect(wire, BUCKET)
    assert (connection.role, connection.needs) == (None, ())
