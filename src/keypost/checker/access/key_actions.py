"""The actions that are called on a KMS key, as policies spell them.

Service Authorization Reference, AWS Key Management Service: the actions whose resource type is a key. Actions that
name no key (kms:CreateKey, kms:ListKeys ...) are none of these.
"""

from difflib import get_close_matches

from keypost.unknown import build_glob

_NAMES = """
CancelKeyDeletion CreateAlias CreateGrant Decapsulate Decrypt DeleteAlias DeleteImportedKeyMaterial DeriveSharedSecret
DescribeKey DisableKey DisableKeyRotation EnableKey EnableKeyRotation Encapsulate Encrypt GenerateDataKey
GenerateDataKeyPair GenerateDataKeyPairWithoutPlaintext GenerateDataKeyWithoutPlaintext GenerateMac GetKeyPolicy
GetKeyRotationStatus GetParametersForImport GetPublicKey ImportKeyMaterial ListGrants ListKeyPolicies ListKeyRotations
ListResourceTags PutKeyPolicy ReEncryptFrom ReEncryptTo ReplicateKey RetireGrant RevokeGrant RotateKeyOnDemand
ScheduleKeyDeletion Sign SynchronizeMultiRegionKey TagResource UntagResource UpdateAlias UpdateKeyDescription
UpdatePrimaryRegion Verify VerifyMac
"""
KEY_ACTIONS = tuple(f"kms:{name}" for name in _NAMES.split())


def expand_action(pattern: str) -> tuple[str, ...]:
    """Return the actions on keys that the pattern covers, `*` and `?` anywhere, without regard to case."""
    glob = build_glob(pattern.lower())
    return tuple(action for action in KEY_ACTIONS if glob.match(action.lower()))


def find_close_actions(written: str) -> list[str]:
    """Return actions that are spelled much like what was written, the closest first."""
    lowered = written.lower()
    asked = lowered if ":" in lowered else f"kms:{lowered}"
    known = {action.lower(): action for action in KEY_ACTIONS}
    return [known[name] for name in get_close_matches(asked, known, n=3)]
