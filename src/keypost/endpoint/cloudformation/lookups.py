"""What a template takes from outside its stack: exports of others, SSM parameters, secrets."""

import json
from collections.abc import Iterable

from keypost.endpoint.cloudformation.failure import StackFailure, invalid
from keypost.endpoint.cloudformation.hands import Hands
from keypost.endpoint.cloudformation.records import Output, Stack
from keypost.endpoint.cloudformation.scene import Lookup
from keypost.endpoint.cloudformation.stacks import list_exports, list_importers
from keypost.endpoint.front import Front
from keypost.endpoint.refusal import RefusalError

_DEFAULT_STAGE = "AWSCURRENT"


def build_lookups(front: Front, hands: Hands, stack: Stack) -> tuple[Lookup, Lookup]:
    """Return what finds an export, and what finds a `{{resolve:...}}`."""

    def find_export(name: str) -> str:
        for owner, output in list_exports(front, stack.account, stack.region):
            if output.export == name and owner is not stack:
                return output.value
        raise StackFailure(f"No export named {name} found.")

    def find_dynamic(reference: str) -> str:
        _, service, rest = reference.split(":", 2)
        return _fetch_secret(hands, rest) if service == "secretsmanager" else fetch_parameter(hands, rest)

    return find_export, find_dynamic


def fetch_parameter(hands: Hands, name: str) -> str:
    """Return the value of an SSM parameter, as whoever makes the stack.

    Raises:
        RefusalError: there is none, or it may not be read.
    """
    try:
        found = hands.call("ssm", "GetParameter", {"Name": name, "WithDecryption": True})
    except RefusalError as refusal:
        if refusal.code != "ParameterNotFound":
            raise
        raise invalid(f"Unable to fetch parameters [{name}] from parameter store for this account.") from refusal
    return str(found["Parameter"]["Value"])


def _fetch_secret(hands: Hands, reference: str) -> str:
    """Return a secret: `ID:SecretString:KEY:STAGE:VERSION`, where the id may be an ARN."""
    start = reference.find(":SecretString")
    name, rest = (reference[:start], reference[start + 1 :].split(":")) if start >= 0 else (reference, [])
    key, stage = (*rest[1:3], "", "")[:2]
    found = hands.call("secretsmanager", "GetSecretValue", {"SecretId": name, "VersionStage": stage or _DEFAULT_STAGE})
    text = str(found["SecretString"])
    try:
        return str(json.loads(text)[key]) if key else text
    except (ValueError, KeyError, TypeError) as error:
        raise StackFailure(f"Could not find a value associated with JSONKey in SecretString {name}") from error


def check_exports(front: Front, stack: Stack, outputs: Iterable[Output]) -> None:
    """Let a stack export only what no other one does, and keep what others import.

    Raises:
        StackFailure: it would do otherwise.
    """
    new = {one.export: one.value for one in outputs if one.export}
    for owner, output in list_exports(front, stack.account, stack.region):
        if owner is not stack and output.export in new:
            raise StackFailure(f"Export with name {output.export} is already exported by stack {owner.name}.")
    for old in stack.outputs:
        if old.export and new.get(old.export) != old.value:
            users = list_importers(front, old.export, account=stack.account, region=stack.region)
            if users:
                what = "updated" if old.export in new else "deleted"
                raise StackFailure(
                    f"Export {old.export} cannot be {what} as it is in use by {' and '.join(users)}"
                )  # fmt: skip
