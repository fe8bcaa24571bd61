"""Accounts checked one at a time, groups of records decided once: the same comes out as of everything at once."""

import json
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as some

from keypost.catalogue.all import wirings_by_holder
from keypost.checker.check import check
from keypost.checker.verdict import CheckResult
from keypost.estate.estate import Case, Gap, Reading
from keypost.organization.results import check_each
from keypost.organization.run import Plan, check_accounts
from keypost.readers.building.estate import build_estate
from keypost.readers.snapshot.resources import open_snapshot, read_drafts

TODAY = "2026-11-22"
REGIONS = ("us-east-1", "eu-west-1")
ACCOUNTS = ("111122223333", "222233334444", "333344445555")
ORGANIZATION = "o-a1b2c3d4e5"
Data = dict[str, Any]

# Some are made up and may stand for each other, some are parts of others, some must never be taken out.
SUFFIXES = ("", "-1A2B3C4D5E", "-9Z8Y7X6W5V", "-1A2B3C4D5E-dlq", "-00aa11bb22")
STEMS = ("orders", "alerts", "default")
SERVICES = ("cloudwatch.amazonaws.com", "sns.amazonaws.com", "events.amazonaws.com", "s3.amazonaws.com")


@some.composite
def accounts(draw: some.DrawFn, account: str) -> list[tuple[str, str, Data]]:
    """Records of one account, by Region and part: keys, what is under them, and whoever sends there."""
    made = Maker(draw, account)
    for _ in range(draw(some.integers(1, 2))):
        made.add_key(draw(some.sampled_from(REGIONS)))
    for _ in range(draw(some.integers(0, 5))):
        made.add_sender()
    if draw(some.booleans()):
        made.add_role()
    return made.records


