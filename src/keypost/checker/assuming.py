"""Whether a service has to assume a role of the input first, and under which names the role may trust it."""

from keypost.catalogue.declare import AssumedRole, Caller, Service
from keypost.checker.callers import Attempt
from keypost.checker.connect import Connection
from keypost.estate.resource import Membership
from keypost.named import TYPE_CHECKING, Iterator
from keypost.policy.principals import SERVICE_LINKED_PATH
from keypost.policy.reasons import OpenPoint
from keypost.unknown import has_unknown

if TYPE_CHECKING:
    from keypost.catalogue.trusts import Trust


def find_trust(caller: Caller, connection: Connection) -> "Trust | None":
    """Return how the service assumes the role; None where no trust policy of the input has a say.

    That of a service-linked role nobody can change (IAM User Guide, service-linked roles), and who works as a role that
    sends by itself isn't known. Of a role outside the input its policies are asked for already.
    """
    role = connection.role
    if role is None or role.membership is Membership.OUTSIDE or role.policy is None:
        return None
    return trust_of(caller, connection)


def trust_of(caller: Caller, connection: Connection) -> "Trust | None":
    """Return how the service assumes the delivery's role, whatever is known of its policy; None where none does."""
    role = connection.role
    service = caller.trusted_service if isinstance(caller, AssumedRole) else connection.path.assumed_by
    if not service or role is None or role is connection.source or SERVICE_LINKED_PATH in role.arn:
        return None
    if _is_assumed_by_role(connection):
        return None
    from keypost.catalogue.trusts import TRUSTS

    return TRUSTS[service]


def names_of(trust: "Trust", connection: Connection) -> Iterator[Attempt]:
    """Yield the names of the service; one that nobody documents leaves the delivery open where it alone is trusted."""
    service = trust.call.caller
    if not isinstance(service, Service):
        return
    yield Attempt(service)
    yield from (Attempt(Service(name)) for name in trust.also)
    regional = service.name.replace(".amazonaws.com", ".{region}.amazonaws.com")
    perhaps = [regional, *(f"{name}.cn" for name in (service.name, regional) if _may_be_in_china(connection))]
    yield from (
        Attempt(Service(name), OpenPoint.SERVICE_NAME_WITHOUT_REGION) for name in perhaps if name not in trust.also
    )


def _is_assumed_by_role(connection: Connection) -> bool:
    chained = (wiring for wiring in connection.path.wirings if wiring.of_a_role)
    return any(wiring.setting == connection.wire.setting for wiring in chained)


def _may_be_in_china(connection: Connection) -> bool:
    role = connection.role
    return role is not None and (role.partition == "aws-cn" or has_unknown(role.partition))
