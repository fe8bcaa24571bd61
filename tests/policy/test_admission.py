"""Whole Principal elements: which value tells, and what NotPrincipal leaves open."""

import pytest

from keypost.policy.admission import NOBODY, Audience, find_audience
from keypost.policy.document import PrincipalListing, Statement
from keypost.policy.parse import parse_policy
from keypost.policy.principals import parse_principal
from keypost.policy.reasons import OpenPoint, Reason
from keypost.unknown import Shape, Tri, Unread, Why, build_unknown

ACCOUNT = "111122223333"
APP, ZOE = f"arn:aws:iam::{ACCOUNT}:role/app", f"arn:aws:iam::{ACCOUNT}:role/zoe"
ALICE, ROOT = f"arn:aws:iam::{ACCOUNT}:user/alice", f"arn:aws:iam::{ACCOUNT}:root"
SESSION = f"arn:aws:sts::{ACCOUNT}:assumed-role/app/s1"
SERVICE = "sns.amazonaws.com"
UNKNOWN, SOMEBODYS = build_unknown("Name"), build_unknown("Account", shape=Shape.ACCOUNT)
UNREAD = Unread(Why.UNKNOWN_VALUE, "principal")
WITHOUT_ACCOUNT, WITH_ALLOW = OpenPoint.NOT_PRINCIPAL_WITHOUT_ACCOUNT, OpenPoint.NOT_PRINCIPAL_WITH_ALLOW


def read(effect: str, element: str, principals: object) -> Statement:
    return parse_policy({"Statement": {"Effect": effect, element: principals}}).statements[0]


def listed(principals: object, caller: str) -> Audience:
    return find_audience(read("Allow", "Principal", principals), caller=parse_principal(caller), bounded=False)


@pytest.mark.parametrize(
    ("principals", "caller", "expected"),
    [
        ("*", APP, Audience(direct=True, reason=Reason.EVERYONE, through_star=True)),
        ({"AWS": ["*", ZOE]}, APP, Audience(direct=True, reason=Reason.EVERYONE, through_star=True)),
        ({"AWS": ["*", APP]}, APP, Audience(direct=True, limited=True, reason=Reason.PRINCIPAL_LISTED)),
        ({"AWS": [APP, ZOE]}, APP, Audience(limited=True, reason=Reason.PRINCIPAL_LISTED)),
        ({"AWS": [ACCOUNT, ZOE]}, APP, Audience(delegated=True, reason=Reason.ACCOUNT_DELEGATES)),
        ({"AWS": [ACCOUNT, APP]}, APP, Audience(limited=True, delegated=True, reason=Reason.PRINCIPAL_LISTED)),
        ({"AWS": [ALICE, ZOE]}, ALICE, Audience(direct=True, reason=Reason.PRINCIPAL_LISTED)),
        ({"AWS": [ALICE, ZOE]}, APP, Audience(reason=Reason.PRINCIPAL_NOT_LISTED)),
        ({"AWS": [ALICE, ZOE + UNKNOWN]}, ZOE + "1", Audience(limited=None, reason=Reason.VALUE_UNKNOWN)),
        (
            {"AWS": [ZOE + UNKNOWN, SOMEBODYS]},
            ZOE + "1",
            Audience(limited=None, delegated=None, reason=Reason.VALUE_UNKNOWN),
        ),
        ({"AWS": [ZOE + UNKNOWN, ZOE]}, ZOE, Audience(limited=True, reason=Reason.PRINCIPAL_LISTED)),
        (
            {"AWS": [ALICE, UNREAD]},
            ALICE,
            Audience(direct=True, limited=None, delegated=None, reason=Reason.PRINCIPAL_LISTED),
        ),
        ({"AWS": [ZOE, UNREAD]}, APP, Audience(None, None, None, Reason.VALUE_UNKNOWN)),
        ({"AWS": UNREAD}, APP, Audience(None, None, None, Reason.VALUE_UNKNOWN)),
        ({"AWS": [ZOE, f"{ROOT[:-4]}role/*"]}, APP, Audience(reason=Reason.WILDCARD_IN_PRINCIPAL)),
        ({"AWS": [ZOE, ACCOUNT], "Service": "s3.amazonaws.com"}, SERVICE, Audience(reason=Reason.SERVICE_NOT_LISTED)),
        ({"AWS": ["AROAEXAMPLEID1234567", ZOE]}, APP, Audience(reason=Reason.DELETED_PRINCIPAL)),
    ],
)
def test_the_listed_principals_reach_a_caller_together(principals: object, caller: str, expected: Audience) -> None:
    assert listed(principals, caller) == expected


