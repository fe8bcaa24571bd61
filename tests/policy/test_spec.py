"""The decision tables: every case names its source, and decides as AWS documents it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from keypost.policy.authorize import authorize
from keypost.policy.compile import compile_policies
from keypost.policy.parse import parse_policy
from keypost.policy.principals import parse_principal
from keypost.policy.reasons import Outcome
from keypost.policy.request import Policies, Request
from keypost.readers.simulation import read_case

TABLES = Path(__file__).parents[1] / "spec" / "policy"
KEY = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
APP = "arn:aws:iam::111122223333:role/app"
HOLDS = {True: Outcome.ALLOW, False: Outcome.IMPLICIT_DENY, None: Outcome.UNDECIDED}

Case = Mapping[str, Any]


def load(name: str) -> Any:
    return yaml.safe_load((TABLES / name).read_text(encoding="utf-8"))


SOURCES = load("sources.yaml")
BLOCKS = load("blocks.yaml")


DECISIONS = ("decisions.yaml", "controls.yaml", "grants.yaml", "trust.yaml", "forwarded.yaml")


def cases(*names: str) -> list[Any]:
    """Return the cases of the tables; what all of a table's cases share stands under `defaults`."""
    tables = [(name, load(name)) for name in names]
    return [
        pytest.param({**table.get("defaults", {}), **case}, id=f"{name} {index}: {case['why']}")
        for name, table in tables
        for index, case in enumerate(table["cases"])
    ]


def cells() -> list[Any]:
    """Return every cell of the table of principal forms: a form, and what says nothing about the action."""
    return [
        pytest.param(row, place, silent, id=f"{row['form']}, {place}, silent: {silent}")
        for row in load("principal_forms.yaml")["rows"]
        for place, decisions in row["decisions"].items()
        for silent in decisions
    ]


@pytest.mark.parametrize("case", cases("conditions.yaml", *DECISIONS))
def test_a_case_names_its_source(case: Case) -> None:
    assert case["source"] in SOURCES


@pytest.mark.parametrize("case", cases("conditions.yaml"))
def test_a_condition_holds_as_documented(case: Case) -> None:
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": APP},
        "Action": "*",
        "Resource": "*",
        "Condition": case["condition"],
    }
    document = {"Version": case.get("version", "2012-10-17"), "Statement": [statement]}
    if document["Version"] is None:
        del document["Version"]
    context = {key: tuple(value) if isinstance(value, list) else (value,) for key, value in case["context"].items()}
    request = Request(parse_principal(APP), "kms:Decrypt", KEY, context=context)
    decision = authorize(request, Policies(resource=parse_policy(document)))
    assert decision.outcome is HOLDS[case["holds"]]


def documents(statements: list[Any] | None) -> list[Any] | None:
    if statements is None:
        return None
    blocks = [BLOCKS[part] if isinstance(part, str) else part for part in statements]
    return [{"Version": "2012-10-17", "Statement": blocks}]


def levels(given: list[list[Any]] | None) -> list[Any] | None:
    return None if given is None else [documents(level) if level else [] for level in given]


@pytest.mark.parametrize(("row", "place", "silent"), cells())
def test_a_form_of_principal_is_limited_as_documented(row: Case, place: str, silent: str) -> None:
    table = load("principal_forms.yaml")
    assert row["source"] in SOURCES
    where = table["places"][place]
    allow = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    policies = {
        "resource": {"Version": "2012-10-17", "Statement": [{**allow, **row["allow"]}]},
        "identity": [{"Statement": [allow]}],
        "permissionsBoundary": [{"Statement": [allow]}],
        "session": [{"Statement": [allow]}],
        "serviceControl": [[{"Statement": [allow]}]],
    }
    if silent != "nothing":
        nothing = {"Statement": [{**allow, "Action": "ec2:RunInstances"}]}
        policies[silent] = [[nothing]] if silent == "serviceControl" else [nothing]
    request = {"principal": row["caller"], "action": where["action"], "resource": where["resource"]}
    read = read_case({"request": request, "policies": policies})
    decision = authorize(read.request, read.policies)
    assert decision.outcome.value == row["decisions"][place][silent]


@pytest.mark.parametrize("case", cases(*DECISIONS))
def test_a_request_is_decided_as_documented(case: Case) -> None:
    read = read_case(
        {
            "request": {
                "principal": case["who"],
                "action": case["action"],
                "resource": case["resource-arn"],
                "resourceAccount": case.get("account"),
                "context": case.get("context"),
                "unknown": case.get("unknown"),
            },
            "policies": {
                "resource": (documents(case.get("resource")) or [None])[0],
                "identity": documents(case.get("identity")),
                "permissionsBoundary": documents(case.get("boundary")),
                "session": documents(case.get("session")),
                "vpcEndpoint": documents(case.get("endpoint")),
                "serviceControl": levels(case.get("scp")),
                "resourceControl": levels(case.get("rcp")),
                "grants": case.get("grants"),
            },
            "key": case.get("key"),
        }
    )
    uncertain = {key: (value,) for key, value in case.get("uncertain", {}).items()}
    request = Request(
        read.request.principal,
        read.request.action,
        read.request.resource,
        read.request.resource_account,
        read.request.context,
        uncertain,
        read.request.unknown,
    )
    authorizer = compile_policies(read.policies, key=read.key)
    decision = authorizer.explain(request)
    assert decision.outcome.value == case["decision"]
    assert authorizer.decide(request).outcome is decision.outcome
    if "reason" in case:
        assert decision.reason.value == case["reason"]
    if "openPoints" in case:
        assert [point.value for point in decision.open_points] == case["openPoints"]
    assert bool(decision.needs) is (decision.outcome is Outcome.UNDECIDED)
