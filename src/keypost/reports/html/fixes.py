"""What mends a failing delivery, for the page: each candidate with all that it does, and its diff.

Of very many faults the first `MOST_FAULTS` are looked at, and the page says how to have the others.
"""

from keypost.checker.merge import Identity, identify
from keypost.checker.verdict import CheckResult
from keypost.estate.estate import Reading
from keypost.fixer.candidate import Candidate
from keypost.fixer.fix import find_findings, list_goals
from keypost.named import Mapping, MappingProxyType, NamedTuple
from keypost.reports.fixes import describe_change, describe_gain, explain_obstacle, list_cautions, render_patch
from keypost.reports.html.table import Row, Texts
from keypost.reports.wording import fixes as words
from keypost.reports.wording.sentences import fill
from keypost.writers.changes import Hindered
from keypost.writers.edit import Refused
from keypost.writers.patch import Patch
from keypost.writers.proposals import Proposal, build_proposals
from keypost.writers.snippet import Snippet

# Faults that are looked at; so many take some two seconds, and their diffs some hundred kilobytes.
MOST_FAULTS = 200
_Data = dict[str, object]


class Offer(NamedTuple):
    """What mends the first faults, and for how many others nothing was looked for."""

    proposals: tuple[Proposal, ...] = ()
    unmended: int = 0


def find_offer(
    reading: Reading,
    result: CheckResult,
    *,
    most: int = MOST_FAULTS,
    edited: Mapping[str, str] = MappingProxyType({}),
) -> Offer:
    """Return what mends the first faults of a run; `edited` files say that, whatever stands on the disk."""
    goals = list_goals(result)
    looked_for = goals[:most]
    wanted = {index for goal in looked_for for index in find_findings(goal, result)}
    if not wanted:
        return Offer(unmended=len(goals))
    kept = (one if index in wanted else one._replace(deliveries=()) for index, one in enumerate(result.findings))
    proposals = build_proposals(reading, result._replace(findings=tuple(kept)), edited=edited)
    return Offer(proposals, len(goals) - len(looked_for))


def encode_fixes(offer: Offer, result: CheckResult, *, texts: Texts) -> list[Row]:
    """Return what is offered."""
    numbers = {identify(delivery): number for number, delivery in enumerate(result.deliveries)}
    return [_encode(one, numbers, texts) for one in offer.proposals]


def _encode(proposal: Proposal, numbers: Mapping[Identity, int], texts: Texts) -> Row:
    snippets = proposal.snippets or ((),) * len(proposal.candidates)
    candidates = zip(proposal.candidates, proposal.patches, snippets, strict=True)
    return {
        "findings": [fix.finding for fix in proposal.fixes],
        "candidates": [_encode_candidate(*one, numbers=numbers, texts=texts) for one in candidates],
    }


def _encode_candidate(
    candidate: Candidate,
    patch: Patch | Hindered | Refused,
    snippets: tuple[Snippet, ...],
    *,
    numbers: Mapping[Identity, int],
    texts: Texts,
) -> Row:
    data: _Data = {
        "kind": texts.add(words.KINDS[candidate.kind]),
        "disposition": candidate.disposition.value,
        "proof": texts.add(words.DISPOSITIONS[candidate.disposition]),
        "changes": [texts.add(describe_change(change)) for change in candidate.changes],
        "turns": [numbers[identity] for identity in candidate.turns],
        "breaks": [numbers[identity] for identity in candidate.breaks],
        "gains": [texts.add(describe_gain(gain)) for gain in candidate.gains],
        "cautions": [texts.add(words.CAUTIONS[caution]) for caution in list_cautions(candidate, patch)],
    }
    if isinstance(patch, Patch):
        return data | {"diff": _split(render_patch(patch), texts)}
    data["obstacle"] = texts.add(fill(words.NOT_WRITABLE, why=explain_obstacle(patch)))
    data["snippets"] = [[texts.add(words.SNIPPETS[one.language]), _split(one.text, texts)] for one in snippets]
    return data


def _split(text: str, texts: Texts) -> list[int]:
    """Return the numbers of the text's lines: diffs of one kind have most of them in common."""
    return [texts.name(line) for line in text.split("\n")]
