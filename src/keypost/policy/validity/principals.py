"""Principals that AWS refuses, or that nobody can be (IAM User Guide, policy elements Principal and NotPrincipal)."""

import re
from collections.abc import Iterator, Mapping

from keypost.arn import Arn, parse_arn
from keypost.policy.document import Effect, NamedPrincipal, PrincipalForm, PrincipalListing, Statement
from keypost.policy.validity.defect import Defect, DocumentKind, Problem, Standing, Subject
from keypost.policy.validity.services import find_close_service
from keypost.unknown import Unread, has_unknown, render_unknown

_TYPES = frozenset(form.value for form in PrincipalForm if form is not PrincipalForm.EVERYONE)
_ACCOUNT = r"\d{12}"
# Unique ids of users, groups, roles ... (IAM User Guide, IAM identifiers).
_UNIQUE_ID = r"A(GP|ID|IP|NP|NV|RO|SC)A[A-Z0-9]{8,}"
_CANONICAL_USER = r"[0-9a-f]{64}"
_SERVICE = (
    r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.(amazonaws\.com|amazonaws\.com\.cn|amazonaws\.eu|amazon\.com|aws\.internal)"
)
_NAME = r"[\w+=,.@-]+"
_OF_IAM = rf"root|(user|role)/([\x21-\x7e]*/)?{_NAME}"
_OF_STS = rf"assumed-role/{_NAME}/{_NAME}|federated-user/{_NAME}"
# Identity providers that need no resource in IAM (IAM User Guide, policy element Principal, federated principals).
_PROVIDERS = frozenset(
    {"cognito-identity.amazonaws.com", "www.amazon.com", "graph.facebook.com", "accounts.google.com"}
)
_FEDERATED_FORMS = {DocumentKind.ROLE}
_CANONICAL_FORMS = {DocumentKind.BUCKET, DocumentKind.OTHER}


def find_in_principals(subject: Subject, statement: Statement) -> Iterator[Defect]:
    """Yield what is wrong with the principals of a statement."""
    listing = statement.principals
    if listing is None or subject.kind is DocumentKind.IDENTITY:
        return
    yield from _find_shape(subject, statement)
    for named in listing.values:
        yield from _find_in_value(subject, statement, named)
    if listing.negated:
        yield from _find_negated(subject, statement, listing)


def is_unique_id(value: str) -> bool:
    """Tell whether the value is the unique id of a user, role or the like, which AWS shows where that is gone."""
    return re.fullmatch(_UNIQUE_ID, value) is not None


def _find_shape(subject: Subject, statement: Statement) -> Iterator[Defect]:
    """Yield a Principal that is neither `*` nor an object, and types of principals that AWS doesn't know."""
    written = (subject.policy.source or {}).get("Statement")
    data = written[statement.number] if isinstance(written, list) else written
    name = "NotPrincipal" if statement.principals and statement.principals.negated else "Principal"
    principals = data.get(name) if isinstance(data, Mapping) else None
    origin = statement.origin.inside(name)
    if isinstance(principals, Mapping):
        for word, value in principals.items():
            place = origin.inside(str(word))
            if word not in _TYPES:
                yield Defect(Problem.PRINCIPAL_TYPE, Standing.REFUSED, place, str(word), statement)
            elif not _are_texts(value):
                yield Defect(Problem.PRINCIPAL_SHAPE, Standing.REFUSED, place, str(word), statement)
    elif principals not in ("*", "", []) and not isinstance(principals, Unread) and not _is_open(principals):
        shown = principals if isinstance(principals, str) else name
        yield Defect(Problem.PRINCIPAL_SHAPE, Standing.REFUSED, origin, shown, statement)


def _are_texts(value: object) -> bool:
    values = value if isinstance(value, list) else [value]
    return all(isinstance(one, str | int | Unread) and not isinstance(one, bool) for one in values)


def _is_open(value: object) -> bool:
    return isinstance(value, str) and has_unknown(value)


