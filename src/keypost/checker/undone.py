"""Statements of a lone document that allow a service what another statement of it denies every service."""

from collections.abc import Iterator

from keypost.arn import parse_arn
from keypost.policy.authorize import authorize
from keypost.policy.decision import Decision
from keypost.policy.document import Effect, PrincipalForm, Statement
from keypost.policy.reasons import Outcome
from keypost.policy.request import Policies, Principal, PrincipalKind, Request, Unlisted
from keypost.policy.validity.conditions import may_come_from_services
from keypost.policy.validity.defect import Defect, Problem, Standing, Subject
from keypost.unknown import build_unknown, has_unknown, render_unknown


def find_undone(subject: Subject) -> Iterator[Defect]:
    """Yield the Deny statements that surely hit a service which another statement allows.

    For documents without an estate around them: where there is one, its deliveries are decided.
    """
    statements = subject.policy.statements
    if not any(one.effect is Effect.DENY for one in statements):
        return
    for statement in statements:
        for service in _list_services(statement):
            for decision in _ask(subject, statement, service):
                if decision.outcome is Outcome.EXPLICIT_DENY and decision.statement is not None:
                    denying, details = statements[decision.statement], {"allowing": statement.number + 1}
                    shown = render_unknown(service)
                    yield Defect(Problem.SERVICE_DENIED, Standing.STORED, denying.origin, shown, denying, details)


def _list_services(statement: Statement) -> tuple[str, ...]:
    listing = statement.principals
    if statement.effect is not Effect.ALLOW or listing is None or listing.negated:
        return ()
    services = (named.value for named in listing.values if named.form is PrincipalForm.SERVICE)
    return tuple(service for service in services if not has_unknown(service))


def _ask(subject: Subject, statement: Statement, service: str) -> Iterator[Decision]:
    """Decide calls of the service that carry what nobody knows: what is denied then is always denied."""
    resource = _name_resource(subject, statement)
    arn = parse_arn(resource)
    policies = Policies(resource=subject.policy)
    keys = {condition.key.lower() for one in subject.policy.statements for condition in one.conditions}
    unknown = frozenset(filter(may_come_from_services, keys))
    for action in _list_actions(statement):
        request = Request(
            Principal(PrincipalKind.SERVICE, service),
            action,
            resource,
            resource_account=(arn.account or None) if arn is not None else None,
            unknown=unknown,
            unlisted=Unlisted.UNKNOWN,
        )
        yield authorize(request, policies)


def _name_resource(subject: Subject, statement: Statement) -> str:
    """Return the resource, or one that the statement is about: what isn't known of it is left open."""
    listing = statement.resources
    values = listing.values if listing is not None and not listing.negated else ()
    value = next((one for one in values if one != "*"), subject.resource or "*")
    return value.replace("*", build_unknown("resource"))


def _list_actions(statement: Statement) -> tuple[str, ...]:
    """Return actions that the statement names; of `kms:GenerateDataKey*`, the one that gave it its name."""
    listing = statement.actions
    if listing is None or listing.negated:
        return ()
    actions = (value.removesuffix("*") for value in listing.values)
    return tuple(one for one in actions if not one.endswith(":") and one and not any(sign in one for sign in "*?$"))
