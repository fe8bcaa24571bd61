"""`keypost.fix.v1`: fixes for programs; schemas/fix.v1.schema.json publishes its shape."""

from collections.abc import Mapping, Sequence
from typing import Any

from keypost.checker.merge import Identity, identify
from keypost.checker.verdict import CheckResult, Delivery
from keypost.fixer.candidate import Gain
from keypost.reports.fixes import describe_change, explain_obstacle, list_cautions, render_patch
from keypost.reports.json import encode, encode_finding
from keypost.reports.printable import name_unknowns
from keypost.text import Text
from keypost.writers.patch import Patch
from keypost.writers.proposals import Proposal
from keypost.writers.snippet import Snippet

_Data = dict[str, Any]


def render_json(proposals: Sequence[Proposal], result: CheckResult, *, language: str) -> str:
    """Return the fixes as one JSON object, one line for each finding."""
    deliveries = {identify(delivery): delivery for delivery in result.deliveries}
    lines = [
        encode(
            {
                "finding": encode_finding(result.findings[fix.finding], language),
                "candidates": candidates,
            }
        )
        for proposal in proposals
        for candidates in [list(_candidates(proposal, deliveries))]  # once for all findings that have them in common
        for fix in proposal.fixes
    ]
    listed = ",\n  ".join(lines)
    return f'{{"schema": "keypost.fix.v1",\n "fixes": [{chr(10) + "  " + listed + chr(10) + " " if lines else ""}]}}\n'


def _candidates(proposal: Proposal, deliveries: Mapping[Identity, Delivery]) -> Any:
    for candidate, patch, snippets in zip(proposal.candidates, proposal.patches, proposal.snippets, strict=True):
        yield {
            "kind": candidate.kind.value,
            "disposition": candidate.disposition.value,
            "changes": [_both(describe_change(change)) for change in candidate.changes],
            "patch": render_patch(patch) if isinstance(patch, Patch) else _find_lines(snippets),
            "notWritable": None if isinstance(patch, Patch) else _both(explain_obstacle(patch)),
            "turns": [_delivery(deliveries[identity]) for identity in candidate.turns],
            "breaks": [_delivery(deliveries[identity]) for identity in candidate.breaks],
            "gains": [_gain(gain) for gain in candidate.gains],
            "cautions": [caution.value for caution in list_cautions(candidate, patch)],
            "snippets": {one.language.value: one.text for one in snippets} or None,
        }


def _find_lines(snippets: tuple[Snippet, ...]) -> str | None:
    """Return the lines that stand for a patch: those that are all there is, in one language."""
    return snippets[0].text if len(snippets) == 1 else None


def _delivery(delivery: Delivery) -> _Data:
    ends = {"source": delivery.source.id, "target": delivery.target.id}
    return {"path": delivery.path.reported_id, **{name: name_unknowns(end) for name, end in ends.items()}}


def _gain(gain: Gain) -> _Data:
    return {
        "principal": name_unknowns(gain.principal),
        "actions": list(gain.actions),
        "on": name_unknowns(gain.on),
        "conditions": [name_unknowns(condition) for condition in gain.conditions],
    }


def _both(text: Text) -> _Data:
    return {"en": name_unknowns(text.en), "ja": name_unknowns(text.ja)}
