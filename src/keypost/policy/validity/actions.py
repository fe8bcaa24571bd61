"""Actions that don't exist, or that a policy of this kind can't speak about.

Sources: Service Authorization Reference; KMS Developer Guide, default key policy; SNS Developer Guide, API permissions
(observed: "Policy statement action out of service scope!"); Backup Developer Guide, vault access policies.
"""

from collections.abc import Iterator

from keypost.policy.document import Listing, Statement
from keypost.policy.validity.conditions import SERVICES
from keypost.policy.validity.defect import Defect, DocumentKind, Problem, Standing, Subject
from keypost.unknown import has_unknown, render_unknown

# What policies of deliveries name all the time: known to be right without a look at the lists.
_KNOWN_NAMES = (
    "* kms:* kms:encrypt kms:decrypt kms:generatedatakey kms:generatedatakey* kms:generatedatakeywithoutplaintext "
    "kms:reencrypt* kms:reencryptfrom kms:reencryptto kms:describekey kms:creategrant kms:listgrants "
    "kms:revokegrant kms:describe* kms:get* kms:list* kms:create* kms:enable* kms:put* kms:update* kms:revoke* "
    "kms:disable* kms:delete* kms:tagresource kms:untagresource kms:schedulekeydeletion kms:cancelkeydeletion "
    "kms:putkeypolicy sns:publish sns:subscribe sns:* sns:gettopicattributes sns:settopicattributes "
    "sns:addpermission sns:removepermission sns:deletetopic sns:listsubscriptionsbytopic sqs:* sqs:sendmessage "
    "sqs:receivemessage sqs:deletemessage sqs:getqueueattributes sqs:getqueueurl sqs:changemessagevisibility s3:* "
    "s3:getobject s3:putobject s3:deleteobject s3:listbucket s3:getbucketacl s3:getbucketlocation "
    "s3:getbucketpolicy s3:putobjectacl s3:get* s3:list* s3:put* sts:assumerole sts:tagsession "
    "sts:assumerolewithwebidentity sts:assumerolewithsaml logs:createloggroup logs:createlogstream "
    "logs:putlogevents lambda:invokefunction sns:receive"
)
KNOWN = frozenset(_KNOWN_NAMES.split())
# IAM's own grammar of an action (observed: "Actions/Conditions can contain only one colon", "Action vendors (e.g., aws,
# ec2, etc.) must not contain wildcards").
_OF_IAM = {DocumentKind.IDENTITY, DocumentKind.ROLE}
# The actions that a topic policy can name (SNS Developer Guide, API permissions); Receive stands in policies of old
# consoles.
_OF_TOPIC_NAMES = (
    "addpermission deletetopic getdataprotectionpolicy gettopicattributes listsubscriptionsbytopic listtagsforresource "
    "publish putdataprotectionpolicy receive removepermission settopicattributes subscribe"
)
_OF_TOPIC = frozenset(_OF_TOPIC_NAMES.split())
_VALIDATING = {DocumentKind.TOPIC, DocumentKind.QUEUE, DocumentKind.BUCKET}
# Trust policies speak of assuming the role alone (IAM User Guide, terms and concepts of roles; observed:
# "AssumeRole policy may only specify STS AssumeRole actions").
_OF_TRUST = "sts"
# The types of resources that a resource policy of the kind protects.
_RESOURCES = {
    DocumentKind.ROLE: frozenset({"role"}),
    DocumentKind.KEY: frozenset({"key"}),
    DocumentKind.TOPIC: frozenset({"topic"}),
    DocumentKind.QUEUE: frozenset({"queue"}),
    DocumentKind.BUCKET: frozenset({"bucket", "object"}),
}


