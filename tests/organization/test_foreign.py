"""What crosses accounts, where it is easy to get wrong."""

from collections import Counter
from pathlib import Path
from typing import Any

from keypost.checker.verdict import Verdict
from keypost.organization.run import Plan, check_accounts
from keypost.readers.snapshot.resources import open_snapshot
from tests.laws.test_organization_laws import TODAY, stay_silent, write

ONE, TWO, REGION = "111122223333", "222233334444", "us-east-1"
Records = list[tuple[str, str, dict[str, Any]]]


def count(folder: Path, organization: dict[str, Records]) -> dict[str, Counter[tuple[str, Verdict]]]:
    write(folder, organization)
    checked = check_accounts(Plan(open_snapshot(str(folder)), (), TODAY), progress=stay_silent, processes=1)
    return {
        one.account: Counter({(path, verdict): number for (path, verdict, _), number in one.deliveries.items()})
        for one in checked.summary.accounts
    }


def queue(account: str, name: str, *services: str) -> Records:
    arn = f"arn:aws:sqs:{REGION}:{account}:{name}"
    allowed = {
        "Effect": "Allow",
        "Principal": {"Service": list(services)},
        "Action": "sqs:SendMessage",
        "Resource": arn,
    }
    url = f"https://sqs.{REGION}.amazonaws.com/{account}/{name}"
    document = {"Version": "2012-10-17", "Statement": [allowed]}
    return [
        (REGION, "sqs", build("AWS::SQS::Queue", arn, name)),
        (REGION, "sqs", build("AWS::SQS::QueuePolicy", f"{arn} Policy", "", Queues=[url], PolicyDocument=document)),
    ]


def build(type_: str, id_: str, name: str, **properties: object) -> dict[str, Any]:
    arn = id_ if name else ""
    return {"type": type_, "id": id_, "arn": arn, "name": name, "properties": properties, "call": "x:Get"}


def bucket(name: str, queue_arn: str) -> Records:
    notified = {"QueueConfigurations": [{"Event": "s3:ObjectCreated:*", "Queue": queue_arn}]}
    return [(REGION, "s3", build("AWS::S3::Bucket", f"arn:aws:s3:::{name}", name, NotificationConfiguration=notified))]


def test_a_name_of_its_own_beside_another_account_means_what_is_there(tmp_path: Path) -> None:
    """Account one has a role of the very name that its bucket names as a queue of account two."""
    name = "orders-1A2B3C4D5E"
    role = build("AWS::IAM::Role", f"arn:aws:iam::{ONE}:role/{name}", name)
    sending = [("global", "iam", role), *bucket("b1", f"arn:aws:sqs:{REGION}:{TWO}:{name}")]
    counted = count(tmp_path, {ONE: sending, TWO: queue(TWO, name, "s3.amazonaws.com")})
    assert counted == {ONE: Counter({("s3-event-to-sqs", Verdict.WORKS): 1}), TWO: Counter()}


def test_a_circle_of_accounts_counts_each_delivery_once(tmp_path: Path) -> None:
    """Each account's bucket sends into the other's queue: what comes along must not be counted as its own."""
    name = "orders-1A2B3C4D5E"
    accounts = {
        own: [*queue(own, name, "s3.amazonaws.com"), *bucket(f"b{own}", f"arn:aws:sqs:{REGION}:{other}:{name}")]
        for own, other in ((ONE, TWO), (TWO, ONE))
    }
    counted = count(tmp_path, accounts)
    assert counted == {account: Counter({("s3-event-to-sqs", Verdict.WORKS): 1}) for account in accounts}
