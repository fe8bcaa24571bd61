"""Which context keys a kind of caller can send at all (IAM User Guide, global condition keys; KMS, condition keys)."""

from keypost.policy.context import SOURCE_IP, VIA_AWS_SERVICE, VIA_SERVICE
from keypost.policy.facts import SECURE_TRANSPORT
from keypost.policy.principals import is_of_an_account
from keypost.policy.request import Principal

# Only calls that a service principal makes on behalf of a resource carry these.
_OF_SERVICES = frozenset(
    {
        *("aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths"),
        *("aws:principalservicename", "aws:principalservicenameslist"),
    }
)
# Properties of an identity, a network or a session of somebody: a service principal has none of them.
_OF_SOMEBODY = (
    *(
        "aws:principal",
        "aws:userid",
        "aws:username",
        "aws:multifactorauth",
        "aws:tokenissuetime",
        "aws:federatedprovider",
    ),
    *("aws:sourcevpc", "aws:vpce", "aws:vpcsourceip", "aws:sourceidentity", "aws:assumedroot", "aws:calledvia"),
    *("aws:ec2instance", "aws:referer", "aws:chatbotsourcearn", "lambda:", "saml:", "sts:", "ec2:"),
)
# What AWS sets for a service, and nobody can ask for.
_SET_BY_AWS = frozenset({VIA_SERVICE, VIA_AWS_SERVICE, SECURE_TRANSPORT, SOURCE_IP})
# What follows from who calls what, so that only another caller, action or resource could change it.
_FOLLOWING = frozenset(
    {
        *("aws:principalarn", "aws:principalaccount", "aws:principaltype", "aws:principalisawsservice", "aws:userid"),
        *("aws:username", "aws:resourceaccount", "aws:requestedregion", "aws:resourceorgid", "aws:resourceorgpaths"),
        *("kms:calleraccount", "kms:keyspec", "kms:keyusage", "kms:keyorigin", "kms:multiregion"),
        *("kms:multiregionkeytype", "kms:resourcealiases", "kms:encryptionalgorithm"),
    }
)


def can_send(key: str, *, caller: Principal) -> bool:
    """Tell whether the caller's requests can carry the context key, with a value that is theirs to choose."""
    lowered = key.lower()
    return lowered not in _FOLLOWING and can_carry(lowered, caller=caller)


def can_carry(key: str, *, caller: Principal) -> bool:
    """Tell whether the caller's requests may carry the context key at all."""
    lowered = key.lower()
    if is_of_an_account(caller):
        return lowered not in _OF_SERVICES
    return lowered not in _SET_BY_AWS and not lowered.startswith(_OF_SOMEBODY)
