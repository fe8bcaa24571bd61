"""Context keys that nobody listed for a call: which are surely absent, and which leave the answer open.

No page lists everything that a caller sends. What is documented to be absent for its kind (IAM User Guide, global
condition keys) stays absent; what is sent with every request, or follows from facts outside the input (the
organization, tags, the time), has some value that can't be told.
"""

from keypost.policy.facts import ANY_VALUE, SECURE_TRANSPORT, Doubt, Facts, Unsettled
from keypost.policy.request import PrincipalKind, Request

# A service that uses a role calls over TLS; whether the key survives the forwarding is not documented.
_OVER_TLS = Unsettled(Doubt.SENT_OR_NOT, ("true",))
# Sent with every request, or present for resources of an organization, with tags, with aliases.
_OF_EVERY_CALL = frozenset(
    {
        "aws:currenttime",
        "aws:epochtime",
        "aws:requestedregion",
        "aws:resourceorgid",
        "aws:resourceorgpaths",
        "aws:useragent",
        "kms:keyorigin",
        "kms:multiregion",
        "kms:multiregionkeytype",
        "kms:resourcealiases",
    }
)
_OF_SERVICES = frozenset({"aws:sourceorgid", "aws:sourceorgpaths"})
_OF_PRINCIPALS = frozenset({"aws:principalorgid", "aws:principalorgpaths", "aws:tokenissuetime", "aws:userid"})
_TAGS_OF_RESOURCE = "aws:resourcetag/"
_TAGS_OF_PRINCIPAL = "aws:principaltag/"
# What assuming a role can be asked with, and the role's tags (Service Authorization Reference, AWS STS, AssumeRole).
_ASSUMING = "sts:"
_OF_ASSUMING = ("sts:", "aws:requesttag/", "aws:tagkeys", "aws:sourceidentity", "iam:resourcetag/")
# Headers of an upload, as the encryption that a service asks for.
_OF_UPLOADS = "s3:x-amz-"


def doubt_unlisted(facts: Facts, *, request: Request, wanted: frozenset[str]) -> None:
    """Add the wanted keys that are neither given nor derived, but may be sent all the same."""
    absent = {key.lower() for key in request.absent}
    of_service = request.principal.kind is PrincipalKind.SERVICE
    assumes = request.action.lower().startswith(_ASSUMING)
    for key in wanted:
        if key in facts or key in absent:
            continue
        if key == SECURE_TRANSPORT:
            facts[key] = _OVER_TLS
        elif _may_be_sent(key, of_service=of_service) or (assumes and key.startswith(_OF_ASSUMING)):
            facts[key] = ANY_VALUE


def _may_be_sent(key: str, *, of_service: bool) -> bool:
    if key in _OF_EVERY_CALL or key.startswith((_TAGS_OF_RESOURCE, _OF_UPLOADS)):
        return True
    if of_service:
        return key in _OF_SERVICES
    return key in _OF_PRINCIPALS or key.startswith(_TAGS_OF_PRINCIPAL)
