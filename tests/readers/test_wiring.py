"""Wires that wirings make: targets, sources, roles, keys and values, through hops and out of the input."""

from collections.abc import Mapping

import pytest

from keypost.catalogue.declare import Wiring
from keypost.estate.estate import Wire
from keypost.estate.kind import Kind
from keypost.estate.references import References
from keypost.estate.resource import Membership, Resource
from keypost.origin import Origin, Pointer, render_pointer
from keypost.readers.wiring import Configuration, Configured, build_wires
from keypost.unknown import Unread, Why

ACCOUNT, REGION = "111122223333", "eu-west-1"
ALERTS = f"arn:aws:sns:{REGION}:{ACCOUNT}:Alerts"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/App"
UNREAD = Unread(Why.UNKNOWN_VALUE, "Topics")


def configured(kind: Kind, name: str, properties: Mapping[str, object], *, stack: str = "a") -> Configured:
    service = {Kind.TOPIC: "sns", Kind.QUEUE: "sqs"}.get(kind)
    arn = f"arn:aws:{service}:{REGION}:{ACCOUNT}:{name}" if service else ""
    arn = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{name}" if kind is Kind.FUNCTION else arn

    def locate(pointer: Pointer) -> Origin:
        return Origin(file=stack, line=len(pointer), pointer=f"/{name}{render_pointer(pointer)}")

    resource = Resource(kind, name, arn, stack, name, ACCOUNT, REGION, "aws")
    return Configured(resource, properties, locate)


def wires(wiring: Wiring, *resources: Configured) -> list[Wire]:
    references = References([one.resource for one in resources])
    return build_wires(Configuration(resources, references=references), {wiring.holder: (wiring,)})


def test_the_holder_is_the_source_and_the_place_is_the_targets() -> None:
    alarm = configured(Kind.ALARM, "Cpu", {"AlarmActions": [ALERTS, "other"]})
    first, second = wires(Wiring(Kind.ALARM, ("AlarmActions[]",)), alarm)
    assert (first.source, first.holder, first.setting, first.target) == (
        alarm.resource, alarm.resource, "AlarmActions[]", ALERTS,
    )  # fmt: skip
    assert first.origin.pointer == "/Cpu/AlarmActions/0"
    assert second.target == "other"
    assert (first.role, first.key, first.values) == (None, None, {})


@pytest.mark.parametrize(
    ("actions", "targets"),
    [
        (None, []),
        ([], []),
        ([""], []),
        (ALERTS, [ALERTS]),
        ([[ALERTS, "b"]], [ALERTS, "b"]),
        (UNREAD, [UNREAD]),
        ([UNREAD, ALERTS], [UNREAD, ALERTS]),
        ([{"not": "a text"}], []),
    ],
)
def test_whatever_a_setting_holds(actions: object, targets: list[object]) -> None:
    alarm = configured(Kind.ALARM, "Cpu", {"AlarmActions": actions})
    assert [wire.target for wire in wires(Wiring(Kind.ALARM, ("AlarmActions[]",)), alarm)] == targets


def test_a_subscription_speaks_for_its_topic() -> None:
    topic = configured(Kind.TOPIC, "Alerts", {})
    subscription = configured(Kind.SUBSCRIPTION, "Sub", {"TopicArn": ALERTS, "Protocol": "sqs", "Endpoint": "q"})
    (wire,) = wires(Wiring(Kind.SUBSCRIPTION, ("[Protocol=sqs].Endpoint",), ("TopicArn",)), topic, subscription)
    assert (wire.source, wire.holder, wire.target) == (topic.resource, subscription.resource, "q")


def test_a_source_outside_the_input_is_one_all_the_same() -> None:
    subscription = configured(Kind.SUBSCRIPTION, "Sub", {"TopicArn": ALERTS, "Endpoint": "q"})
    (wire,) = wires(Wiring(Kind.SUBSCRIPTION, ("Endpoint",), ("TopicArn",)), subscription)
    assert (wire.source.id, wire.source.kind, wire.source.membership) == (ALERTS, Kind.TOPIC, Membership.OUTSIDE)


