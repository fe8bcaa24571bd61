"""WAF: where web ACLs log to. Those of CloudFront are asked for in us-east-1.

https://docs.aws.amazon.com/waf/latest/APIReference/API_ListLoggingConfigurations.html
"""

from collections.abc import Iterator

from keypost.readers.live.api import Api
from keypost.readers.live.part import Part
from keypost.readers.snapshot.record import Record

_OPERATION = "ListLoggingConfigurations"
_CLOUDFRONT_REGION = "us-east-1"


def _fetch(api: Api) -> Iterator[Record]:
    scopes = ("REGIONAL", "CLOUDFRONT") if api.region == _CLOUDFRONT_REGION else ("REGIONAL",)
    for scope in scopes:
        for found in api.items(_OPERATION, "LoggingConfigurations", Scope=scope):
            acl = found["ResourceArn"]
            properties = {"ResourceArn": acl, "LogDestinationConfigs": found["LogDestinationConfigs"]}
            yield Record(
                "AWS::WAFv2::LoggingConfiguration", f"{acl} Logging", "", acl, properties, f"wafv2:{_OPERATION}"
            )


PART = Part("wafv2", "wafv2", {_OPERATION: f"wafv2:{_OPERATION}"}, _fetch)
