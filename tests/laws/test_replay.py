"""Replay agrees with the engine deciding every event one by one: what is left out of a request decides nothing."""

import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.trail_data import ACCOUNT, KEY, build_records
from keypost.diagnosis.replay.asking import find_asked, find_tested
from keypost.diagnosis.replay.judging import Basis, Fate, Judge
from keypost.policy.document import Policy
from keypost.policy.parse import parse_policy
from keypost.readers.trail.embedded import Embedded
from keypost.readers.trail.record import read_record
from keypost.readers.trail.requests import Asked, Seen, Selection, reduce_record

EVENTS, FEWER = 100_000, 10_000
PAIRS = frozenset({"aws:s3:arn", "aws-crypto-public-key"})
NEARLY_EVERYTHING = Asked(addresses=True, mfa=True, aliases=True, pairs=PAIRS)
EVERYTHING = NEARLY_EVERYTHING._replace(sessions=True)
ROOT = f"arn:aws:iam::{ACCOUNT}:root"
ALL: dict[str, Any] = {"Effect": "Allow", "Principal": {"AWS": ROOT}, "Action": "kms:*"}
SERVICES: dict[str, Any] = {
    "Effect": "Allow",
    "Principal": {"Service": ["cloudwatch.amazonaws.com", "sns.amazonaws.com"]},
    "Action": ["kms:Decrypt", "kms:GenerateDataKey*"],
}
LIMITED = SERVICES | {"Condition": {"StringEquals": {"aws:SourceAccount": ACCOUNT}}}
OTHERS = {"Effect": "Allow", "Principal": {"AWS": "444455556666"}, "Action": ["kms:Decrypt", "kms:DescribeKey"]}
BUT_ROLES: dict[str, Any] = {
    "Effect": "Deny",
    "Principal": "*",
    "Action": "kms:Decrypt",
    "Condition": {"ArnNotLike": {"aws:PrincipalArn": f"arn:aws:iam::{ACCOUNT}:role/role-1*"}},
}
BUT_SESSIONS = {"Effect": "Deny", "Principal": "*", "Action": "kms:*"} | {
    "Condition": {
        "StringNotLike": {"kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::bucket-*/task-0*"},
        "NotIpAddress": {"aws:SourceIp": "10.128.0.0/9"},
        "BoolIfExists": {"aws:PrincipalIsAWSService": "false"},
    }
}
THROUGH = {"Effect": "Allow", "Principal": "*", "Action": "kms:Decrypt"} | {
    "Condition": {"StringEquals": {"kms:ViaService": "s3.us-east-1.amazonaws.com"}}
}
WORLDS = {
    "a deny for all but some roles": (None, [ALL, SERVICES, OTHERS, BUT_ROLES], EVENTS),
    "what changes with every record": (None, [ALL, LIMITED, BUT_SESSIONS], FEWER),
    "less is allowed": ([ALL, SERVICES], [LIMITED, THROUGH], FEWER),
}


def build_policy(statements: list[dict[str, Any]] | None) -> Policy | None:
    if statements is None:
        return None
    return parse_policy({"Version": "2012-10-17", "Statement": [one | {"Resource": "*"} for one in statements]})


def count(judge: Judge, seen: Iterable[Seen]) -> Counter[tuple[Fate, Basis | None, str]]:
    """Count what becomes of the events, by caller."""
    counted: Counter[tuple[Fate, Basis | None, str]] = Counter()
    for one in seen:
        judged = judge.judge(one)
        counted[judged.fate, judged.basis, one.request.caller] += one.times
    return counted


def list_events(records: list[bytes]) -> Iterator[Seen]:
    """Return each event by itself; a hundred thousand sessions would only make policies compile anew."""
    asked = NEARLY_EVERYTHING if len(records) > FEWER else EVERYTHING
    for record in records:
        read = read_record(json.loads(record))
        for request in reduce_record(read, asked=asked):
            yield Seen(request, 1, read.time, read.time)


@pytest.mark.parametrize("world", WORLDS)
def test_replay_agrees_with_deciding_every_event_one_by_one(tmp_path: Path, world: str) -> None:
    before, after, events = WORLDS[world]
    current, proposed = build_policy(before), build_policy(after)
    assert proposed is not None
    policies = [one for one in (proposed, current) if one is not None]
    judge = Judge(proposed, current=current, grants=(), tested=find_tested(policies))
    records = build_records(events, random_numbers=random.Random(world))  # noqa: S311
    trail = tmp_path / "trail.json"
    trail.write_bytes(b'{"Records":[' + b",".join(records) + b"]}")
    history = Embedded(1).fetch_history([str(trail)], Selection(key=KEY), asked=find_asked(policies))
    replayed = count(judge, history.seen)
    assert history.records == events
    assert replayed == count(judge, list_events(records))
    assert {Fate.DENIED, Fate.STAYS, Fate.FAILED_THEN} <= {fate for fate, _, _ in replayed}


PAIRS_OF_SERVICES = {
    "aws:sns:topicArn": "arn:aws:sns:us-east-1:{account}:t{number}",
    "aws:sqs:arn": "arn:aws:sqs:us-east-1:{account}:q{number}",
    "aws:s3:arn": "arn:aws:s3:::b/{number}",
}
BY_SOURCE: dict[str, Any] = {
    "Effect": "Allow",
    "Principal": {"Service": ["events.amazonaws.com", "auditmanager.amazonaws.com", "bedrock.amazonaws.com"]},
    "Action": "kms:*",
}
FOR_ONE = BY_SOURCE | {"Condition": {"ArnLike": {"aws:SourceArn": f"arn:aws:sns:us-east-1:{ACCOUNT}:t1*"}}}


def build_record_of_service(number: int, numbers: random.Random) -> bytes:
    name, value = numbers.choice([*PAIRS_OF_SERVICES.items()])
    account = numbers.choice([ACCOUNT, "444455556666"])
    context = {name: value.format(account=account, number=number % 20)} if numbers.random() < 0.8 else {}
    service = numbers.choice(BY_SOURCE["Principal"]["Service"])
    data = {
        "eventTime": f"2026-11-01T00:00:{number % 60:02d}Z",
        "eventSource": "kms.amazonaws.com",
        "eventName": numbers.choice(["Decrypt", "GenerateDataKey"]),
        "awsRegion": "us-east-1",
        "recipientAccountId": ACCOUNT,
        "userIdentity": {"type": "AWSService", "invokedBy": service},
        "requestParameters": {"encryptionContext": context},
        "resources": [{"ARN": KEY, "type": "AWS::KMS::Key"}],
    }
    return json.dumps(data).encode()


def test_what_paths_tell_of_services_is_the_same_one_by_one(tmp_path: Path) -> None:
    current, proposed = build_policy([BY_SOURCE]), build_policy([FOR_ONE])
    assert current is not None
    assert proposed is not None
    judge = Judge(proposed, current=current, grants=(), tested=find_tested([proposed, current]))
    numbers = random.Random(7)  # noqa: S311
    records = [build_record_of_service(number, numbers) for number in range(2_000)]
    trail = tmp_path / "trail.json"
    trail.write_bytes(b'{"Records":[' + b",".join(records) + b"]}")
    history = Embedded(1).fetch_history([str(trail)], Selection(key=KEY), asked=find_asked([proposed, current]))
    replayed = count(judge, history.seen)
    assert len(history.seen) < len(records) / 2
    assert replayed == count(judge, list_events(records))
    assert {Fate.DENIED, Fate.STAYS, Fate.UNDECIDED} == {fate for fate, _, _ in replayed}
