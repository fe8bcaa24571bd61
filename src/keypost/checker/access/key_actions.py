"""The actions that are called on a KMS key, as policies spell them.

Service Authorization Reference, AWS Key Management Service: the actions whose resource type is a key. Actions that
name no key (kms:CreateKey, kms:ListKeys ...) are none of these.
"""

from difflib import get_close_matches
from functools import cache

from keypost.policy.validity.names import list_actions
from keypost.unknown import build_glob


@cache
def list_key_actions() -> tuple[str, ...]:
    """Return the actions whose resource is a key, as policies spell them."""
    return tuple(f"kms:{action.name}" for action in list_actions("kms").values() if "key" in action.resources)


def expand_action(pattern: str) -> tuple[str, ...]:
    """Return the actions on keys that the pattern covers, `*` and `?` anywhere, without regard to case."""
    glob = build_glob(pattern.lower())
    return tuple(action for action in list_key_actions() if glob.match(action.lower()))


@cache
def carries_encryption_context(action: str) -> bool:
    """Tell whether requests for the action can carry an encryption context (KMS Developer Guide, condition keys)."""
    known = list_actions("kms").get(action.lower().removeprefix("kms:"))
    return known is None or "kms:encryptioncontextkeys" in known.keys


def find_close_actions(written: str) -> list[str]:
    """Return actions that are spelled much like what was written, the closest first."""
    lowered = written.lower()
    asked = lowered if ":" in lowered else f"kms:{lowered}"
    known = {action.lower(): action for action in list_key_actions()}
    return [known[name] for name in get_close_matches(asked, known, n=3)]
