"""What the answers choose from; each is also the text that stands in the JSON."""

from enum import StrEnum


class Verdict(StrEnum):
    """Whether a delivery gets through."""

    WORKS = "WORKS"
    FAILS = "FAILS"
    DEPENDS = "DEPENDS"


class Outcome(StrEnum):
    """How AWS decides one call."""

    ALLOW = "allow"
    EXPLICIT_DENY = "explicit_deny"
    IMPLICIT_DENY = "implicit_deny"
    UNDECIDED = "undecided"


class Severity(StrEnum):
    """How much a finding weighs; SARIF's levels."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class KeyManager(StrEnum):
    """Who manages a KMS key."""

    CUSTOMER = "CUSTOMER"
    AWS = "AWS"
    AWS_OWNED = "AWS_OWNED"


class Disposition(StrEnum):
    """Whether a change may be made unseen."""

    SAFE = "SAFE"
    REVIEW = "REVIEW"


class Likelihood(StrEnum):
    """How likely a cause is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Validity(StrEnum):
    """Whether AWS takes a policy document, and whether it does what it says."""

    VALID = "valid"
    WARNING = "warning"
    INVALID = "invalid"


class Evidence(StrEnum):
    """How a fact about AWS is known."""

    OBSERVED = "observed"
    DOCUMENTED = "documented"
    INFERRED = "inferred"
