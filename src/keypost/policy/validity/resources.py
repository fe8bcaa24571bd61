"""Resources that are no ARN, or that aren't the resource which has the policy.

Sources: IAM User Guide, policy element Resource; KMS Developer Guide, creating a key policy and controlling access to
aliases; SNS Developer Guide, API permissions. Of a bucket policy, that S3 refuses other buckets is observed
("Policy has invalid resource"), and that an action needs a resource of its type ("Action does not apply to any
resource(s) in statement").
"""

import re
from collections.abc import Iterator

from keypost.arn import parse_arn
from keypost.policy.document import Listing, Statement
from keypost.policy.validity.conditions import SERVICES
from keypost.policy.validity.defect import Defect, DocumentKind, Problem, Standing, Subject
from keypost.unknown import Shape, Tri, build_glob, has_unknown, render_unknown, unknowns_in

_ONE_RESOURCE = {DocumentKind.KEY, DocumentKind.TOPIC, DocumentKind.QUEUE}
_REFUSING = {DocumentKind.TOPIC, DocumentKind.BUCKET}
# Policy variables stand only after the fifth colon (IAM User Guide, policy variables).
_COLONS = 5
# China, GovCloud, the European Sovereign Cloud and the isolated partitions (observed: "Partition ... is not valid for
# resource ...").
_PARTITION = r"aws(-cn|-us-gov|-eusc|-iso(-[a-z])?)?"
_ALIAS_ACTIONS = ("kms:createalias", "kms:deletealias", "kms:updatealias")


def find_in_resources(subject: Subject, statement: Statement) -> Iterator[Defect]:
    """Yield what is wrong with the resources of a statement."""
    listing = statement.resources
    if listing is None or subject.kind in {DocumentKind.ROLE, DocumentKind.OTHER, DocumentKind.VAULT}:
        return
    if subject.kind in _REFUSING:
        yield from _find_second(subject, statement, listing)
    if subject.kind is DocumentKind.IDENTITY:
        yield from _find_in_identity(statement, listing)
    elif listing.negated:
        yield from _find_excepted(subject, statement, listing)
    elif subject.kind in _ONE_RESOURCE:
        yield from _find_elsewhere(subject, statement, listing)
    else:
        yield from _find_in_bucket(subject, statement, listing)


def _find_second(subject: Subject, statement: Statement, listing: Listing) -> Iterator[Defect]:
    """Yield a topic or bucket beside another one, where it isn't known which of them has the policy."""
    if subject.resource:
        return
    listings = (one.resources for one in subject.policy.statements if one.resources is not None)
    owners = (_find_owner(subject, value) for named in listings for value in named.values)
    first = next((owner for owner in owners if owner), "")
    for value in listing.values:
        if _find_owner(subject, value) not in {"", first}:
            shown, details = render_unknown(value), {"first": first}
            yield Defect(Problem.RESOURCE_SECOND, Standing.REFUSED, listing.origin, shown, statement, details)


def _find_owner(subject: Subject, value: str) -> str:
    """Return the ARN of the topic or bucket that the value is about, an empty text where that isn't sure."""
    arn = parse_arn(value)
    is_bucket = subject.kind is DocumentKind.BUCKET
    if arn is None or arn.service != SERVICES[subject.kind] or (is_bucket and arn.account):
        return ""
    owner = value.partition("/")[0] if is_bucket else value
    return "" if has_unknown(owner) or any(one in owner for one in "*?$") else owner


def _find_in_identity(statement: Statement, listing: Listing) -> Iterator[Defect]:
    """An identity policy names resources by ARN; KMS keys by their own, for all but the actions on aliases."""
    for value in listing.values:
        arn = parse_arn(value)
        shown = render_unknown(value)
        if arn is None and value.count(":") < _COLONS and not _may_be_arn(value):
            yield Defect(Problem.RESOURCE_NOT_ARN, Standing.REFUSED, listing.origin, shown, statement)
        elif arn is not None and _is_no_partition(arn.partition):
            yield Defect(Problem.RESOURCE_PARTITION, Standing.REFUSED, listing.origin, shown, statement)
        elif arn is not None and ("*" in arn.service or "?" in arn.service):
            yield Defect(Problem.RESOURCE_SERVICE_WILDCARD, Standing.REFUSED, listing.origin, shown, statement)
        elif "${" in ":".join(value.split(":")[:_COLONS]):
            yield Defect(Problem.VARIABLE_TOO_EARLY, Standing.STORED, listing.origin, shown, statement)
    yield from _find_aliases(statement, listing)


def _is_no_partition(value: str) -> bool:
    return re.fullmatch(_PARTITION, value) is None and not has_unknown(value) and not any(one in value for one in "*?$")


def _may_be_arn(value: str) -> bool:
    """Tell whether a text with fewer than six parts may stand for ARNs: `*`, `arn:aws:s3*`, an unknown value."""
    return value == "*" or has_unknown(value) or (value.startswith("arn:") and value.endswith("*"))


