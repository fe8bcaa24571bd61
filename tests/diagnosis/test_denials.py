"""The clause of a denial that names a kind of policy, in the wordings of APIs, consoles and translations."""

import pytest

from keypost.diagnosis.denials import find_denial
from keypost.diagnosis.facts import Denial, Effect, PolicyType

API = "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html"
CONSOLE = "https://dev.classmethod.jp/articles/tsnote-bedrock-scp-region-restriction-permission-error"


@pytest.mark.parametrize(
    ("text", "expected", "source"),
    [
        (
            "because no identity-based policy allows the kms:Decrypt action",
            Denial(Effect.OMITS, PolicyType.IDENTITY),
            API,
        ),
        (
            "because no resource-based policy allows the kms:Decrypt action",
            Denial(Effect.OMITS, PolicyType.RESOURCE),
            API,
        ),
        ("with an explicit deny in a service control policy", Denial(Effect.DENIES, PolicyType.SERVICE_CONTROL), API),
        ("with an explicit deny in a permissions boundary", Denial(Effect.DENIES, PolicyType.BOUNDARY), API),
        ("with an explicit deny", Denial(Effect.DENIES), API),
        (
            "コンテキスト: a service control policy explicitly denies the action",
            Denial(Effect.DENIES, PolicyType.SERVICE_CONTROL),
            CONSOLE,
        ),
        (
            "コンテキスト: no identity-based policy allows the action",
            Denial(Effect.OMITS, PolicyType.IDENTITY),
            CONSOLE,
        ),
        ("リソースベースのポリシーで明示的に拒否されています", Denial(Effect.DENIES, PolicyType.RESOURCE), API),
        ("アイデンティティベースのポリシーで許可されていないため", Denial(Effect.OMITS, PolicyType.IDENTITY), API),
        ("リソースベースのポリシーで許可されず拒否", Denial(Effect.OMITS, PolicyType.RESOURCE), API),
        ("SCP で拒否されていないことを確認しました", None, API),
        ("there is not an explicit deny in a service control policy", None, API),
        ("Access Denied", None, API),
    ],
)
def test_a_clause(text: str, expected: Denial | None, source: str) -> None:
    assert find_denial("".join(text.split())) == expected, source
