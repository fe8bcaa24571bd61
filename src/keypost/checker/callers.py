"""Who tries to deliver, and under which names a service may be known."""

from keypost.catalogue.declare import AssumedRole, Caller, RoleThenService, Service
from keypost.checker.connect import Connection
from keypost.named import NamedTuple
from keypost.policy.reasons import OpenPoint
from keypost.unknown import has_unknown, same_text

_SERVICE_LINKED = ":role/aws-service-role/"
# Regions that an account must enable (AWS Account Management, Regions that are disabled by default; read 2026-11).
# https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
_OPT_IN_REGIONS = frozenset(
    (
        "af-south-1",
        "ap-east-1",
        "ap-east-2",
        "ap-south-2",
        "ap-southeast-3",
        "ap-southeast-4",
        "ap-southeast-5",
        "ap-southeast-6",
        "ap-southeast-7",
        "ca-west-1",
        "eu-central-2",
        "eu-south-1",
        "eu-south-2",
        "il-central-1",
        "me-central-1",
        "me-south-1",
        "mx-central-1",
    )
)


class Attempt(NamedTuple):
    """One caller that tries; with `doubt`, success of this one alone leaves the delivery open."""

    caller: Caller
    doubt: OpenPoint | None = None


def attempts_of(connection: Connection) -> tuple[Attempt, ...]:
    """Return who tries, in order: mostly one, but AWS Config's role first and then the service itself.

    A service-linked role never holds KMS permissions, so there the service always calls as itself (AWS Config
    Developer Guide, permissions for the S3 bucket).
    """
    caller = connection.path.caller
    if isinstance(caller, Service):
        return _names_of(caller, connection)
    if not isinstance(caller, RoleThenService):
        return (Attempt(caller),)
    service = Attempt(Service(caller.service))
    if connection.role is not None and _SERVICE_LINKED in connection.role.arn:
        return (service,)
    return Attempt(AssumedRole(caller.trusted_service)), service


def _names_of(service: Service, connection: Connection) -> tuple[Attempt, ...]:
    """A service of an opt-in Region that calls another Region has the Region in its name, some services always.

    IAM User Guide, AWS service principals in opt-in Regions; public policies also use the name without the Region.
    """
    if service.seen_as is not None:
        return Attempt(service), Attempt(Service(service.seen_as), OpenPoint.SERVICE_NAME_WITHOUT_REGION)
    if service.regional_where_opted_in and has_unknown(connection.source.region):
        return Attempt(service), Attempt(_add_region(service), OpenPoint.SERVICE_NAME_WITHOUT_REGION)
    if not _has_region_in_name(service, connection) or "{region}" in service.name:
        return (Attempt(service),)
    return Attempt(_add_region(service)), Attempt(service, OpenPoint.SERVICE_NAME_WITHOUT_REGION)


def _add_region(service: Service) -> Service:
    name, _, domain = service.name.partition(".")
    return Service(f"{name}.{{region}}.{domain}")


def _has_region_in_name(service: Service, connection: Connection) -> bool:
    in_opt_in_region = connection.source.region in _OPT_IN_REGIONS
    return (service.regional_where_opted_in and in_opt_in_region) or _leaves_opt_in_region(connection)


def _leaves_opt_in_region(connection: Connection) -> bool:
    source, target = connection.source.region, connection.target.region
    return source in _OPT_IN_REGIONS and same_text(source, target) is False
