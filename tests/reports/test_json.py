import json
from functools import cache
from importlib.resources import files
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from keypost.checker.verdict import CheckResult, Related
from keypost.estate.estate import Gap
from keypost.estate.resource import Encryption, Membership, Sse
from keypost.origin import Origin
from keypost.reports.json import encode_location, render_json
from keypost.text import Text
from tests.reports import samples

RESULTS = {"everything": samples.everything(), "suppressed": samples.suppressed(), "nothing": samples.nothing()}


@cache
def schema() -> Any:
    return json.loads((files("keypost.reports") / "schemas" / "check.v1.schema.json").read_text(encoding="utf-8"))


def read(result: CheckResult, language: str = "en") -> Any:
    return json.loads(render_json(result, language=language))


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("name", RESULTS)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_report_fits_the_schema(name: str, language: str) -> None:
    jsonschema.validate(read(RESULTS[name], language), schema(), cls=jsonschema.Draft202012Validator)


def test_the_contracts_members_are_there() -> None:
    report = read(samples.everything())
    assert list(report) == ["schema", "summary", "deliveries", "findings", "gaps"]
    assert report["schema"] == "keypost.check.v1"
    assert report["summary"] == {"deliveries": 4, "works": 1, "fails": 2, "depends": 1, "gaps": 1}
    delivery = report["deliveries"][0]
    assert list(delivery) == ["path", "source", "target", "key", "verdict", "needs", "calls", "findings"]
    assert delivery["source"] == {
        "type": "AWS::CloudWatch::Alarm",
        "id": "HighCpu",
        "arn": "arn:aws:x:us-east-1:${AWS::AccountId}:HighCpu",
        "location": {"file": samples.TEMPLATE, "line": 20},
    }
    assert delivery["key"] == {"id": "alias/aws/sns", "arn": None, "manager": "AWS"}
    assert delivery["findings"] == ["aws-managed-key-for-service"]
    assert delivery["calls"][1] == {
        "principal": "cloudwatch.amazonaws.com",
        "action": "kms:GenerateDataKey",
        "resource": "?",
        "decision": "implicit_deny",
        "reason": "managed-key-excludes-services",
        "location": {"file": samples.TEMPLATE, "line": 15},
    }


def test_a_need_says_why_in_both_languages() -> None:
    need = read(samples.everything())["deliveries"][2]["needs"][0]
    assert need["fact"] == "AWS::AccountId"
    assert need["why"]["en"] != need["why"]["ja"]


def test_assumptions_stand_where_a_case_splits() -> None:
    deliveries = read(samples.everything())["deliveries"]
    assert deliveries[2]["assumptions"] == [[{"name": "Env", "value": "prod"}]]
    assert "assumptions" not in deliveries[0]


def test_a_suppressed_delivery_keeps_its_verdict() -> None:
    report = read(samples.suppressed())
    assert [(one["verdict"], one["suppressed"]) for one in report["deliveries"]] == [("FAILS", True)]
    assert report["findings"][0]["suppressed"] is True
    assert report["summary"]["suppressed"] == 1


def test_no_key_is_null() -> None:
    assert read(samples.everything())["deliveries"][3]["key"] is None


def test_a_key_that_nobody_found_has_its_reference() -> None:
    delivery = samples.alarm_works()._replace(encryption=Encryption(Sse.KMS, key="alias/other"))
    assert read(CheckResult((delivery,), ()))["deliveries"][0]["key"] == {
        "id": "alias/other",
        "arn": None,
        "manager": None,
    }


def test_the_manager_of_a_key_outside_isnt_guessed() -> None:
    outside = samples.OWN_KEY._replace(membership=Membership.OUTSIDE)
    delivery = samples.backup_fails()._replace(key=outside, findings=())
    assert read(CheckResult((delivery,), ()))["deliveries"][0]["key"]["manager"] is None


def test_a_call_without_a_known_caller_has_null() -> None:
    unsure = samples.alarm_works().calls[0]._replace(request=None)
    delivery = samples.alarm_works()._replace(calls=(unsure,))
    call = read(CheckResult((delivery,), ()))["deliveries"][0]["calls"][0]
    assert (call["principal"], call["resource"], call["action"]) == (None, None, "sns:Publish")


def test_related_places_are_there() -> None:
    related = Related(Text(en="the other", ja="もう一方"), samples.at(7))
    finding = samples.DENY_FINDING._replace(related=(related,), deliveries=())
    assert read(CheckResult((), (finding,)))["findings"][0]["related"] == [
        {"message": {"en": "the other", "ja": "もう一方"}, "location": {"file": samples.TEMPLATE, "line": 7}}
    ]


def test_fixes_and_gaps_are_in_the_language_of_the_run() -> None:
    report = read(samples.everything(), "ja")
    assert report["findings"][0]["fixes"][1] == "または、このトピックでは KMS を使わないでください。"
    assert report["gaps"][0]["why"] == "マクロが展開されていません。"


@pytest.mark.parametrize(
    ("origin", "location"),
    [
        (Origin(), {}),
        (Origin("t.yaml", 3, "/a"), {"file": "t.yaml", "line": 3}),
        (Origin("plan.json", None, "/a/0"), {"file": "plan.json", "pointer": "/a/0"}),
        (Origin(call="sns:GetTopicAttributes"), {"call": "sns:GetTopicAttributes"}),
    ],
)
def test_a_place_is_told_as_far_as_it_is_known(origin: Origin, location: dict[str, object]) -> None:
    assert encode_location(origin) == location


def test_hostile_names_dont_reach_the_terminal() -> None:
    gap = Gap("\x1b]0;owned\x07\x9b31m\u202e", Text(en="no\x1b", ja="不\u2066"), Origin("\x1b[2J.yaml", 1))
    text = render_json(CheckResult((), (), (gap,)), language="ja")
    assert not {"\x1b", "\x9b", "\x07", "\u202e", "\u2066"} & set(text)
    assert json.loads(text)["gaps"][0]["what"] == gap.what


def test_a_delivery_is_one_line() -> None:
    lines = render_json(samples.everything(), language="en").splitlines()
    assert sum('"path": ' in line for line in lines) == 4
