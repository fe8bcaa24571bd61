"""The answer to one request, and the trace that explains it."""

from keypost.named import Enum, NamedTuple
from keypost.origin import NOWHERE, Origin
from keypost.policy.document import Effect
from keypost.policy.reasons import Element, Match, OpenPoint, Outcome, PolicyKind, Reason


class NeedKind(Enum):
    """What kind of fact would settle an undecided request."""

    CONTEXT_KEY = "context-key"
    INPUT_VALUE = "input-value"
    POLICY = "policy"
    KEY_STATE = "key-state"
    GRANTS = "grants"
    OPEN_POINT = "open-point"


class Need(NamedTuple):
    """One fact that would settle the request: the context key, the unknown part's name, or what was not read."""

    kind: NeedKind
    name: str
    origin: Origin = NOWHERE


class Step(NamedTuple):
    """What one statement (or grant) said, and the element that settled it.

    For a condition, `key` and `operator` name the test, `expected` holds the policy's values and `actual` what the
    request carries (None: absent). `document` counts the policies of that kind (of control policies: over all
    levels, from the root). `needs` says what would settle an unknown step.
    """

    policy: PolicyKind
    outcome: Match
    reason: Reason
    document: int = 0
    statement: int = 0
    sid: str | None = None
    effect: Effect | None = None
    element: Element | None = None
    key: str | None = None
    operator: str | None = None
    expected: tuple[str, ...] = ()
    actual: tuple[str, ...] | None = None
    origin: Origin = NOWHERE
    needs: tuple[Need, ...] = ()
    open_points: tuple[OpenPoint, ...] = ()


class Decision(NamedTuple):
    """What was decided, why, by which policy and statement; `needs` says what would settle UNDECIDED.

    `open_points` are the undocumented points that the decision rests on. `trace` is empty unless asked for.
    """

    outcome: Outcome
    reason: Reason
    decided_by: PolicyKind | None = None
    statement: int | None = None
    sid: str | None = None
    origin: Origin = NOWHERE
    needs: tuple[Need, ...] = ()
    open_points: tuple[OpenPoint, ...] = ()
    trace: tuple[Step, ...] = ()
    document: int = 0