def test_nobody_listed_reaches_nobody() -> None:
    statement = read("Allow", "Principal", "*")
    caller = parse_principal(APP)
    assert find_audience(statement._replace(principals=None), caller=caller, bounded=False) is NOBODY
    empty = statement._replace(principals=PrincipalListing(()))
    assert find_audience(empty, caller=caller, bounded=False) == Audience(reason=Reason.PRINCIPAL_NOT_LISTED)


@pytest.mark.parametrize(
    ("direct", "limited", "delegated", "answer"),
    [
        (False, False, False, False),
        (True, None, False, True),
        (False, True, None, True),
        (False, None, True, True),
        (None, False, False, None),
        (False, None, False, None),
        (False, False, None, None),
    ],
)
def test_any_reach_means_the_caller(direct: Tri, limited: Tri, delegated: Tri, answer: Tri) -> None:
    assert Audience(direct, limited, delegated).any_reach is answer


@pytest.mark.parametrize(
    ("principals", "caller", "denied", "point"),
    [
        ({"AWS": [APP]}, ZOE, True, None),
        ({"AWS": [APP]}, APP, None, WITHOUT_ACCOUNT),
        ({"AWS": [APP, ROOT]}, APP, False, None),
        ({"AWS": [APP, ACCOUNT]}, APP, False, None),
        ({"AWS": [ROOT]}, APP, True, None),
        ({"AWS": [ALICE, ROOT]}, ALICE, False, None),
        ({"AWS": [SESSION, APP, ROOT]}, SESSION, False, None),
        ({"AWS": [APP, ROOT]}, SESSION, False, None),
        ({"AWS": [SESSION, ROOT]}, SESSION, None, WITHOUT_ACCOUNT),
        ({"AWS": [ROOT]}, ROOT, False, None),
        ({"AWS": [ACCOUNT]}, ROOT, False, None),
        ({"AWS": [APP]}, ROOT, True, None),
        ({"AWS": "*"}, APP, False, None),
        ("*", SESSION, False, None),
        ({"Service": SERVICE}, SERVICE, False, None),
        ({"Service": "s3.amazonaws.com"}, SERVICE, True, None),
        ({"AWS": [ROOT]}, SERVICE, True, None),
        ({"AWS": [UNREAD]}, SERVICE, None, None),
        ({"AWS": [UNREAD, APP, ROOT]}, APP, False, None),
    ],
)
def test_not_principal_spares_those_who_are_listed_whole(
    principals: object, caller: str, denied: Tri, point: OpenPoint | None
) -> None:
    statement = read("Deny", "NotPrincipal", principals)
    found = find_audience(statement, caller=parse_principal(caller), bounded=False)
    open_reason = Reason.CONDITION_NOT_KNOWN if point else Reason.VALUE_UNKNOWN
    reasons = {True: Reason.PRINCIPAL_NOT_EXCEPTED, False: Reason.PRINCIPAL_EXCEPTED, None: open_reason}
    assert found == Audience(direct=denied, reason=reasons[denied], open_points=(point,) if point else ())


@pytest.mark.parametrize(
    ("caller", "effect", "expected"),
    [
        (APP, "Deny", Audience(direct=True, reason=Reason.PRINCIPAL_NOT_EXCEPTED)),
        (SERVICE, "Deny", Audience(direct=True, reason=Reason.PRINCIPAL_NOT_EXCEPTED)),
        (APP, "Allow", Audience(direct=False, reason=Reason.PRINCIPAL_EXCEPTED)),
        (ZOE, "Allow", Audience(direct=None, reason=Reason.CONDITION_NOT_KNOWN, open_points=(WITH_ALLOW,))),
    ],
)
def test_a_permissions_boundary_takes_the_exception_of_a_deny(caller: str, effect: str, expected: Audience) -> None:
    statement = read(effect, "NotPrincipal", {"AWS": [APP, ROOT]})
    assert find_audience(statement, caller=parse_principal(caller), bounded=True) == expected