def _find_in_value(subject: Subject, statement: Statement, named: NamedPrincipal) -> Iterator[Defect]:
    if named.form is PrincipalForm.EVERYONE or (named.form is PrincipalForm.AWS and named.value == "*"):
        return
    problem, standing = _judge(subject.kind, named)
    close = find_close_service(named.value) if problem is None and named.form is PrincipalForm.SERVICE else ""
    if close:
        problem, standing = Problem.SERVICE_MISSPELLED, Standing.STORED
    if problem is not None:
        shown = render_unknown(named.value)
        yield Defect(problem, standing, named.origin, shown, statement, {"form": named.form.value, "close": close})


def _judge(kind: DocumentKind, named: NamedPrincipal) -> tuple[Problem | None, Standing]:
    if named.form is PrincipalForm.SERVICE:
        return _judge_service(named.value), Standing.REFUSED
    if named.form is PrincipalForm.AWS:
        if is_unique_id(named.value):
            return Problem.PRINCIPAL_DELETED, Standing.STORED
        return _judge_aws(named.value), Standing.REFUSED
    if named.form is PrincipalForm.FEDERATED:
        problem = _judge_provider(named.value) if kind in _FEDERATED_FORMS else Problem.PRINCIPAL_NOT_HERE
        return problem, Standing.REFUSED
    if kind not in _CANONICAL_FORMS:
        return Problem.PRINCIPAL_NOT_HERE, Standing.REFUSED
    is_user = has_unknown(named.value) or re.fullmatch(_CANONICAL_USER, named.value)
    return None if is_user else Problem.PRINCIPAL_FORM, Standing.REFUSED


def _judge_service(value: str) -> Problem | None:
    if "*" in value or "?" in value:
        return Problem.SERVICE_WILDCARD
    if has_unknown(value) or re.fullmatch(_SERVICE, value):
        return None
    return Problem.PRINCIPAL_FORM


def _judge_provider(value: str) -> Problem | None:
    arn = parse_arn(value)
    is_provider = value in _PROVIDERS if arn is None else arn.resource.startswith(("saml-provider/", "oidc-provider/"))
    return None if is_provider or has_unknown(value) else Problem.PRINCIPAL_FORM


def _judge_aws(value: str) -> Problem | None:
    if "*" in value or "?" in value:
        return Problem.PRINCIPAL_WILDCARD
    if has_unknown(value) or re.fullmatch(_ACCOUNT, value):
        return None
    arn = parse_arn(value)
    return None if arn is not None and _is_principal(arn) else Problem.PRINCIPAL_FORM


def _is_principal(arn: Arn) -> bool:
    """Groups, policies and whatever else IAM has are no principals."""
    forms = {"iam": _OF_IAM, "sts": _OF_STS}.get(arn.service)
    if arn.account == "cloudfront":  # an origin access identity, whose name has spaces
        return arn.resource.startswith("user/")
    is_account = re.fullmatch(_ACCOUNT, arn.account)
    return forms is not None and bool(is_account) and not arn.region and bool(re.fullmatch(forms, arn.resource))


def _find_negated(subject: Subject, statement: Statement, listing: PrincipalListing) -> Iterator[Defect]:
    """NotPrincipal is for Deny alone, and with a role or user its account has to be listed too."""
    del subject
    if statement.effect is Effect.ALLOW:
        yield Defect(Problem.NOT_PRINCIPAL_ALLOWS, Standing.REFUSED, listing.origin, "NotPrincipal", statement)
        return
    named = [one for one in listing.values if one.form is PrincipalForm.AWS]
    arns = [(one, parse_arn(one.value)) for one in named if not has_unknown(one.value)]
    accounts = {arn.account for _, arn in arns if arn is not None and arn.resource == "root"}
    accounts |= {one.value for one in named if re.fullmatch(_ACCOUNT, one.value)}
    for one, arn in arns:
        if arn is not None and arn.account not in accounts and not listing.unread:
            problem = Problem.NOT_PRINCIPAL_WITHOUT_ACCOUNT
            yield Defect(problem, Standing.STORED, one.origin, one.value, statement, {"account": arn.account})