def test_an_unread_source_is_named() -> None:
    subscription = configured(Kind.SUBSCRIPTION, "Sub", {"TopicArn": UNREAD, "Endpoint": "q"})
    (wire,) = wires(Wiring(Kind.SUBSCRIPTION, ("Endpoint",), ("TopicArn",)), subscription)
    assert (wire.source.id, wire.source.kind, wire.source.policy) == ("Topics", Kind.UNKNOWN, UNREAD)


def test_without_a_source_there_is_no_wire() -> None:
    subscription = configured(Kind.SUBSCRIPTION, "Sub", {"Endpoint": "q"})
    assert wires(Wiring(Kind.SUBSCRIPTION, ("Endpoint",), ("TopicArn",)), subscription) == []


def test_an_empty_target_is_the_holder() -> None:
    topic = configured(Kind.TOPIC, "Alerts", {})
    channel = configured(Kind.SLACK_CHANNEL, "Chat", {"SnsTopicArns": [ALERTS]})
    (wire,) = wires(Wiring(Kind.SLACK_CHANNEL, (), ("SnsTopicArns[]",), role=(".IamRoleArn",)), topic, channel)
    assert (wire.source, wire.target, wire.setting, wire.role) == (topic.resource, "Chat", "SnsTopicArns[]", None)


def test_hops_reach_targets_and_roles_in_other_resources() -> None:
    plan = configured(
        Kind.BACKUP_PLAN, "Plan", {"BackupPlan": {"Rule": [{"Vault": "v1", "Role": "near"}, {"Vault": "v2"}]}}
    )
    selection = configured(Kind.BACKUP_SELECTION, "Selection", {"BackupPlanId": "Plan", "Resources": ["t1", "t2"]})
    wiring = Wiring(
        Kind.BACKUP_SELECTION, ("BackupPlanId", "BackupPlan.Rule[].Vault"), ("Resources[]",), role=(".Role",)
    )
    found = wires(wiring, plan, selection)
    assert [(wire.source.id, wire.target, wire.role) for wire in found] == [
        ("t1", "v1", "near"), ("t2", "v1", "near"), ("t1", "v2", None), ("t2", "v2", None),
    ]  # fmt: skip
    assert found[0].setting == "BackupPlanId -> BackupPlan.Rule[].Vault -> Resources[]"
    assert found[0].origin.pointer == "/Plan/BackupPlan/Rule/0/Vault"


@pytest.mark.parametrize("plan", ["elsewhere", UNREAD, None])
def test_a_hop_to_nothing_makes_no_wire(plan: object) -> None:
    selection = configured(Kind.BACKUP_SELECTION, "Selection", {"BackupPlanId": plan})
    assert wires(Wiring(Kind.BACKUP_SELECTION, ("BackupPlanId", "BackupPlan.Vault")), selection) == []


@pytest.mark.parametrize(
    ("function", "role"),
    [
        ("Work", ROLE),
        ("Bare", None),
        ("elsewhere", Unread(Why.NOT_IN_INPUT, "elsewhere")),
        (UNREAD, UNREAD),
    ],
)
def test_the_role_of_the_function_that_is_named(function: object, role: object) -> None:
    mapping = configured(Kind.EVENT_SOURCE_MAPPING, "Map", {"EventSourceArn": "q", "FunctionName": function})
    wiring = Wiring(Kind.EVENT_SOURCE_MAPPING, ("EventSourceArn",), role=("FunctionName", "Role"))
    work = configured(Kind.FUNCTION, "Work", {"Role": ROLE})
    (wire,) = wires(wiring, mapping, work, configured(Kind.FUNCTION, "Bare", {}))
    assert wire.role == role


