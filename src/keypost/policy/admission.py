"""A whole Principal or NotPrincipal element against one caller."""

from keypost.named import NamedTuple
from keypost.policy.document import Effect, NamedPrincipal, PrincipalForm, PrincipalListing, Statement
from keypost.policy.logic import both, either, negate
from keypost.policy.principals import Reach, admit, is_account, is_of_an_account, is_root
from keypost.policy.reasons import OpenPoint, Reason
from keypost.policy.request import Principal, PrincipalKind
from keypost.unknown import Tri


class Audience(NamedTuple):
    """Whether a statement's principals include the caller, by each kind of reach, and what that rests on."""

    direct: Tri = False
    limited: Tri = False
    delegated: Tri = False
    reason: Reason = Reason.PRINCIPAL_NOT_LISTED
    open_points: tuple[OpenPoint, ...] = ()
    through_star: bool = False

    @property
    def any_reach(self) -> Tri:
        """Tell whether the caller is meant at all."""
        if self.direct or self.limited or self.delegated:
            return True
        return False if self.direct is False and self.limited is False and self.delegated is False else None


# A statement of a policy that is attached to the caller, and so needs no Principal.
ATTACHED = Audience(direct=True, reason=Reason.PRINCIPAL_LISTED)
NOBODY = Audience(reason=Reason.NO_PRINCIPAL)


def find_audience(statement: Statement, *, caller: Principal, bounded: bool) -> Audience:
    """Return how the statement of a resource policy reaches the caller; `bounded`: it has a permissions boundary."""
    listing = statement.principals
    if listing is None:
        return NOBODY
    if listing.negated:
        return _all_but(listing, statement.effect, caller=caller, bounded=bounded)
    return _listed(listing, caller)


def _listed(listing: PrincipalListing, caller: Principal) -> Audience:
    if len(listing.values) == 1 and listing.unread is None:
        answer, reach, reason = admit(listing.values[0], caller=caller)
        direct = answer if reach is Reach.DIRECT else False
        limited = answer if reach is Reach.LIMITED else False
        delegated = answer if reach is Reach.DELEGATED else False
        return Audience(direct, limited, delegated, reason, (), reason is Reason.EVERYONE)
    return _listed_together(listing, caller)


def _listed_together(listing: PrincipalListing, caller: Principal) -> Audience:
    direct = limited = delegated = None if listing.unread else False
    reasons: dict[Tri, list[Reason]] = {True: [], None: [], False: []}
    for named in listing.values:
        answer, reach, reason = admit(named, caller=caller)
        reasons[answer].append(reason)
        if answer is False:
            continue
        if reach is Reach.DIRECT:
            direct = either(direct, answer)
        elif reach is Reach.LIMITED:
            limited = either(limited, answer)
        else:
            delegated = either(delegated, answer)
    if listing.unread:
        reasons[None].append(Reason.VALUE_UNKNOWN)
    sure = reasons[True]
    star = Reason.EVERYONE in sure and Reason.PRINCIPAL_LISTED not in sure
    reason = _most_telling(sure or reasons[None][:1] or reasons[False])
    return Audience(direct, limited, delegated, reason, through_star=star)


# The more telling reason first.
_TELLING = (
    Reason.PRINCIPAL_LISTED,
    Reason.EVERYONE,
    Reason.ACCOUNT_DELEGATES,
    Reason.SERVICE_NOT_LISTED,
    Reason.WILDCARD_IN_PRINCIPAL,
    Reason.DELETED_PRINCIPAL,
    Reason.ACCOUNT_EXCLUDES_SERVICES,
    Reason.PRINCIPAL_NOT_LISTED,
)


def _most_telling(reasons: list[Reason]) -> Reason:
    if len(reasons) == 1:
        return reasons[0]
    return next((reason for reason in _TELLING if reason in reasons), Reason.PRINCIPAL_NOT_LISTED)


def _all_but(listing: PrincipalListing, effect: Effect, *, caller: Principal, bounded: bool) -> Audience:
    """NotPrincipal reaches everybody who isn't listed, services included (IAM User Guide, NotPrincipal)."""
    if bounded and is_of_an_account(caller) and effect is Effect.DENY:
        return Audience(direct=True, reason=Reason.PRINCIPAL_NOT_EXCEPTED)
    answer, open_point = _is_excepted(listing, caller)
    if effect is not Effect.DENY and answer is not True:
        answer, open_point = None, OpenPoint.NOT_PRINCIPAL_WITH_ALLOW
    reason = {
        True: Reason.PRINCIPAL_EXCEPTED,
        False: Reason.PRINCIPAL_NOT_EXCEPTED,
        None: Reason.CONDITION_NOT_KNOWN if open_point else Reason.VALUE_UNKNOWN,
    }[answer]
    return Audience(direct=negate(answer), reason=reason, open_points=(open_point,) if open_point else ())


def _is_excepted(listing: PrincipalListing, caller: Principal) -> tuple[Tri, OpenPoint | None]:
    """A listed user or role is safe only together with its account, a session with role and account.

    Without those AWS says that it might be denied: it may look at the account, then the role, then the session.
    """
    by_name: Tri = None if listing.unread else False
    by_account = by_role = by_name
    for named in listing.values:
        answer, reach, _ = admit(named, caller=caller)
        if _names_account(named) and not is_root(caller):
            by_account = either(by_account, answer)
        else:
            by_name = either(by_name, answer)
            by_role = either(by_role, answer if reach is Reach.LIMITED else False)
        if answer and reach is Reach.DIRECT and named.is_everyone:
            return True, None
    if not is_of_an_account(caller) or is_root(caller):
        return by_name, None
    is_session = caller.kind is PrincipalKind.ROLE_SESSION
    if by_name is not False and (by_account is False or (is_session and by_role is False)):
        return None, OpenPoint.NOT_PRINCIPAL_WITHOUT_ACCOUNT
    return both(by_name, by_account), None


def _names_account(named: NamedPrincipal) -> bool:
    return named.form is PrincipalForm.AWS and (named.value.endswith(":root") or is_account(named.value))
