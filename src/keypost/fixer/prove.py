"""Changes -> a candidate: what they turn, break, widen and cost, all of it decided on a copy with the changes made."""

from collections.abc import Iterator

from keypost.catalogue.declare import Evidence
from keypost.checker.merge import Identity
from keypost.checker.verdict import RANK, CallVerdict, Verdict
from keypost.estate.kind import Kind
from keypost.estate.resource import Encryption, Sse
from keypost.fixer.candidate import Candidate, CandidateKind, Caution, Disposition, Gain
from keypost.fixer.change import Changes, EncryptionChange, NewKey, PolicyChange
from keypost.fixer.gains import AWS_SERVICES, is_within_needs, list_gains
from keypost.fixer.search import Outlook
from keypost.policy.changes import ChangeKind
from keypost.policy.reasons import PolicyKind

# What must be looked at by people, whatever was proven; the rest is a price that is told.
_FOR_REVIEW = frozenset(
    {
        Caution.LEAVES_WORKS,
        Caution.GETS_WORSE,
        Caution.RESTS_ON_INFERENCE,
        Caution.LOSES_ENCRYPTION,
        Caution.WIDENS_STATEMENT,
        Caution.REENABLES_KEY,
    }
)


def build_candidate(kind: CandidateKind, before: Outlook, after: Outlook) -> Candidate:
    """Return the candidate for these changes, with all that is different after them."""
    changes = after.changes
    gains = tuple(list_gains(changes, after.reading))
    cautions = tuple(dict.fromkeys((*_compare(before, after), *_price(changes), *_doubt(before, after, gains))))
    return Candidate(
        kind=_name_kind(kind, changes),
        changes=changes,
        disposition=Disposition.REVIEW if _FOR_REVIEW.intersection(cautions) else Disposition.SAFE,
        turns=tuple(_turned(before, after)),
        breaks=tuple(_broken(before, after)),
        gains=gains,
        cautions=cautions,
    )


def _turned(before: Outlook, after: Outlook) -> Iterator[Identity]:
    for identity, delivery in after.deliveries.items():
        known = before.deliveries.get(identity)
        if delivery.verdict is Verdict.WORKS and known is not None and known.verdict is not Verdict.WORKS:
            yield identity


def _broken(before: Outlook, after: Outlook) -> Iterator[Identity]:
    """Yield what worked and doesn't any more, or isn't there any more."""
    for identity, delivery in before.deliveries.items():
        now = after.deliveries.get(identity)
        if delivery.verdict is Verdict.WORKS and (now is None or now.verdict is not Verdict.WORKS):
            yield identity


def _compare(before: Outlook, after: Outlook) -> Iterator[Caution]:
    for identity, delivery in before.deliveries.items():
        now = after.deliveries.get(identity)
        if now is None or RANK[now.verdict] > RANK[delivery.verdict]:
            yield Caution.LEAVES_WORKS if delivery.verdict is Verdict.WORKS else Caution.GETS_WORSE


def _price(changes: Changes) -> Iterator[Caution]:
    for change in changes:
        if isinstance(change, NewKey):
            yield from (Caution.KEY_FEE, Caution.UNSEEN_CONSUMERS)
        elif isinstance(change, EncryptionChange):
            yield from _price_of_encryption(change.kind, change.encryption)
        elif change.change.kind is ChangeKind.ENABLE_KEY:
            yield Caution.REENABLES_KEY


def _price_of_encryption(kind: Kind, encryption: Encryption) -> Iterator[Caution]:
    """What a queue or bucket holds stays under the old key; a topic holds nothing (SQS and S3 guides)."""
    if kind is Kind.QUEUE and encryption.mode is Sse.AWS_OWNED:
        yield Caution.SSE_SQS_LIMITS
    elif encryption.mode is not Sse.KMS:
        yield Caution.LOSES_ENCRYPTION
    if kind is not Kind.TOPIC:
        yield Caution.BACKLOG_UNDER_OLD_KEY


def _doubt(before: Outlook, after: Outlook, gains: tuple[Gain, ...]) -> Iterator[Caution]:
    """Yield why nobody can vouch for it: facts that are inferred, or more allowed than any delivery needs."""
    named = (gain for gain in gains if gain.principal not in {AWS_SERVICES, gain.on.id})
    if not all(is_within_needs(gain, after.deliveries) for gain in named):
        yield Caution.WIDENS_STATEMENT
    for identity in _turned(before, after):
        if any(map(_is_inferred, after.deliveries[identity].calls)):
            yield Caution.RESTS_ON_INFERENCE


def _is_inferred(call: CallVerdict) -> bool:
    """Whether nobody documents that the action is needed, nor that it should be allowed."""
    return call.call.evidence is Evidence.INFERRED and call.call.advised is None


_KINDS = {
    ChangeKind.ADD_TEST: CandidateKind.CHANGE_CONDITION,
    ChangeKind.DROP_TEST: CandidateKind.CHANGE_CONDITION,
    ChangeKind.ENABLE_KEY: CandidateKind.ENABLE_KEY,
    ChangeKind.LIST: CandidateKind.EXTEND_STATEMENT,
}


def _name_kind(kind: CandidateKind, changes: Changes) -> CandidateKind:
    """Return what the candidate is called: by its tactic, else by its first change."""
    if kind is not CandidateKind.ADD_STATEMENT or not changes or not isinstance(changes[0], PolicyChange):
        return kind
    change = changes[0].change
    if change.kind is ChangeKind.ADD_TEST and change.key == "aws:PrincipalIsAWSService":
        return CandidateKind.EXCEPT_SERVICES
    if change.kind is ChangeKind.ADD_STATEMENT and change.policy is PolicyKind.IDENTITY:
        return CandidateKind.ALLOW_ROLE
    return _KINDS.get(change.kind, kind)
