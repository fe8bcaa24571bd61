"""How many requests a compiled key policy decides in a second, beside a plain check written by hand for it.

Both decide the same requests, in turn, in one process on one core; the best of some runs counts. Exits with 1 when
the target is missed.
"""

import sys
import time
from collections.abc import Callable, Sequence

from keypost.policy.compile import compile_policies
from keypost.policy.parse import parse_policy
from keypost.policy.principals import parse_principal
from keypost.policy.reasons import Outcome
from keypost.policy.request import Policies, Request

ACCOUNT = "111122223333"
KEY = f"arn:aws:kms:us-east-1:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab"
SERVICES = ("cloudwatch", "sns", "budgets", "events", "s3", "backup")
ROLES = ("app", "worker", "admin")
REQUESTS = 60_000
RUNS = 5
TARGET = 300_000


def main() -> int:
    """Measure both, print the figures, and return 1 when the target was missed."""
    requests = build_requests()
    authorizer = compile_policies(Policies(resource=parse_policy(build_policy())))
    allowed = sum(authorizer.decide(request).outcome is Outcome.ALLOW for request in requests)
    by_hand = sum(check_by_hand(request) for request in requests)
    if allowed != by_hand:
        sys.exit(f"the two disagree: {allowed} allowed, by hand {by_hand}")
    figures = [(measure(authorizer.decide, requests), measure(check_by_hand, requests)) for _ in range(RUNS)]
    own, plain = (max(rates) for rates in zip(*figures, strict=True))
    print(f"10 statements, {allowed} of {len(requests)} allowed: {own:,.0f} decisions/s, by hand {plain:,.0f}/s")
    print(f"{'ok' if own >= TARGET else 'MISSED'}: target {TARGET:,}/s; {own / plain:.2f} of the check by hand")
    return 0 if own >= TARGET else 1


def build_policy() -> dict[str, object]:
    """Return a key policy of 10 statements: the account, services under conditions, roles, a Deny with a carve-out."""
    services = [
        {
            "Effect": "Allow",
            "Principal": {"Service": f"{name}.amazonaws.com"},
            "Action": ["kms:GenerateDataKey*", "kms:Decrypt"],
            "Resource": "*",
            "Condition": {
                "StringEquals": {"aws:SourceAccount": ACCOUNT},
                "ArnLike": {"aws:SourceArn": f"arn:aws:*:*:{ACCOUNT}:*"},
            },
        }
        for name in SERVICES
    ]
    roles = [
        {
            "Effect": "Allow",
            "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:role/{name}"},
            "Action": "kms:Decrypt",
            "Resource": "*",
        }
        for name in ROLES
    ]
    perimeter = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "kms:*",
        "Resource": "*",
        "Condition": {
            "StringNotEquals": {"aws:PrincipalAccount": ACCOUNT},
            "BoolIfExists": {"aws:PrincipalIsAWSService": "false"},
        },
    }
    return {"Version": "2012-10-17", "Statement": [perimeter, *services, *roles]}


def build_requests() -> list[Request]:
    """Return requests of every service and role, from the account and from another one."""
    requests: list[Request] = []
    for index in range(REQUESTS // len(SERVICES) // 2):
        for name in SERVICES:
            account = ACCOUNT if index % 3 else "444455556666"
            context = {
                "aws:SourceAccount": (account,),
                "aws:SourceArn": (f"arn:aws:{name}:us-east-1:{account}:alarm:{index % 97}",),
            }
            caller = parse_principal(f"{name}.amazonaws.com")
            requests.append(Request(caller, "kms:GenerateDataKey", KEY, context=context))
            role = parse_principal(f"arn:aws:iam::{ACCOUNT}:role/{ROLES[index % 3]}")
            requests.append(Request(role, "kms:Decrypt", KEY))
    return requests


def check_by_hand(request: Request) -> bool:
    """Decide the same as the policy above, written for it alone."""
    caller, context = request.principal, request.context
    if caller.account is not None and caller.account != ACCOUNT:
        return False
    if caller.name.endswith(".amazonaws.com"):
        arn = context.get("aws:SourceArn", ("",))[0].split(":", 5)
        return (
            request.action.startswith(("kms:GenerateDataKey", "kms:Decrypt"))
            and caller.name.removesuffix(".amazonaws.com") in SERVICES
            and context.get("aws:SourceAccount") == (ACCOUNT,)
            and len(arn) == 6
            and arn[:2] == ["arn", "aws"]
            and arn[4] == ACCOUNT
        )
    return request.action == "kms:Decrypt" and caller.name.rpartition("/")[2] in ROLES


def measure(decide: Callable[[Request], object], requests: Sequence[Request]) -> float:
    """Return the decisions in a second of CPU time."""
    start = time.process_time()
    for request in requests:
        decide(request)
    return len(requests) / (time.process_time() - start)


if __name__ == "__main__":
    sys.exit(main())
