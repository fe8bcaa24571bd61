"""Fixes -> a report for people: for each fault the candidates, best first, with all that they do."""

from collections.abc import Iterator, Mapping, Sequence

from keypost.catalogue.all import all_paths
from keypost.checker.merge import Identity, identify
from keypost.checker.verdict import CheckResult, Delivery, Verdict
from keypost.estate.kind import Kind
from keypost.estate.resource import Sse
from keypost.fixer.candidate import Candidate, Caution, Disposition, Gain
from keypost.fixer.change import EncryptionChange, EstateChange, NewKey, PolicyChange
from keypost.fixer.gains import AWS_SERVICES
from keypost.policy.changes import ChangeKind
from keypost.policy.document import Effect
from keypost.policy.reasons import PolicyKind
from keypost.reports.naming import name_delivery
from keypost.reports.page import DEFAULT_WIDTH, Line, Page, Style
from keypost.reports.story import Row
from keypost.reports.text import add_rows
from keypost.reports.wording import fixes as words
from keypost.reports.wording.obstacles import OBSTACLES
from keypost.reports.wording.sentences import fill, quote, same
from keypost.text import Text
from keypost.unknown import unknowns_in
from keypost.writers.changes import Hindered, Hindrance
from keypost.writers.edit import Refused
from keypost.writers.order import CHECKED
from keypost.writers.patch import Patch
from keypost.writers.proposals import Proposal

_STYLES = {Disposition.SAFE: Style.WORKS, Disposition.REVIEW: Style.DEPENDS}
_DEPLOYED_BY_OTHERS = (Hindrance.IN_TERRAFORM, Hindrance.GENERATED)
_MARK = 11  # columns of `1  REVIEW` and what separates it


def render_fixes(
    proposals: Sequence[Proposal],
    result: CheckResult,
    *,
    language: str,
    width: int = DEFAULT_WIDTH,
) -> list[Line]:
    """Return the lines of the report; the last one is the summary."""
    page = Page(language=language, width=width)
    deliveries = {identify(delivery): delivery for delivery in result.deliveries}
    for proposal in proposals:
        page.blank()
        _add_proposal(page, proposal, result, deliveries)
    page.blank()
    if not proposals:
        page.paragraph(words.NOTHING_FAILS)
        return page.lines
    if any(isinstance(patch, Patch) for one in proposals for patch in one.patches):
        page.paragraph(words.WRITE_HINT)
    page.paragraph(_sum_up(proposals, result))
    return page.lines


def render_proposal(
    proposal: Proposal, result: CheckResult, *, language: str, width: int = DEFAULT_WIDTH
) -> list[Line]:
    """Return the lines about one proposal, with the diff of each candidate: one of them is to be chosen."""
    page = Page(language=language, width=width)
    deliveries = {identify(delivery): delivery for delivery in result.deliveries}
    _add_proposal(page, proposal, result, deliveries, shows_all=True)
    return page.lines


def _add_proposal(
    page: Page,
    proposal: Proposal,
    result: CheckResult,
    deliveries: Mapping[Identity, Delivery],
    *,
    shows_all: bool = False,
) -> None:
    for fix in proposal.fixes:
        finding = result.findings[fix.finding]
        head = ((Verdict.FAILS.value, Style.FAILS), (f"  {finding.rule}", Style.NAME))
        page.heading(*head, (f"  {finding.origin}", Style.FAINT))
    if not proposal.candidates:
        page.paragraph(words.NO_CANDIDATE, indent=2)
    shown = next((index for index, patch in enumerate(proposal.patches) if isinstance(patch, Patch)), 0)
    for index, candidate in enumerate(proposal.candidates):
        page.blank()
        mark = (f"{index + 1}  {candidate.disposition.value}", _STYLES[candidate.disposition])
        page.paragraph(words.KINDS[candidate.kind], indent=2, lead=mark, hang=_MARK)
        add_rows(page, _tell(candidate, proposal.patches[index], deliveries), indent=2 + _MARK)
        if index == shown or shows_all:
            _add_lines(page, proposal, index)
        elif isinstance(proposal.patches[index], Patch):
            page.paragraph(words.REVIEW_DIFF, indent=2 + _MARK)


def _add_lines(page: Page, proposal: Proposal, index: int) -> None:
    """Add what the candidate would write: the files' diff, or lines that somebody else must put or run."""
    patch, snippets = proposal.patches[index], next(iter(proposal.snippets[index:]), ())
    if isinstance(patch, Patch):
        page.blank()
        page.verbatim(render_patch(patch).rstrip("\n"), indent=2 + _MARK)
        return
    for snippet in snippets:
        page.blank()
        page.paragraph(words.SNIPPETS[snippet.language], indent=2 + _MARK)
        page.verbatim(snippet.text.rstrip("\n"), indent=2 + _MARK)


def _tell(
    candidate: Candidate, patch: Patch | Hindered | Refused, deliveries: Mapping[Identity, Delivery]
) -> Iterator[Row]:
    yield from (Row(words.DOES, describe_change(change)) for change in candidate.changes)
    yield from (Row(words.TURNS, name_delivery(deliveries[identity])) for identity in candidate.turns)
    yield from (Row(words.GAINS, describe_gain(gain)) for gain in candidate.gains)
    yield from (Row(words.MIND, words.CAUTIONS[caution]) for caution in list_cautions(candidate, patch))
    yield Row(words.PROOF, words.DISPOSITIONS[candidate.disposition])
    if not isinstance(patch, Patch):
        yield Row(words.CHANGE, fill(words.NOT_WRITABLE, why=explain_obstacle(patch)))


