"""The values that several answers have in common: texts and places, resources, deliveries and their calls, findings."""

from dataclasses import dataclass, field

from keypost.library.choices import KeyManager, Outcome, Severity, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One sentence in English and in Japanese; `str` is the English one."""

    en: str
    ja: str

    def __str__(self) -> str:
        """Return the English sentence."""
        return self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where something stands: a `file` with the 1-based `line` (or JSON `pointer`), or the API `call` that told it."""

    file: str | None = None
    line: int | None = None
    pointer: str | None = None
    call: str | None = None

    def __str__(self) -> str:
        """Return `file:line`, or what else is known of the place."""
        if self.file is not None:
            return f"{self.file}:{self.line}" if self.line is not None else self.file
        return self.call or self.pointer or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """One end of a delivery: CloudFormation's `type`, its `id` in the input, and its `arn` as far as it is known."""

    type: str
    id: str
    arn: str | None
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """The KMS key of a delivery; `manager` is None where the input doesn't tell."""

    id: str
    arn: str | None
    manager: KeyManager | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """The fact that would settle a delivery that DEPENDS, and why it matters."""

    fact: str
    why: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One AWS action of a delivery: who asks for what, how AWS decides, the reason's id, and what decides it."""

    principal: str | None
    action: str
    resource: str | None
    decision: Outcome
    reason: str
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """A choice that the input leaves open, settled one way: a condition or parameter and its value."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What AWS says of a delivery that was tried: `course` is `failing` or `delivering`; times are in UTC."""

    course: str
    of_this_target: bool
    location: Location
    since: str | None = None
    seen: str | None = None
    delivered: str | None = None
    says: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """Why something is accepted, the last day on which it is (None: for good), and where that stands."""

    reason: str
    until: str | None
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One source handing something to one target, and whether it gets through.

    `path` is the kind of delivery, an id of the catalogue. `key` is None where no KMS key takes part. `findings` are
    the ids of the rules that say why it fails, `onward` the indexes of the deliveries that go on with what it delivers.
    A delivery that is `suppressed` is accepted as it is, and `suppression` says why. `current` is, in a preview, the
    verdict of today.
    """

    path: str
    source: Resource
    target: Resource
    key: Key | None
    verdict: Verdict
    needs: tuple[Need, ...]
    calls: tuple[Call, ...]
    findings: tuple[str, ...]
    assumptions: tuple[tuple[Assumption, ...], ...] = ()
    suppressed: bool = False
    suppression: Suppression | None = None
    onward: tuple[int, ...] = ()
    observations: tuple[Observation, ...] = ()
    current: Verdict | None = None

    def __str__(self) -> str:
        """Return the verdict, the path and both ends on one line."""
        place = f" ({self.source.location})" if str(self.source.location) else ""
        return f"{self.verdict} {self.path}: {self.source.id} -> {self.target.id}{place}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Another place that a finding speaks of."""

    message: Text
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannerRule:
    """A rule of a scanner that asks for what a finding warns of."""

    scanner: str
    rule: str
    docs: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault at one place: the rule's id, what is wrong, what would mend it, and the deliveries behind (indexes)."""

    rule: str
    severity: Severity
    message: Text
    location: Location
    related: tuple[Related, ...]
    fixes: tuple[str, ...]
    deliveries: tuple[int, ...]
    docs: str
    suppressed: bool = False
    suppression: Suppression | None = None
    asked_by: tuple[ScannerRule, ...] = ()

    def __str__(self) -> str:
        """Return the place, the rule and the English message on one line."""
        place = f"{self.location}: " if str(self.location) else ""
        return f"{place}{self.rule}: {self.message.en}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something that could not be read, and why."""

    what: str
    why: str
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What all answers have in common: they are the JSON that the command line prints, read."""

    _json: str = field(repr=False, compare=False)

    def to_json(self) -> str:
        """Return the JSON that the command of the same name prints with `--format json`."""
        return self._json
