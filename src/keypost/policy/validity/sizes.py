"""Quotas: how long a document may be, and how much of everything it may have.

Sources: KMS Developer Guide, resource quotas; SNS Developer Guide, API permissions (policy quotas); SQS Developer
Guide, policy quotas; S3 User Guide, bucket policies; IAM User Guide, IAM and AWS STS quotas (no white space).
"""

import json
from collections.abc import Iterator

from keypost.named import NamedTuple
from keypost.policy.document import Listing, PrincipalListing, Statement
from keypost.policy.validity.defect import Defect, DocumentKind, Problem, Quota, Standing, Subject
from keypost.unknown import Unread, render_unknown, unknowns_in

_MOST_BYTES = {
    DocumentKind.KEY: 32_768,
    DocumentKind.TOPIC: 30 * 1024,
    DocumentKind.QUEUE: 8_192,
    DocumentKind.BUCKET: 20 * 1024,
}
_TRUST_POLICY = 2_048  # characters; AWS raises it to 4,096 on request
_MANAGED_POLICY = 6_144
_INLINE_POLICIES_OF_A_ROLE = 10_240
_MOST_STATEMENTS = {DocumentKind.TOPIC: 100, DocumentKind.QUEUE: 20}
_MOST_PRINCIPALS = {DocumentKind.TOPIC: 200, DocumentKind.QUEUE: 50}
_MOST_CONDITIONS = {DocumentKind.QUEUE: 10}
_MOST_ACTIONS = {DocumentKind.QUEUE: 7}
_MOST_RESOURCES = {DocumentKind.TOPIC: 1}


class _Measure(NamedTuple):
    """How long the document is, and how long it may be."""

    length: int
    limit: int


def find_in_sizes(subject: Subject) -> Iterator[Defect]:
    """Yield the quotas that the document exceeds; what isn't known of it counts as nothing."""
    yield from _find_length(subject)
    yield from _find_counts(subject)
    for statement in subject.policy.statements:
        yield from _find_in_statement(subject.kind, statement)


def _find_length(subject: Subject) -> Iterator[Defect]:
    limit = _MOST_BYTES.get(subject.kind)
    if limit is not None:
        yield from _tell(Problem.TOO_LARGE, subject, _Measure(_measure_bytes(subject), limit))
        return
    if subject.kind not in {DocumentKind.ROLE, DocumentKind.IDENTITY}:
        return
    length = len(_spell(subject.policy.source, separators=(",", ":")))
    if subject.kind is DocumentKind.ROLE:
        yield from _tell(Problem.TOO_LARGE, subject, _Measure(length, _TRUST_POLICY))
        return
    most = _MANAGED_POLICY if subject.quota is Quota.MANAGED else _INLINE_POLICIES_OF_A_ROLE
    if length > most:
        yield from _tell(Problem.TOO_LARGE, subject, _Measure(length, most))
    elif subject.quota is None:
        limits = _Measure(length, _MANAGED_POLICY)
        yield from _tell(Problem.ONLY_INLINE, subject, limits, standing=Standing.STORED)


def _measure_bytes(subject: Subject) -> int:
    """Return the bytes of the document as written; where only its data is known, of its shortest spelling."""
    if subject.size is not None:
        return subject.size
    return len(_spell(subject.policy.source, separators=(",", ":")).encode())


def _spell(data: object, *, separators: tuple[str, str]) -> str:
    return json.dumps(_drop_unknown(data), separators=separators, ensure_ascii=False, default=str)


def _drop_unknown(value: object) -> object:
    """Return the data with whatever isn't known left out: the shortest that it can be."""
    if isinstance(value, Unread):
        return ""
    if isinstance(value, str) and unknowns_in(value):
        shown = render_unknown(value)
        for part in unknowns_in(value):
            shown = shown.replace("${" + part.name + "}", "")
        return shown
    if isinstance(value, dict):
        return {str(key): _drop_unknown(inner) for key, inner in value.items()}
    return [_drop_unknown(inner) for inner in value] if isinstance(value, list) else value


def _find_counts(subject: Subject) -> Iterator[Defect]:
    """Quotas of the whole document.

    The quota of conditions is documented without a word on whether it is meant for the statement or for the policy.
    """
    kind, statements = subject.kind, subject.policy.statements
    if kind in _MOST_STATEMENTS:
        yield from _tell(Problem.TOO_MANY_STATEMENTS, subject, _Measure(len(statements), _MOST_STATEMENTS[kind]))
    if kind in _MOST_PRINCIPALS:
        principals = sum(_count(statement.principals) for statement in statements)
        if all(_count(statement.principals) <= _MOST_PRINCIPALS[kind] for statement in statements):
            measure = _Measure(principals, _MOST_PRINCIPALS[kind])
            standing = Standing.REFUSED if kind is DocumentKind.QUEUE else Standing.NOTED
            yield from _tell(Problem.TOO_MANY_PRINCIPALS, subject, measure, standing=standing)
    if kind in _MOST_CONDITIONS:
        conditions = [len(statement.conditions) for statement in statements]
        if max(conditions, default=0) <= _MOST_CONDITIONS[kind]:
            measure = _Measure(sum(conditions), _MOST_CONDITIONS[kind])
            yield from _tell(Problem.TOO_MANY_CONDITIONS, subject, measure, standing=Standing.NOTED)


def _find_in_statement(kind: DocumentKind, statement: Statement) -> Iterator[Defect]:
    for problem, limits, count in (
        (Problem.TOO_MANY_PRINCIPALS, _MOST_PRINCIPALS, _count(statement.principals)),
        (Problem.TOO_MANY_CONDITIONS, _MOST_CONDITIONS, len(statement.conditions)),
        (Problem.TOO_MANY_ACTIONS, _MOST_ACTIONS, _count(statement.actions)),
        (Problem.TOO_MANY_RESOURCES, _MOST_RESOURCES, _count(statement.resources)),
    ):
        limit = limits.get(kind)
        if limit is not None and count > limit:
            details = {"count": count, "limit": limit}
            yield Defect(problem, Standing.REFUSED, statement.origin, statement=statement, details=details)


def _count(listing: Listing | PrincipalListing | None) -> int:
    return len(listing.values) if listing is not None else 0


def _tell(
    problem: Problem, subject: Subject, measure: _Measure, *, standing: Standing = Standing.REFUSED
) -> Iterator[Defect]:
    if measure.length > measure.limit:
        details = {"count": f"{measure.length:,}", "limit": f"{measure.limit:,}"}
        yield Defect(problem, standing, subject.policy.origin, details=details)
