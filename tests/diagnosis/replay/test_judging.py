from typing import Any

import pytest

from keypost.diagnosis.replay.asking import find_asked, find_tested
from keypost.diagnosis.replay.judging import Basis, Fate, Judge, Judged, judge_all
from keypost.policy.document import Policy
from keypost.policy.parse import parse_policy
from keypost.policy.reasons import Outcome
from keypost.policy.request import Grant
from keypost.readers.trail.requests import Asked, PastRequest, Seen

ACCOUNT = "111122223333"
KEY = f"arn:aws:kms:us-east-1:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/team/app"
BACKUP = "backup-storage.amazonaws.com"


def policy(*statements: dict[str, Any]) -> Policy:
    return parse_policy({"Version": "2012-10-17", "Statement": [{"Resource": "*", **one} for one in statements]})


def allow(principal: object, action: object = "kms:*", **condition: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Principal": principal, "Action": action} | (
        {"Condition": condition} if condition else {}
    )


def deny(**condition: Any) -> dict[str, Any]:
    return {"Effect": "Deny", "Principal": "*", "Action": "kms:*", "Condition": condition}


DELEGATES = allow({"AWS": f"arn:aws:iam::{ACCOUNT}:root"})
BY_SERVICE = allow({"Service": BACKUP}, "kms:Decrypt")
BY_ROLE = allow({"AWS": ROLE}, "kms:Decrypt")
BUT_ONE = {"StringNotEquals": {"aws:PrincipalArn": f"arn:aws:iam::{ACCOUNT}:user/backup-admin"}}


def past(**changed: str) -> PastRequest:
    plain = PastRequest(ACCOUNT, "us-east-1", "AssumedRole", ROLE, ACCOUNT, "", "kms:Decrypt", KEY, (), "", "")
    return plain._replace(**changed)  # type: ignore[arg-type]


def of_service(name: str = BACKUP, **changed: str) -> PastRequest:
    return past(kind="AWSService", caller=name, caller_account="", invoked_by=name, **changed)


def judge(
    request: PastRequest, proposed: Policy, current: Policy | None = None, grants: tuple[Grant, ...] | None = None
) -> Judged:
    policies = [one for one in (proposed, current) if one is not None]
    judged = Judge(proposed, current=current, grants=grants, tested=find_tested(policies))
    return judged.judge(Seen(request, 1, "2026-11-01T00:00:00Z", "2026-11-01T00:00:00Z"))


def test_a_new_deny_stops_the_service_that_has_no_arn() -> None:
    judged = judge(of_service(), policy(DELEGATES, deny(**BUT_ONE)), policy(DELEGATES))
    assert judged.fate is Fate.DENIED
    assert judged.decision is not None
    assert (judged.decision.outcome, judged.decision.statement) == (Outcome.EXPLICIT_DENY, 1)
    assert judged.decision.trace


def test_the_deny_with_its_carve_out_leaves_the_service_its_grant() -> None:
    carved = deny(**BUT_ONE, BoolIfExists={"aws:PrincipalIsAWSService": "false"})
    judged = judge(of_service(), policy(DELEGATES, carved), policy(DELEGATES))
    assert (judged.fate, judged.basis) == (Fate.STAYS, Basis.UNCHANGED)


def test_without_the_current_policy_a_service_may_have_had_a_grant() -> None:
    judged = judge(of_service(), policy(DELEGATES))
    assert judged.fate is Fate.UNDECIDED
    assert [need.name for need in judged.needs] == ["grants"]


def test_what_the_current_policy_allowed_by_itself_and_the_proposed_does_not_is_denied() -> None:
    assert judge(of_service(), policy(DELEGATES), policy(DELEGATES, BY_SERVICE)).fate is Fate.DENIED
    assert judge(past(), policy(BY_SERVICE), policy(BY_ROLE)).fate is Fate.DENIED


def test_known_grants_settle_what_no_statement_allows() -> None:
    grant = Grant(("Decrypt",), grantee_principal=BACKUP)
    assert judge(of_service(), policy(DELEGATES), grants=()).fate is Fate.DENIED
    judged = judge(of_service(), policy(DELEGATES), grants=(grant,))
    assert (judged.fate, judged.basis) == (Fate.STAYS, Basis.GRANT)


def test_no_grant_allows_to_change_the_key_policy() -> None:
    assert judge(past(action="kms:PutKeyPolicy"), policy(BY_ROLE)).fate is Fate.DENIED


