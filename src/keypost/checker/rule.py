"""What a rule is: a fault by name, and how to recognise it behind a denied call or in an estate."""

from keypost.catalogue.declare import Call, KeyOf
from keypost.checker.verdict import CallVerdict, Delivery, Related, Severity, Verdict
from keypost.estate.estate import Estate
from keypost.estate.resource import Resource
from keypost.named import TYPE_CHECKING, Callable, Iterable, Iterator, Mapping, NamedTuple
from keypost.origin import NOWHERE, Origin
from keypost.policy.decision import Step
from keypost.policy.document import Effect, Policy
from keypost.policy.principals import is_service_linked
from keypost.policy.reasons import Element, Match, Outcome, PolicyKind, Reason
from keypost.policy.request import KeyManager, PrincipalKind
from keypost.text import Text
from keypost.unknown import render_unknown

if TYPE_CHECKING:
    from keypost.catalogue.encryptable import ScannerRule
    from keypost.checker.encrypt import KeyChoice
    from keypost.policy.validity.defect import Problem


class Fault(NamedTuple):
    """A denied call of a delivery; `beside` are those that the same claim is about, of this and other deliveries."""

    delivery: Delivery
    call: CallVerdict
    beside: "tuple[Fault, ...]" = ()

    @property
    def all(self) -> "tuple[Fault, ...]":
        """This fault and those beside it."""
        return self, *self.beside

    @property
    def caller(self) -> str:
        """The caller as reports name it: a service name or an ARN."""
        return render_unknown(self.call.request.principal.name) if self.call.request else ""

    @property
    def callers(self) -> tuple[str, ...]:
        """All callers that the claim is about."""
        return tuple(dict.fromkeys(fault.caller for fault in self.all))

    @property
    def by_service(self) -> bool:
        """Whether a service calls as itself."""
        return self.call.request is not None and self.call.request.principal.kind is PrincipalKind.SERVICE

    @property
    def by_linked_role(self) -> bool:
        """Whether a service-linked role calls, whose policies nobody but AWS can change."""
        return self.call.request is not None and is_service_linked(self.call.request.principal)

    @property
    def on_key(self) -> bool:
        """Whether the call is one on the KMS key."""
        return self.call.call.on_key

    @property
    def on_role(self) -> bool:
        """Whether the call is that of the service which assumes the role."""
        return self.call.call.on_role

    @property
    def key_name(self) -> str:
        """The key as reports name it."""
        return render_unknown(self.delivery.key.id) if self.delivery.key else ""

    @property
    def encrypted(self) -> Resource:
        """What the key encrypts: the target, or the source that is under a key of its own."""
        delivery = self.delivery
        is_source = delivery.target.is_key or delivery.path.key_of is KeyOf.SOURCE
        return delivery.source if is_source else delivery.target

    @property
    def actions(self) -> tuple[str, ...]:
        """The actions that fail on the same resource, of all deliveries that the claim is about."""
        return tuple(dict.fromkeys(call.action for fault in self.all for call in _failing_beside(fault)))

    @property
    def advised_actions(self) -> tuple[str, ...]:
        """Those actions, and the inferred ones that are denied beside them, as AWS recommends to allow them."""
        denied = (call for fault in self.all for call in _denied_beside(fault))
        actions = dict.fromkeys(call.advised or call.action for call in denied)
        return tuple(action for action in actions if f"{action}*" not in actions)

    @property
    def policy_origin(self) -> Origin:
        """Where the policy stands that should have allowed the call."""
        owner = self._owner
        if owner is None:
            return self.delivery.wire.origin
        return owner.policy_origin if owner.policy_origin.file else owner.origin

    def is_for_everyone(self, step: Step) -> bool:
        """Whether the step's statement names everyone, so that without its condition it would be open to the world."""
        policy = self._owner.policy if self._owner is not None else None
        if not isinstance(policy, Policy):
            return False
        listing = policy.statements[step.statement].principals
        return listing is not None and listing.has_everyone

    @property
    def _owner(self) -> Resource | None:
        """The resource whose policy speaks about the call."""
        return self.delivery.owner_of(self.call.call)

    def nearest(self, element: Element) -> Step | None:
        """Return the step of an Allow statement of the resource policy that failed no earlier than at `element`."""
        for step in self.call.decision.trace:
            if _is_failed_allow(step) and step.element is element:
                return step
        return None


def _denied_beside(fault: Fault) -> Iterator[Call]:
    denied = (call.call for call in fault.delivery.calls if call.verdict is not Verdict.WORKS and _is_denied(call))
    return (call for call in denied if call.on == fault.call.call.on)


