"""What references mean: certainly one resource, possibly one, none of the input, or several."""

import pytest

from keypost.estate.kind import Kind
from keypost.estate.references import Match, References
from keypost.estate.resource import Membership, Resource
from keypost.policy.document import Policy
from keypost.policy.request import KeyManager
from keypost.unknown import Shape, Unread, Why, build_unknown, has_unknown

ACCOUNT, REGION = "111122223333", "eu-west-1"
OPEN_ACCOUNT = build_unknown("AWS::AccountId", shape=Shape.ACCOUNT)
OPEN_REGION = build_unknown("AWS::Region", shape=Shape.REGION)
OPEN_PARTITION = build_unknown("AWS::Partition", shape=Shape.PARTITION)
GENERATED = build_unknown("Alerts", shape=Shape.IDENTITY)
KEY_OF_ALIAS = build_unknown("key of alias/other")
US = "arn:aws:kms:us-east-1:111122223333"
STAGE = build_unknown("Stage")


def build(  # noqa: PLR0913 -- a resource has that many sides
    kind: Kind, name: str, arn: str, *, stack: str = "a", account: str = ACCOUNT, region: str = REGION,
    partition: str = "aws", attributes: dict[str, str] | None = None,
) -> Resource:  # fmt: skip
    return Resource(
        kind, name, arn, stack, name, account, region, partition, attributes=attributes or {}
    )  # fmt: skip


def topic(
    name: str, *, stack: str = "a", account: str = ACCOUNT, region: str = REGION, partition: str = "aws"
) -> Resource:
    arn = f"arn:{partition}:sns:{region}:{account}:{name}"
    return build(Kind.TOPIC, name, arn, stack=stack, account=account, region=region, partition=partition)


def queue(name: str, *, account: str = ACCOUNT, region: str = REGION) -> Resource:
    return build(Kind.QUEUE, name, f"arn:aws:sqs:{region}:{account}:{name}", account=account, region=region)


def key(key_id: str, *aliases: str, stack: str = "a", kind: Kind = Kind.KEY) -> Resource:
    arn = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/{key_id}"
    return Resource(kind, key_id, arn, stack, key_id, ACCOUNT, REGION, "aws", aliases=aliases)


