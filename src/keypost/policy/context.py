"""Context keys that follow from principal, action and resource (IAM User Guide, global condition keys; KMS, keys).

What is given with a request takes precedence. Keys that AWS documents for no service principal but whose absence is
not documented either are unsettled: they never hold a customer's value, so negated tests hold and positive ones fail.
"""

from keypost.arn import parse_arn
from keypost.named import Callable, Mapping
from keypost.policy.facts import ANY_VALUE, SECURE_TRANSPORT, Doubt, Facts, Unsettled, Values
from keypost.policy.logic import any_of, either
from keypost.policy.principals import is_of_an_account
from keypost.policy.reasons import OpenPoint
from keypost.policy.request import SYMMETRIC, KeyFacts, Principal, PrincipalKind, Request, Unlisted
from keypost.policy.unlisted import doubt_unlisted
from keypost.unknown import Tri, build_unknown, same_text

PRINCIPAL_ARN = "aws:principalarn"
CALLER_ACCOUNT = "kms:calleraccount"
VIA_SERVICE = "kms:viaservice"
VIA_AWS_SERVICE = "aws:viaawsservice"
SOURCE_IP = "aws:sourceip"
CONTEXT_KEYS = "kms:encryptioncontextkeys"
CONTEXT_PAIR = "kms:encryptioncontext:"
SOURCE_ARN = "aws:sourcearn"
RESOURCE_ALIASES = "kms:resourcealiases"
_FOR_AWS_RESOURCE = "kms:grantisforawsresource"
_OF_GRANTS = frozenset({"kms:creategrant", "kms:listgrants", "kms:revokegrant"})
_CALLED_VIA = "aws:calledvia"
_ENDS_OF_CHAIN = {"aws:calledviafirst": 0, "aws:calledvialast": -1}
# Keys that follow from others in the request itself.
FOLLOWING_KEYS = frozenset({VIA_AWS_SERVICE, CONTEXT_KEYS, CONTEXT_PAIR, _FOR_AWS_RESOURCE, *_ENDS_OF_CHAIN})
# Keys that tell whether a service forwards the call.
FORWARDING_KEYS = frozenset({VIA_AWS_SERVICE, VIA_SERVICE, _CALLED_VIA, *_ENDS_OF_CHAIN})
_CONSEQUENCES = frozenset({SOURCE_IP, _FOR_AWS_RESOURCE, *_ENDS_OF_CHAIN})
# Stand-ins that no text of a customer equals.
_STRANGER = "\x01" * 12
_ADDRESS_OF_SERVICE = "0.0.0.0"  # noqa: S104
_DATA_KEY_ALGORITHM = ("kms:generatedatakey", "kms:encrypt", "kms:decrypt", "kms:reencrypt")


def derive_context(request: Request, *, key: KeyFacts, resource_account: str | None) -> Facts:
    """Return what AWS adds to every such request, whatever its context says."""
    facts: Facts = {VIA_AWS_SERVICE: ("false",)}
    _DERIVE_PRINCIPAL[request.principal.kind](request.principal, facts)
    arn = parse_arn(request.resource)
    if resource_account:
        facts["aws:resourceaccount"] = (resource_account,)
    if arn is not None and arn.region:
        facts["aws:requestedregion"] = (arn.region,)
    if request.action.lower().startswith("kms:"):
        _derive_kms(request, key, facts)
    return facts


def gather_facts(derived: Facts, *, request: Request, wanted: frozenset[str]) -> Facts:
    """Return everything that conditions can ask of the request; keys in lower case.

    Of the keys that follow from others only the `wanted` ones are worked out.
    """
    given = {key.lower(): values for key, values in request.context.items()}
    return complete_facts(derived, given, request=request, wanted=wanted)


def complete_facts(derived: Facts, given: Mapping[str, Values], *, request: Request, wanted: frozenset[str]) -> Facts:
    """Return the derived keys together with those given in the request (its context, in lower case)."""
    facts: Facts = {**derived, **given}
    if len(given) != len(request.context):
        _doubt_twins(request, facts)
    if request.uncertain or request.unknown:
        for key, values in request.uncertain.items():
            facts[key.lower()] = Unsettled(Doubt.SENT_OR_NOT, values)
        for key in request.unknown:
            facts[key.lower()] = ANY_VALUE
    if VIA_AWS_SERVICE in wanted and facts.get(VIA_AWS_SERVICE) is derived.get(VIA_AWS_SERVICE):
        _derive_forwarding(request.principal, facts)
    if CONTEXT_KEYS in wanted and CONTEXT_KEYS not in facts:
        _derive_context_keys(request, facts)
    if not wanted.isdisjoint(_CONSEQUENCES):
        _derive_consequences(request, facts, wanted)
    if request.unlisted is Unlisted.UNKNOWN:
        doubt_unlisted(facts, request=request, wanted=wanted)
    return facts


