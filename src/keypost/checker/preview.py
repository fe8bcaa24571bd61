"""What following a scanner would do: the estate decided again with everything encrypted, and what that breaks."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from keypost.catalogue.encryptable import ENCRYPTABLE, Satisfied, ScannerRule
from keypost.checker.admitting import build_statements, render_statements
from keypost.checker.check import decide_reading, link_findings
from keypost.checker.encrypt import KeyChoice, encrypt
from keypost.checker.findings import build_finding, find_faults
from keypost.checker.merge import Identity, identify
from keypost.checker.onward import link_onward
from keypost.checker.rule import Breakage, Claim, Rule, is_refused
from keypost.checker.rules.registry import OF_PREVIEWS, load_rules
from keypost.checker.suppress import suppress
from keypost.checker.verdict import CheckResult, Delivery, Finding, Preview, Verdict, is_worse
from keypost.estate.estate import Reading, Suppression
from keypost.estate.resource import Encryption, Handle, Resource, Sse
from keypost.named import NamedTuple
from keypost.policy.document import Policy, Statement
from keypost.policy.key_policy import build_default_key_policy

# Which rules are content with a key.
CONTENT = {
    KeyChoice.AWS_MANAGED: frozenset({Satisfied.BY_ANY_ENCRYPTION, Satisfied.BY_KMS_KEY}),
    KeyChoice.CUSTOMER: frozenset(Satisfied),
}


def preview(
    reading: Reading, *, choice: KeyChoice, suppressions: Sequence[Suppression] = (), today: str
) -> CheckResult:
    """Decide the reading as if everything that isn't under KMS were; what gets worse by that has a finding of its own.

    The deliveries are those of the estate as it would be, each with its verdict of today (`current`).
    """
    seen = foresee(reading, choice=choice)
    apart = frozenset(index for indexes in seen.broken.values() for index in indexes)
    findings = (
        *seen.findings.values(),
        *find_faults(seen.deliveries, (case.estate for case in reading.cases), apart=apart),
    )
    result = CheckResult(
        link_onward(link_findings(seen.deliveries, findings)),
        findings,
        reading.gaps,
        reading.files,
        Preview(choice, tuple(seen.touched.values())),
    )
    return suppress(result, (*reading.suppressions, *suppressions), today=today)


class Foreseen(NamedTuple):
    """What encrypting some resources would do.

    `deliveries` are all of the estate as it would be, `broken` the indexes of those that get worse, by the resource
    whose encryption does that; `findings` say so of each, and `statements` are what a key policy must add (JSON).
    """

    deliveries: tuple[Delivery, ...]
    touched: Mapping[Handle, Resource]
    broken: Mapping[Handle, list[int]]
    findings: Mapping[Handle, Finding]
    statements: Mapping[Handle, str]


def foresee(
    reading: Reading, *, choice: KeyChoice, asked: Mapping[Handle, Sequence[ScannerRule]] | None = None
) -> Foreseen:
    """Decide the reading with everything encrypted that can be, or only what is `asked` for, and by which rules."""
    now = {identify(delivery): delivery.verdict for delivery in decide_reading(reading)}
    world = _World(reading, choice=choice, among=asked)
    deliveries = tuple(one._replace(current=now.get(identify(one), Verdict.WORKS)) for one in world.deliveries)
    broken: dict[Handle, list[int]] = {}
    for index, delivery in enumerate(deliveries):
        if delivery.has_worsened:
            broken.setdefault(world.blame(delivery), []).append(index)
    statements = _find_remedies(reading, _verdicts_now(deliveries), among=world.touched) if broken else {}
    was = {one.handle: one for case in reading.cases for one in case.estate.resources}
    findings = {
        handle: _find_broken(
            was[handle],
            tuple(indexes),
            deliveries,
            choice=choice,
            statements=statements.get(handle, ""),
            asked_by=tuple(_askers(was[handle], choice) if asked is None else asked.get(handle, ())),
        )
        for handle, indexes in broken.items()
    }
    return Foreseen(deliveries, world.touched, broken, findings, statements)


class _World:
    """The reading with everything encrypted, and decided."""

    def __init__(
        self,
        reading: Reading,
        *,
        choice: KeyChoice,
        among: Collection[Handle] | None = None,
        policies: Mapping[Handle, Policy] = MappingProxyType({}),
    ) -> None:
        """Encrypt every case (or these resources alone); `policies` are those of new keys other than the default."""
        worlds = tuple(encrypt(one.estate, choice=choice, among=among, policies=policies) for one in reading.cases)
        cases = tuple(case._replace(estate=world.estate) for case, world in zip(reading.cases, worlds, strict=True))
        self.deliveries = decide_reading(reading._replace(cases=cases))
        self.touched = {one.handle: one for world in worlds for one in world.resources}
        self._by_key = {_key_of(one): handle for handle, one in self.touched.items()}
        self._has_own_keys = choice is KeyChoice.CUSTOMER

    def find_worse(self, now: Mapping[Identity, Verdict]) -> Iterator[Delivery]:
        """Yield the deliveries that are worse than they are now; one that nothing of today corresponds to works."""
        for delivery in self.deliveries:
            if is_worse(delivery.verdict, than=now.get(identify(delivery), Verdict.WORKS)):
                yield delivery

    def blame(self, delivery: Delivery) -> Handle:
        """Return the resource whose new key the delivery meets: the key's own, else where it leads or comes from."""
        ends = (delivery.target, delivery.wire.holder, delivery.source)
        if self._has_own_keys and delivery.key is not None and delivery.key.arn in self._by_key:
            return self._by_key[delivery.key.arn]
        return next(
            (handle for handle in (end.handle for end in ends) if handle in self.touched), delivery.target.handle
        )