def find_in_actions(subject: Subject, statement: Statement) -> Iterator[Defect]:
    """Yield what is wrong with the actions of a statement."""
    listing = statement.actions
    if listing is None:
        return
    for value in listing.values:
        judged = None if has_unknown(value) or value == "" else _judge(subject.kind, value)
        if judged is not None:
            problem, standing = judged
            close = _find_close(value) if problem is Problem.ACTION_UNKNOWN else ""
            if close:
                problem = Problem.ACTION_MISSPELLED
            details = {"service": _service_of(subject.kind), "close": close}
            origin, shown = listing.origin, render_unknown(value)
            yield Defect(problem, standing, origin, shown, statement, details)
    yield from _find_nothing_left(statement, listing)


def find_misspelling(action: str) -> str | None:
    """Return the action that was perhaps meant (an empty text where none is close), None for one that AWS lists."""
    from keypost.policy.validity.names import find_actions

    return None if action.lower() in KNOWN or find_actions(action) else _find_close(action)


def _service_of(kind: DocumentKind) -> str:
    return _OF_TRUST if kind is DocumentKind.ROLE else SERVICES.get(kind, "")


def _judge(kind: DocumentKind, value: str) -> tuple[Problem, Standing] | None:
    if kind is DocumentKind.VAULT and "*" in value:
        return Problem.ACTION_WILDCARD, Standing.REFUSED
    lowered = value.lower()
    service, colon, name = lowered.partition(":")
    own = _service_of(kind)
    if lowered in KNOWN and (not own or lowered == "*" or service == own):
        return None
    if kind in _OF_IAM and (problem := _judge_form(lowered)) is not None:
        return problem, Standing.REFUSED
    if not colon and lowered != "*":
        loose = kind in {DocumentKind.KEY, DocumentKind.OTHER, DocumentKind.VAULT}
        return Problem.ACTION_WITHOUT_SERVICE, Standing.STORED if loose else Standing.REFUSED
    if own and service != own and lowered != "*" and "*" not in service:
        refuses = kind in {*_VALIDATING, DocumentKind.ROLE}
        return Problem.ACTION_OF_OTHER_SERVICE, Standing.REFUSED if refuses else Standing.STORED
    return _look_up(kind, lowered, is_pattern="*" in name or "?" in name)


def _judge_form(action: str) -> Problem | None:
    service, colon, name = action.partition(":")
    if ":" in name:
        return Problem.ACTION_COLONS
    return Problem.ACTION_SERVICE_WILDCARD if colon and ("*" in service or "?" in service) else None


def _look_up(kind: DocumentKind, action: str, *, is_pattern: bool) -> tuple[Problem, Standing] | None:
    from keypost.policy.validity.names import find_actions

    if "*" in action.partition(":")[0]:
        return None
    found = find_actions(action)
    if not found:
        return Problem.ACTION_UNKNOWN, Standing.REFUSED if kind in _VALIDATING else Standing.STORED
    if kind is DocumentKind.TOPIC and not is_pattern and action.partition(":")[2] not in _OF_TOPIC:
        return Problem.ACTION_OUT_OF_SCOPE, Standing.REFUSED
    resources = _RESOURCES.get(kind)
    if resources is None or is_pattern or any(one.resources & resources for one in found):
        return None
    return Problem.ACTION_OUT_OF_SCOPE, Standing.REFUSED if kind in _VALIDATING else Standing.STORED


def _find_close(value: str) -> str:
    """Return the action that was perhaps meant, an empty text where none is close."""
    service, _, name = value.lower().partition(":")
    from difflib import get_close_matches

    from keypost.policy.validity.names import list_actions

    listed = list_actions(service)
    close = get_close_matches(name.rstrip("*"), listed, n=1)
    return f"{service}:{listed[close[0]].name}" if close else ""


def _find_nothing_left(statement: Statement, listing: Listing) -> Iterator[Defect]:
    """NotAction `*` excepts everything, NotResource `*` too: nothing is left that the statement could be about."""
    if listing.negated and "*" in listing.values:
        yield Defect(Problem.NOTHING_LEFT, Standing.STORED, listing.origin, "NotAction", statement)
    resources = statement.resources
    if resources is not None and resources.negated and "*" in resources.values:
        yield Defect(Problem.NOTHING_LEFT, Standing.STORED, resources.origin, "NotResource", statement)
