"""The IAM policy that collecting needs: the actions that the parts declare, and no others."""

import json
from collections.abc import Sequence

from keypost.readers.live.part import Part
from keypost.readers.live.session import CALLS

# Needs no permission (STS API reference, GetCallerIdentity).
_FREE = frozenset({"sts:GetCallerIdentity"})


def render_policy(parts: Sequence[Part]) -> str:
    """Return the policy as JSON, one statement for each service."""
    actions = {*CALLS.values(), *(action for part in parts for action in part.calls.values())} - _FREE
    services = sorted({action.partition(":")[0] for action in actions})
    statements = [_statement(service, sorted(actions)) for service in services]
    return json.dumps({"Version": "2012-10-17", "Statement": statements}, indent=2) + "\n"


def _statement(service: str, actions: Sequence[str]) -> dict[str, object]:
    own = [action for action in actions if action.startswith(f"{service}:")]
    sid = "Read" + "".join(word.capitalize() for word in service.split("-"))
    return {"Sid": sid, "Effect": "Allow", "Action": own, "Resource": "*"}
