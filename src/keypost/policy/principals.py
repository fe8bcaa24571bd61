"""Principals: who calls, and whom a Principal element reaches (IAM User Guide, policy element Principal)."""

from keypost.arn import Arn, parse_arn
from keypost.named import Callable, Enum, lru_cache
from keypost.policy.document import NamedPrincipal, PrincipalForm
from keypost.policy.logic import both
from keypost.policy.reasons import Reason
from keypost.policy.request import Principal, PrincipalKind
from keypost.unknown import Shape, Tri, build_unknown, has_unknown, same_text, unknowns_in

ANONYMOUS = "anonymous"
SERVICE_LINKED_PATH = "role/aws-service-role/"
_ACCOUNT_DIGITS = 12
_NOT_OF_SERVICES = frozenset(":/*?")
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
_OF_UNIQUE_IDS, _SHORTEST_ID = ("AROA", "AIDA", "ASIA", "AGPA", "ANPA", "ANVA"), 12
_LINKED_NAME = "assumed-role/AWSServiceRoleFor"
_OUTSIDERS = frozenset({PrincipalKind.SERVICE, PrincipalKind.PROVIDER, PrincipalKind.ANONYMOUS})
_PROVIDERS = frozenset({"saml-provider", "oidc-provider"})


class NotAPrincipalError(Exception):
    """The text names no principal: no ARN of IAM or STS, no service, no account."""


class Reach(Enum):
    """How a matching principal form reaches the caller (IAM User Guide, evaluation logic, resource policies).

    DIRECT: whatever identity policies, boundary and session policy leave unsaid. LIMITED: boundary and session policy
    still limit. DELEGATED: the account is named, so that its identity policies may allow.
    """

    DIRECT = "direct"
    LIMITED = "limited"
    DELEGATED = "delegated"


# Whether a named principal reaches the caller, how, and why.
Admission = tuple[Tri, Reach, Reason]


@lru_cache(maxsize=4096)
def parse_principal(text: str) -> Principal:
    """Return the caller that `text` names: an ARN, a service principal, an account, or `anonymous`.

    Raises NotAPrincipalError for any other text.
    """
    if text == ANONYMOUS:
        return Principal(PrincipalKind.ANONYMOUS, text)
    if is_account(text):
        return Principal(PrincipalKind.ACCOUNT, text, account=text)
    arn = parse_arn(text)
    if arn is not None:
        return _parse_arn_principal(text, arn)
    if _is_service(text) or has_unknown(text):
        return Principal(PrincipalKind.SERVICE, text)
    raise NotAPrincipalError(text)


def is_account(text: str) -> bool:
    """Tell whether the text is an account id, perhaps one that is not known."""
    if len(text) == _ACCOUNT_DIGITS and text.isascii() and text.isdigit():
        return True
    parts = unknowns_in(text)
    return len(parts) == 1 and text == build_unknown(parts[0].name, shape=Shape.ACCOUNT)


def _is_service(text: str) -> bool:
    name, _, last = text.rpartition(".")
    return bool(name and last) and _NOT_OF_SERVICES.isdisjoint(text) and text.split() == [text]


def _is_unique_id(text: str) -> bool:
    is_plain = text.isascii() and text.isalnum() and text == text.upper()
    return is_plain and text.startswith(_OF_UNIQUE_IDS) and len(text) >= _SHORTEST_ID


def is_service_linked(caller: Principal) -> bool:
    """Tell whether the caller is a service-linked role or a session of one."""
    if caller.kind is PrincipalKind.ROLE_SESSION and "/" in caller.name.partition(_LINKED_NAME)[2]:
        return True
    return SERVICE_LINKED_PATH in (caller.role_arn or "")


def is_of_an_account(caller: Principal) -> bool:
    """Tell whether the caller is an IAM principal: a root user, user, role, session, or the account itself."""
    return caller.kind not in _OUTSIDERS