def test_identity_policies_still_allow_while_the_account_is_named() -> None:
    assert judge(past(), policy(DELEGATES)).basis is Basis.IDENTITY_POLICY
    assert judge(past(), policy(BY_ROLE)).basis is Basis.KEY_POLICY


def test_without_the_account_only_a_grant_could_allow_what_identity_policies_allowed() -> None:
    judged = judge(past(), policy(BY_SERVICE), policy(DELEGATES))
    assert (judged.fate, [need.name for need in judged.needs]) == (Fate.UNDECIDED, ["grants"])
    assert judge(past(), policy(BY_SERVICE), policy(DELEGATES), grants=()).fate is Fate.DENIED


def test_a_role_that_the_key_policy_allowed_may_have_no_identity_policy() -> None:
    judged = judge(past(), policy(DELEGATES), policy(BY_ROLE))
    assert (judged.fate, [need.name for need in judged.needs]) == (Fate.UNDECIDED, ["identity policies"])


def test_a_condition_that_cloudtrail_cannot_tell_is_undecided_unless_it_stays_as_it_is() -> None:
    limited = allow({"Service": BACKUP}, "kms:Decrypt", StringEquals={"aws:SourceAccount": ACCOUNT})
    judged = judge(of_service(), policy(limited), policy(BY_SERVICE))
    assert judged.fate is Fate.UNDECIDED
    assert "aws:SourceAccount" in [need.name for need in judged.needs]
    assert judge(of_service(), policy(limited, deny(**carve())), policy(limited)).basis is Basis.UNCHANGED


def carve() -> dict[str, Any]:
    return BUT_ONE | {"BoolIfExists": {"aws:PrincipalIsAWSService": "false"}}


VIA = {"StringEquals": {"kms:ViaService": "sns.us-east-1.amazonaws.com", "kms:CallerAccount": ACCOUNT}}
THROUGH_SNS = allow("*", "kms:Decrypt", **VIA)


def test_invoked_by_may_be_a_forwarded_session_or_a_role_of_the_service() -> None:
    forwarded = past(invoked_by="sns.amazonaws.com")
    assert judge(forwarded, policy(THROUGH_SNS, DELEGATES)).fate is Fate.STAYS
    judged = judge(forwarded, policy(THROUGH_SNS), policy(DELEGATES), grants=())
    assert (judged.fate, [need.name for need in judged.needs]) == (Fate.UNDECIDED, ["kms:ViaService"])
    assert judge(forwarded, policy(THROUGH_SNS), policy(THROUGH_SNS, DELEGATES), grants=()).fate is Fate.UNDECIDED
    assert judge(forwarded, policy(THROUGH_SNS), policy(THROUGH_SNS)).fate is Fate.STAYS
    assert judge(past(invoked_by="sqs.amazonaws.com"), policy(THROUGH_SNS), grants=()).fate is Fate.DENIED
    assert judge(past(), policy(THROUGH_SNS), grants=()).fate is Fate.DENIED


@pytest.mark.parametrize("service", ["AWS Internal", "cloudformation.amazonaws.com"])
def test_a_service_that_may_be_called_otherwise_is_left_open(service: str) -> None:
    assert judge(past(invoked_by=service), policy(THROUGH_SNS), grants=()).fate is Fate.UNDECIDED


def test_re_encrypt_of_which_one_key_is_named_is_either_half() -> None:
    both = policy(allow({"AWS": ROLE}, "kms:ReEncrypt*"))
    assert judge(past(action="kms:ReEncrypt"), both).fate is Fate.STAYS
    half = policy(allow({"AWS": ROLE}, "kms:ReEncryptFrom"))
    assert judge(past(action="kms:ReEncrypt"), half, grants=()).fate is Fate.UNDECIDED
    assert judge(past(action="kms:ReEncrypt"), policy(BY_ROLE), grants=()).fate is Fate.DENIED


def test_of_another_account_whose_caller_is_not_told_only_the_account_counts() -> None:
    stranger = past(kind="AWSAccount", caller="444455556666", caller_account="444455556666")
    assert judge(stranger, policy(allow({"AWS": "444455556666"}))).basis is Basis.IDENTITY_POLICY
    assert judge(stranger, policy(allow({"AWS": "arn:aws:iam::444455556666:role/x"}))).fate is Fate.UNDECIDED
    assert judge(stranger, policy(DELEGATES), grants=()).fate is Fate.DENIED


