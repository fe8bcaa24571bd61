"""Changes -> a candidate: what they turn, break, widen and cost, all of it decided on a copy with the changes made."""

from collections.abc import Iterator

from keypost.catalogue.declare import Evidence
from keypost.checker.merge import identify
from keypost.checker.verdict import CallVerdict, Delivery, Verdict
from keypost.estate.kind import Kind
from keypost.estate.resource import Encryption, Sse
from keypost.fixer.candidate import Candidate, CandidateKind, Caution, Disposition, Gain
from keypost.fixer.change import IS_SERVICE, Changes, EncryptionChange, NewKey, PolicyChange
from keypost.fixer.gains import is_within_needs, list_gains
from keypost.fixer.outlook import Outlook
from keypost.policy.changes import Change, ChangeKind
from keypost.policy.document import Effect, PrincipalForm
from keypost.policy.principals import is_root, parse_principal
from keypost.policy.reasons import PolicyKind
from keypost.policy.request import KeyManager

# What must be looked at by people, whatever was proven; the rest is a price that is told.
_FOR_REVIEW = frozenset(
    {
        Caution.LEAVES_WORKS,
        Caution.GETS_WORSE,
        Caution.RESTS_ON_INFERENCE,
        Caution.LOSES_ENCRYPTION,
        Caution.WIDENS_STATEMENT,
        Caution.REENABLES_KEY,
        Caution.LEAVES_OWN_KEY,
        Caution.NARROWS_DENY,
        Caution.COUNTS_IAM_POLICIES,
    }
)


def build_candidate(kind: CandidateKind, after: Outlook) -> Candidate:
    """Return the candidate for the changes of an outlook, with all that is different after them."""
    changes = after.changes
    gains = tuple(list_gains(changes, after))
    cautions = tuple(dict.fromkeys((*_compare(after), *_price(after), *_doubt(after, gains))))
    return Candidate(
        kind=_name_kind(kind, changes),
        changes=changes,
        disposition=Disposition.REVIEW if _FOR_REVIEW.intersection(cautions) else Disposition.SAFE,
        turns=tuple(map(identify, after.list_turned())),
        breaks=tuple(map(identify, _broken(after))),
        gains=gains,
        cautions=cautions,
    )


def _broken(after: Outlook) -> Iterator[Delivery]:
    """Yield what worked and doesn't any more, or isn't there any more."""
    return (delivery for delivery in after.list_worse() if delivery.verdict is Verdict.WORKS)


def _compare(after: Outlook) -> Iterator[Caution]:
    for delivery in after.list_worse():
        yield Caution.LEAVES_WORKS if delivery.verdict is Verdict.WORKS else Caution.GETS_WORSE


def _price(after: Outlook) -> Iterator[Caution]:
    for change in after.changes:
        if isinstance(change, NewKey):
            yield from (Caution.KEY_FEE, Caution.UNSEEN_CONSUMERS)
        elif isinstance(change, EncryptionChange):
            yield from _price_of_encryption(change.kind, change.encryption)
            if change.kind is Kind.QUEUE and change.encryption.mode is Sse.AWS_OWNED and _has_own_key(change, after):
                yield Caution.LEAVES_OWN_KEY
        else:
            yield from _price_of_edit(change.change)


def _price_of_edit(edit: Change) -> Iterator[Caution]:
    if edit.kind is ChangeKind.ENABLE_KEY:
        yield Caution.REENABLES_KEY
    elif edit.effect is Effect.DENY and edit.key != IS_SERVICE:
        yield Caution.NARROWS_DENY
    elif edit.added is not None and edit.added.principals is not None:
        named = (parse_principal(one.value) for one in edit.added.principals.values if one.form is PrincipalForm.AWS)
        if any(map(is_root, named)):
            yield Caution.COUNTS_IAM_POLICIES


def _has_own_key(change: EncryptionChange, after: Outlook) -> bool:
    """Whether a customer managed key is given up: somebody chose it, with all that its policy keeps out."""
    return any(key.facts.manager is KeyManager.CUSTOMER for key in after.ground.keys.get(change.owner, ()))


def _price_of_encryption(kind: Kind, encryption: Encryption) -> Iterator[Caution]:
    """What a queue or bucket holds stays under the old key; a topic holds nothing (SQS and S3 guides)."""
    if kind is Kind.QUEUE and encryption.mode is Sse.AWS_OWNED:
        yield Caution.SSE_SQS_LIMITS
    elif encryption.mode is not Sse.KMS:
        yield Caution.LOSES_ENCRYPTION
    if kind is not Kind.TOPIC:
        yield Caution.BACKLOG_UNDER_OLD_KEY


def _doubt(after: Outlook, gains: tuple[Gain, ...]) -> Iterator[Caution]:
    """Yield why nobody can vouch for it: facts that are inferred, or more allowed than any delivery needs."""
    named = (gain for gain in gains if not gain.is_lifted and not gain.is_own)
    if not all(is_within_needs(gain, after) for gain in named):
        yield Caution.WIDENS_STATEMENT
    for delivery in after.list_turned():
        if any(map(is_inferred, delivery.calls)):
            yield Caution.RESTS_ON_INFERENCE


def is_inferred(call: CallVerdict) -> bool:
    """Tell whether nobody documents that the action is needed, nor that it should be allowed."""
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
    if change.effect is Effect.DENY:
        return CandidateKind.EXCEPT_SERVICES if change.key == IS_SERVICE else CandidateKind.EXCEPT_ROLE
    if change.kind is ChangeKind.ADD_STATEMENT and change.policy is PolicyKind.IDENTITY:
        return CandidateKind.ALLOW_ROLE
    return _KINDS.get(change.kind, kind)
