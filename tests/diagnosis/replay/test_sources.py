"""What the catalogue documents of services, for past requests: tests/spec/replay, and what isn't concluded."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from keypost.catalogue.all import all_paths
from keypost.catalogue.declare import Absent, Evidence, Sent
from keypost.diagnosis.replay.asking import find_tested
from keypost.diagnosis.replay.judging import Judge, Judged
from keypost.diagnosis.replay.sources import find_calls, find_documented
from keypost.policy.parse import parse_policy
from keypost.readers.trail.requests import PastRequest, Seen
from keypost.reports.replay import list_docs
from keypost.unknown import has_unknown

SPEC = yaml.safe_load((Path(__file__).parents[2] / "spec" / "replay" / "services.yaml").read_text(encoding="utf-8"))
ACCOUNT = "111122223333"
KEY = f"arn:aws:kms:us-east-1:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab"
VALUES = {
    "aws:sns:topicArn": f"arn:aws:sns:us-east-1:{ACCOUNT}:orders",
    "aws:sqs:arn": f"arn:aws:sqs:us-east-1:{ACCOUNT}:orders",
    "aws:s3:arn": "arn:aws:s3:::logs",
    "aws:logs:arn": f"arn:aws:logs:us-east-1:{ACCOUNT}:log-group:orders",
    "aws:events:event-bus:arn": f"arn:aws:events:us-east-1:{ACCOUNT}:event-bus/orders",
}
SOURCE_KEYS = frozenset({"aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid"})


def past(service: str, pair: str = "", action: str = "kms:Decrypt") -> PastRequest:
    context = ((pair, VALUES[pair]),) if pair else ()
    return PastRequest(ACCOUNT, "us-east-1", "AWSService", service, "", service, action, KEY, context, "", "")


def judge(request: PastRequest, condition: dict[str, Any]) -> Judged:
    plain = {"Effect": "Allow", "Principal": {"Service": request.caller}, "Action": request.action, "Resource": "*"}
    current = parse_policy({"Version": "2012-10-17", "Statement": [plain]})
    proposed = parse_policy({"Version": "2012-10-17", "Statement": [plain | {"Condition": condition}]})
    judged = Judge(proposed, current=current, grants=(), tested=find_tested([proposed, current]))
    return judged.judge(Seen(request, 1, "2026-11-01T00:00:00Z", "2026-11-01T00:00:00Z"))


@pytest.mark.parametrize("case", SPEC["cases"], ids=lambda case: case["name"])
def test_what_becomes_of_a_service_whose_source_is_asked_for(case: dict[str, Any]) -> None:
    assert case["source"] in SPEC["sources"]
    request = past(case["service"], case.get("pair", ""), case.get("action", "kms:Decrypt"))
    judged = judge(request, case["condition"])
    assert judged.fate.value == case["fate"]
    assert [need.name for need in judged.needs] == case.get("needs", [])
    assert bool(judged.paths) is (case["fate"] == "denied" or (bool(judged.needs) and case["source"] in {"AM", "BR"}))


def test_a_request_that_would_break_cites_the_paths_and_the_page_they_share() -> None:
    judged = judge(past("events.amazonaws.com", "aws:sns:topicArn"), {"Null": {"aws:SourceAccount": "false"}})
    assert "eventbridge-rule-to-sns" in {path.id for path in judged.paths}
    assert list_docs(judged) == ("https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",)


def test_a_service_is_known_by_its_name_in_the_region() -> None:
    names = ("logs.us-east-1.amazonaws.com", "logs.amazonaws.com")
    regional, plain = (find_calls(past(name, "aws:logs:arn"), action="kms:Encrypt") for name in names)
    assert regional == plain != ()
    assert find_calls(past("us-east-1.devops-guru.amazonaws.com", "aws:sns:topicArn"), action="kms:Decrypt")


def list_services() -> list[tuple[str, str]]:
    calls = {(path.service_of(call), call.action) for path in all_paths() for call in path.calls if call.on_key}
    return sorted((name.replace("{region}", "us-east-1"), action) for name, action in calls if name)


@pytest.mark.parametrize(("service", "action"), list_services())
@pytest.mark.parametrize("pair", ["", *VALUES])
def test_no_path_contradicts_what_is_concluded(service: str, action: str, pair: str) -> None:
    request = past(service, pair, action)
    calls = find_calls(request, action=action)
    documented = find_documented(request, action=action, keys=SOURCE_KEYS)
    for key in documented.absent | {name.lower() for name in documented.context}:
        kind = Absent if key in documented.absent else Sent
        values = [one.context[key] for one in calls]
        assert values
        assert all(isinstance(one, kind) and one.evidence is not Evidence.INFERRED for one in values)
    accounts = documented.context.get("aws:SourceAccount", ())
    assert all(one == ACCOUNT or has_unknown(one) for one in accounts)
