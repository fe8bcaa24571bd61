"""Service principals: the usual ones, and the one that a misspelled name was perhaps meant to be.

AWS has no list of all. So only a name that is one slip of the keyboard away from a known one is told.
"""

from keypost.named import cache

_END = ".amazonaws.com"
# Services that resource policies of deliveries name, by the first part of their principal.
_USUAL_NAMES = (
    "aiops apigateway auditmanager backup backup-storage bcm-data-exports bedrock billingreports budgets "
    "cloudformation cloudfront cloudtrail cloudwatch codebuild codecommit codedeploy codepipeline "
    "codestar-notifications cognito-idp config connect costalerts datasync dms dnssec-route53 ds dynamodb ec2 ecs "
    "ecs-tasks edgelambda elasticache events firehose glacier glue guardduty importexport inspector inspector2 "
    "iot lambda lexv2 logs macie pipes profile rds redshift rolesanywhere rum s3 scheduler securityhub ses signin "
    "sns sqs ssm ssm-contacts ssm-incidents states transfer vpc-flow-logs"
)
USUAL = frozenset(f"{name}{_END}" for name in _USUAL_NAMES.split())
# In shorter names, one letter more or less makes another service.
_SHORTEST = 5


@cache
def find_close_service(value: str) -> str:
    """Return the service principal that was perhaps meant, an empty text for a known name or where none is close."""
    name = value.removesuffix(_END)
    if value in USUAL or name == value or "." in name or len(name) < _SHORTEST:
        return ""
    from keypost.policy.validity.names import is_service, list_services

    if is_service(name):
        return ""
    known = {one.removesuffix(_END) for one in USUAL} | list_services()
    close = sorted(one for one in known if len(one) >= _SHORTEST and _is_one_slip(name, one))
    return f"{close[0]}{_END}" if close else ""


def _is_one_slip(written: str, meant: str) -> bool:
    """Tell whether one letter was left out, added, mistaken or changed places with the next."""
    at = next((index for index, pair in enumerate(zip(written, meant, strict=False)) if pair[0] != pair[1]), None)
    at = min(len(written), len(meant)) if at is None else at
    rest, wanted = written[at:], meant[at:]
    slips = (rest == wanted[1:], rest[1:] == wanted, rest[1:] == wanted[1:], _swap(rest) == wanted)
    return any(slips) and (rest[:1] + wanted[:1]).isalpha()


def _swap(text: str) -> str:
    return text[1:2] + text[:1] + text[2:]
