"""The IAM policy that collecting needs: the actions that the parts declare, and no others."""

import json
from collections.abc import Sequence

from keypost.readers.live.part import Part
from keypost.readers.live.session import CALLS

# Needs no permission (STS API reference, GetCallerIdentity).
_FREE = frozenset({"sts:GetCallerIdentity"})


def render_policy(parts: Sequence[Part], *, role_name: str | None = None) -> str:
    """Return the policy as JSON, one statement for each service; with a role's name, what walking accounts needs."""
    actions = {*CALLS.values(), *(action for part in parts for action in part.calls.values())} - _FREE
    services = sorted({action.partition(":")[0] for action in actions})
    statements = [_statement(service, sorted(actions)) for service in services]
    if role_name is not None:
        statements += _build_walk(role_name)
    return json.dumps({"Version": "2012-10-17", "Statement": statements}, indent=2) + "\n"


def _build_walk(role_name: str) -> list[dict[str, object]]:
    """The account that walks the others lists them, and takes the role in each; there the other statements count."""
    listing = {"Sid": "ListAccounts", "Effect": "Allow", "Action": "organizations:ListAccounts", "Resource": "*"}
    role = f"arn:*:iam::*:role/{role_name}"
    return [dict(listing), {"Sid": "EnterAccounts", "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": role}]


def _statement(service: str, actions: Sequence[str]) -> dict[str, object]:
    own = [action for action in actions if action.startswith(f"{service}:")]
    sid = "Read" + "".join(word.capitalize() for word in service.split("-"))
    return {"Sid": sid, "Effect": "Allow", "Action": own, "Resource": "*"}
