"""Key policies under which nobody could call PutKeyPolicy again (KMS API, PutKeyPolicy).

KMS asks whether the caller could; that nobody can is all that a document tells for sure. The policy itself is asked,
for callers whose names aren't known and whose own policies allow everything.
"""

from collections.abc import Iterator

from keypost.arn import parse_arn
from keypost.policy.authorize import authorize
from keypost.policy.decision import Decision
from keypost.policy.document import Effect, NamedPrincipal, PrincipalForm, Statement
from keypost.policy.listings import match_action
from keypost.policy.parse import parse_policy
from keypost.policy.principals import is_account
from keypost.policy.reasons import Outcome
from keypost.policy.request import Policies, Principal, PrincipalKind, Request, Unlisted
from keypost.policy.validity.defect import Defect, DocumentKind, Problem, Standing, Subject
from keypost.unknown import Shape, build_unknown, has_unknown

_PUT = "kms:PutKeyPolicy"
_EVERYTHING = parse_policy({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}})
# PutKeyPolicy carries nothing of an encryption context or of a grant (KMS Developer Guide, condition keys).
_NEVER_SENT = ("kms:encryptioncontext", "kms:grant", "kms:retiringprincipal")
_NAME, _SESSION = build_unknown("caller"), build_unknown("session")
_CALLERS = (
    (PrincipalKind.ROOT_USER, "iam", "root"),
    (PrincipalKind.ROLE, "iam", f"role/{_NAME}"),
    (PrincipalKind.USER, "iam", f"user/{_NAME}"),
    (PrincipalKind.ROLE_SESSION, "sts", f"assumed-role/{_NAME}/{_SESSION}"),
    (PrincipalKind.FEDERATED_USER, "sts", f"federated-user/{_NAME}"),
)


def find_lockout(subject: Subject) -> Iterator[Defect]:
    """Yield a key policy under which nobody could change the key policy."""
    policy = subject.policy
    if subject.kind is not DocumentKind.KEY or policy.unread or not policy.statements or _is_delegating(subject):
        return
    decisions = [decision for key in _list_keys(subject) for decision in _ask(subject, key)]
    if not all(decision.outcome in {Outcome.IMPLICIT_DENY, Outcome.EXPLICIT_DENY} for decision in decisions):
        return
    standing = Standing.STORED if subject.bypasses_lockout_check else Standing.REFUSED
    denying = next((one.statement for one in decisions if one.outcome is Outcome.EXPLICIT_DENY), None)
    if denying is None:
        yield Defect(Problem.LOCKS_OUT, standing, policy.origin, _PUT)
    else:
        statement = policy.statements[denying]
        yield Defect(Problem.DENIES_EVERYONE, standing, statement.origin, _PUT, statement)


def _is_delegating(subject: Subject) -> bool:
    """Tell quickly that an account may do everything, as it may in most key policies."""
    statements = subject.policy.statements
    if any(
        one.effect is not Effect.ALLOW and match_action(one.actions, action=_PUT) is not False for one in statements
    ):
        return False
    return any(_delegates(one, subject) for one in statements)


def _delegates(statement: Statement, subject: Subject) -> bool:
    resources, principals = statement.resources, statement.principals
    if statement.effect is not Effect.ALLOW or statement.conditions or statement.flaws or statement.unread:
        return False
    if resources is None or resources.negated or "*" not in resources.values or principals is None:
        return False
    if principals.negated or match_action(statement.actions, action=_PUT) is not True:
        return False
    key = parse_arn(subject.resource)
    accounts = {_account_of(named) for named in principals.values}
    return key.account in accounts if key is not None else bool(accounts - {""})


def _account_of(named: NamedPrincipal) -> str:
    """Return the account that the value stands for as a whole."""
    arn = parse_arn(named.value)
    if named.form is not PrincipalForm.AWS or (arn is not None and arn.resource != "root"):
        return ""
    return arn.account if arn is not None else named.value if is_account(named.value) else ""


def _list_keys(subject: Subject) -> list[str]:
    """Return the ARN of the key, or without it of one in each account that the policy names."""
    if subject.resource:
        return [subject.resource]
    accounts = {_name_account(named) for named in _list_allowed(subject)} - {""}
    region, key = build_unknown("region", shape=Shape.REGION), build_unknown("key", shape=Shape.IDENTITY)
    unknown = build_unknown("account", shape=Shape.ACCOUNT)
    return [f"arn:aws:kms:{region}:{account}:key/{key}" for account in sorted(accounts) or [unknown]]


def _list_allowed(subject: Subject) -> Iterator[NamedPrincipal]:
    for statement in subject.policy.statements:
        if statement.effect is not Effect.DENY and statement.principals is not None:
            yield from statement.principals.values


def _name_account(named: NamedPrincipal) -> str:
    arn = parse_arn(named.value)
    account = arn.account if arn is not None else named.value
    return account if named.form is PrincipalForm.AWS and (is_account(account) or has_unknown(account)) else ""


def _ask(subject: Subject, key: str) -> Iterator[Decision]:
    arn = parse_arn(key)
    partition, account = (arn.partition, arn.account) if arn is not None else ("aws", "")
    keys = {condition.key for statement in subject.policy.statements for condition in statement.conditions}
    absent = frozenset(name for name in keys if name.lower().startswith(_NEVER_SENT))
    policies = Policies(identity=(_EVERYTHING,), resource=subject.policy)
    for kind, service, name in _CALLERS:
        role = f"arn:{partition}:iam::{account}:role/{_NAME}" if kind is PrincipalKind.ROLE_SESSION else None
        caller = Principal(kind, f"arn:{partition}:{service}::{account}:{name}", account, role)
        request = Request(caller, _PUT, key, resource_account=account, absent=absent, unlisted=Unlisted.UNKNOWN)
        yield authorize(request, policies)
