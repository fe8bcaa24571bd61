"""ARN patterns, held against a match of each component by itself."""

from collections.abc import Callable
from fnmatch import fnmatchcase

import pytest

from keypost.policy.conditions.arns import like
from keypost.policy.document import Version
from keypost.policy.variables import collect_pieces, split_value
from keypost.unknown import Shape, Tri, build_unknown

ALERTS = "arn:aws:sns:us-east-1:111122223333:alerts"
ALARM = "arn:aws:cloudwatch:us-east-1:111122223333:alarm:cpu:high"
ACCOUNT = build_unknown("Account", shape=Shape.ACCOUNT)
ANYTHING = build_unknown("Anything")
OFTEN = 120
PATTERNS = (
    *("*", "arn:*", "arn:aws:sns:*:*", "arn:aws:sns:*:*:*", "arn:aws:sns:us-*-1:111122223333:al*t*", ALERTS, ALARM),
    *(
        "*:*:*:*:*:alerts",
        "arn:*:sns:*:*:alerts",
        "*:*:*:*:*:*",
        "arn:aws:*:us-east-?:*:*:high",
        "arn:aws:s*s:?s-east-1:1111*:alerts",
        "arn:aws:sns:*1:*3:alert?",
    ),
    *(
        "arn:aws:sns:*us*east*1*:*:*",
        "arn:aws:cloudwatch:*:*:alarm:*",
        "arn:aws:cloudwatch:*:*:alarm",
        "a.n:aws:*:*:*:*",
    ),
    *("arn:aws:*s:*t-1:*2*:*", "arn:aws:s3:::b*/*", "arn:aws:s3:::", "arn:aws:*:*:*:", "arn:aws:sns:?????????:*:*"),
    *("arn:aws:s*n*s:*:*:*", "arn:aws:*x*:*:*:*", "rn:aws:sns:*:*:*", "arn:aws:sns:*:*:alert", "arn:aws:ns*:*:*:*"),
)
ACTUALS = (
    *(
        ALERTS,
        ALARM,
        "",
        "*",
        "alerts",
        "arn:aws:sns:us-east-1:111122223333",
        "arn:aws:s3:::bucket/a:b",
        "arn:aws:s3:::",
    ),
    *(
        "arn:aws:sns:us-east-1:111122223333:",
        "arn:aws:sns:us-west-1:111122223333:alerts\nx",
        f"x{ALERTS}",
        f"{ALERTS}x",
    ),
    *(
        "arn:aws:sns:us-east-12:111122223333:alerts",
        "arn:aws:s:us-east-1:111122223333:alerts",
        "arn:aws:sns:us:west:1:1",
    ),
)


def build(pattern: str) -> Callable[[str], Tri]:
    return like(collect_pieces(split_value(pattern, version=Version.OLD)))


def match_components(pattern: str, actual: str) -> bool:
    parts, values = pattern.split(":", 5), actual.split(":", 5)
    return pattern == "*" or (len(parts) == len(values) == 6 and all(map(fnmatchcase, values, parts)))


@pytest.mark.parametrize("pattern", PATTERNS)
def test_each_component_matches_by_itself_however_often_it_is_asked(pattern: str) -> None:
    compare = build(pattern)
    expected = [match_components(pattern, actual) for actual in ACTUALS]
    for _ in range(OFTEN // len(ACTUALS)):
        assert [compare(actual) for actual in ACTUALS] == expected


@pytest.mark.parametrize(
    ("pattern", "actual", "answer"),
    [
        (f"arn:aws:sns:*:{ACCOUNT}:*", f"arn:aws:sns:us-east-1:{ACCOUNT}:alerts", True),
        (f"arn:aws:sns:*:{ACCOUNT}:*", ALERTS, None),
        (f"arn:aws:sns:*:{ACCOUNT}:*", ALERTS.replace("sns", "sqs"), False),
        (f"arn:aws:sns:*:{ACCOUNT}:alerts", ALERTS.replace("alerts", "alarms"), False),
        (f"arn:aws:sns:*:{ACCOUNT}:*", "arn:aws:sns:us-east-1:1:alerts", False),
        (f"arn:aws:sns:*:{ACCOUNT}:*", "arn:aws:sns:us-east-1", False),
        (f"arn:aws:sns:{ACCOUNT}:*", ALERTS, False),
        (f"arn:aws:*:*:{ACCOUNT}", ALERTS, False),
        (f"arn:aws:sns:*:*:{ANYTHING}", ALERTS, None),
        (f"arn:aws:sns:*:*:{ANYTHING}", ALERTS.replace("alerts", ANYTHING), True),
        (f"arn:aws:sns:*:111122223333:{ANYTHING}", ALERTS.replace("1111", "2:1111"), False),
        (f"arn:aws:sns:*:*:{ANYTHING}", ALERTS.replace("sns", "sqs"), False),
        (f"arn:aws:sns:us-east-1:{ANYTHING}:alerts:x", ALERTS.replace("alerts", "2:alerts:x"), None),
        (f"arn:aws:sns:{ANYTHING}", ALERTS, None),
        (f"arn:aws:sns:{ANYTHING}", ALERTS.replace("sns", "sqs"), False),
        (ANYTHING, ALERTS, None),
        ("arn:aws:sns:*:*:*", ALERTS.replace("alerts", ANYTHING), True),
        ("arn:aws:sns:*:*:alerts", ALERTS.replace("alerts", ANYTHING), None),
        ("arn:aws:sqs:*:*:*", ALERTS.replace("alerts", ANYTHING), False),
        ("arn:aws:sns:*:*:*", f"arn:aws:sns:{ANYTHING}", None),
        ("arn:aws:sqs:*:*:*", f"arn:aws:sns:{ANYTHING}", False),
        ("arn:aws:sns:*:*:*", f"arn:aws:sns:us-east-1:{ACCOUNT}:alerts", True),
        ("arn:aws:sns:*:111122223333:*", f"arn:aws:sns:us-east-1:{ACCOUNT}:alerts", None),
        ("arn:aws:sns:*:1:*", f"arn:aws:sns:us-east-1:{ACCOUNT}:alerts", False),
        ("arn:aws:sns:*:*:*", f"arn:aws:sns:{ACCOUNT}", False),
    ],
)
def test_unknown_parts_leave_open_what_rests_on_them(pattern: str, actual: str, answer: Tri) -> None:
    compare = build(pattern)
    assert [compare(actual) for _ in range(OFTEN)] == [answer] * OFTEN
