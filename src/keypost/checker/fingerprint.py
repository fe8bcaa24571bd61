"""What a finding and a delivery are called from run to run: the same after lines move and statements change places."""

from hashlib import blake2b

from keypost.checker.merge import identify
from keypost.checker.verdict import CheckResult, Delivery, Finding
from keypost.estate.estate import Gap
from keypost.named import Iterable, Sequence
from keypost.unknown import render_unknown

# What stands for a verdict alone, where findings have rules: a failure that no rule recognises, and a DEPENDS.
FAILS_RULE, DEPENDS_RULE = "delivery-fails", "delivery-depends"
_DIGITS_OF_AN_INDEX = 3  # longer numbers (an account) belong to the name


def fingerprint_delivery(delivery: Delivery) -> str:
    """Return the delivery's fingerprint: its path and its two ends tell it from all others."""
    return _digest(identify(delivery))


def fingerprint_verdict(rule: str, delivery: Delivery) -> str:
    """Return the fingerprint of a verdict that no finding tells; `rule` is what stands for it."""
    return _digest((rule, *identify(delivery)))


def fingerprint_gap(gap: Gap) -> str:
    """Return a fingerprint of something that could not be read, without lines."""
    return _digest(("gap", gap.what, gap.origin.file or "", gap.origin.pointer))


def fingerprint_findings(result: CheckResult) -> tuple[str, ...]:
    """Return a fingerprint for each finding, no two of them equal.

    It is made of the rule, the file, the place within the document and the subject, without lines and indexes. What
    that doesn't tell apart is numbered, in an order that what is said decides, not where it stands.
    """
    names = [_name(finding) for finding in result.findings]
    order = sorted(range(len(names)), key=lambda index: _compare_by(result.findings[index], result.deliveries))
    counts: dict[tuple[str, ...], int] = {}
    fingerprints: dict[int, str] = {}
    for index in order:
        name = names[index]
        number = counts[name] = counts.get(name, -1) + 1
        fingerprints[index] = _digest((*name, str(number)))
    return tuple(fingerprints[index] for index in range(len(names)))


def _name(finding: Finding) -> tuple[str, ...]:
    origin = finding.origin
    resource = finding.resource.id if finding.resource is not None else ""
    return (
        finding.rule,
        origin.file or origin.call or "",
        _without_indexes(origin.pointer, separator="/"),
        resource,
        _without_indexes(finding.subject, separator=":"),
    )


def _without_indexes(text: str, *, separator: str) -> str:
    return separator.join(step for step in text.split(separator) if not _is_index(step))


def _is_index(step: str) -> bool:
    return step.isdecimal() and len(step) <= _DIGITS_OF_AN_INDEX


def _compare_by(finding: Finding, deliveries: Sequence[Delivery]) -> tuple[object, ...]:
    return sorted(identify(deliveries[index]) for index in finding.deliveries), finding.message.en


def _digest(parts: Iterable[str]) -> str:
    text = "\n".join(map(_spell, parts))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _spell(part: str) -> str:
    """Return the part on one line of its own, so that no two lists of parts read alike."""
    return _show(part).replace("\\", "\\\\").replace("\n", "\\n")


def _show(part: str) -> str:
    try:
        return render_unknown(part)
    except (KeyError, UnicodeDecodeError):
        return part  # it only looks like an unknown part