ALERTS = topic("alerts")
JOBS = queue("jobs")
LOGS = build(Kind.BUCKET, "logs", "arn:aws:s3:::logs")
FUNCTION = build(Kind.FUNCTION, "work", f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:work")
GROUP = build(Kind.LOG_GROUP, "/app/web", f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:/app/web")
TABLE = build(Kind.TABLE, "orders", f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/orders")
PLAN = build(Kind.BACKUP_PLAN, "Plan", "", attributes={"ref": "plan-id"})
APP_KEY = key("1234", "alias/app")
ALL = References([ALERTS, JOBS, LOGS, FUNCTION, GROUP, TABLE, PLAN, APP_KEY])


@pytest.mark.parametrize(
    ("reference", "kinds", "meant"),
    [
        ("arn:aws:sns:eu-west-1:111122223333:alerts", (Kind.TOPIC,), ALERTS),
        ("arn:aws:sns:eu-west-1:111122223333:alerts", None, ALERTS),
        ("alerts", (Kind.TOPIC,), ALERTS),
        ("https://sqs.eu-west-1.amazonaws.com/111122223333/jobs", (Kind.QUEUE,), JOBS),
        ("jobs", (Kind.QUEUE,), JOBS),
        ("logs", (Kind.BUCKET,), LOGS),
        ("arn:aws:s3:::logs/AWSLogs/", (Kind.BUCKET,), LOGS),
        ("s3://logs/reports", (Kind.BUCKET,), LOGS),
        ("s3n://logs/reports", (Kind.BUCKET,), LOGS),
        ("/logs/home/${transfer:UserName}", (Kind.BUCKET,), LOGS),
        ("logs.s3.amazonaws.com", (Kind.BUCKET,), LOGS),
        ("logs.s3.eu-west-1.amazonaws.com", (Kind.BUCKET,), LOGS),
        (f"logs.s3.{build_unknown('Region', shape=Shape.REGION)}.amazonaws.com", (Kind.BUCKET,), LOGS),
        ("arn:aws:lambda:eu-west-1:111122223333:function:work:live", (Kind.FUNCTION,), FUNCTION),
        ("arn:aws:logs:eu-west-1:111122223333:log-group:/app/web:*", (Kind.LOG_GROUP,), GROUP),
        ("arn:aws:dynamodb:eu-west-1:111122223333:table/orders/stream/2026", (Kind.TABLE,), TABLE),
        ("plan-id", (Kind.BACKUP_PLAN,), PLAN),
        ("1234", (Kind.KEY,), APP_KEY),
        ("alias/app", (Kind.KEY,), APP_KEY),
        ("arn:aws:kms:eu-west-1:111122223333:alias/app", (Kind.KEY,), APP_KEY),
        ("arn:aws:kms:eu-west-1:111122223333:key/1234", (Kind.KEY,), APP_KEY),
    ],
)
def test_every_way_to_name_a_resource_finds_it(reference: str, kinds: tuple[Kind, ...] | None, meant: Resource) -> None:
    found = ALL.find(reference, kinds=kinds, near=ALERTS)
    assert (found.match, found.resource) == (Match.CERTAIN, meant)
    assert ALL.find(reference, kinds=kinds, near=ALERTS) is found


@pytest.mark.parametrize(
    ("reference", "kinds", "kind", "arn"),
    [
        ("arn:aws:sns:eu-west-1:999988887777:alerts", (Kind.TOPIC,), Kind.TOPIC, None),
        ("arn:aws:sns:us-east-1:111122223333:alerts", None, Kind.TOPIC, None),
        ("arn:aws:sns:eu-west-1:111122223333:other", (Kind.TOPIC,), Kind.TOPIC, None),
        ("arn:aws:xyz:eu-west-1:111122223333:thing", (Kind.TOPIC,), Kind.TOPIC, None),
        ("arn:aws:xyz:eu-west-1:111122223333:thing", None, Kind.UNKNOWN, None),
        ("arn:aws:iam::111122223333:role/service-role/app", (Kind.ROLE,), Kind.ROLE, None),
        ("other", (Kind.QUEUE,), Kind.QUEUE, "arn:aws:sqs:eu-west-1:111122223333:other"),
        ("other", (Kind.BUCKET,), Kind.BUCKET, "arn:aws:s3:::other"),
        ("other", (Kind.KEY, Kind.REPLICA_KEY), Kind.KEY, "arn:aws:kms:eu-west-1:111122223333:key/other"),
        ("alias/other", (Kind.KEY,), Kind.KEY, f"arn:aws:kms:eu-west-1:111122223333:key/{KEY_OF_ALIAS}"),
        (f"{US}:alias/app", (Kind.KEY,), Kind.KEY, f"{US}:key/{build_unknown(f'key of {US}:alias/app')}"),
        ("s3://other/reports", (Kind.BUCKET,), Kind.BUCKET, "arn:aws:s3:::other"),
        ("/other/home", (Kind.BUCKET,), Kind.BUCKET, "arn:aws:s3:::other"),
        ("/other/home", (Kind.LOG_GROUP,), Kind.LOG_GROUP, "arn:aws:logs:eu-west-1:111122223333:log-group:/other/home"),
        (
            "https://sqs.us-east-1.amazonaws.com/999988887777/other",
            (Kind.QUEUE,),
            Kind.QUEUE,
            "arn:aws:sqs:us-east-1:999988887777:other",
        ),
        ("other", None, Kind.UNKNOWN, ""),
        ("other", (Kind.ALARM,), Kind.ALARM, ""),
        ("https://example.com/hook", None, Kind.UNKNOWN, ""),
    ],
)
def test_what_the_input_lacks_is_outside(
    reference: str, kinds: tuple[Kind, ...] | None, kind: Kind, arn: str | None
) -> None:
    found = ALL.find(reference, kinds=kinds, near=ALERTS)
    assert found.match is Match.OUTSIDE
    resource = found.resource
    known = arn if arn and not has_unknown(arn) else reference
    assert (resource.kind, resource.id, resource.membership) == (kind, known, Membership.OUTSIDE)
    assert resource.arn == (reference if arn is None else arn)
    if resource.is_principal:
        assert resource.identity == (Unread(Why.NOT_IN_INPUT, known),)
    else:
        assert resource.policy == Unread(Why.NOT_IN_INPUT, known)


def test_an_open_parameter_is_outside_under_its_own_name() -> None:
    reference = build_unknown("AlertsKeyArn")
    resource = ALL.find(reference, kinds=(Kind.KEY,), near=ALERTS).resource
    assert resource.is_key
    assert (resource.id, resource.arn, resource.membership) == ("AlertsKeyArn", reference, Membership.OUTSIDE)


def test_a_name_with_an_open_part_is_outside_as_people_write_it() -> None:
    resource = ALL.find(f"{STAGE}-trail", kinds=(Kind.BUCKET,), near=ALERTS).resource
    assert (resource.id, resource.arn) == ("${Stage}-trail", f"arn:aws:s3:::{STAGE}-trail")


@pytest.mark.parametrize(
    ("mine", "reference", "match"),
    [
        (topic("alerts", account=OPEN_ACCOUNT), f"arn:aws:sns:{REGION}:{OPEN_ACCOUNT}:alerts", Match.CERTAIN),
        (topic("alerts", partition=OPEN_PARTITION), f"arn:aws:sns:{REGION}:{ACCOUNT}:alerts", Match.CERTAIN),
        (topic("alerts", account=OPEN_ACCOUNT), f"arn:aws:sns:{REGION}:{ACCOUNT}:alerts", Match.POSSIBLE),
        (topic("alerts", region=OPEN_REGION), f"arn:aws:sns:{REGION}:{ACCOUNT}:alerts", Match.POSSIBLE),
        (topic(f"{STAGE}-alerts"), f"arn:aws:sns:{REGION}:{ACCOUNT}:dev-alerts", Match.POSSIBLE),
        (topic("dev-alerts"), f"arn:aws:sns:{REGION}:{ACCOUNT}:{STAGE}-alerts", Match.POSSIBLE),
        (topic(f"{STAGE}-alerts"), f"arn:aws:sns:{REGION}:{ACCOUNT}:dev-jobs", Match.OUTSIDE),
        (topic(GENERATED), f"arn:aws:sns:{REGION}:{ACCOUNT}:{GENERATED}", Match.CERTAIN),
        (topic(GENERATED), f"arn:aws:sns:{REGION}:{ACCOUNT}:alerts", Match.OUTSIDE),
        (topic("alerts"), f"arn:aws:sns:{REGION}:{ACCOUNT}:{STAGE}", Match.OUTSIDE),
        (topic("alerts", account="999988887777"), "alerts", Match.OUTSIDE),
        (topic("alerts", account=OPEN_ACCOUNT), "alerts", Match.POSSIBLE),
    ],
)
def test_open_parts_leave_three_answers(mine: Resource, reference: str, match: Match) -> None:
    found = References([mine]).find(reference, kinds=(Kind.TOPIC,), near=topic("near"))
    assert found.match is match
    assert (found.resource is mine) is (match is not Match.OUTSIDE)


def test_a_role_is_found_by_name_in_its_account_whatever_the_region() -> None:
    role = Resource(Kind.ROLE, "app", f"arn:aws:iam::{ACCOUNT}:role/app", "a", "app", ACCOUNT, "us-east-1", "aws")
    assert References([role]).find("app", kinds=(Kind.ROLE,), near=ALERTS).resource is role


def test_two_stacks_with_one_name_leave_the_reference_open() -> None:
    claims = [topic("alerts", stack="a"), topic("alerts", stack="b")]
    found = References(claims).find(ALERTS.arn, kinds=(Kind.TOPIC,), near=topic("near", stack="c"))
    assert found.match is Match.AMBIGUOUS
    assert found.candidates == tuple(claims)
    assert found.resource.policy == Unread(Why.AMBIGUOUS, ALERTS.arn)
    assert found.gap is not None
    assert "alerts" in found.gap.why.en


def test_a_stack_means_its_own_resource() -> None:
    claims = [topic("alerts", stack="a"), topic("alerts", stack="b")]
    found = References(claims).find(ALERTS.arn, kinds=(Kind.TOPIC,), near=topic("near", stack="b"))
    assert (found.match, found.resource) == (Match.CERTAIN, claims[1])


def test_two_keys_with_one_alias_leave_it_open() -> None:
    references = References([key("1", "alias/app", stack="a"), key("2", "alias/app", stack="b")])
    assert references.find("alias/app", kinds=(Kind.KEY,), near=topic("near", stack="c")).match is Match.AMBIGUOUS


def test_a_setting_that_takes_a_key_takes_a_replica_key() -> None:
    replica = key("mrk-1", kind=Kind.REPLICA_KEY)
    assert References([replica]).find("mrk-1", kinds=(Kind.KEY,), near=ALERTS).resource is replica


def test_an_alias_resource_is_not_what_its_name_means() -> None:
    arn = f"arn:aws:kms:{REGION}:{ACCOUNT}:alias/app"
    alias = build(Kind.ALIAS, "alias/app", arn)
    assert References([APP_KEY, alias]).find(arn, kinds=None, near=ALERTS).resource is APP_KEY


@pytest.mark.parametrize(
    ("reference", "account", "known"),
    [
        ("alias/aws/sns", ACCOUNT, True),
        ("arn:aws:kms:eu-west-1:999988887777:alias/aws/sns", "999988887777", True),
        ("alias/aws/backup", ACCOUNT, False),
    ],
)
def test_an_aws_managed_key_is_made_where_the_alias_is(reference: str, account: str, known: bool) -> None:  # noqa: FBT001
    found = ALL.find(reference, kinds=(Kind.KEY,), near=ALERTS).resource
    assert found.is_key
    assert (found.facts.manager, found.arn, found.account) == (KeyManager.AWS, "", account)
    assert found.id == reference.rpartition(":")[2]
    assert isinstance(found.policy, Policy) is known
    assert isinstance(found.policy, Unread) is not known
    assert ALL.find(reference, kinds=(Kind.KEY,), near=JOBS).resource is found
