"""The facts that a text tells by name, and the clause that names the policy behind a denial."""

import pytest

from keypost.diagnosis.declare import Manner
from keypost.diagnosis.denials import find_denial
from keypost.diagnosis.evidence import find_facts
from keypost.diagnosis.facts import Denial, Effect, Facts, PolicyType
from keypost.diagnosis.paste import read_paste
from tests.reports.test_explain import DENIED, ENCODED


def read(text: str) -> Facts:
    return find_facts(read_paste(text))


def test_a_denial_tells_all_its_parts() -> None:
    facts = read(DENIED)
    assert facts.principal == "arn:aws:sts::111122223333:assumed-role/app/session"
    assert (facts.manner, facts.action, facts.operation) == (Manner.ROLE, "kms:GenerateDataKey", "SendMessage")
    assert (facts.account, facts.key_account, facts.region) == ("111122223333", "444455556666", "us-east-1")
    assert facts.error == "KMS.AccessDeniedException"
    assert facts.crosses_accounts


def test_an_encoded_message_is_kept_whole() -> None:
    assert ENCODED.endswith(read(ENCODED).encoded)


@pytest.mark.parametrize(
    ("principal", "manner"),
    [
        ("arn:aws:sts::1:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling", Manner.LINKED_ROLE),
        ("arn:aws:iam::1:user/app", Manner.USER),
        ("cloudwatch.amazonaws.com", Manner.SERVICE),
    ],
)
def test_who_calls_tells_how(principal: str, manner: Manner) -> None:
    assert read(f"User: {principal} is not authorized to perform: kms:Decrypt").manner is manner


@pytest.mark.parametrize(
    ("clause", "denial"),
    [
        ("because no identity-based policy allows the x action", Denial(Effect.OMITS, PolicyType.IDENTITY)),
        ("because no resource-based policy allows the x action", Denial(Effect.OMITS, PolicyType.RESOURCE)),
        ("because no VPC endpoint policy allows the x action", Denial(Effect.OMITS, PolicyType.VPC_ENDPOINT)),
        ("because no permissions boundary allows the x action", Denial(Effect.OMITS, PolicyType.BOUNDARY)),
        ("because no session policy allows the x action", Denial(Effect.OMITS, PolicyType.SESSION)),
        ("with an explicit deny in a service control policy", Denial(Effect.DENIES, PolicyType.SERVICE_CONTROL)),
        ("with an explicit deny in a resource control policy", Denial(Effect.DENIES, PolicyType.RESOURCE_CONTROL)),
        ("with an explicit deny in an identity policy", Denial(Effect.DENIES, PolicyType.IDENTITY)),
        ("アイデンティティベースのポリシーで許可されていないため", Denial(Effect.OMITS, PolicyType.IDENTITY)),
        ("サービスコントロールポリシーで明示的に拒否されています", Denial(Effect.DENIES, PolicyType.SERVICE_CONTROL)),
        ("を明示的に拒否します", Denial(Effect.DENIES)),
        ("because no resource-based policies allow access, or a resource-based policy explicitly denies access", None),
        ("Access Denied", None),
    ],
)
def test_the_clause_names_the_policy(clause: str, denial: Denial | None) -> None:
    assert find_denial(read_paste(clause).flat) == denial


MASKED = "arn:aws:kms:us-east-1:111122223333:key/xxxxxxxx"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (f"{MASKED} because no identity-based policy allows it", MASKED),
        (f"{MASKED}\nbecause no identity-based policy allows it", MASKED),
        (f"{MASKED[:-8]}mrk-xxxx with an explicit deny in a policy", f"{MASKED[:-8]}mrk-xxxx"),
        (f"{MASKED[:-8]}****\nbecause", f"{MASKED[:-8]}****"),
        ("on arn:aws:kms:us-ea\nst-1:111122223333:key/xxxxxxxx because", MASKED),
        ("on arn:aws:kms:us-east-1:111122223333:alias/my-\n  key is not", f"{MASKED[:-12]}alias/my-key"),
    ],
)
def test_a_key_takes_in_no_words_behind_it(text: str, key: str) -> None:
    assert read(text).key == key


@pytest.mark.parametrize("around", ["{}.", "({})", "{},", "{}"])
@pytest.mark.parametrize("name", ["Stack-AlarmTopic-********", "alerts"])
def test_a_masked_end_of_a_name_stays(name: str, around: str) -> None:
    arn = f"arn:aws:sns:us-east-1:111122223333:{name}"
    assert read(f"Failed to execute action {around.format(arn)} Received error").target == arn


def test_emphasis_is_no_part_of_a_name() -> None:
    assert read("**arn:aws:sns:us-east-1:111122223333:alerts**.").target == "arn:aws:sns:us-east-1:111122223333:alerts"
