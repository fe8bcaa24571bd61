"""Route 53 Resolver: where queries are logged to.

https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_ResolverQueryLogConfig.html
"""

from collections.abc import Iterator

from keypost.readers.live.api import Api
from keypost.readers.live.part import Part
from keypost.readers.live.reply import settle
from keypost.readers.snapshot.record import Record

_OPERATION = "ListResolverQueryLogConfigs"


def _fetch(api: Api) -> Iterator[Record]:
    for found in api.items(_OPERATION, "ResolverQueryLogConfigs"):
        if found.get("OwnerId", api.account) != api.account:
            continue  # shared with this account; its owner's to tell
        arn, name = found["Arn"], found["Id"]
        properties = settle({"Name": found.get("Name"), "DestinationArn": found.get("DestinationArn")})
        kind = "AWS::Route53Resolver::ResolverQueryLoggingConfig"
        yield Record(kind, arn, arn, name, properties, f"route53resolver:{_OPERATION}")


PART = Part("route53resolver", "route53resolver", {_OPERATION: f"route53resolver:{_OPERATION}"}, _fetch)
