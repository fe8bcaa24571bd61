"""Keypost: will this AWS delivery get through, and if not, which policy stops it?

    result = keypost.check("templates/", region="eu-central-1")
    assert not result.failing, result.to_text()

What stands in `__all__` is the library, and stable; docs/library.md says what that means. All else is not.
"""

from keypost.version import __version__

TYPE_CHECKING = False  # type checkers take the name for True; what is used is imported when it is used
if TYPE_CHECKING:
    from keypost.library.check import CheckResult, Format, KeyChoice, Language, Preview, Summary, check
    from keypost.library.choices import (
        Disposition,
        Evidence,
        KeyManager,
        Likelihood,
        Outcome,
        Severity,
        Validity,
        Verdict,
    )
    from keypost.library.diff import Access, DiffResult, Turn, diff
    from keypost.library.documents import Document, Input
    from keypost.library.errors import InputError
    from keypost.library.explain import Cause, Clue, Denial, Estate, ExplainResult, Facts, Message, NextLook, explain
    from keypost.library.fix import Candidate, DeliveryName, Fix, FixResult, Gain, fix
    from keypost.library.lint import LintResult, PolicyKind, lint
    from keypost.library.paths import (
        Accepts,
        Caller,
        ConditionKey,
        DeliveryPath,
        Encryption,
        NeededTrust,
        PathCall,
        PathsResult,
        PlacedStatements,
        Setting,
        Source,
        Statements,
        StoppedCall,
        Way,
        paths,
    )
    from keypost.library.simulate import OpenFact, SimulateResult, Step, simulate
    from keypost.library.values import (
        Assumption,
        Call,
        Delivery,
        Finding,
        Gap,
        Key,
        Location,
        Need,
        Observation,
        Related,
        Report,
        Resource,
        ScannerRule,
        Suppression,
        Text,
    )

_HOMES = {
    "check": ("CheckResult", "Format", "KeyChoice", "Language", "Preview", "Summary", "check"),
    "choices": ("Disposition", "Evidence", "KeyManager", "Likelihood", "Outcome", "Severity", "Validity", "Verdict"),
    "diff": ("Access", "DiffResult", "Turn", "diff"),
    "documents": ("Document", "Input"),
    "errors": ("InputError",),
    "explain": ("Cause", "Clue", "Denial", "Estate", "ExplainResult", "Facts", "Message", "NextLook", "explain"),
    "fix": ("Candidate", "DeliveryName", "Fix", "FixResult", "Gain", "fix"),
    "lint": ("LintResult", "PolicyKind", "lint"),
    "paths": (
        "Accepts",
        "Caller",
        "ConditionKey",
        "DeliveryPath",
        "Encryption",
        "NeededTrust",
        "PathCall",
        "PathsResult",
        "PlacedStatements",
        "Setting",
        "Source",
        "Statements",
        "StoppedCall",
        "Way",
        "paths",
    ),
    "simulate": ("OpenFact", "SimulateResult", "Step", "simulate"),
    "values": (
        "Assumption",
        "Call",
        "Delivery",
        "Finding",
        "Gap",
        "Key",
        "Location",
        "Need",
        "Observation",
        "Related",
        "Report",
        "Resource",
        "ScannerRule",
        "Suppression",
        "Text",
    ),
}

__all__ = [
    "Accepts",
    "Access",
    "Assumption",
    "Call",
    "Caller",
    "Candidate",
    "Cause",
    "CheckResult",
    "Clue",
    "ConditionKey",
    "Delivery",
    "DeliveryName",
    "DeliveryPath",
    "Denial",
    "DiffResult",
    "Disposition",
    "Document",
    "Encryption",
    "Estate",
    "Evidence",
    "ExplainResult",
    "Facts",
    "Finding",
    "Fix",
    "FixResult",
    "Format",
    "Gain",
    "Gap",
    "Input",
    "InputError",
    "Key",
    "KeyChoice",
    "KeyManager",
    "Language",
    "Likelihood",
    "LintResult",
    "Location",
    "Message",
    "Need",
    "NeededTrust",
    "NextLook",
    "Observation",
    "OpenFact",
    "Outcome",
    "PathCall",
    "PathsResult",
    "PlacedStatements",
    "PolicyKind",
    "Preview",
    "Related",
    "Report",
    "Resource",
    "ScannerRule",
    "Setting",
    "Severity",
    "SimulateResult",
    "Source",
    "Statements",
    "Step",
    "StoppedCall",
    "Summary",
    "Suppression",
    "Text",
    "Turn",
    "Validity",
    "Verdict",
    "Way",
    "__version__",
    "check",
    "diff",
    "explain",
    "fix",
    "lint",
    "paths",
    "simulate",
]


def __getattr__(name: str) -> object:
    """Import a name of the library when somebody first asks for it."""
    for home, names in _HOMES.items():
        if name in names:
            value: object = getattr(__import__(f"keypost.library.{home}", fromlist=[name]), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module 'keypost' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*globals(), *__all__]
