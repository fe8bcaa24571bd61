"""The report about one request: every statement, what decided, and what would turn it."""

import re
from typing import Any

import pytest

from keypost.policy.changes import Situation
from keypost.policy.nearest import find_nearest
from keypost.policy.walk import walk_policies
from keypost.readers.simulation import read_case
from keypost.reports.page import DEFAULT_WIDTH, render_plain
from keypost.reports.simulation import Simulated, render_answer, render_simulation
from keypost.reports.wrapping import width_of
from tests.architecture.source import is_japanese
from tests.policy.test_nearest import TABLE, build
from tests.policy.test_spec import Case

KEY = "arn:aws:kms:us-east-1:111122223333:key/1"
ROLE = "arn:aws:iam::111122223333:role/app"
ALARMS = {"Sid": "Alarms", "Effect": "Allow", "Principal": {"Service": "cloudwatch.amazonaws.com"}, "Action": "kms:*"}


def simulate(situation: Situation, *, language: str = "en", width: int = DEFAULT_WIDTH, name: str | None = None) -> str:
    walk = walk_policies(situation.compile(), situation.request)
    simulated = Simulated(situation.request, walk, find_nearest(situation, walk.decision), name)
    return render_plain(render_simulation(simulated, language=language, width=width))


def situate(
    *statements: object, who: str = "cloudwatch.amazonaws.com", request: object = None, **policies: Any
) -> Situation:
    asked = {"principal": who, "action": "kms:Decrypt", "resource": KEY, **(request or {})}  # type: ignore[dict-item]
    resource = {"Version": "2012-10-17", "Statement": list(statements)}
    case = read_case({"request": asked, "policies": {"resource": resource, **policies}})
    return Situation(case.request, case.policies, case.key)


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("case", TABLE)
def test_every_documented_case_is_told_in_both_languages(case: Case, language: str) -> None:
    text = simulate(build(case), language=language)
    assert not re.search(r"\bNone\b|\{\w*\}|`\?`", re.sub(r'\{"Effect.*', "", text)), text
    head = text.splitlines()[0]
    assert head in ({"ALLOWED", "DENIED", "OPEN"} if language == "en" else {"許可", "拒否", "未定"})
    assert is_japanese(text) is (language == "ja")


def test_what_decided_is_marked_and_every_element_told() -> None:
    text = simulate(situate({**ALARMS, "Resource": "*"}), name="an alarm")
    assert text.splitlines()[0] == "ALLOWED  an alarm"
    assert "statement `Alarms`  Allow  applies  <- this decides" in text
    assert "yes   Action     `kms:Decrypt` falls under `kms:*`" in text
    assert text.endswith("Without statement `Alarms` of the key policy it would not be allowed.\n")


@pytest.mark.parametrize(
    ("action", "told"),
    [
        ("kms:Decrypt", "`kms:Decrypt`"),
        (
            "kms:Decript",
            "`kms:Decript`, which AWS doesn't list (`kms:Decrypt` it does): it is decided as it is written",
        ),
        ("nowhere:Do", "`nowhere:Do`, which AWS doesn't list: it is decided as it is written"),
        ("kms:ReplicateKey", "`kms:ReplicateKey`"),
    ],
)
def test_an_action_that_is_none_is_told_as_such(action: str, told: str) -> None:
    lines = simulate(situate({**ALARMS, "Resource": "*"}, request={"action": action}), width=200).splitlines()
    assert next(line for line in lines if line.startswith("  action")).removeprefix("  action").strip() == told


def test_expected_and_actual_values_stand_side_by_side() -> None:
    condition = {"StringEquals": {"aws:SourceAccount": "444455556666"}}
    request = {"context": {"aws:SourceAccount": "111122223333"}}
    text = simulate(situate({**ALARMS, "Resource": "*", "Condition": condition}, request=request))
    assert "<- the closest" in text
    assert "asks for `444455556666`,\n" in text
    assert "- the request carries `aws:SourceAccount` = `444455556666` (now: `111122223333`)" in text


def test_an_added_statement_can_be_pasted() -> None:
    text = simulate(situate({**ALARMS, "Resource": "*"}, who="events.amazonaws.com"))
    added = '{"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "kms:Decrypt"'
    assert added in text