def _failing_beside(fault: Fault) -> Iterator[Call]:
    failing = (call.call for call in fault.delivery.calls if call.verdict is Verdict.FAILS)
    return (call for call in failing if call.on == fault.call.call.on)


def _is_denied(call: CallVerdict) -> bool:
    return call.decision.outcome in (Outcome.EXPLICIT_DENY, Outcome.IMPLICIT_DENY)


def _is_failed_allow(step: Step) -> bool:
    return step.policy is PolicyKind.RESOURCE and step.effect is Effect.ALLOW and step.outcome is Match.NO_MATCH


class Survey(NamedTuple):
    """All deliveries as they were decided, and the estates that they were found in (one for each case)."""

    deliveries: tuple[Delivery, ...]
    estates: tuple[Estate, ...]


class Breakage(NamedTuple):
    """Deliveries that get worse when the resource, as it is today, is put under such a key.

    `statements` are what the policy of a customer managed key needs beside its default so that nothing gets worse
    (empty: nothing was found that helps); `asked_by` are the scanners' rules that ask for the encryption.
    """

    resource: Resource
    choice: "KeyChoice"
    deliveries: tuple[Delivery, ...]
    statements: str
    asked_by: "tuple[ScannerRule, ...]"


class Claim(NamedTuple):
    """What a rule says of a fault: one finding, together with all claims of the same rule, place, subject and `about`.

    Those have one message: a rule names in it whatever may differ between them (`Fault.callers`).

    `resource` is set where the finding is about one resource, whether or not a delivery fails; `severity` where it
    is another than the rule's; `asked_by` where scanners ask for what it warns of.
    """

    message: Text
    origin: Origin
    subject: str = ""
    resource: Resource | None = None
    related: tuple[Related, ...] = ()
    fixes: tuple[Text, ...] = ()
    severity: Severity | None = None
    asked_by: "tuple[ScannerRule, ...]" = ()
    about: str = ""


class Words(NamedTuple):
    """What is said of a defect of a policy document, and how to mend it: both with placeholders of its details."""

    message: Text
    fix: Text


class Rule(NamedTuple):
    """A fault: its id (the file's name with hyphens), how bad it is, and the texts of its page.

    `claims` recognises it behind a denied call; `inspects` finds it in an estate whether or not anything fails;
    `surveys` looks at all deliveries together, those that work too; `words` are for the defects of policy documents
    that it reports; `previews` tells what an encryption would break.
    """

    id: str
    severity: Severity
    title: Text
    why: Text
    remedy: Text
    claims: Callable[[Fault], Claim | None] | None = None
    inspects: Callable[[Estate], Iterable[Claim]] | None = None
    surveys: Callable[[Survey], Iterable[Claim]] | None = None
    words: "Mapping[Problem, Words] | None" = None
    previews: Callable[[Breakage], Claim] | None = None


def claim_denial_from_above(fault: Fault, *, denies: Words, omits: Words) -> Claim:
    """Return what is said of a denial by the organization's policies: a Deny, or a level of which none allows."""
    decision, control = fault.call.decision, fault.call.control
    words = denies if decision.outcome is Outcome.EXPLICIT_DENY else omits
    policy, target, origin = (control.name, control.target, control.origin) if control else ("?", "?", decision.origin)
    denied = (call for one in fault.all for call in one.delivery.calls if call.control is control and _is_denied(call))
    details = {
        "policy": policy,
        "target": target,
        "caller": fault.caller,
        "actions": quote(dict.fromkeys(call.call.action for call in denied)),
        "sid": name_statement(decision.sid, decision.statement),
    }
    return Claim(
        message=words.message.fill(**details),
        origin=origin if decision.origin == NOWHERE else decision.origin,
        subject=f"{policy}:{target}:{fault.caller}",
        fixes=(words.fix.fill(**details),),
    )


def is_refused(delivery: Delivery) -> bool:
    """Tell whether AWS doesn't take the delivery under that encryption, whatever any policy says."""
    return any(call.decision.reason is Reason.ENCRYPTION_REFUSED for call in delivery.calls)


def quote(names: Iterable[str]) -> str:
    """Return the names as sentences quote them: each in backticks."""
    return ", ".join(f"`{name}`" for name in names)


def name_statement(sid: str | None, index: int | None) -> str:
    """Return how reports call a statement: by its Sid, else by its number, counted from 1."""
    return sid or f"#{(index or 0) + 1}"


def has_managed_key(fault: Fault) -> bool:
    """Tell whether the delivery's key is managed by AWS, so that its policy can't be edited."""
    key = fault.delivery.key
    return key is not None and key.facts.manager is not KeyManager.CUSTOMER
