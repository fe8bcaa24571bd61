"""Key policies of any size, as accounts have them, and requests from services and roles under them."""

import json
from typing import Any

from keypost.policy.principals import parse_principal
from keypost.policy.request import Request

ACCOUNT, STRANGER = "111122223333", "444455556666"
KEY = f"arn:aws:kms:us-east-1:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab"
SERVICES = ("cloudwatch", "sns", "budgets", "events", "s3", "backup")
ROLES = ("app", "worker", "admin")


def build_policy(statements: int) -> dict[str, Any]:
    """Return a key policy: a Deny with a carve-out, then services under conditions and roles, in turn."""
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
    wanted = [*map(allow_service, SERVICES), *map(allow_role, ROLES)]
    others = [allow(f"other-{index}") for index in range(statements) for allow in (allow_service, allow_role)]
    return {"Version": "2012-10-17", "Statement": [perimeter, *wanted, *others][:statements]}


def allow_service(name: str) -> dict[str, Any]:
    """Return the statement that lets a service use the key for resources of the account."""
    return {
        "Effect": "Allow",
        "Principal": {"Service": f"{name}.amazonaws.com"},
        "Action": ["kms:GenerateDataKey*", "kms:Decrypt"],
        "Resource": "*",
        "Condition": {
            "StringEquals": {"aws:SourceAccount": ACCOUNT},
            "ArnLike": {"aws:SourceArn": f"arn:aws:*:*:{ACCOUNT}:*"},
        },
    }


def allow_role(name: str) -> dict[str, Any]:
    """Return the statement that lets a role decrypt."""
    principal = {"AWS": f"arn:aws:iam::{ACCOUNT}:role/{name}"}
    return {"Effect": "Allow", "Principal": principal, "Action": "kms:Decrypt", "Resource": "*"}


def build_requests(count: int) -> list[Request]:
    """Return requests of every service and role in turn; a third of the services act for another account."""
    requests: list[Request] = []
    for index in range(count // 2):
        name, account = SERVICES[index % len(SERVICES)], STRANGER if index % 3 == 0 else ACCOUNT
        context = {
            "aws:SourceAccount": (account,),
            "aws:SourceArn": (f"arn:aws:{name}:us-east-1:{account}:alarm:{index % 997}",),
        }
        requests.append(Request(parse_principal(f"{name}.amazonaws.com"), "kms:GenerateDataKey", KEY, context=context))
        role = f"arn:aws:iam::{ACCOUNT}:role/{ROLES[index % len(ROLES)]}"
        requests.append(Request(parse_principal(role), "kms:Decrypt", KEY))
    return requests


def build_case(request: Request, *, policy: dict[str, Any], name: str) -> dict[str, Any]:
    """Return the request under the policy as a case of `keypost simulate`."""
    return {
        "name": name,
        "request": {
            "principal": request.principal.name,
            "action": request.action,
            "resource": request.resource,
            "context": {key: values[0] for key, values in request.context.items()},
        },
        "policies": {"resource": policy},
    }


def write_line(case: dict[str, Any]) -> str:
    """Return the case as one line of `keypost simulate --batch`."""
    return json.dumps(case) + "\n"


def check_by_hand(request: Request) -> bool:
    """Decide the same as the policy of ten statements, written for it alone: as quick as it gets."""
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
