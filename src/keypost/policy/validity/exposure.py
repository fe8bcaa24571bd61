"""Who is let in: everyone, or accounts that can't use what they are allowed."""

from collections.abc import Iterator

from keypost.arn import parse_arn
from keypost.policy.document import Effect, NamedPrincipal, PrincipalForm, PrincipalListing, Statement
from keypost.policy.key_policy import CROSS_ACCOUNT_ACTIONS
from keypost.policy.listings import match_action
from keypost.policy.validity.conditions import SERVICES
from keypost.policy.validity.defect import Defect, DocumentKind, Problem, Standing, Subject
from keypost.policy.validity.principals import is_unique_id
from keypost.unknown import has_unknown, render_unknown

# Keys that anybody's request can satisfy: a statement for everyone that tests only these is still open to everyone.
_HARMLESS_NAMES = "aws:securetransport aws:currenttime aws:epochtime aws:useragent aws:referer aws:requestedregion"
_HARMLESS = frozenset(_HARMLESS_NAMES.split())


def find_open(subject: Subject, statement: Statement) -> Iterator[Defect]:
    """Yield a statement that allows everyone, under no condition that tells one caller from another."""
    listing = statement.principals
    if statement.effect is not Effect.ALLOW or listing is None or listing.negated or statement.unread:
        return
    if subject.kind is DocumentKind.IDENTITY or statement.actions is None:
        return
    if any(condition.key.lower() not in _HARMLESS for condition in statement.conditions):
        return
    for named in listing.values:
        if named.is_everyone:
            yield Defect(Problem.OPEN_TO_EVERYONE, Standing.STORED, named.origin, named.value, statement)
            return


def find_broad(subject: Subject, statement: Statement) -> Iterator[Defect]:
    """Yield a statement that allows services whatever can be done with the key, topic, queue, bucket or vault."""
    listing, actions = statement.principals, statement.actions
    if subject.kind not in SERVICES or statement.effect is not Effect.ALLOW or listing is None or listing.negated:
        return
    if actions is None or not listing.values or any(one.form is not PrincipalForm.SERVICE for one in listing.values):
        return
    everything = {"*", f"{SERVICES[subject.kind]}:*"}
    found = [value for value in actions.values if value.lower() in everything] if not actions.negated else []
    if found:
        callers = ", ".join(f"`{render_unknown(named.value)}`" for named in listing.values)
        details = {"callers": callers}
        yield Defect(Problem.SERVICE_ALLOWED_EVERYTHING, Standing.NOTED, actions.origin, found[0], statement, details)


def find_foreign(subject: Subject, statement: Statement) -> Iterator[Defect]:
    """Yield a statement of a key policy that allows other accounts nothing but what they can't use.

    KMS Developer Guide, allowing users in other accounts to use a KMS key.
    """
    listing, actions = statement.principals, statement.actions
    if subject.kind is not DocumentKind.KEY or statement.effect is not Effect.ALLOW or listing is None:
        return
    if actions is None or actions.negated or actions.unread is not None or not actions.values:
        return
    if any(match_action(actions, action=action) is not False for action in CROSS_ACCOUNT_ACTIONS):
        return
    if listing.values and not _may_be_somebody(listing, subject) and all(map(_is_of_account, listing.values)):
        shown = ", ".join(f"`{render_unknown(action)}`" for action in actions.values)
        yield Defect(Problem.NOT_ACROSS_ACCOUNTS, Standing.STORED, actions.origin, shown, statement)


def _is_of_account(named: NamedPrincipal) -> bool:
    return named.form is PrincipalForm.AWS and not is_unique_id(named.value)


def _may_be_somebody(listing: PrincipalListing, subject: Subject) -> bool:
    if listing.negated or listing.unread is not None:
        return True
    return any(_can_change_policy(named, subject) for named in listing.values)


def _can_change_policy(named: NamedPrincipal, subject: Subject) -> bool:
    """Services don't change key policies, ids of deleted principals are nobody, other accounts can't."""
    if named.form is PrincipalForm.EVERYONE:
        return True
    if named.form is not PrincipalForm.AWS or is_unique_id(named.value):
        return False
    key, arn = parse_arn(subject.resource), parse_arn(named.value)
    account = arn.account if arn is not None else named.value
    if key is None or has_unknown(key.account) or has_unknown(account) or named.value == "*":
        return True
    return account == key.account
