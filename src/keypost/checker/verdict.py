"""Verdicts: of a call, of a delivery, and the findings that name the faults behind them."""

from keypost.catalogue.declare import Call, Path
from keypost.estate.estate import Assumption, Gap, Suppression, Wire
from keypost.estate.resource import Encryption, Resource
from keypost.named import TYPE_CHECKING, Enum, NamedTuple
from keypost.origin import NOWHERE, Origin
from keypost.policy.decision import Decision
from keypost.policy.request import Request
from keypost.text import Text

if TYPE_CHECKING:
    from keypost.catalogue.encryptable import ScannerRule
    from keypost.checker.encrypt import KeyChoice
    from keypost.estate.observation import Observation
    from keypost.estate.organization import Control


class Verdict(Enum):
    """Whether a delivery gets through."""

    WORKS = "WORKS"
    DEPENDS = "DEPENDS"
    FAILS = "FAILS"


RANK = {Verdict.WORKS: 0, Verdict.DEPENDS: 1, Verdict.FAILS: 2}  # from the best to the worst


def is_worse(verdict: Verdict, *, than: Verdict) -> bool:
    """Tell whether one verdict is worse than another."""
    return RANK[verdict] > RANK[than]


class NeedKind(Enum):
    """What kind of fact would settle a delivery."""

    INPUT_VALUE = "input-value"
    CONDITION = "condition"
    KEY = "key"
    GRANT = "grant"
    ENCRYPTION = "encryption"
    TARGET = "target"
    POLICY = "policy"
    ORGANIZATION = "organization-policies"
    ROLE = "role"
    CONTEXT_KEY = "context-key"
    OPEN_POINT = "open-point"
    INFERRED_FACT = "inferred-fact"


class Need(NamedTuple):
    """The one fact that would settle it: its kind, its name, and why it matters."""

    kind: NeedKind
    fact: str
    origin: Origin = NOWHERE


class CallVerdict(NamedTuple):
    """One call of a delivery: who asks, for what, and the traced decision (no request: nobody knows who calls).

    `control` is the organization's policy that denies it, where one does.
    """

    call: Call
    request: Request | None
    decision: Decision
    verdict: Verdict
    needs: tuple[Need, ...] = ()
    control: "Control | None" = None


class Delivery(NamedTuple):
    """A concrete source-target pair with its verdict; `findings` index the result's findings.

    `role` is the one that makes its calls, where one does. `onward` index the result's deliveries that go on with what
    this one delivers; `observations` are what AWS says of it. In a preview, `current` is the verdict without what the
    preview assumes.
    """

    path: Path
    wire: Wire
    source: Resource
    target: Resource
    verdict: Verdict
    key: Resource | None = None
    encryption: Encryption | None = None
    calls: tuple[CallVerdict, ...] = ()
    needs: tuple[Need, ...] = ()
    findings: tuple[int, ...] = ()
    assumptions: tuple[tuple[Assumption, ...], ...] = ()
    suppressed: Suppression | None = None
    current: Verdict | None = None
    onward: tuple[int, ...] = ()
    observations: tuple["Observation", ...] = ()
    role: Resource | None = None

    def owner_of(self, call: Call) -> Resource | None:
        """Return the resource that the call is made on, whose policy speaks about it."""
        return self.key if call.on_key else self.role if call.on_role else self.target

    @property
    def resources(self) -> tuple[Resource, ...]:
        """The resources that take part: the ends, whose setting links them, the key, and the role that is assumed."""
        assumed = self.role if any(call.call.on_role for call in self.calls) else None
        parts = (self.source, self.target, self.wire.holder, self.key, assumed)
        return tuple(part for part in parts if part is not None)

    @property
    def has_worsened(self) -> bool:
        """Whether the verdict is worse than it is without what a preview assumes."""
        return self.current is not None and is_worse(self.verdict, than=self.current)

    @property
    def stacks(self) -> frozenset[str]:
        """The stacks that its resources belong to."""
        return frozenset(resource.stack for resource in self.resources)


class Severity(Enum):
    """SARIF's levels."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Related(NamedTuple):
    """Another place that a finding speaks of."""

    message: Text
    origin: Origin


class Finding(NamedTuple):
    """One fault, at one place, and the deliveries that it stops (indexes); `resource` where it is about one alone.

    `asked_by` are the scanners' rules that ask for what it warns of; `subject` tells it from others of its rule and
    place.
    """

    rule: str
    severity: Severity
    message: Text
    origin: Origin
    related: tuple[Related, ...] = ()
    fixes: tuple[Text, ...] = ()
    deliveries: tuple[int, ...] = ()
    resource: Resource | None = None
    suppressed: Suppression | None = None
    asked_by: "tuple[ScannerRule, ...]" = ()
    subject: str = ""


class Preview(NamedTuple):
    """What a result takes for granted: that these resources, which aren't, were under such a key."""

    choice: "KeyChoice"
    resources: tuple[Resource, ...]


class CheckResult(NamedTuple):
    """All deliveries found, the findings, and what could not be read; of the estate as it is, or of a preview."""

    deliveries: tuple[Delivery, ...]
    findings: tuple[Finding, ...]
    gaps: tuple[Gap, ...] = ()
    files: tuple[str, ...] = ()
    preview: Preview | None = None
