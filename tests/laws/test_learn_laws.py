"""What succeeded is allowed by what is learned, and nothing else is."""

from hypothesis import given, settings
from hypothesis import strategies as st

from keypost.diagnosis.learn.callers import list_requests
from keypost.diagnosis.learn.lesson import learn
from keypost.diagnosis.replay.asking import find_tested
from keypost.policy.compile import compile_policies
from keypost.policy.document import Policy
from keypost.policy.parse import parse_policy
from keypost.policy.reasons import Outcome
from keypost.policy.render import render_policy
from keypost.policy.request import Policies, Request
from keypost.readers.trail.record import has_succeeded
from keypost.readers.trail.requests import History, PastRequest, Seen, merge

ACCOUNT, OTHER_ACCOUNT = "111122223333", "444455556666"
KEY = f"arn:aws:kms:us-east-1:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab"
ANYTHING = parse_policy({"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})
USES = ("kms:Decrypt", "kms:GenerateDataKey", "kms:Encrypt", "kms:CreateGrant", "kms:ReEncryptFrom", "kms:Sign")

CALLERS = st.sampled_from(
    [
        ("AWSService", "backup-storage.amazonaws.com", "", "backup-storage.amazonaws.com"),
        ("AWSService", "cloudtrail.amazonaws.com", "", "cloudtrail.amazonaws.com"),
        ("AssumedRole", f"arn:aws:iam::{ACCOUNT}:role/team/app", ACCOUNT, ""),
        ("AssumedRole", f"arn:aws:iam::{ACCOUNT}:role/team/app", ACCOUNT, "s3.amazonaws.com"),
        ("AssumedRole", f"arn:aws:iam::{ACCOUNT}:role/team/app", ACCOUNT, "unheard-of.amazonaws.com"),
        (
            "AssumedRole",
            f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX",
            ACCOUNT,
            "x.amazonaws.com",
        ),
        ("AssumedRole", f"arn:aws:sts::{ACCOUNT}:assumed-role/lost/i-1", ACCOUNT, ""),
        ("IAMUser", f"arn:aws:iam::{ACCOUNT}:user/alice", ACCOUNT, ""),
        ("IAMUser", f"arn:aws:iam::{OTHER_ACCOUNT}:user/bob", OTHER_ACCOUNT, "sqs.amazonaws.com"),
        ("Root", f"arn:aws:iam::{ACCOUNT}:root", ACCOUNT, ""),
        ("AWSAccount", OTHER_ACCOUNT, OTHER_ACCOUNT, ""),
        ("FederatedUser", f"arn:aws:sts::{ACCOUNT}:federated-user/fay", ACCOUNT, ""),
    ]
)
TEXTS = st.text(st.sampled_from("ab*?${}\"'\\/: é\n☃"), max_size=5)
CONTEXTS = st.dictionaries(
    st.sampled_from(["aws:s3:arn", "Tenant", "tenant", "aws-crypto-public-key", "日本", "aws:lambda:FunctionArn"]),
    st.one_of(TEXTS, st.builds("arn:aws:s3:::logs/{}".format, TEXTS), st.just("arn:aws:s3:::logs/*"), st.just("*")),
    max_size=3,
).map(lambda pairs: tuple(sorted(pairs.items())))


@st.composite
def past_requests(draw: st.DrawFn) -> PastRequest:
    kind, caller, account, invoked_by = draw(CALLERS)
    action = draw(
        st.sampled_from(["kms:Decrypt", "kms:GenerateDataKey", "kms:CreateGrant", "kms:DescribeKey", "kms:ReEncrypt"])
    )
    context = () if action in {"kms:DescribeKey", "kms:ReEncrypt"} else draw(CONTEXTS)
    return PastRequest(
        account=ACCOUNT, region="us-east-1", kind=kind, caller=caller, caller_account=account, invoked_by=invoked_by,
        action=action, key=KEY, encryption_context=context, endpoint="",
        error=draw(st.sampled_from(["", "", "DryRunOperationException", "AccessDenied"])),
    )  # fmt: skip


SEEN = st.builds(
    Seen,
    past_requests(),
    times=st.integers(1, 9),
    first=st.just("2026-11-01T00:00:00Z"),
    last=st.just("2026-11-02T00:00:00Z"),
)
HISTORIES = st.lists(SEEN, max_size=12).map(lambda parts: History(merge(parts), len(parts)))


def readings(seen: Seen, policy: Policy) -> tuple[Request, ...]:
    return list_requests(seen.request, tested=find_tested((policy,)))


def decide(policy: Policy, request: Request, *, helped: bool = False) -> Outcome:
    identity = (ANYTHING,) if helped else ()
    return compile_policies(Policies(resource=policy, identity=identity)).decide(request).outcome


def succeeded(history: History) -> list[Seen]:
    return [seen for seen in history.seen if has_succeeded(seen.request.error)]


@settings(deadline=None)
@given(history=HISTORIES)
def test_what_succeeded_is_allowed(history: History) -> None:
    """By the policy as it is pasted; of another account, whose record names no more, the account is let in."""
    lesson = learn(history, key=KEY)
    policy = parse_policy(render_policy(lesson.policy))
    for seen in succeeded(history):
        for request in readings(seen, policy):
            assert decide(policy, request, helped=seen.request.caller_account == OTHER_ACCOUNT) is Outcome.ALLOW, (
                request
            )


@settings(deadline=None)
@given(history=HISTORIES, other=past_requests(), action=st.sampled_from(USES))
def test_nobody_else_may_use_the_key_whatever_identity_policies_say(
    history: History, other: PastRequest, action: str
) -> None:
    lesson = learn(history, key=KEY)
    requests = list_requests(other._replace(action=action), tested=frozenset())
    done = {
        (one.principal.role_arn or one.principal.name, one.action)
        for seen in succeeded(history)
        for one in list_requests(seen.request, tested=frozenset())
    }
    for request in requests:
        if (request.principal.role_arn or request.principal.name, action) not in done:
            allowed_account = any(seen.request.kind == "AWSAccount" for seen in history.seen)
            if request.principal.account == OTHER_ACCOUNT and allowed_account:
                continue
            assert decide(lesson.policy, request, helped=True) is Outcome.IMPLICIT_DENY


@settings(deadline=None)
@given(history=HISTORIES)
def test_every_request_is_accounted_for(history: History) -> None:
    lesson = learn(history, key=KEY)
    told = [
        *lesson.failed,
        *(one.seen for one in lesson.not_learned),
        *(one for each in lesson.learned for one in each.seen),
    ]
    assert sorted(told) == sorted(history.seen)