@pytest.mark.parametrize(
    ("recorders", "role"),
    [
        ([("a", ROLE)], ROLE),
        ([("b", ROLE)], ROLE),
        ([("a", ROLE), ("b", "other")], ROLE),
        ([("b", ROLE), ("c", "other")], Unread(Why.AMBIGUOUS, "AWS::Config::ConfigurationRecorder")),
        ([], Unread(Why.NOT_IN_INPUT, "AWS::Config::ConfigurationRecorder")),
        ([("a", None)], None),
    ],
)
def test_the_role_of_the_only_resource_of_a_kind(recorders: list[tuple[str, object]], role: object) -> None:
    channel = configured(Kind.DELIVERY_CHANNEL, "Channel", {"S3BucketName": "logs"})
    others = [
        configured(Kind.CONFIG_RECORDER, f"Recorder{stack}", {"RoleARN": value}, stack=stack)
        for stack, value in recorders
    ]
    wiring = Wiring(
        Kind.DELIVERY_CHANNEL, ("S3BucketName",), role=("RoleARN",), role_holder=Kind.CONFIG_RECORDER
    )  # fmt: skip
    (wire,) = wires(wiring, channel, *others)
    assert wire.role == role


def test_keys_and_values_beside_the_target_and_at_the_holder() -> None:
    stream = configured(
        Kind.DELIVERY_STREAM,
        "Stream",
        {"Type": "Direct", "S3": {"Bucket": "b", "Prefix": "raw", "Encryption": {"Key": "k"}}, "Other": {"Key": "no"}},
    )
    wiring = Wiring(
        Kind.DELIVERY_STREAM, ("S3.Bucket",), key=(".Encryption.Key",),
        values={"prefix": ".Prefix", "folder/": ".Prefix", "type": "Type", "missing/": ".Nothing"},
    )  # fmt: skip
    (wire,) = wires(wiring, stream)
    assert wire.key == "k"
    assert wire.values == {"prefix": "raw", "folder/": "raw/", "type": "Direct"}


def test_a_folder_that_ends_in_a_slash_stays_as_it_is() -> None:
    log = configured(Kind.FLOW_LOG, "Log", {"To": "b/"})
    (wire,) = wires(Wiring(Kind.FLOW_LOG, ("To",), values={"to/": "To"}), log)
    assert wire.values == {"to/": "b/"}


@pytest.mark.parametrize(
    ("address", "folder"),
    [
        ("s3://logs/emr", "arn:aws:s3:::logs/emr/"),
        ("s3n://logs/emr/", "arn:aws:s3:::logs/emr/"),
        ("s3://logs", "arn:aws:s3:::logs/"),
        ("https://logs.example/emr", "https://logs.example/emr/"),
    ],
)
def test_an_address_of_s3_is_a_value_by_its_arn(address: str, folder: str) -> None:
    cluster = configured(Kind.EMR_CLUSTER, "Nightly", {"LogUri": address})
    (wire,) = wires(Wiring(Kind.EMR_CLUSTER, ("LogUri",), values={"destination/": "LogUri"}), cluster)
    assert (wire.target, wire.values) == (address, {"destination/": folder})


def test_wirings_that_several_paths_share_make_one_wire() -> None:
    alarm = configured(Kind.ALARM, "Cpu", {"AlarmActions": [ALERTS]})
    configuration = Configuration([alarm], references=References([alarm.resource]))
    twins = (Wiring(Kind.ALARM, ("AlarmActions[]",)), Wiring(Kind.ALARM, ("AlarmActions[]",), terraform=("x",)))
    assert len(build_wires(configuration, {Kind.ALARM: twins, Kind.RULE: twins})) == 1


@pytest.mark.parametrize(
    ("pattern", "sources"),
    [
        ("arn:aws:sqs:*:*:*", ["Jobs", "Mail"]),
        ("arn:aws:sqs:eu-west-1:*:J*", ["Jobs"]),
        ("arn:aws:sqs:us-east-1:*:*", ["arn:aws:sqs:us-east-1:*:*"]),
        ("arn:aws:*:*:*:*", ["arn:aws:*:*:*:*"]),
        ("*", ["*"]),
    ],
)
def test_a_source_with_wildcards_is_every_resource_it_means(pattern: str, sources: list[str]) -> None:
    selection = configured(Kind.BACKUP_SELECTION, "Selection", {"Vault": "v", "Resources": [pattern]})
    others = [configured(Kind.QUEUE, name, {}) for name in ("Jobs", "Mail")]
    found = wires(Wiring(Kind.BACKUP_SELECTION, ("Vault",), ("Resources[]",)), selection, *others)
    assert [wire.source.id for wire in found] == sources