def is_root(caller: Principal) -> bool:
    """Tell whether the caller is an account's root user (or stands for the account as a whole)."""
    return caller.kind is PrincipalKind.ROOT_USER or caller.kind is PrincipalKind.ACCOUNT


def name_in_policy(caller: Principal) -> str:
    """Return how a statement names the caller: a session by its role, nobody in particular by `*`."""
    return "*" if caller.kind is PrincipalKind.ANONYMOUS else caller.role_arn or caller.name


def admit(named: NamedPrincipal, *, caller: Principal) -> Admission:
    """Tell whether one value of a Principal element reaches the caller."""
    if named.is_everyone:
        return True, Reach.DIRECT, Reason.EVERYONE
    if named.form is PrincipalForm.SERVICE:
        return _admit_service(named.value, caller)
    if named.form is PrincipalForm.AWS:
        return _admit_aws(named.value, caller)
    if named.form is PrincipalForm.FEDERATED:
        return _admit_provider(named.value, caller)
    if is_of_an_account(caller):
        # The canonical user id stands for an account of S3, which its digits don't tell.
        return None, Reach.DELEGATED, Reason.VALUE_UNKNOWN
    return False, Reach.DIRECT, _not_listed(caller)


def _parse_arn_principal(text: str, arn: Arn) -> Principal:
    kind, _, rest = arn.resource.partition("/")
    if arn.service == "iam" and arn.resource == "root":
        return Principal(PrincipalKind.ROOT_USER, text, account=arn.account)
    if arn.service == "iam" and kind == "user" and rest:
        return Principal(PrincipalKind.USER, text, account=arn.account)
    if arn.service == "iam" and kind == "role" and rest:
        return Principal(PrincipalKind.ROLE, text, account=arn.account, role_arn=text)
    if arn.service == "sts" and kind == "federated-user" and rest:
        return Principal(PrincipalKind.FEDERATED_USER, text, account=arn.account)
    if arn.service == "iam" and kind in _PROVIDERS and rest:
        return Principal(PrincipalKind.PROVIDER, text)
    role, _, session = rest.partition("/")
    if arn.service == "sts" and kind == "assumed-role" and role and session:
        role_arn = str(Arn(arn.partition, "iam", "", arn.account, f"role/{role}"))
        return Principal(PrincipalKind.ROLE_SESSION, text, account=arn.account, role_arn=role_arn)
    raise NotAPrincipalError(text)


def _admit_service(value: str, caller: Principal) -> Admission:
    if caller.kind is not PrincipalKind.SERVICE:
        return False, Reach.DIRECT, Reason.PRINCIPAL_NOT_LISTED
    same = same_text(value, caller.name)
    if same is False and "*" in value:
        return False, Reach.DIRECT, Reason.WILDCARD_IN_PRINCIPAL
    return same, Reach.DIRECT, Reason.SERVICE_NOT_LISTED if same is False else Reason.PRINCIPAL_LISTED


def _admit_provider(value: str, caller: Principal) -> Admission:
    """Who signs in with the provider; some providers are a plain name, as accounts.google.com, and look like services.

    IAM User Guide, policy element Principal: web identity and SAML sessions.
    """
    if caller.kind is not PrincipalKind.PROVIDER and caller.kind is not PrincipalKind.SERVICE:
        return False, Reach.DIRECT, Reason.PRINCIPAL_NOT_LISTED
    same = same_text(value, caller.name)
    return same, Reach.DIRECT, Reason.PRINCIPAL_NOT_LISTED if same is False else Reason.PRINCIPAL_LISTED


