"""One policy document by itself -> what AWS would say of it: refused, stored but not doing what it says, or valid."""

from keypost.checker.documents import build_claim
from keypost.checker.findings import build_finding
from keypost.checker.undone import find_undone
from keypost.checker.unsent import find_unsent
from keypost.checker.verdict import Finding, Severity
from keypost.named import Enum, NamedTuple
from keypost.policy.validity.defect import Defect, Problem, Subject
from keypost.policy.validity.find import find_defects


class Validity(Enum):
    """Whether AWS takes the document, and whether it then does what it says."""

    VALID = "valid"
    WARNING = "warning"
    INVALID = "invalid"


class LintResult(NamedTuple):
    """What was found in one document: the worst first, else in the order in which it is written."""

    validity: Validity
    findings: tuple[Finding, ...]


_WORST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


def lint(subject: Subject | None, *, defects: tuple[Defect, ...] = ()) -> LintResult:
    """Judge a document; `defects` are those that its reader found (None: it is no policy at all)."""
    found = list(defects)
    if subject is not None:
        found += find_defects(subject)
        told = {defect.origin for defect in found if defect.problem is Problem.KEY_NOT_OF_SERVICES}
        found += [defect for defect in find_unsent(subject) if defect.origin not in told]
        found += find_undone(subject)
    findings: dict[tuple[str, str, str], Finding] = {}
    for rule, claim in [build_claim(defect) for defect in found]:
        findings.setdefault((rule.id, str(claim.origin), claim.subject), build_finding(rule, claim, ()))
    ordered = sorted(findings.values(), key=lambda finding: _WORST_FIRST.index(finding.severity))
    return LintResult(_judge(ordered), tuple(ordered))


def _judge(findings: list[Finding]) -> Validity:
    severities = {finding.severity for finding in findings}
    if Severity.ERROR in severities:
        return Validity.INVALID
    return Validity.WARNING if Severity.WARNING in severities else Validity.VALID