def test_a_caller_whom_the_record_does_not_name_is_undecided() -> None:
    judged = judge(past(kind="Unknown", caller=""), policy(DELEGATES))
    assert (judged.fate, [need.name for need in judged.needs]) == (Fate.UNDECIDED, ["userIdentity"])
    assert judge(of_service("AWS Internal"), policy(DELEGATES)).fate is Fate.UNDECIDED


def test_what_failed_then_is_not_decided_but_a_dry_run_is() -> None:
    assert judge(past(error="AccessDenied"), policy(deny())).fate is Fate.FAILED_THEN
    assert judge(past(error="DryRunOperationException"), policy(deny(**BUT_ONE))).fate is Fate.DENIED


NETWORK = deny(StringNotEquals={"aws:SourceVpce": "vpce-1"})
ADDRESS = deny(NotIpAddress={"aws:SourceIp": "192.0.2.0/24"})
MFA = deny(BoolIfExists={"aws:MultiFactorAuthPresent": "false"})
SESSION = allow({"AWS": f"arn:aws:sts::{ACCOUNT}:assumed-role/app/i-1"})
CONTEXT = allow({"AWS": ROLE}, "kms:Decrypt", StringEquals={"kms:EncryptionContext:vault": "orders"})
ALIAS = allow({"AWS": ROLE}, "kms:Decrypt", StringEquals={"kms:RequestAlias": "alias/orders"})


@pytest.mark.parametrize(
    ("statement", "changed", "fate"),
    [
        (NETWORK, {"endpoint": "vpce-1"}, Fate.STAYS),
        (NETWORK, {"endpoint": "vpce-2"}, Fate.DENIED),
        (NETWORK, {}, Fate.DENIED),
        (ADDRESS, {"address": "192.0.2.9"}, Fate.STAYS),
        (ADDRESS, {"address": "198.51.100.1"}, Fate.DENIED),
        (ADDRESS, {"address": "sns.amazonaws.com", "invoked_by": "sns.amazonaws.com"}, Fate.UNDECIDED),
        (MFA, {"mfa": "true"}, Fate.STAYS),
        (MFA, {"mfa": "false"}, Fate.DENIED),
        (SESSION, {"session": f"arn:aws:sts::{ACCOUNT}:assumed-role/app/i-1"}, Fate.STAYS),
        (CONTEXT, {"encryption_context": (("vault", "orders"),)}, Fate.STAYS),
        (ALIAS, {"alias": "alias/orders"}, Fate.STAYS),
        (deny(StringNotEquals={"aws:PrincipalOrgID": "o-1"}), {}, Fate.UNDECIDED),
        (deny(StringEquals={"kms:GrantOperations": "Decrypt"}), {"action": "kms:CreateGrant"}, Fate.UNDECIDED),
        (deny(StringLike={"aws:userid": "AROA*:x"}), {}, Fate.UNDECIDED),
    ],
)
def test_what_a_record_tells_of_the_context(statement: dict[str, Any], changed: dict[str, Any], fate: Fate) -> None:
    proposed = policy(*([] if statement["Effect"] == "Allow" else [DELEGATES]), statement)
    assert judge(past(**changed), proposed).fate is fate


def test_policies_ask_for_no_more_than_they_test() -> None:
    assert find_asked([policy(DELEGATES, deny(**BUT_ONE))]) == Asked()
    asked = find_asked([policy(NETWORK, ADDRESS), policy(MFA, SESSION, CONTEXT, ALIAS)])
    assert asked == Asked(sessions=True, addresses=True, mfa=True, aliases=True, pairs=frozenset({"vault"}))
    variable = allow({"AWS": ROLE}, StringLike={"aws:PrincipalArn": "*/${kms:EncryptionContext:App}"})
    assert find_asked([policy(variable)]).pairs == {"app"}


def test_what_breaks_comes_first_and_the_most_frequent_of_it() -> None:
    proposed = policy(DELEGATES, deny(**BUT_ONE))
    requests = [
        past(error="AccessDenied"),
        of_service(),
        past(),
        past(caller=f"arn:aws:iam::{ACCOUNT}:user/backup-admin"),
    ]
    seen = [Seen(request, times, "a", "b") for times, request in enumerate(requests)]
    judged = judge_all(Judge(proposed, tested=find_tested([proposed])), seen)
    assert [(one.fate, one.seen.times) for one in judged] == [
        (Fate.DENIED, 2),
        (Fate.DENIED, 1),
        (Fate.STAYS, 3),
        (Fate.FAILED_THEN, 0),
    ]