def _admit_aws(value: str, caller: Principal) -> Admission:
    arn = parse_arn(value)
    if is_account(value) or (arn is not None and arn.service == "iam" and arn.resource == "root"):
        return _admit_account(arn.account if arn else value, caller)
    if _is_unique_id(value):
        return False, Reach.DIRECT, Reason.DELETED_PRINCIPAL
    if not is_of_an_account(caller):
        return _admit_stranger(value, caller)
    if arn is None:
        same = None if has_unknown(value) else False
        return same, Reach.DIRECT, _not_listed(caller) if same is False else Reason.VALUE_UNKNOWN
    same, reach = _ADMIT_ARN[caller.kind](value, arn, caller)
    if same is False:
        return False, reach, Reason.WILDCARD_IN_PRINCIPAL if "*" in value or "?" in value else _not_listed(caller)
    return same, reach, Reason.PRINCIPAL_LISTED if same else Reason.VALUE_UNKNOWN


def _admit_stranger(value: str, caller: Principal) -> Admission:
    """A service or nobody in particular: only a value that may turn out to be `*` could mean them."""
    return (None if same_text(value, "*") is None else False), Reach.DIRECT, _not_listed(caller)


def _admit_account(account: str, caller: Principal) -> Admission:
    if caller.kind is PrincipalKind.SERVICE:
        return False, Reach.DELEGATED, Reason.ACCOUNT_EXCLUDES_SERVICES
    if caller.account is None:
        same: Tri = None if is_of_an_account(caller) else False
    else:
        same = same_text(account, caller.account)
    if same is False:
        return False, Reach.DELEGATED, Reason.PRINCIPAL_NOT_LISTED
    if is_root(caller):
        return same, Reach.DIRECT, Reason.PRINCIPAL_LISTED
    return same, Reach.DELEGATED, Reason.ACCOUNT_DELEGATES


def _admit_by_name(value: str, _arn: Arn, caller: Principal) -> tuple[Tri, Reach]:
    return same_text(value, caller.name), Reach.DIRECT


def _admit_role(value: str, _arn: Arn, caller: Principal) -> tuple[Tri, Reach]:
    return same_text(value, caller.name), Reach.LIMITED


def _admit_session(value: str, arn: Arn, caller: Principal) -> tuple[Tri, Reach]:
    if arn.service == "sts":
        return same_text(value, caller.name), Reach.DIRECT
    return _same_role(arn, value, caller.role_arn or ""), Reach.LIMITED


def _same_role(arn: Arn, value: str, role_arn: str) -> Tri:
    """A session's ARN has lost the role's path; role names are unique in an account, so the name is enough."""
    mine = parse_arn(role_arn)
    if mine is None or arn.service != "iam" or not arn.resource.startswith("role/"):
        return None if has_unknown(arn.service) else same_text(value, role_arn)
    if mine.resource.count("/") > 1:
        return same_text(value, role_arn)
    return both(same_text(arn.account, mine.account), same_text(_last(arn.resource), _last(mine.resource)))


def _admit_federated(value: str, arn: Arn, caller: Principal) -> tuple[Tri, Reach]:
    """A federated session is reached by its own ARN, and through the user of the same name."""
    if arn.service != "iam" or not arn.resource.startswith("user/"):
        return same_text(value, caller.name), Reach.DIRECT
    same = both(same_text(arn.account, caller.account or ""), same_text(_last(arn.resource), _last(caller.name)))
    return same, Reach.LIMITED


def _last(resource: str) -> str:
    return resource.rsplit("/", 1)[-1]


def _not_listed(caller: Principal) -> Reason:
    return Reason.SERVICE_NOT_LISTED if caller.kind is PrincipalKind.SERVICE else Reason.PRINCIPAL_NOT_LISTED


_ADMIT_ARN: dict[PrincipalKind, Callable[[str, Arn, Principal], tuple[Tri, Reach]]] = {
    PrincipalKind.ROOT_USER: _admit_by_name,
    PrincipalKind.ACCOUNT: _admit_by_name,
    PrincipalKind.USER: _admit_by_name,
    PrincipalKind.ROLE: _admit_role,
    PrincipalKind.ROLE_SESSION: _admit_session,
    PrincipalKind.FEDERATED_USER: _admit_federated,
}
