"""Whoever makes a stack's resources: calls through the endpoint's front, as the caller or the stack's role."""

import secrets
import string
import uuid
from collections.abc import Mapping
from typing import Any

from keypost.endpoint.assume import assume as start_session
from keypost.endpoint.call import Call, Caller
from keypost.endpoint.cloudformation.failure import invalid
from keypost.endpoint.cloudformation.fit import fit
from keypost.endpoint.front import Front, Result
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.wire.models import find_operation
from keypost.named import NamedTuple
from keypost.policy.principals import parse_principal

SERVICE = "cloudformation.amazonaws.com"
_SESSION = "AWSCloudFormation"
_LETTERS = string.ascii_letters + string.digits
_SUFFIX = 12


class Hands(NamedTuple):
    """Makes calls for one resource of a stack."""

    front: Front
    caller: Caller
    account: str
    region: str
    stack_id: str = ""
    stack_name: str = ""
    logical_id: str = ""

    def call(
        self, service: str, operation: str, parameters: Mapping[str, Any], *, renamed: Mapping[str, str] | None = None
    ) -> Result:
        """Make one call; values are made those that the operation takes.

        Raises:
            RefusalError: it isn't allowed, or refused for another reason.
            UnfitError: the parameters aren't what the operation takes.
        """
        model = find_operation(service, operation)
        shape = model.input_shape
        fitted = fit(shape, parameters, renamed=renamed or {}) if shape is not None else {}
        for name in model.idempotent_members:  # as SDKs do
            fitted.setdefault(name, str(uuid.uuid4()))
        return self.front.call(Call(service, operation, fitted, self.account, self.region), self.caller)

    def name(self, *, most: int = 255, lower: bool = False, separator: str = "-") -> str:
        """Return a name for the resource: the stack's, its own, and random letters.

        CloudFormation User Guide, Name type: `MyStack-MyResource-kdwwxmddtr2g`.
        """
        end = "".join(secrets.choice(_LETTERS) for _ in range(_SUFFIX))
        room = most - _SUFFIX - 2 * len(separator)
        own = self.logical_id[: max(room // 2, room - len(self.stack_name))]
        name = separator.join((self.stack_name[: room - len(own)], own, end))
        return name.lower() if lower else name


def forward(caller: Caller) -> Caller:
    """Return the caller as CloudFormation forwards its calls.

    IAM User Guide, forward access sessions: `aws:CalledVia` names the services, `aws:ViaAWSService` is true.
    """
    chain = (*caller.context.get("aws:CalledVia", ()), SERVICE)
    told = {"aws:CalledVia": chain, "aws:CalledViaFirst": chain[:1], "aws:CalledViaLast": chain[-1:]}
    return caller._replace(context={**caller.context, **told, "aws:ViaAWSService": ("true",)}, via=SERVICE)


def assume(front: Front, role: str, *, region: str) -> Caller:
    """Return a session of the stack's service role.

    IAM User Guide, global condition keys: with a service role there is no `aws:CalledVia`, and `aws:ViaAWSService` is
    false.

    Raises:
        RefusalError: the role doesn't exist, or doesn't trust CloudFormation.
    """
    service = Caller(parse_principal(SERVICE), "")
    try:
        session = start_session(front, role, service, session=_SESSION, region=region)
    except RefusalError as refusal:
        raise invalid(f"Role {role} is invalid or cannot be assumed") from refusal
    return session._replace(context={**session.context, "aws:ViaAWSService": ("false",)}, via=SERVICE)