def list_cautions(candidate: Candidate, patch: Patch | Hindered | Refused) -> tuple[Caution, ...]:
    """Return the cautions of a candidate, and that of the order in which its changes are deployed."""
    if isinstance(patch, Patch):
        return (*candidate.cautions, Caution.ORDER_IS_CIRCULAR) if patch.is_circular else candidate.cautions
    is_yours = isinstance(patch, Hindered) and patch.why in _DEPLOYED_BY_OTHERS
    return (*candidate.cautions, Caution.ORDER_IS_YOURS) if is_yours and _is_tried(candidate) else candidate.cautions


def _is_tried(candidate: Candidate) -> bool:
    """Whether AWS tries one of the deliveries while it makes the source."""
    turned = {path for path, *_ in candidate.turns}
    return any(path.id in turned and path.failure in CHECKED for path in all_paths())


def render_patch(patch: Patch) -> str:
    """Return the patch as a unified diff."""
    return patch.render()


def explain_obstacle(obstacle: Hindered | Refused) -> Text:
    """Return why a change can't be written into the files."""
    if isinstance(obstacle, Hindered):
        return words.HINDRANCES[obstacle.why].fill(subject=obstacle.subject)
    return fill(words.OBSTACLE, line=obstacle.line or "?", why=OBSTACLES[obstacle.why])


def describe_change(change: EstateChange) -> Text:
    """Return what the change does."""
    if isinstance(change, NewKey):
        return words.NEW_KEY.fill(key=change.key.id)
    if isinstance(change, EncryptionChange):
        return _describe_encryption(change)
    return _describe_edit(change)


def describe_gain(gain: Gain) -> Text:
    """Return who may do more, and under which conditions."""
    actions = quote(gain.actions, most=len(gain.actions))
    if gain.principal == AWS_SERVICES:
        return fill(words.AWS_SERVICES, actions=actions, resource=gain.on)
    sentence = words.LIFTED if gain.is_lifted else words.ALLOWED
    told = fill(sentence, principal=gain.principal, actions=actions, resource=gain.on)
    if not gain.conditions:
        return told
    conditions = fill(words.UNDER, conditions=quote(gain.conditions, most=len(gain.conditions)))
    return Text(en=told.en + conditions.en, ja=told.ja + conditions.ja)


def _describe_encryption(change: EncryptionChange) -> Text:
    owner, encryption = change.owner.id, change.encryption
    if encryption.mode is Sse.KMS:
        return fill(words.ENCRYPT, owner=owner, key=_name_key(encryption.key or ""))
    sentence = words.WITHOUT_KMS if encryption.mode is Sse.NONE else words.SERVER_SIDE[change.kind]
    return sentence.fill(owner=owner)


def _name_key(arn: str) -> str:
    """Return the key's id: a new one goes by the name that it has in the template."""
    name = arn.rpartition("/")[2]
    return next((unknown.name for unknown in unknowns_in(name)), name)


def _describe_edit(change: PolicyChange) -> Text:
    edit, owner = change.change, change.owner.id
    if edit.kind is ChangeKind.ADD_STATEMENT:
        return _describe_added(change)
    if edit.kind is ChangeKind.ENABLE_KEY:
        return words.ENABLE_KEY.fill(owner=owner)
    is_exception = edit.kind is ChangeKind.LIST and edit.effect is Effect.DENY
    return fill(
        words.EXCEPT if is_exception else words.EDITS[edit.kind, edit.element],
        policy=_name_policy(change),
        sid=edit.sid or f"#{edit.statement + 1}",
        key=edit.key,
        operator=edit.operator,
        values=quote(edit.values, most=len(edit.values)),
    )


def _name_policy(change: PolicyChange) -> Text:
    """Return what the policy is called: a role's resource policy is its trust policy, not what it may do."""
    is_trust = change.kind is Kind.ROLE and change.change.policy is PolicyKind.RESOURCE
    return (words.TRUST_POLICY_OF if is_trust else words.POLICY_OF).fill(owner=change.owner.id)


def _describe_added(change: PolicyChange) -> Text:
    edit, added = change.change, change.change.added
    actions = quote(added.actions.values, most=10) if added is not None and added.actions is not None else same("")
    if edit.policy is PolicyKind.IDENTITY:
        return fill(words.ALLOW_ROLE, owner=change.owner.id, actions=actions)
    principals = added.principals.values if added is not None and added.principals is not None else ()
    named = ", ".join(one.value for one in principals)
    return fill(words.ADD_STATEMENT, policy=_name_policy(change), principal=named, actions=actions)


def _sum_up(proposals: Sequence[Proposal], result: CheckResult) -> Text:
    failing = [identify(one) for one in result.deliveries if one.verdict is Verdict.FAILS and one.suppressed is None]
    offered = [pair for one in proposals for pair in zip(one.candidates, one.patches, strict=True)]
    possible = (one for one, patch in offered if one.disposition is Disposition.SAFE and not _is_circular(patch))
    safe = {identity for one in possible for identity in one.turns} & set(failing)
    review = ({identity for one, _ in offered for identity in one.turns} & set(failing)) - safe
    none = len(failing) - len(safe) - len(review)
    return fill(words.SUMMARY, fails=len(failing), safe=len(safe), review=len(review), none=none)


def _is_circular(patch: Patch | Hindered | Refused) -> bool:
    """Whether nobody could deploy the change."""
    return isinstance(patch, Hindered) and patch.why is Hindrance.CYCLE