class Maker:
    """Draws the records of one account."""

    def __init__(self, draw: some.DrawFn, account: str) -> None:
        self.draw, self.account = draw, account
        self.records: list[tuple[str, str, Data]] = []
        self.names: set[tuple[str, str]] = set()
        self.topics: list[str] = []
        self.queues: list[str] = []

    def name(self, service: str) -> str:
        name: str = self.draw(some.sampled_from(STEMS)) + self.draw(some.sampled_from(SUFFIXES))
        while (service, name) in self.names:
            name += "x"
        self.names.add((service, name))
        return name

    def add(self, region: str, part: str, type_: str, id_: str, name: str, **properties: object) -> None:
        arn = id_ if id_.startswith("arn:") and " " not in id_ else ""
        record = {"type": type_, "id": id_, "arn": arn, "name": name, "properties": properties, "call": f"{part}:Get"}
        self.records.append((region, part, record))

    def add_key(self, region: str) -> None:
        key_id = f"{self.draw(some.integers(0, 2**32 - 1)):08x}-aaaa-4bbb-8ccc-{self.account}"
        key = f"arn:aws:kms:{region}:{self.account}:key/{key_id}"
        topic = f"arn:aws:sns:{region}:{self.account}:{self.name('sns')}"
        queue = f"arn:aws:sqs:{region}:{self.account}:{self.name('sqs')}"
        alias = f"alias/{self.draw(some.sampled_from(STEMS))}"
        self.add(region, "kms", "AWS::KMS::Key", key, key_id, KeyPolicy=self.key_policy(topic), KeyState="Enabled")
        self.add(
            region,
            "kms",
            "AWS::KMS::Alias",
            f"arn:aws:kms:{region}:{self.account}:{alias}",
            alias,
            AliasName=alias,
            TargetKeyId=key_id,
        )
        named = self.draw(some.sampled_from((key, key_id, alias, "alias/aws/sns", "")))
        self.add(region, "sns", "AWS::SNS::Topic", topic, topic.rpartition(":")[2], KmsMasterKeyId=named)
        self.add(
            region,
            "sns",
            "AWS::SNS::TopicPolicy",
            f"{topic} Policy",
            "",
            Topics=[topic],
            PolicyDocument=self.policy(topic, "sns:Publish"),
        )
        self.add(
            region,
            "sqs",
            "AWS::SQS::Queue",
            queue,
            queue.rpartition(":")[2],
            KmsMasterKeyId=self.draw(some.sampled_from((key, alias, ""))),
        )
        self.add(
            region,
            "sqs",
            "AWS::SQS::QueuePolicy",
            f"{queue} Policy",
            "",
            PolicyDocument=self.policy(queue, "sqs:SendMessage"),
            Queues=[f"https://sqs.{region}.amazonaws.com/{self.account}/{queue.rpartition(':')[2]}"],
        )
        self.topics.append(topic)
        self.queues.append(queue)

    def key_policy(self, topic: str) -> Data:
        root: Data = {
            "Effect": "Allow",
            "Principal": {"AWS": f"arn:aws:iam::{self.account}:root"},
            "Action": "kms:*",
            "Resource": "*",
        }
        used: Data = {
            "Effect": "Allow",
            "Principal": {"Service": list(SERVICES[: self.draw(some.integers(1, 4))])},
            "Resource": "*",
            "Action": ["kms:Decrypt", *self.draw(some.sampled_from(((), ("kms:GenerateDataKey*",))))],
        }
        statements: list[Data] = [root, used | self.condition(topic)]
        if self.draw(some.integers(0, 4)) == 0:
            statements.append(
                {"Effect": "Deny", "Principal": "*", "Action": "kms:*", "Resource": "*"} | self.condition(topic)
            )
        return {"Version": "2012-10-17", "Statement": statements}

    def policy(self, arn: str, action: str) -> Data:
        allowed = {"Effect": "Allow", "Principal": {"Service": list(SERVICES)}, "Action": action, "Resource": arn}
        return {"Version": "2012-10-17", "Statement": [allowed | self.condition(arn)]}

    def condition(self, arn: str) -> Data:
        """Draw a condition; some look at parts of names, at one account, or at one name."""
        stem = self.draw(some.sampled_from(STEMS))
        account = self.draw(some.sampled_from((self.account, *ACCOUNTS)))
        condition = self.draw(
            some.sampled_from(
                (
                    {},
                    {},
                    {},
                    {"StringEquals": {"aws:SourceAccount": account}},
                    {"StringEquals": {"aws:SourceAccount": [self.account, account]}},
                    {"ArnLike": {"aws:SourceArn": f"arn:aws:*:*:{account}:*"}},
                    {"ArnLike": {"aws:SourceArn": f"arn:aws:cloudwatch:*:{self.account}:alarm:{stem}*"}},
                    {"ArnLike": {"aws:SourceArn": f"arn:aws:cloudwatch:*:{self.account}:alarm:{stem}-1A2B3C4D5E*"}},
                    {"ArnLike": {"aws:SourceArn": "arn:aws:cloudwatch:*:*:alarm:*-dlq"}},
                    {"StringLike": {"aws:SourceArn": f"arn:aws:cloudwatch:*:*:alarm:{stem}??A2B3C4D5E"}},
                    {
                        "StringEqualsIgnoreCase": {
                            "aws:SourceArn": f"ARN:AWS:CLOUDWATCH:US-EAST-1:{self.account}:ALARM:{stem}-1A2B3C4D5E"
                        }
                    },
                    {"ArnEquals": {"aws:SourceArn": arn}},
                    {"StringNotEquals": {"aws:SourceAccount": account}},
                    {"StringLike": {"aws:SourceAccount": f"{account[:4]}*"}},
                    {"StringEquals": {"aws:PrincipalOrgID": ORGANIZATION}},
                )
            )
        )
        return {"Condition": condition} if condition else {}

    def target(self, own: list[str], service: str) -> str:
        """Draw a target: mostly an own one, else one of another account, or one that isn't there."""
        kind = self.draw(some.integers(0, 5))
        if kind > 1 and own:
            return self.draw(some.sampled_from(own))
        account = self.draw(some.sampled_from(ACCOUNTS))
        name = self.draw(some.sampled_from(STEMS)) + self.draw(some.sampled_from(SUFFIXES))
        return f"arn:aws:{service}:{self.draw(some.sampled_from(REGIONS))}:{account}:{name}"

    def add_sender(self) -> None:
        region = self.draw(some.sampled_from(REGIONS))
        topic, queue = self.target(self.topics, "sns"), self.target(self.queues, "sqs")
        match self.draw(some.integers(0, 3)):
            case 0 | 1:
                name = self.name("cloudwatch")
                arn = f"arn:aws:cloudwatch:{region}:{self.account}:alarm:{name}"
                self.add(region, "alarms", "AWS::CloudWatch::Alarm", arn, name, AlarmActions=[topic])
            case 2:
                topic = self.draw(some.sampled_from(self.topics))  # who has the topic has its subscriptions
                arn = f"{topic}:{self.draw(some.integers(0, 2**32 - 1)):08x}-1111-4222-8333-444455556666"
                self.add(
                    region, "sns", "AWS::SNS::Subscription", arn, arn, TopicArn=topic, Protocol="sqs", Endpoint=queue
                )
            case _:
                name = self.name("s3").lower() + f"-{self.account}"
                notified = {"QueueConfigurations": [{"Event": "s3:ObjectCreated:*", "Queue": queue}]}
                self.add(
                    region,
                    "s3",
                    "AWS::S3::Bucket",
                    f"arn:aws:s3:::{name}",
                    name,
                    BucketName=name,
                    NotificationConfiguration=notified,
                    LoggingConfiguration={"DestinationBucketName": f"orders-{self.draw(some.sampled_from(ACCOUNTS))}"},
                )

    def add_role(self) -> None:
        name = self.name("iam")
        resource = self.draw(
            some.sampled_from((*self.queues, "*", f"arn:aws:sqs:*:{self.account}:orders*", self.target([], "sqs")))
        )
        statement = {"Effect": "Allow", "Action": ["sqs:SendMessage", "kms:*"], "Resource": resource}
        trust = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
        self.add(
            "global",
            "iam",
            "AWS::IAM::Role",
            f"arn:aws:iam::{self.account}:role/{name}",
            name,
            AssumeRolePolicyDocument={"Version": "2012-10-17", "Statement": [trust]},
            Policies=[{"PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17", "Statement": [statement]}}],
        )


