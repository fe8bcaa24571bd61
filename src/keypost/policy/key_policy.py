"""What KMS looks at beside statements: which calls use a key, which cross accounts, state and spec; default policy."""

from keypost.policy.document import Policy
from keypost.policy.logic import both
from keypost.policy.parse import parse_policy
from keypost.policy.reasons import Reason
from keypost.policy.request import SYMMETRIC, KeyFacts, KeyState, Principal, PrincipalKind
from keypost.unknown import Tri, Unread, has_unknown, same_text

# Actions that name no key: identity policies alone allow them (KMS Developer Guide, default key policy).
KEYLESS_ACTIONS = frozenset(
    {
        "kms:createkey",
        "kms:listkeys",
        "kms:listaliases",
        "kms:generaterandom",
        "kms:createcustomkeystore",
        "kms:deletecustomkeystore",
        "kms:describecustomkeystores",
        "kms:updatecustomkeystore",
        "kms:connectcustomkeystore",
        "kms:disconnectcustomkeystore",
    }
)
_SYMMETRIC_ONLY = frozenset(
    {
        "kms:generatedatakey",
        "kms:generatedatakeywithoutplaintext",
        "kms:generatedatakeypair",
        "kms:generatedatakeypairwithoutplaintext",
    }
)
_ENCRYPTING = frozenset({"kms:encrypt", "kms:decrypt", "kms:reencryptfrom", "kms:reencryptto"})
_SIGNING = frozenset({"kms:sign", "kms:verify"})
_MAC = frozenset({"kms:generatemac", "kms:verifymac"})
_OTHER_CRYPTOGRAPHIC = frozenset({"kms:derivesharedsecret", "kms:encapsulate", "kms:decapsulate"})
CRYPTOGRAPHIC_ACTIONS = _SYMMETRIC_ONLY | _ENCRYPTING | _SIGNING | _MAC | _OTHER_CRYPTOGRAPHIC
# KMS Developer Guide, allowing users in other accounts to use a KMS key.
CROSS_ACCOUNT_ACTIONS = CRYPTOGRAPHIC_ACTIONS | {
    "kms:creategrant",
    "kms:describekey",
    "kms:getkeyrotationstatus",
    "kms:getpublickey",
    "kms:listgrants",
    "kms:retiregrant",
    "kms:revokegrant",
}
_STATE_REASONS = {
    KeyState.DISABLED: Reason.KEY_DISABLED,
    KeyState.PENDING_DELETION: Reason.KEY_PENDING_DELETION,
    KeyState.PENDING_REPLICA_DELETION: Reason.KEY_PENDING_DELETION,
    KeyState.PENDING_IMPORT: Reason.KEY_PENDING_IMPORT,
    KeyState.UNAVAILABLE: Reason.KEY_UNAVAILABLE,
    KeyState.CREATING: Reason.KEY_UNAVAILABLE,
}


def build_default_key_policy(*, account: str, partition: str) -> Policy:
    """Return the policy of a key that was created without one: the account is named, its identity policies decide.

    AWS::KMS::Key, property KeyPolicy; KMS Developer Guide, default key policy.
    """
    return parse_policy(
        {
            "Version": "2012-10-17",
            "Id": "key-default-1",
            "Statement": [
                {
                    "Sid": "Enable IAM User Permissions",
                    "Effect": "Allow",
                    "Principal": {"AWS": f"arn:{partition}:iam::{account}:root"},
                    "Action": "kms:*",
                    "Resource": "*",
                }
            ],
        }
    )


def check_state(key: KeyFacts, *, action: str) -> tuple[Tri, Reason]:
    """Tell whether the key's state lets the action through; every state lets the management of a key through.

    KMS Developer Guide, key states of KMS keys.
    """
    if action.lower() not in CRYPTOGRAPHIC_ACTIONS:
        return True, Reason.STATEMENT_ALLOWS
    if isinstance(key.state, Unread):
        return None, Reason.VALUE_UNKNOWN
    reason = _STATE_REASONS.get(key.state)
    return reason is None, reason or Reason.STATEMENT_ALLOWS


def check_spec(key: KeyFacts, *, action: str, caller: Principal) -> Tri:
    """Tell whether a key of this spec and usage can do the action; services encrypt with symmetric keys only.

    KMS API reference, CreateKey; KMS Developer Guide, concepts. Amazon Route 53 signs, with an asymmetric key.
    """
    lowered = action.lower()
    if lowered not in CRYPTOGRAPHIC_ACTIONS or not key.spec:
        return True
    if has_unknown(key.spec):
        return None
    if lowered in _SYMMETRIC_ONLY or (lowered in _ENCRYPTING and caller.kind is PrincipalKind.SERVICE):
        return key.spec == SYMMETRIC
    group = next((group for group in _SPECS if lowered in group), _OTHER_CRYPTOGRAPHIC)
    return both(key.spec.startswith(_SPECS[group]), _fits_usage(key.usage, group))


def _fits_usage(usage: str, group: frozenset[str]) -> Tri:
    wanted = _USAGES.get(group)
    return True if not usage or wanted is None else same_text(usage, wanted)


# The beginnings of the specs that can do each group of actions (KMS API reference, CreateKey, KeySpec and KeyUsage).
_SPECS = {
    _ENCRYPTING: (SYMMETRIC, "RSA_", "SM2"),
    _MAC: ("HMAC_",),
    _SIGNING: ("RSA_", "ECC_", "ML_DSA_", "SM2"),
    _OTHER_CRYPTOGRAPHIC: ("ECC_", "ML_KEM_", "SM2"),
}
# What a key must be made for; where its spec suits several usages it has one of them (KMS API reference, CreateKey).
_USAGES = {_ENCRYPTING: "ENCRYPT_DECRYPT", _MAC: "GENERATE_VERIFY_MAC", _SIGNING: "SIGN_VERIFY"}
