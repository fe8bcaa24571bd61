"""KMS (Service Authorization Reference: AWS Key Management Service; KMS Developer Guide, condition keys)."""

from collections.abc import Iterator, Mapping

from keypost.arn import parse_arn
from keypost.endpoint.actions.declare import EVERYTHING, Demand, Table, build_arn
from keypost.endpoint.call import NOTHING, Call, Context
from keypost.endpoint.store.keys import find_key, name_key, read_key_id

# The parameter in which each operation carries its encryption context.
_CONTEXTS = ("EncryptionContext", "SourceEncryptionContext")
_PAIR = "kms:EncryptionContext:"
_PAIRS = "kms:EncryptionContextKeys"


def find_key_arn(call: Call, reference: str) -> str:
    """Return the ARN of the key that is meant; that of a key nobody has where it doesn't exist."""
    found = find_key(reference, account=call.account, region=call.region)
    if found is not None:
        return found.arn
    return (
        reference if parse_arn(reference) is not None else name_key(reference, account=call.account, region=call.region)
    )


def key_context(call: Call, reference: str) -> dict[str, tuple[str, ...]]:
    """Return the context keys that tell which alias was used, and which the key has."""
    found = find_key(reference, account=call.account, region=call.region)
    told: dict[str, tuple[str, ...]] = {} if found is None else {"kms:ResourceAliases": found.aliases}
    alias = reference.rpartition(":")[2]
    return told | {"kms:RequestAlias": (alias,)} if alias.startswith("alias/") else told


def encryption_context(pairs: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the condition keys that an encryption context makes."""
    told: dict[str, tuple[str, ...]] = {f"{_PAIR}{name}": (value,) for name, value in pairs.items()}
    return told | {_PAIRS: tuple(pairs)} if pairs else told


def _reference(call: Call) -> str:
    named = call.get("KeyId") or call.get("TargetKeyId")
    blob = call.parameters.get("CiphertextBlob")
    if named or not isinstance(blob, bytes):
        return named
    return read_key_id(blob, account=call.account, region=call.region) or ""


def _resource(call: Call) -> str:
    reference = _reference(call)
    if not reference and "CiphertextBlob" in call.parameters:
        return name_key("*", account=call.account, region=call.region)  # nobody's key: it names none
    return find_key_arn(call, reference) if reference else EVERYTHING


def _context(call: Call) -> Context:
    reference = _reference(call)
    told = key_context(call, reference) if reference else {}
    for name in _CONTEXTS:
        told |= encryption_context(call.parameters.get(name) or {})
    if call.operation == "CreateGrant":
        told |= _grant_context(call)
    if call.operation in {"PutKeyPolicy", "CreateKey"}:
        told["kms:BypassPolicyLockoutSafetyCheck"] = (str(bool(call.parameters.get(_BYPASS))).lower(),)
    return told or NOTHING


_BYPASS = "BypassPolicyLockoutSafetyCheck"


def _grant_context(call: Call) -> dict[str, tuple[str, ...]]:
    constraints = call.parameters.get("Constraints") or {}
    told = {"kms:GrantOperations": tuple(call.parameters.get("Operations") or ())}
    for name in ("GranteePrincipal", "RetiringPrincipal", "GranteeServicePrincipal", "RetiringServicePrincipal"):
        if call.get(name):
            told[f"kms:{name}"] = (call.get(name),)
    if constraints:
        told["kms:GrantConstraintType"] = tuple(constraints)
        for pairs in constraints.values():
            told |= encryption_context(pairs) if isinstance(pairs, Mapping) else {}
    return told


def _further(call: Call) -> Iterator[Demand]:
    """Yield what aliases and re-encryption ask for beside the first key (KMS Developer Guide, aliases)."""
    if call.operation in {"CreateAlias", "UpdateAlias", "DeleteAlias"}:
        action = f"kms:{call.operation}"
        yield Demand(action, build_arn(call, "kms", call.get("AliasName")))
        if call.operation != "CreateAlias":
            current = find_key(call.get("AliasName"), account=call.account, region=call.region)
            if current is not None:
                yield Demand(action, current.arn)
    if call.operation == "ReEncrypt":
        told = encryption_context(call.parameters.get("DestinationEncryptionContext") or {})
        yield Demand("kms:ReEncryptTo", find_key_arn(call, call.get("DestinationKeyId")), told)


KMS = Table(
    "kms",
    _resource,
    renamed={"ReEncrypt": ("kms:ReEncryptFrom",), "DeleteAlias": ()},
    context=_context,
    further=_further,
)