def is_forwarded(facts: Facts) -> Tri:
    """Tell whether a service makes the call with somebody's forwarded access session."""
    found = facts.get(VIA_AWS_SERVICE)
    if isinstance(found, Unsettled):
        return None
    return same_text((found or ("false",))[0].lower(), "true")


def encryption_context(facts: Facts) -> tuple[dict[str, str | None], Tri]:
    """Return the pairs of the encryption context (None: value not known), and whether these are all of them."""
    pairs: dict[str, str | None] = {}
    complete: Tri = True
    for key, found in facts.items():
        if not key.startswith(CONTEXT_PAIR):
            continue
        if isinstance(found, Unsettled):
            complete = None
        elif found:
            pairs[key.removeprefix(CONTEXT_PAIR)] = found[0]
    keys = facts.get(CONTEXT_KEYS, ())
    if isinstance(keys, Unsettled):
        return pairs, None
    for name in keys:
        pairs.setdefault(name.lower(), None)
    return pairs, complete


def _derive_context_keys(request: Request, facts: Facts) -> None:
    """Add `kms:EncryptionContextKeys` where only the pairs are given."""
    names = [key[len(CONTEXT_PAIR) :] for key in request.context if key.lower().startswith(CONTEXT_PAIR)]
    if any(key.startswith(CONTEXT_PAIR) and isinstance(found, Unsettled) for key, found in facts.items()):
        facts[CONTEXT_KEYS] = ANY_VALUE
    elif names:
        facts[CONTEXT_KEYS] = tuple(names)


def _derive_forwarding(caller: Principal, facts: Facts) -> None:
    """ViaService and CalledVia exist only in calls that a service forwards for an IAM principal."""
    if not is_of_an_account(caller):
        return
    forwarded = _is_signed_as_forwarded(facts)
    if forwarded is not False:
        facts[VIA_AWS_SERVICE] = ("true",) if forwarded else ANY_VALUE


def _is_signed_as_forwarded(facts: Facts) -> Tri:
    signs = [found for key, found in facts.items() if key == VIA_SERVICE or key.startswith(_CALLED_VIA)]
    return any_of(None if isinstance(found, Unsettled) else bool(found) for found in signs)


def _doubt_forwarded_address(caller: Principal, facts: Facts) -> None:
    """One page says that the target sees the first caller's address, another that it sees the service's."""
    found = facts[SOURCE_IP]
    forwarded = either(is_forwarded(facts), _is_signed_as_forwarded(facts))
    if forwarded is not False and found and not isinstance(found, Unsettled) and is_of_an_account(caller):
        values = (*found, _ADDRESS_OF_SERVICE)
        facts[SOURCE_IP] = Unsettled(Doubt.EITHER, values, OpenPoint.SOURCE_IP_OF_FORWARDED_CALL)


def _derive_consequences(request: Request, facts: Facts, wanted: frozenset[str]) -> None:
    """Work out the rarer keys that follow from others which are given."""
    if _CALLED_VIA in facts:
        _derive_ends_of_chain(facts)
    if SOURCE_IP in facts:
        _doubt_forwarded_address(request.principal, facts)
    if _FOR_AWS_RESOURCE in wanted and _FOR_AWS_RESOURCE not in facts:
        _derive_purpose_of_grant(request, facts)


def _derive_purpose_of_grant(request: Request, facts: Facts) -> None:
    """A service that works with KMS manages the grant for somebody (KMS, kms:GrantIsForAWSResource)."""
    via = facts.get(VIA_SERVICE)
    if not via or request.action.lower() not in _OF_GRANTS or not is_of_an_account(request.principal):
        return
    facts[_FOR_AWS_RESOURCE] = ANY_VALUE if isinstance(via, Unsettled) else ("true",)


def _derive_ends_of_chain(facts: Facts) -> None:
    """The first and the last service of a chain follow from the whole chain."""
    chain = facts[_CALLED_VIA]
    for key, place in _ENDS_OF_CHAIN.items():
        if isinstance(chain, Unsettled):
            facts.setdefault(key, ANY_VALUE)
        elif chain:
            facts.setdefault(key, (chain[place],))


def _doubt_twins(request: Request, facts: Facts) -> None:
    """Keys that differ only by case: AWS calls the result unpredictable."""
    first: dict[str, Values] = {}
    for key, values in request.context.items():
        if first.setdefault(key.lower(), values) != values:
            facts[key.lower()] = ANY_VALUE