def _find_aliases(statement: Statement, listing: Listing) -> Iterator[Defect]:
    actions = statement.actions
    if actions is None or actions.negated or listing.negated or listing.unread is not None:
        return
    if not all(one.lower().startswith("kms:") and not _reaches_aliases(one) for one in actions.values):
        return
    arns = [parse_arn(value) for value in listing.values]
    if arns and all(arn is not None and arn.service == "kms" and arn.resource.startswith("alias/") for arn in arns):
        shown = render_unknown(listing.values[0])
        yield Defect(Problem.RESOURCE_IS_ALIAS, Standing.STORED, listing.origin, shown, statement)


def _reaches_aliases(action: str) -> bool:
    lowered = action.lower()
    return any(build_glob(lowered).match(one) is not False for one in _ALIAS_ACTIONS)


def _find_elsewhere(subject: Subject, statement: Statement, listing: Listing) -> Iterator[Defect]:
    """Yield the values that can't be the resource; where another value is, the statement still has its effect."""
    reached = [value for value in listing.values if _may_be(subject, value) is not False]
    if subject.kind is not DocumentKind.TOPIC and (reached or listing.unread is not None):
        return
    for value in listing.values:
        if value not in reached and value != "":
            standing = Standing.REFUSED if subject.kind in _REFUSING else Standing.STORED
            shown = render_unknown(value)
            yield Defect(_name_problem(subject, value), standing, statement.origin, shown, statement)


def _find_excepted(subject: Subject, statement: Statement, listing: Listing) -> Iterator[Defect]:
    """Yield a NotResource that excepts the one resource that the policy is for."""
    if subject.kind not in _ONE_RESOURCE or "*" in listing.values or not subject.resource:
        return
    if any("${" not in value and build_glob(value).match(subject.resource) is True for value in listing.values):
        yield Defect(Problem.NOTHING_LEFT, Standing.STORED, listing.origin, "NotResource", statement)


def _name_problem(subject: Subject, value: str) -> Problem:
    if subject.kind is DocumentKind.TOPIC:
        return Problem.RESOURCE_OTHER
    arn = parse_arn(value)
    if value.startswith("alias/") or (arn is not None and arn.resource.startswith("alias/")):
        return Problem.RESOURCE_IS_ALIAS
    return Problem.RESOURCE_IS_NO_ARN if arn is None and "*" not in value else Problem.RESOURCE_ELSEWHERE


def _may_be(subject: Subject, value: str) -> Tri:
    """Tell whether the value can be the resource; without its ARN, whether it can be one of its kind."""
    if "${" in value:
        return None
    if subject.resource:
        return build_glob(value).match(subject.resource)
    if value == "*" or has_unknown(value):
        return None
    arn = parse_arn(value)
    if arn is None:
        return None if value.startswith(("*", "arn:")) and "*" in value else False
    if "*" in arn.service or arn.resource.startswith("*"):
        return None
    is_key = subject.kind is not DocumentKind.KEY or arn.resource.startswith(("key/", "key*"))
    return None if arn.service == SERVICES[subject.kind] and is_key else False


def _find_in_bucket(subject: Subject, statement: Statement, listing: Listing) -> Iterator[Defect]:
    for value in listing.values:
        if _is_of_bucket(subject, value) is False:
            shown = render_unknown(value)
            yield Defect(Problem.RESOURCE_OTHER, Standing.REFUSED, listing.origin, shown, statement)
    yield from _find_unfit(statement, listing)


def _is_of_bucket(subject: Subject, value: str) -> Tri:
    """Tell whether the value stands for the bucket or for objects in it."""
    if "${" in value or value in {"", "*"} or has_unknown(value):
        return None
    arn = parse_arn(value)
    if arn is None:
        return None if value.startswith(("*", "arn:")) else False
    if arn.service != "s3" and "*" not in arn.service:
        return False
    bucket = parse_arn(subject.resource)
    if bucket is None or has_unknown(subject.resource) or arn.account:
        return None
    return build_glob(arn.resource.partition("/")[0]).match(bucket.resource)


def _find_unfit(statement: Statement, listing: Listing) -> Iterator[Defect]:
    """Yield actions on objects where only a bucket is named, and actions on buckets where only objects are."""
    if statement.actions is None or statement.actions.negated or listing.unread is not None:
        return
    if any(_may_be_longer(value) for value in listing.values):
        return
    reaches_bucket = any("/" not in value or "*" in value.partition("/")[0] for value in listing.values)
    reaches_objects = any("/" in value or "*" in value or "?" in value for value in listing.values)
    for action in statement.actions.values:
        types = _find_types(action)
        if (types == {"object"} and not reaches_objects) or (types == {"bucket"} and not reaches_bucket):
            details = {"resources": ", ".join(f"`{render_unknown(value)}`" for value in listing.values[:3])}
            origin = statement.actions.origin
            yield Defect(Problem.RESOURCE_UNFIT, Standing.REFUSED, origin, action, statement, details)


def _may_be_longer(value: str) -> bool:
    """Tell whether an unknown part of the value may hold a slash or a wildcard; the name of a bucket can't."""
    return any(part.shape is Shape.TEXT for part in unknowns_in(value)) or "${" in value


def _find_types(action: str) -> frozenset[str]:
    """Return whether the action works on buckets or on objects; nothing for patterns."""
    if "*" in action or "?" in action or has_unknown(action) or not action.lower().startswith("s3:"):
        return frozenset()
    from keypost.policy.validity.names import find_actions

    found = find_actions(action)
    return (found[0].resources & {"bucket", "object"}) if found else frozenset()
