"""Suppressions: findings that somebody accepted, with a reason and mostly a last day."""

from keypost.checker.verdict import CheckResult, Delivery, Finding
from keypost.estate.estate import Gap, Suppression
from keypost.estate.resource import Resource
from keypost.named import Iterable, Sequence
from keypost.text import Text


def suppress(result: CheckResult, suppressions: Sequence[Suppression], *, today: str) -> CheckResult:
    """Mark what is suppressed; a delivery is, where every finding behind it is. Expired suppressions become gaps.

    `today` is an ISO date, as `until` of a suppression is: those compare as texts do.
    """
    if not suppressions:
        return result
    valid = [suppression for suppression in suppressions if not _has_expired(suppression, today)]
    findings = tuple(_mark(finding, result.deliveries, valid) for finding in result.findings)
    deliveries = tuple(_mark_delivery(delivery, findings) for delivery in result.deliveries)
    gaps = tuple(_expiry_gap(suppression) for suppression in suppressions if _has_expired(suppression, today))
    return result._replace(findings=findings, deliveries=deliveries, gaps=(*result.gaps, *gaps))


def find_unused(result: CheckResult, suppressions: Iterable[Suppression], *, today: str) -> tuple[Suppression, ...]:
    """Return the suppressions that hold and cover no finding of the result."""
    concerned = [[result.deliveries[index] for index in finding.deliveries] for finding in result.findings]
    pairs = tuple(zip(result.findings, concerned, strict=True))
    return tuple(
        suppression
        for suppression in suppressions
        if not _has_expired(suppression, today)
        and not any(_covers(suppression, finding, deliveries) for finding, deliveries in pairs)
    )


def is_in_reach(suppression: Suppression, files: Iterable[str]) -> bool:
    """Tell whether the suppression is limited to a file that is one of these."""
    if suppression.file is None:
        return any(file == suppression.stack for file in files)
    return any(_fits(file, suppression) for file in files)


def _has_expired(suppression: Suppression, today: str) -> bool:
    return suppression.until is not None and suppression.until < today


def _mark(finding: Finding, deliveries: tuple[Delivery, ...], suppressions: Iterable[Suppression]) -> Finding:
    concerned = [deliveries[index] for index in finding.deliveries]
    for suppression in suppressions:
        if _covers(suppression, finding, concerned):
            return finding._replace(suppressed=suppression)
    return finding


def _covers(suppression: Suppression, finding: Finding, deliveries: list[Delivery]) -> bool:
    """A suppression at a resource covers a finding only where it concerns every delivery that the finding stops.

    A finding that stops none is covered at the resource that it is about.
    """
    if finding.rule not in suppression.rules and "*" not in suppression.rules:
        return False
    if suppression.file is not None and not _fits(finding.origin.file or "", suppression):
        return False
    if suppression.path is not None and {delivery.path.reported_id for delivery in deliveries} != {suppression.path}:
        return False
    if suppression.resource is None:
        return suppression.stack is None or suppression.stack == finding.origin.file
    if not deliveries:
        return finding.resource is not None and _names(suppression, finding.resource)
    return all(_concerns(suppression, delivery) for delivery in deliveries)


def _fits(file: str, suppression: Suppression) -> bool:
    """Tell whether the file is meant, as reports name it or from the folder of the config file."""
    from fnmatch import fnmatchcase

    pattern = suppression.file or ""
    if fnmatchcase(file, pattern):
        return True
    return (
        bool(file) and suppression.folders is not None and fnmatchcase(_name_from(file, *suppression.folders), pattern)
    )


def _name_from(file: str, folder: str, here: str) -> str:
    """Return how the file, named from `here`, is named from `folder`; this looks at names alone."""
    import posixpath

    return posixpath.relpath(posixpath.join(here, file), folder)


def _concerns(suppression: Suppression, delivery: Delivery) -> bool:
    return any(_names(suppression, resource) for resource in delivery.resources)


def _names(suppression: Suppression, resource: Resource) -> bool:
    return suppression.resource == resource.id and suppression.stack in (None, resource.stack)


def _mark_delivery(delivery: Delivery, findings: tuple[Finding, ...]) -> Delivery:
    behind = [findings[index] for index in delivery.findings]
    if behind and all(finding.suppressed is not None for finding in behind):
        return delivery._replace(suppressed=behind[0].suppressed)
    return delivery


def _expiry_gap(suppression: Suppression) -> Gap:
    return Gap(", ".join(suppression.rules), _EXPIRED.fill(until=suppression.until), suppression.origin)


_EXPIRED = Text(
    en="The suppression expired on {until}; what it covered is reported again.",
    ja="抑制の期限が {until} に切れたため、対象の検出結果は再び報告されます。",
)