def _derive_kms(request: Request, key: KeyFacts, facts: Facts) -> None:
    action = request.action.lower()
    spec = key.spec or SYMMETRIC
    facts["kms:keyspec"] = (spec,)
    if spec == SYMMETRIC:
        facts["kms:keyusage"] = ("ENCRYPT_DECRYPT",)
        if action.startswith(_DATA_KEY_ALGORITHM):
            facts["kms:encryptionalgorithm"] = (SYMMETRIC,)
    elif key.usage:
        facts["kms:keyusage"] = (key.usage,)
    if request.principal.account:
        facts[CALLER_ACCOUNT] = (request.principal.account,)
    elif request.principal.kind is PrincipalKind.SERVICE:
        facts[CALLER_ACCOUNT] = _ACCOUNT_OF_SERVICE
        facts[VIA_SERVICE] = _VIA_SERVICE_OF_SERVICE


def _derive_user(principal: Principal, facts: Facts) -> None:
    _derive_iam(principal, facts, principal.name, "User")
    facts["aws:username"] = (principal.name.rsplit("/", 1)[-1],)


def _derive_root(principal: Principal, facts: Facts) -> None:
    arn = parse_arn(principal.name)
    partition = arn.partition if arn else "aws"
    _derive_iam(principal, facts, f"arn:{partition}:iam::{principal.account}:root", "Account")
    facts["aws:userid"] = (principal.account or "",)


def _derive_role(principal: Principal, facts: Facts) -> None:
    _derive_iam(principal, facts, principal.role_arn or principal.name, "AssumedRole")


def _derive_federated(principal: Principal, facts: Facts) -> None:
    _derive_iam(principal, facts, principal.name, "FederatedUser")
    facts["aws:userid"] = (f"{principal.account}:{principal.name.rsplit('/', 1)[-1]}",)


def _derive_iam(principal: Principal, facts: Facts, arn: str, kind: str) -> None:
    facts[PRINCIPAL_ARN] = (arn,)
    facts["aws:principalaccount"] = (principal.account or "",)
    facts["aws:principaltype"] = (kind,)
    facts["aws:principalisawsservice"] = ("false",)


def _derive_anonymous(_principal: Principal, facts: Facts) -> None:
    facts["aws:principalaccount"] = ("anonymous",)
    facts["aws:principaltype"] = ("Anonymous",)
    facts["aws:userid"] = ("anonymous",)


def _derive_service(principal: Principal, facts: Facts) -> None:
    facts |= _OF_EVERY_SERVICE
    facts["aws:principalservicename"] = (principal.name,)
    # The calling instance has this name and perhaps others.
    facts["aws:principalservicenameslist"] = (principal.name, _OTHER_NAMES)


def _not_the_customers(stand_in: str, open_point: OpenPoint) -> Unsettled:
    return Unsettled(Doubt.NOT_THE_CUSTOMERS, (stand_in,), open_point)


_OTHER_NAMES = build_unknown("aws:PrincipalServiceNamesList")
_ACCOUNT_OF_SERVICE = _not_the_customers(_STRANGER, OpenPoint.ACCOUNT_OF_SERVICE)
_IDENTITY_OF_SERVICE = Unsettled(Doubt.ANY_VALUE, open_point=OpenPoint.IDENTITY_OF_SERVICE)
_VIA_SERVICE_OF_SERVICE = Unsettled(Doubt.ANY_VALUE, open_point=OpenPoint.VIA_SERVICE_OF_SERVICE)
_OF_EVERY_SERVICE: Facts = {
    "aws:principalisawsservice": ("true",),
    PRINCIPAL_ARN: _not_the_customers("arn:aws:iam::\x01:\x01", OpenPoint.PRINCIPAL_ARN_OF_SERVICE),
    "aws:principalaccount": _ACCOUNT_OF_SERVICE,
    "aws:principaltype": _IDENTITY_OF_SERVICE,
    "aws:userid": _IDENTITY_OF_SERVICE,
    SECURE_TRANSPORT: Unsettled(Doubt.SENT_OR_NOT, ("true",), OpenPoint.SECURE_TRANSPORT_OF_SERVICE),
    SOURCE_IP: _not_the_customers(_ADDRESS_OF_SERVICE, OpenPoint.SOURCE_IP_OF_SERVICE),
}


_DERIVE_PRINCIPAL: dict[PrincipalKind, Callable[[Principal, Facts], None]] = {
    PrincipalKind.ROOT_USER: _derive_root,
    PrincipalKind.ACCOUNT: _derive_root,
    PrincipalKind.USER: _derive_user,
    PrincipalKind.ROLE: _derive_role,
    PrincipalKind.ROLE_SESSION: _derive_role,
    PrincipalKind.FEDERATED_USER: _derive_federated,
    PrincipalKind.SERVICE: _derive_service,
    PrincipalKind.PROVIDER: lambda _principal, _facts: None,
    PrincipalKind.ANONYMOUS: _derive_anonymous,
}
