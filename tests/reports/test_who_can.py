"""Who may use a key, for people and for programs."""

import json
from importlib.resources import files
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from keypost.checker.access.key_actions import list_key_actions
from keypost.checker.access.who_can import WhoCan, find_meant, who_can
from keypost.estate.estate import Assumption, Case, Estate, Gap, Reading, build_reading
from keypost.origin import Origin
from keypost.policy.document import Policy
from keypost.policy.request import Grant, KeyFacts, KeyState
from keypost.reports.page import DEFAULT_WIDTH, render_plain
from keypost.reports.who_can import Asked, render_json, render_text
from keypost.reports.wrapping import width_of
from keypost.text import Text
from keypost.unknown import Unread, Why, build_unknown
from tests.architecture.source import is_japanese
from tests.checker.access.test_who_can import (
    APP,
    KEY,
    ROOT,
    RULES,
    USES,
    allow,
    ask,
    deny,
    encrypted,
    policy,
    role,
)
from tests.checker.test_connect import ABROAD, HERE

NETWORK = {"StringNotEquals": {"aws:SourceVpce": "vpce-1"}}
ACCOUNT = {"StringEquals": {"aws:SourceAccount": build_unknown("AWS::AccountId")}}


def everything() -> WhoCan:
    """Return an answer with something of every sort."""
    statements = (
        ROOT,
        allow({"Service": "sns.amazonaws.com"}, Sid="Topics"),
        allow({"Service": "events.amazonaws.com"}, Sid="Rules", Condition=ACCOUNT),
        allow({"AWS": ABROAD}, Sid="Abroad"),
        allow("*", Sid="All", Condition={"StringEquals": {"aws:PrincipalOrgID": "o-a"}}),
        allow({"AWS": build_unknown("Whoever")}, Sid="Open"),
        deny({"AWS": f"arn:aws:iam::{HERE}:role/bad"}, Sid="NotBad"),
        deny("*", Sid="Network", Condition=NETWORK | {"Bool": {"aws:PrincipalIsAWSService": "false"}}),
    )
    grant = Grant(("Decrypt",), grantee_principal=f"arn:aws:iam::{ABROAD}:role/reader", context_subset={"Team": "a"})
    bad = role(USES, arn=f"arn:aws:iam::{HERE}:role/bad")._replace(id="Bad")
    hidden = role(identity=(Unread(Why.NOT_IN_INPUT, "managed"),))._replace(id="Hidden", arn=f"{APP}/hidden")
    keys = [KEY._replace(policy=policy(*found), grants=(grant,)) for found in (statements, statements[:-1])]
    stage = [(Assumption("Stage", value),) for value in ("dev", "prod")]
    cases = [Case(Estate((key, role(USES), bad, hidden)), assumed) for key, assumed in zip(keys, stage, strict=True)]
    unread = Unread(Why.UNKNOWN_VALUE, "one statement")
    asked = keys[0]._replace(policy=policy(*statements)._replace(unread=(unread,)))
    gap = Gap("x.yaml", Text(en="broken", ja="壊れています"))
    return who_can(Reading(tuple(cases), (gap,)), key=asked, actions=("kms:Decrypt", "kms:Encrypt"))


def text_of(answer: WhoCan, *, language: str = "en", width: int = DEFAULT_WIDTH, pattern: str = "kms:*crypt") -> str:
    return render_plain(render_text(Asked(answer, pattern), language=language, width=width))


def data_of(answer: WhoCan) -> Any:
    return json.loads(render_json(Asked(answer, "kms:*crypt")))


def test_each_principal_has_its_mark_its_conditions_and_its_statement() -> None:
    text = text_of(ask(allow({"Service": "sns.amazonaws.com"}, Sid="Topics", Condition=ACCOUNT)))
    assert text.splitlines() == [
        "Who may call `kms:Decrypt` on `Key`",
        "",
        "MAY IF  `sns.amazonaws.com`, as a service",
        "        if  for resources of the account `${AWS::AccountId}` (`StringEquals` `aws:SourceAccount`)",
        "        by  statement `Topics` of the key policy",
        "",
        "1 may under conditions",
    ]


def test_the_summary_counts_each_principal_once() -> None:
    lines = text_of(everything()).splitlines()
    assert lines[-1] == "1 may, 8 may under conditions, 2 left open, 1 denied; 1 not read"


def test_the_root_user_stands_beside_the_account() -> None:
    answer = ask(ROOT)
    assert f"MAY     the root user of the account `{HERE}`" in text_of(answer)
    assert f"アカウント `{HERE}` のルートユーザー" in text_of(answer, language="ja")
    sorts = [(one["sort"], one["standing"]) for one in data_of(answer)["permissions"]]
    assert sorts == [("root-user", "allowed"), ("account", "own-policies")]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_everything_is_told_in_both_languages(language: str) -> None:
    text = text_of(everything(), language=language)
    assert "None" not in text
    assert is_japanese(text) is (language == "ja")
    for name in ("sns.amazonaws.com", "events.amazonaws.com", ABROAD, "${Whoever}", "Hidden", "Bad", "NotBad", "Team"):
        assert name in text


