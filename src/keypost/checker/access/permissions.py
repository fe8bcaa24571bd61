"""What a principal may do with a key, and what that rests on."""

from keypost.checker.access.candidates import Who
from keypost.estate.estate import Assumption
from keypost.named import Enum, NamedTuple
from keypost.origin import NOWHERE, Origin
from keypost.policy.decision import Need
from keypost.policy.document import Condition
from keypost.policy.reasons import OpenPoint, PolicyKind


class Standing(Enum):
    """How far the question is settled for a principal."""

    ALLOWED = "allowed"
    OWN_POLICIES = (
        "own-policies"  # the key leaves it to the principal's identity policies, which the input doesn't hold
    )
    OPEN = "open"
    DENIED = "denied"
    NEVER = "never"  # it hangs on context keys that the principal doesn't send


class Basis(NamedTuple):
    """One statement or grant that a permission rests on, or that takes it away.

    `conditions` are those that only the request settles, `principals` those of many that the statement is about, and
    `excepted` those whom a Deny with NotPrincipal leaves out.
    """

    policy: PolicyKind
    statement: int
    sid: str | None = None
    origin: Origin = NOWHERE
    conditions: tuple[Condition, ...] = ()
    principals: tuple[str, ...] = ()
    excepted: tuple[str, ...] = ()


class Permission(NamedTuple):
    """What a principal may do with the key, and why.

    It holds where the conditions of all parts of `through` do, and none of the Deny statements in `unless` applies.
    `own_unread`: the principal's own policies can still deny it, and the input doesn't hold them. `needs` says what
    would settle an OPEN one, `unsent` which keys a NEVER one waits for; `assumptions` under which readings of the input
    it holds (none: under all).
    """

    who: Who
    actions: tuple[str, ...]
    standing: Standing
    through: tuple[Basis, ...] = ()
    unless: tuple[Basis, ...] = ()
    needs: tuple[Need, ...] = ()
    open_points: tuple[OpenPoint, ...] = ()
    own_unread: bool = False
    unsent: tuple[str, ...] = ()
    assumptions: tuple[tuple[Assumption, ...], ...] = ()

    @property
    def is_conditional(self) -> bool:
        """Tell whether it hangs on anything but who calls what."""
        has_conditions = any(basis.conditions for basis in self.through)
        return has_conditions or bool(self.unless or self.assumptions) or self.standing is Standing.OWN_POLICIES