def test_policies_of_one_kind_are_numbered() -> None:
    allowed = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}
    closed = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}
    named = {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"}}
    situation = situate(
        {**named, "Action": "*", "Resource": "*"},
        who="arn:aws:iam::111122223333:role/app",
        serviceControl=[[allowed], [closed]],
    )
    text = simulate(situation)
    assert "A service control policy (SCP), no. 2" in text
    assert "- `Action` of statement 1 of a service control policy (SCP), no. 2 also lists `kms:Decrypt`" in text


def test_grants_are_told_one_by_one() -> None:
    grants = [{"GranteePrincipal": "arn:aws:iam::111122223333:role/other", "Operations": ["Decrypt"]}]
    text = simulate(situate({**ALARMS, "Resource": "*"}, grants=grants))
    assert "no    a grant: it is for another principal than `cloudwatch.amazonaws.com`" in text
    alone = simulate(
        situate({**ALARMS, "Action": "s3:*"}, grants=[{**grants[0], "GranteePrincipal": "x.amazonaws.com"}])
    )
    assert "The grants on the key" in alone


def test_an_allow_by_a_grant_hangs_on_it() -> None:
    role = "arn:aws:iam::111122223333:role/app"
    grants = [{"GranteePrincipal": role, "Operations": ["Decrypt"]}]
    assert simulate(situate(ALARMS, who=role, grants=grants)).endswith("Without a grant it would not be allowed.\n")


def test_several_that_allow_are_said_to() -> None:
    text = simulate(situate({**ALARMS, "Resource": "*"}, {**ALARMS, "Resource": "*", "Sid": "Again"}))
    assert "It doesn't hang on any statement alone" in text


def test_far_statements_of_a_long_policy_take_one_line_each() -> None:
    far = [
        {**ALARMS, "Resource": "*", "Sid": f"S{n}", "Principal": {"Service": f"s{n}.amazonaws.com"}} for n in range(20)
    ]
    text = simulate(situate(*far, {**ALARMS, "Resource": "*"}))
    assert text.count("falls under `kms:*`") == 1
    assert text.count("doesn't apply") == 20


def test_an_open_point_that_an_allow_rests_on_is_told() -> None:
    text = simulate(situate({**ALARMS, "Principal": "*", "Resource": "*"}))
    assert "rests on  AWS leaves open whether the principal `*` of a key policy admits a service" in text


def test_an_open_point_that_a_way_rests_on_is_told() -> None:
    condition = {"StringEquals": {"aws:SourceAccount": "1"}}
    text = simulate(situate({**ALARMS, "Principal": "*", "Resource": "*", "Condition": condition}))
    assert "- the request carries `aws:SourceAccount` = `1` (now: absent)\n  rests on  AWS leaves open whether" in text


def test_any_value_is_said_to_be_any() -> None:
    denial = {**ALARMS, "Effect": "Deny", "Principal": "*", "Resource": "*"}
    named = {**ALARMS, "Principal": {"AWS": ROLE}, "Resource": "*"}
    text = simulate(situate(named, {**denial, "Condition": {"Null": {"aws:SourceVpce": "true"}}}, who=ROLE))
    assert "- the request carries `aws:SourceVpce`, with any value (now: absent)" in text


def test_the_answer_alone_is_five_lines() -> None:
    situation = situate({**ALARMS, "Resource": "*"})
    decision = situation.decide()
    lines = render_answer(decision, situation.request, name=None, language="en")
    assert (
        render_plain(lines).splitlines()[-1] == "  why       An Allow in the key policy covers it: statement `Alarms`."
    )


def test_names_cannot_reach_the_terminal() -> None:
    hostile = "\x1b[31mred\u202e"
    statement = {**ALARMS, "Resource": "*", "Sid": hostile, "Condition": {"StringEquals": {f"aws:{hostile}": hostile}}}
    text = simulate(situate(statement, request={"context": {f"aws:{hostile}": "x"}}), name=hostile)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "\\x1b[31mred\\u202e" in text


def test_the_report_keeps_to_its_width() -> None:
    situation = situate({**ALARMS, "Resource": "*", "Condition": {"StringLike": {"aws:SourceArn": "arn:aws:x:*"}}})
    for language in ("en", "ja"):
        lines = simulate(situation, language=language, width=60).splitlines()
        long = [line for line in lines if width_of(line) > 60 and "arn:" not in line and "{" not in line]
        assert long == []