@some.composite
def organizations(draw: some.DrawFn) -> dict[str, list[tuple[str, str, Data]]]:
    """Some accounts, of which several may be copies of one another under another id."""
    made: dict[str, list[tuple[str, str, Data]]] = {}
    for account in ACCOUNTS:
        is_copy: bool = bool(made) and draw(some.booleans())
        if is_copy:
            copied = draw(some.sampled_from(sorted(made)))
            text = json.dumps(made[copied]).replace(copied, account)
            renamed = text.replace("1A2B3C4D5E", draw(some.sampled_from(("1A2B3C4D5E", "5E4D3C2B1A"))))
            made[account] = [tuple(entry) for entry in json.loads(renamed)]
        else:
            made[account] = draw(accounts(account))
    return made


def write(folder: Path, organization: dict[str, list[tuple[str, str, Data]]]) -> None:
    parts = ("alarms", "kms", "s3", "sns", "sqs")
    plan = {
        "schema": "keypost.snapshot.v1",
        "accounts": dict.fromkeys(organization, REGIONS),
        "parts": {"global": ["iam"], "*": parts},
    }
    (folder / "snapshot.json").write_text(json.dumps(plan), encoding="utf-8")
    for account, records in organization.items():
        for region in ("global", *REGIONS):
            for part in ["iam"] if region == "global" else parts:
                lines = [
                    json.dumps(record, separators=(",", ":"))
                    for at, of, record in records
                    if (at, of) == (region, part)
                ]
                lines.append(json.dumps({"end": {"records": len(lines), "missed": 0, "read": ""}}))
                file = folder / account / region / f"{part}.jsonl"
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def check_at_once(folder: str) -> CheckResult:
    gaps: list[Gap] = []
    drafts = read_drafts([folder], gaps=gaps)
    estate = build_estate(drafts, wirings=wirings_by_holder({draft.kind for draft in drafts}), gaps=gaps)
    return check(Reading((Case(estate),), tuple(gaps)), today=TODAY)


def tell_deliveries(result: CheckResult) -> Counter[object]:
    return Counter(
        (
            one.path.id,
            one.source.id,
            one.target.id,
            one.verdict,
            one.key and one.key.id,
            one.needs,
            tuple(
                (call.call.action, call.decision.outcome, call.decision.reason, str(call.decision.origin))
                for call in one.calls
            ),
            frozenset(result.findings[index].rule for index in one.findings),
        )
        for one in result.deliveries
    )


def tell_findings(result: CheckResult) -> set[object]:
    return {(one.rule, one.severity, str(one.origin), one.origin.pointer, one.subject) for one in result.findings}


def stay_silent(done: int, total: int, name: str) -> None:
    assert done <= total, name


@settings(deadline=None, max_examples=40)
@given(organizations())
def test_one_account_at_a_time_is_as_all_at_once(organization: dict[str, list[tuple[str, str, Data]]]) -> None:
    with TemporaryDirectory() as folder:
        write(Path(folder), organization)
        whole = check_at_once(folder)
        plan = Plan(open_snapshot(folder), (), TODAY)
        checked = check_accounts(plan, progress=stay_silent, processes=1)
        each = list(check_each(plan, checked.incoming, progress=stay_silent))

    # Every account in full.
    assert sum(map(tell_deliveries, each), Counter()) == tell_deliveries(whole)
    assert set().union(*map(tell_findings, each)) == tell_findings(whole)
    # The summary, in which groups of records that are alike are decided once.
    counted = sum((account.deliveries for account in checked.summary.accounts), Counter())
    assert counted == Counter((one.path.reported_id, one.verdict, False) for one in whole.deliveries)
    assert count_rules(checked.summary.kinds) == Counter((one.rule, one.severity) for one in whole.findings)


def count_rules(kinds: Any) -> Counter[object]:
    found: Counter[object] = Counter()
    for kind in kinds:
        found[kind.rule, kind.severity] += kind.findings
    return +found
