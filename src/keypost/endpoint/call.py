"""A call on its way through the front: what is asked, of which account and Region, and by whom."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from keypost.named import NamedTuple
from keypost.policy.request import Principal, PrincipalKind

# Context keys of a request and their values.
Context = Mapping[str, tuple[str, ...]]
NOTHING: Context = MappingProxyType({})
PARTITION = "aws"
NOBODY = Principal(PrincipalKind.ANONYMOUS, "anonymous")


class Call(NamedTuple):
    """One operation of a service (botocore's names) with its typed parameters.

    `account` is the caller's; for a service, that of the resource it acts for.
    """

    service: str
    operation: str
    parameters: Mapping[str, Any]
    account: str
    region: str

    @property
    def name(self) -> tuple[str, str]:
        """Service and operation, by which registries find what belongs to the call."""
        return self.service, self.operation

    def get(self, name: str) -> str:
        """Return a parameter that is a text, an empty text where it isn't given."""
        value = self.parameters.get(name)
        return value if isinstance(value, str) else ""


class Caller(NamedTuple):
    """Who calls, and what speaks about this caller beside the resource's policy; policies are JSON.

    `boundary` and `session` are None where there is none. `context` is sent with every call, `sent` with calls of one
    action (in lower case): what a service principal tells about its source. `via` is the service that passes the call
    on for this caller (forward access sessions).
    """

    principal: Principal
    account: str
    access_key: str = ""
    user_id: str = ""
    identity: tuple[str, ...] = ()
    boundary: tuple[str, ...] | None = None
    session: tuple[str, ...] | None = None
    context: Context = NOTHING
    sent: Mapping[str, Context] = MappingProxyType({})
    via: str = ""

    @property
    def is_service(self) -> bool:
        """Whether a service calls as itself."""
        return self.principal.kind is PrincipalKind.SERVICE

    @property
    def name(self) -> str:
        """How messages name the caller."""
        return self.principal.name
