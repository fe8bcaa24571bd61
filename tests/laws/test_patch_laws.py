"""Laws of what is written: the files say what was proven, in JSON and in YAML, and nothing is written twice."""

import json
import tempfile
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from keypost.checker.check import check, decide_reading
from keypost.checker.merge import identify
from keypost.checker.verdict import RANK, Verdict
from keypost.estate.estate import Reading
from keypost.fixer.candidate import Candidate
from keypost.fixer.outlook import Outlook
from keypost.readers.options import ReadOptions
from keypost.readers.read import read_paths
from keypost.writers.changes import Plan, build_edits
from keypost.writers.editor import edit_text
from keypost.writers.patch import Patch, Templates, build_patch
from keypost.writers.proposals import build_proposals, build_safe_patch
from keypost.writers.texts import read_texts
from tests.fixer.templates import Json, build_template

TODAY = "2026-11-22"
TEMPLATES = st.randoms(use_true_random=False).map(build_template)
STYLES = {
    "t.json": lambda template: json.dumps(template, indent=2),
    "t.yaml": lambda template: "# who is told of what\n" + yaml.safe_dump(template, sort_keys=False),
    "flow.yaml": lambda template: yaml.safe_dump(template, sort_keys=False, default_flow_style=None, width=100),
}


class Written:
    """A template in a file, read as it is and as it would be."""

    def __init__(self, folder: str, template: Json, name: str) -> None:
        self.file = str(Path(folder) / name)
        Path(self.file).write_text(STYLES[name](template), encoding="utf-8")
        self.reading = self.read()

    def read(self, texts: dict[str, str] | None = None) -> Reading:
        edited = {file: text.encode() for file, text in (texts or {}).items()}
        return read_paths([self.file], ReadOptions(), edited=edited)


def verdicts(reading: Reading) -> dict[object, Verdict]:
    return {identify(delivery): delivery.verdict for delivery in decide_reading(reading)}


@pytest.mark.parametrize("name", STYLES)
@settings(max_examples=8, deadline=None)
@given(template=TEMPLATES)
def test_every_written_candidate_says_what_was_proven(name: str, template: Json) -> None:
    with tempfile.TemporaryDirectory() as folder:
        written = Written(folder, template, name)
        for candidate, patch in list_patches(written.reading):
            proven = verdicts(Outlook(written.reading, candidate.changes).reading)
            assert verdicts(written.read(dict(patch.after))) == proven


@pytest.mark.parametrize("name", STYLES)
@settings(max_examples=8, deadline=None)
@given(template=TEMPLATES)
def test_pieces_that_are_edited_alone_become_what_the_whole_becomes(name: str, template: Json) -> None:
    with tempfile.TemporaryDirectory() as folder:
        written = Written(folder, template, name)
        templates, before = Templates(read_texts(written.reading.files)), Outlook(written.reading)
        for candidate, _ in list_patches(written.reading):
            plan = build_edits(before.and_then(candidate.changes), site=templates.find_site(before.ground))
            assert isinstance(plan, Plan)
            edits = [*plan.edits[written.file], *plan.ordering.get(written.file, ())]
            whole = edit_text(templates.texts[written.file], edits, file=written.file)
            sheet = templates.find_sheet(written.file)
            revision = None if sheet is None else sheet.revise(edits)
            assert revision is not None or name != "t.json"  # the others share texts by anchors, here and there
            assert revision is None or revision.render() == whole


@pytest.mark.parametrize("name", STYLES)
@settings(max_examples=8, deadline=None)
@given(template=TEMPLATES)
def test_safe_changes_together_make_nothing_worse_and_are_made_once(name: str, template: Json) -> None:
    with tempfile.TemporaryDirectory() as folder:
        written = Written(folder, template, name)
        patch = build_safe_patch(written.reading, check(written.reading, today=TODAY))
        before, after = verdicts(written.reading), verdicts(written.read(dict(patch.after)))
        assert all(RANK[after[identity]] <= RANK[verdict] for identity, verdict in before.items())
        for file, text in patch.after.items():
            Path(file).write_text(text, encoding="utf-8")
        again = written.read()
        assert build_safe_patch(again, check(again, today=TODAY)).after == {}


def list_patches(reading: Reading) -> list[tuple[Candidate, Patch]]:
    templates, before = Templates(read_texts(reading.files)), Outlook(reading)
    found: list[tuple[Candidate, Patch]] = []
    for proposal in build_proposals(reading, check(reading, today=TODAY)):
        for candidate in proposal.candidates:
            patch = build_patch(before, candidate.changes, templates=templates)
            if isinstance(patch, Patch):
                found.append((candidate, patch))
    return found
