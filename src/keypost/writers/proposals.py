"""Fixes with what each would make of the files; and all safe ones together, as one patch."""

from collections.abc import Callable, Sequence
from itertools import count

from keypost.checker.verdict import CheckResult
from keypost.estate.estate import Reading
from keypost.fixer.candidate import Candidate, Disposition, Fix
from keypost.fixer.change import Changes
from keypost.fixer.fix import find_beside, find_findings, find_fixes, list_goals
from keypost.fixer.outlook import Outlook
from keypost.named import Mapping, MappingProxyType, NamedTuple
from keypost.writers.aws_cli import write_script
from keypost.writers.cdk import write_for_app
from keypost.writers.changes import Hindered
from keypost.writers.edit import Refused
from keypost.writers.patch import Patch, Templates, build_patch
from keypost.writers.shell import Script
from keypost.writers.snippet import Language, Snippet
from keypost.writers.terraform.spelling import split_address
from keypost.writers.terraform.write import edit_terraform, write_for_terraform
from keypost.writers.texts import read_texts

# Tells which candidate of a proposal to take, None for none.
Choose = Callable[["Proposal"], Candidate | None]


class Proposal(NamedTuple):
    """Fixes that have their candidates in common, and for each candidate its patch or why there is none."""

    fixes: tuple[Fix, ...]
    candidates: tuple[Candidate, ...]
    patches: tuple[Patch | Hindered | Refused, ...]
    snippets: tuple[tuple[Snippet, ...], ...] = ()  # for each candidate lines that somebody else must put or run


def build_proposals(
    reading: Reading,
    result: CheckResult,
    *,
    folder: str | None = None,
    edited: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Proposal, ...]:
    """Return what is proposed for everything that fails, in the order of the findings; `edited` files say that.

    Files that go with commands are meant for `folder`, in one of its own for each candidate: the second of the first
    proposal has `1-2`.
    """
    templates, before = Templates({**read_texts(reading.files), **edited}), Outlook(reading)
    groups: list[list[Fix]] = []
    alike: dict[object, list[list[Fix]]] = {}  # by what their candidates turn
    for fix in find_fixes(before.ground, result):
        some = alike.setdefault(tuple(one.turns for one in fix.candidates), [])
        known = next((group for group in some if fix.candidates and group[0].candidates == fix.candidates), None)
        if known is None:
            groups.append([fix])
            some.append(groups[-1])
        else:
            known.append(fix)
    folders = (None if folder is None else f"{folder.rstrip('/')}/{number}" for number in count(1))
    pairs = zip(groups, folders, strict=False)
    return tuple(_build_proposal(group, before, templates, folder=own) for group, own in pairs)


def _build_proposal(group: Sequence[Fix], before: Outlook, templates: Templates, *, folder: str | None) -> Proposal:
    candidates = group[0].candidates
    patches = tuple(build_patch(before, candidate.changes, templates=templates) for candidate in candidates)
    folders = (None if folder is None else f"{folder}-{number}" for number in count(1))
    pairs = zip(candidates, folders, strict=False)
    snippets = tuple(_write_snippets(one.changes, before, folder=own) for one, own in pairs)
    return Proposal(tuple(group), candidates, patches, snippets)


def _write_snippets(changes: Changes, before: Outlook, *, folder: str | None) -> tuple[Snippet, ...]:
    """Return the lines for what Keypost doesn't write: where no file says it, an app or an account does."""
    script = write_script(changes, before)
    if script is not None:
        return (_build_snippet(script, folder=folder),)
    block = write_for_terraform(changes, before)
    return (block,) if block is not None else write_for_app(changes, before.ground.by_handle)


def _build_snippet(script: Script, *, folder: str | None) -> Snippet:
    text = script.render(folder=folder)
    if folder is None:
        return Snippet(Language.AWS_CLI, text)
    files = {f"{folder}/{name}": document for name, document in script.documents.items()}
    return Snippet(Language.AWS_CLI, text, {**files, f"{folder}/commands.sh": f"#!/bin/sh -eu\n{text}"})


def build_safe_patch(reading: Reading, result: CheckResult) -> Patch:
    """Return the files with the first safe candidate of every fix that can be written; no files where there is none."""

    def choose_safe(proposal: Proposal) -> Candidate | None:
        pairs = zip(proposal.candidates, proposal.patches, strict=True)
        safe = (one for one, patch in pairs if one.disposition is Disposition.SAFE and isinstance(patch, Patch))
        return next(safe, None)

    return build_chosen_patch(reading, result, choose=choose_safe)


def build_terraform_patch(reading: Reading, result: CheckResult) -> Patch:
    """Return the Terraform files with the first safe candidate of every fix that has a certain spot."""
    before, done = Outlook(reading), Patch({}, {})
    chosen: Changes = ()
    if not any(split_address(one) for one in before.ground.resources):
        return done
    for goal in list_goals(result):
        for one in find_beside(goal, reading, result, chosen=chosen):
            changes = (*chosen, *one.changes)
            edited = edit_terraform(changes, before) if one.disposition is Disposition.SAFE else None
            if edited:
                texts = edited.items()
                done = Patch({file: was for file, (was, _) in texts}, {file: now for file, (_, now) in texts})
                chosen = changes
                break
    return done


def build_chosen_patch(reading: Reading, result: CheckResult, *, choose: Choose) -> Patch:
    """Return the files with the candidate of every fix that `choose` gives, each found beside those before it."""
    templates, before = Templates(read_texts(reading.files)), Outlook(reading)
    chosen: Changes = ()
    done = Patch({}, {})
    for goal in list_goals(result):
        candidates = find_beside(goal, reading, result, chosen=chosen)
        patches = tuple(build_patch(before, (*chosen, *one.changes), templates=templates) for one in candidates)
        fixes = tuple(Fix(finding, candidates) for finding in find_findings(goal, result))
        since = tuple(_leave_out(done, patch) for patch in patches)
        best = choose(Proposal(fixes, candidates, since)) if candidates else None
        patch = patches[candidates.index(best)] if best is not None else None
        if best is not None and isinstance(patch, Patch):
            chosen, done = (*chosen, *best.changes), patch
    return done


def _leave_out(done: Patch, patch: Patch | Hindered | Refused) -> Patch | Hindered | Refused:
    """Return what a patch does beyond what is done already."""
    if not isinstance(patch, Patch):
        return patch
    after = {file: text for file, text in patch.after.items() if text != done.after.get(file)}
    before = {file: done.after.get(file, patch.before[file]) for file in after}
    return patch._replace(before=before, after=after)
