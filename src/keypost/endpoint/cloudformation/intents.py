"""What a call asks a stack to be: template, parameters, capabilities."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from keypost.endpoint.call import Call, Caller
from keypost.endpoint.cloudformation.failure import invalid
from keypost.endpoint.cloudformation.hands import Hands, assume, forward
from keypost.endpoint.cloudformation.lookups import fetch_parameter
from keypost.endpoint.cloudformation.parameters import choose, evaluate, list_hidden
from keypost.endpoint.cloudformation.records import Intent
from keypost.endpoint.cloudformation.rules import check_rules
from keypost.endpoint.cloudformation.template import read_template, read_untransformed
from keypost.endpoint.front import Front
from keypost.endpoint.refusal import RefusalError
from keypost.readers.cloudformation.template import Template

_IAM, _NAMED_IAM, _EXPAND = "CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"
# CloudFormation API reference, CreateStack, Capabilities.
_IAM_TYPES = frozenset(
    f"AWS::IAM::{name}"
    for name in (
        "AccessKey", "Group", "InstanceProfile", "ManagedPolicy", "Policy", "Role", "User", "UserToGroupAddition",
    )
)  # fmt: skip
_NAMES = ("RoleName", "UserName", "GroupName", "ManagedPolicyName", "InstanceProfileName")
_NAME = re.compile(r"[a-zA-Z][-a-zA-Z0-9]{0,127}\Z|arn:[-a-zA-Z0-9:/._+]+\Z")
_NAME_SHOWN = "[a-zA-Z][-a-zA-Z0-9]*"
_LARGEST = 51_200  # CloudFormation User Guide, quotas: a template in a request; one in a bucket may be 1 MB
_SEE_S3 = "\nFor more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html"


def read_intent(front: Front, call: Call, caller: Caller, *, before: Intent, reviews: bool = False) -> Intent:
    """Return what the call asks for; `reviews` where the caller sees what macros make before it is done.

    Raises:
        RefusalError: the template, a parameter or a capability is wrong.
    """
    check_name(call.get("StackName"))
    body = read_body(front, call, caller, before=before)
    template = read_template(body)
    role = call.get("RoleARN") or before.role
    definitions = template.parameters
    chosen = choose(definitions, call.parameters.get("Parameters") or (), previous=before.parameters)
    _check_capabilities(read_untransformed(body), template, call, reviews=reviews)

    def fetch(name: str) -> str:
        acting = assume(front, role, region=call.region) if role else forward(caller)
        return fetch_parameter(Hands(front, acting, call.account, call.region), name)

    tags, values = call.parameters.get("Tags"), evaluate(definitions, chosen, fetch=fetch)
    check_rules(template.data.get("Rules"), values)
    return Intent(
        body, chosen, values, list_hidden(definitions),
        before.tags if tags is None else {str(one["Key"]): str(one.get("Value", "")) for one in tags},
        tuple(call.parameters.get("Capabilities") or ()), role,
        tuple(call.parameters.get("NotificationARNs") or before.topics), _keeps_failed(call),
        call.get("OnFailure") or ("DELETE" if call.get("OnStackFailure") == "DELETE" else "ROLLBACK"),
        call.get("ClientRequestToken"),
    )  # fmt: skip


def check_name(name: str) -> None:
    """Refuse what can't be a stack's name; an ARN is one.

    Raises:
        RefusalError: it can't.
    """
    told = f"1 validation error detected: Value {repr(name) if name else 'null'} at 'stackName' failed to satisfy"
    if not name:
        raise invalid(f"{told} constraint: Member must not be null")
    if not _NAME.match(name):
        raise invalid(f"{told} constraint: Member must satisfy regular expression pattern: {_NAME_SHOWN}")


def read_body(front: Front, call: Call, caller: Caller, *, before: Intent) -> str:
    """Return the template's text: given, in a bucket, or the stack's own.

    Raises:
        RefusalError: there is none, or it can't be read.
    """
    if len(call.get("TemplateBody").encode()) > _LARGEST:
        raise invalid("1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must "
                      f"have length less than or equal to {_LARGEST}")  # fmt: skip
    if call.get("TemplateBody"):
        return call.get("TemplateBody")
    if call.get("TemplateURL"):
        return fetch_template(front, call, caller)
    if call.parameters.get("UsePreviousTemplate") and before.body:
        return before.body
    raise invalid("Either Template URL or Template Body must be specified.")


def fetch_template(front: Front, call: Call, caller: Caller) -> str:
    """Return the template in a bucket of the endpoint, read as the caller.

    Raises:
        RefusalError: the address isn't one of Amazon S3's, or the caller may not read what is there.
    """
    bucket, key = _split_address(call.get("TemplateURL"))
    get = Call("s3", "GetObject", {"Bucket": bucket, "Key": key}, call.account, call.region)
    try:
        body: Any = front.call(get, forward(caller))["Body"]
    except RefusalError as refusal:
        told = "Access Denied" if refusal.code == "AccessDenied" else refusal.message
        raise invalid(f"S3 error: {told}{_SEE_S3}") from refusal
    return body.decode() if isinstance(body, bytes) else str(body)


def _split_address(address: str) -> tuple[str, str]:
    """Return bucket and key: the bucket stands in the host's name, or begins the path."""
    parts = urlsplit(address)
    host, path = parts.hostname or "", unquote(parts.path).lstrip("/")
    before, is_s3, _ = host.partition(".s3")
    if is_s3 and not host.startswith(("s3.", "s3-")):
        return before, path
    bucket, _, key = path.partition("/")
    if not key or parts.scheme not in {"http", "https"}:
        raise invalid("TemplateURL must be a supported URL.")
    return bucket, key


def _keeps_failed(call: Call) -> bool:
    return bool(call.parameters.get("DisableRollback")) or call.get("OnStackFailure") == "DO_NOTHING"


def list_capabilities(template: Template) -> list[str]:
    """Return the capabilities that the template's resources ask for."""
    bodies = [one.properties for one in template.resources.values() if one.type in _IAM_TYPES]
    if any(isinstance(one, Mapping) and any(name in one for name in _NAMES) for one in bodies):
        return [_NAMED_IAM]
    return [_IAM] if bodies else []


def _check_capabilities(written: Template, template: Template, call: Call, *, reviews: bool) -> None:
    given = set(call.parameters.get("Capabilities") or ())
    needed = list_capabilities(template)
    missing = [one for one in needed if one not in given and not (one == _IAM and _NAMED_IAM in given)]
    if written.transforms and not reviews and _EXPAND not in given:
        missing.append(_EXPAND)
    if missing:
        raise RefusalError("InsufficientCapabilitiesException", f"Requires capabilities : [{', '.join(missing)}]")