def _key_of(resource: Resource) -> str:
    return resource.encryption.key or "" if isinstance(resource.encryption, Encryption) else ""


def _find_broken(
    resource: Resource,
    indexes: tuple[int, ...],
    deliveries: Sequence[Delivery],
    *,
    choice: KeyChoice,
    statements: str,
    asked_by: tuple[ScannerRule, ...],
) -> Finding:
    """Return what the rule says of a resource whose encryption breaks something."""
    (rule,) = load_rules(OF_PREVIEWS)
    told = tuple(deliveries[index] for index in indexes)
    breakage = Breakage(resource=resource, choice=choice, deliveries=told, statements=statements, asked_by=asked_by)
    return build_finding(rule, _claim(rule, breakage), indexes)


def _claim(rule: Rule, breakage: Breakage) -> Claim:
    if rule.previews is None:
        raise LookupError(rule.id)
    return rule.previews(breakage)


def _verdicts_now(deliveries: Iterable[Delivery]) -> dict[Identity, Verdict]:
    return {identify(delivery): delivery.current for delivery in deliveries if delivery.current is not None}


def _askers(resource: Resource, choice: KeyChoice) -> Iterable[ScannerRule]:
    """Return the rules that ask for this: content with such a key, and not with what there is."""
    encryption = resource.encryption
    is_bare = isinstance(encryption, Encryption) and encryption.mode is Sse.NONE
    for rule in ENCRYPTABLE[resource.kind].scanners:
        if rule.satisfied in CONTENT[choice] and (is_bare or rule.satisfied is not Satisfied.BY_ANY_ENCRYPTION):
            yield rule


def _find_remedies(
    reading: Reading, now: Mapping[Identity, Verdict], *, among: Collection[Handle]
) -> dict[Handle, str]:
    """Return by resource what the policy of a customer managed key must add so that nothing is worse than today.

    What a new key denies to anybody who delivers or receives is allowed, and all is decided once more with that: what
    then still is worse has no remedy here, save what is refused under any key.
    """
    plain = _World(reading, choice=KeyChoice.CUSTOMER, among=among)
    denied: dict[Handle, list[Delivery]] = {}
    for delivery in plain.find_worse(now):
        denied.setdefault(plain.blame(delivery), []).append(delivery)
    statements = {handle: build_statements(group, key=plain.touched[handle]) for handle, group in denied.items()}
    policies = {handle: _build_policy(plain.touched[handle], added) for handle, added in statements.items() if added}
    mended = _World(reading, choice=KeyChoice.CUSTOMER, among=among, policies=policies)
    still = {mended.blame(delivery) for delivery in mended.find_worse(now) if not is_refused(delivery)}
    return {handle: render_statements(statements[handle]) for handle in policies if handle not in still}


def _build_policy(resource: Resource, statements: list[Statement]) -> Policy:
    """Return the default key policy with further statements."""
    default = build_default_key_policy(account=resource.account, partition=resource.partition)
    return default.append(statements)
