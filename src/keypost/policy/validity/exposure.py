"""Who is let in: everyone, or nobody who could ever change the key policy again."""

from collections.abc import Iterator

from keypost.arn import parse_arn
from keypost.policy.document import Effect, NamedPrincipal, PrincipalForm, PrincipalListing, Statement
from keypost.policy.key_policy import CROSS_ACCOUNT_ACTIONS
from keypost.policy.listings import match_action
from keypost.policy.validity.defect import Defect, DocumentKind, Problem, Standing, Subject
from keypost.policy.validity.principals import is_unique_id
from keypost.unknown import build_glob, has_unknown, render_unknown

# Keys that anybody's request can satisfy: a statement for everyone that tests only these is still open to everyone.
_HARMLESS_NAMES = "aws:securetransport aws:currenttime aws:epochtime aws:useragent aws:referer aws:requestedregion"
_HARMLESS = frozenset(_HARMLESS_NAMES.split())
_PUT = "kms:PutKeyPolicy"


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
        if _is_everyone(named):
            yield Defect(Problem.OPEN_TO_EVERYONE, Standing.STORED, named.origin, named.value, statement)
            return


def find_lockout(subject: Subject) -> Iterator[Defect]:
    """Yield a key policy under which nobody could call PutKeyPolicy again (KMS API, PutKeyPolicy).

    KMS asks whether the caller could; that nobody can is all that a document tells for sure.
    """
    policy = subject.policy
    if subject.kind is not DocumentKind.KEY or policy.unread or not policy.statements:
        return
    standing = Standing.STORED if subject.bypasses_lockout_check else Standing.REFUSED
    denying = next((one for one in policy.statements if _denies_everyone(one, subject)), None)
    if denying is not None:
        yield Defect(Problem.DENIES_EVERYONE, standing, denying.origin, _PUT, denying)
    elif not any(_may_admit(one, subject) for one in policy.statements):
        yield Defect(Problem.LOCKS_OUT, standing, policy.origin, _PUT)


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


def _denies_everyone(statement: Statement, subject: Subject) -> bool:
    listing = statement.principals
    if statement.effect is not Effect.DENY or statement.conditions or statement.unread:
        return False
    if listing is None or listing.negated or not any(_is_everyone(named) for named in listing.values):
        return False
    return match_action(statement.actions, action=_PUT) is True and _covers_key(statement, subject) is True


def _may_admit(statement: Statement, subject: Subject) -> bool:
    """Tell whether the statement can let anybody change the policy."""
    if statement.effect is Effect.DENY or match_action(statement.actions, action=_PUT) is False:
        return False
    if _covers_key(statement, subject) is False or statement.principals is None:
        return False
    return _may_be_somebody(statement.principals, subject)


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


def _covers_key(statement: Statement, subject: Subject) -> bool | None:
    listing = statement.resources
    if listing is None:
        return False
    if listing.negated or listing.unread is not None:
        return None
    if "*" in listing.values:
        return True
    if not subject.resource:
        return None
    answers = [build_glob(value).match(subject.resource) for value in listing.values]
    return True if True in answers else None if None in answers or any("${" in v for v in listing.values) else False


def _is_everyone(named: NamedPrincipal) -> bool:
    return named.form is PrincipalForm.EVERYONE or (named.form is PrincipalForm.AWS and named.value == "*")