def test_nobody_is_said_to_be_nobody() -> None:
    assert "Nobody may, as far as the input shows" in text_of(ask(deny("*")))


def test_what_is_unread_is_said_where_nobody_is_listed() -> None:
    key = KEY._replace(policy=Unread(Why.NOT_IN_INPUT, "Key"))
    text = text_of(who_can(Reading((Case(Estate((key,))),)), key=key, actions=("kms:Decrypt",)))
    assert "Nobody may" not in text
    assert "Others may too: the policy `Key`" in text


def test_a_long_list_of_actions_is_told_by_what_is_missing() -> None:
    key = KEY._replace(policy=policy(allow({"AWS": APP}, action="kms:*")))
    answer = who_can(Reading((Case(Estate((key,))),)), key=key, actions=list_key_actions())
    text = text_of(answer, pattern="kms:*")
    assert f"Who may call `kms:*` ({len(list_key_actions())} actions on keys)" in text
    assert "all but `kms:Decapsulate`" in text


def test_an_own_deny_that_cannot_be_seen_is_a_reservation() -> None:
    assert "a Deny there would take this away" in text_of(ask(allow({"AWS": APP}))).replace("\n            ", " ")


def test_json_fits_its_schema() -> None:
    schema = json.loads((files("keypost.reports") / "schemas" / "who-can.v1.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    disabled = ask(allow({"AWS": APP}), facts=KeyFacts(state=KeyState.DISABLED))
    unsuited = ask(allow({"AWS": APP}), facts=KeyFacts(spec="HMAC_256"))
    never = ask(RULES, others=(encrypted(),))
    for answer in (everything(), ask(deny("*")), only_admins(), disabled, unsuited, never):
        jsonschema.validate(data_of(answer), schema, cls=jsonschema.Draft202012Validator)


def test_json_says_what_the_text_says() -> None:
    data = data_of(everything())
    assert data["schema"] == "keypost.who-can.v1"
    assert [one["principal"] for one in data["permissions"] if one["standing"] == "denied"] == ["Bad"]
    rules = next(one for one in data["permissions"] if one["principal"] == "events.amazonaws.com")
    (condition,) = rules["through"][0]["conditions"]
    assert condition["values"] == ["${AWS::AccountId}"]
    assert condition["message"]["en"] == "for resources of the account `${AWS::AccountId}`"
    assert data["unread"] == [{"kind": "policy", "fact": "one statement"}]


def test_names_cannot_reach_the_terminal() -> None:
    hostile = "\x1b[31mred\u202e"
    answer = ask(allow({"Service": "sns.amazonaws.com"}, Sid=hostile, Condition={"StringEquals": {"a:b": hostile}}))
    for report in (text_of(answer), render_json(Asked(answer, "kms:Decrypt"))):
        assert "\x1b" not in report
        assert "\u202e" not in report


def test_the_report_keeps_to_its_width() -> None:
    assert isinstance(KEY.policy, Policy)
    for language in ("en", "ja"):
        lines = text_of(everything(), language=language, width=60).splitlines()
        assert [line for line in lines if width_of(line) > 60 and "arn:" not in line] == []


def only_admins(**elements: object) -> WhoCan:
    """Return the answer where a Deny leaves out the account and one role."""
    whom = {"AWS": [f"arn:aws:iam::{HERE}:root", f"arn:aws:iam::{HERE}:role/admin"]}
    rest = {"Sid": "OnlyAdmins", "Effect": "Deny", "NotPrincipal": whom, "Action": "kms:Decrypt", "Resource": "*"}
    return ask(ROOT, rest | elements)


def flat(text: str) -> str:
    return " ".join(text.split())


def test_a_deny_for_all_but_some_says_that_these_are_left_out() -> None:
    told = f"`arn:aws:iam::{HERE}:root`, `arn:aws:iam::{HERE}:role/admin`"
    assert f"unless it is none of {told} -- statement `OnlyAdmins`" in flat(text_of(only_admins()))
    japanese = "".join(text_of(only_admins(), language="ja").split())
    assert f"除外{told}のいずれでもない場合--".replace(" ", "") in japanese
    (basis,) = data_of(only_admins())["permissions"][1]["unless"]
    assert basis["except"] == [f"arn:aws:iam::{HERE}:root", f"arn:aws:iam::{HERE}:role/admin"]
    assert "principals" not in basis


def test_conditions_of_a_deny_for_all_but_some_are_told_with_them() -> None:
    text = flat(text_of(only_admins(Condition=NETWORK)))
    assert f"`arn:aws:iam::{HERE}:role/admin` and " in text


def test_a_service_that_never_sends_what_is_asked_for_is_told_so() -> None:
    answer = ask(RULES, others=(encrypted(),))
    text = flat(text_of(answer))
    assert "NEVER `events.amazonaws.com`, as a service" in text
    assert "but it doesn't send `aws:SourceAccount` to the key of what is encrypted here" in text
    assert text.endswith("1 never")
    japanese = text_of(answer, language="ja")
    assert "不可" in japanese
    assert "`aws:SourceAccount` を送信しません" in flat(japanese)
    (permission,) = data_of(answer)["permissions"]
    assert (permission["standing"], permission["unsent"]) == ("never", ["aws:SourceAccount"])


def test_a_disabled_key_is_said_to_be_disabled_with_those_who_may_later() -> None:
    answer = ask(allow({"AWS": APP}), facts=KeyFacts(state=KeyState.DISABLED), origin=Origin("key.yaml", 5))
    text = text_of(answer)
    assert "The key is disabled: until it is enabled, nobody may call `kms:Decrypt` (key.yaml:5)" in flat(text)
    assert f"Once it is enabled: MAY role `{APP}`" in flat(text)
    assert "Nobody may, as far" not in text
    japanese = text_of(answer, language="ja")
    assert "キーは無効です。有効になるまで、誰も `kms:Decrypt` を呼び出せません (key.yaml:5)" in japanese
    data = data_of(answer)
    assert data["permissions"] == []
    assert (data["halted"]["state"], data["halted"]["actions"]) == ("Disabled", ["kms:Decrypt"])
    assert [one["principal"] for one in data["halted"]["permissions"]] == [APP]


def test_a_disabled_key_that_nobody_may_use_anyway_says_both() -> None:
    text = text_of(ask(deny("*"), facts=KeyFacts(state=KeyState.DISABLED)))
    assert "The key is disabled" in text
    assert "Nobody may, as far" in text
    assert "Once it is enabled" not in text


def test_what_the_key_cannot_do_is_said_of_the_key() -> None:
    answer = ask(allow({"AWS": APP}), facts=KeyFacts(spec="RSA_2048", usage="SIGN_VERIFY"))
    text = text_of(answer)
    assert "Nobody may call `kms:Decrypt`: a key of this kind (`RSA_2048` / `SIGN_VERIFY`) can't do it." in flat(text)
    assert "no statement" not in text
    japanese = text_of(answer, language="ja", width=120)
    assert "この種類のキー (`RSA_2048` / `SIGN_VERIFY`) では実行できません" in japanese
    assert data_of(answer)["unsuited"] == ["kms:Decrypt"]


def test_the_policy_of_an_aws_managed_key_may_not_be_known() -> None:
    reading = build_reading((role(USES),))
    (key,) = find_meant(reading, "alias/aws/foo")
    answer = who_can(reading, key=key, actions=("kms:Decrypt",))
    text, japanese = text_of(answer), text_of(answer, language="ja")
    assert "AWS writes the policy of the AWS managed key `alias/aws/foo`, and Keypost doesn't know it" in flat(text)
    assert "AWS マネージドキー `alias/aws/foo` のポリシーは AWS が定めるもので" in japanese
    for report in (text, japanese):
        assert "()" not in report


def test_what_has_no_place_has_no_brackets() -> None:
    key = KEY._replace(policy=Unread(Why.NOT_IN_INPUT, "Key"))
    answer = who_can(build_reading((key,)), key=key, actions=("kms:Decrypt",))
    assert "the policy `Key` could not be read, and may" in flat(text_of(answer)).replace(" decides", "")
    assert "()" not in text_of(answer, language="ja")


def test_what_could_not_be_read_is_told_with_its_reason() -> None:
    gap = Gap("x.yaml", Text(en="broken", ja="壊れています"), Origin("x.yaml", 3))
    for answer in (everything(), ask(deny("*"))):
        text = text_of(answer._replace(gaps=(gap,)))
        assert "Not read, so not judged\n  broken\n    - x.yaml (x.yaml:3)\n" in text
        assert "壊れています" in text_of(answer._replace(gaps=(gap,)), language="ja")


def test_what_is_assumed_to_be_another_value_is_said_so() -> None:
    (permission, *_) = everything().permissions
    other = permission._replace(assumptions=((Assumption("AWS::AccountId", "≠ 111122223333"),),))
    answer = everything()._replace(permissions=(other,))
    assert "where `AWS::AccountId` isn't `111122223333`" in flat(text_of(answer))
    assert "`AWS::AccountId` が `111122223333` 以外" in text_of(answer, language="ja")
