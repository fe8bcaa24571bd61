"""Typed changes -> what the user's files would say with them."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from keypost.fixer.change import Changes
from keypost.fixer.outlook import Ground, Outlook
from keypost.named import NamedTuple
from keypost.writers.changes import Edits, Hindered, Hindrance, Site, build_edits
from keypost.writers.dependencies import find_cycle
from keypost.writers.diff import render_diff
from keypost.writers.draft import Draft, open_draft
from keypost.writers.edit import Edit, ObstacleError, Refused
from keypost.writers.editor import edit_text
from keypost.writers.sheet import Revision, Sheet, cut
from keypost.writers.spelling import Json


class Written(Mapping[str, str]):
    """New texts of files, each put together when somebody reads it."""

    def __init__(self, texts: Mapping[str, str | Revision]) -> None:
        """Take the texts, or what is different in them."""
        self._texts = texts

    def __getitem__(self, file: str) -> str:
        """Return the whole new text of a file."""
        text = self._texts[file]
        return text if isinstance(text, str) else text.render()

    def __iter__(self) -> Iterator[str]:
        """Go through the files."""
        return iter(self._texts)

    def __len__(self) -> int:
        """Return how many files there are."""
        return len(self._texts)

    def find_revision(self, file: str) -> Revision | None:
        """Return what is different in a file, None where only its whole text is known."""
        text = self._texts[file]
        return None if isinstance(text, str) else text


class Patch(NamedTuple):
    """Files by name: what they say, and what they would say.

    `is_circular`: a policy should be made before what AWS checks with it, and needs that itself.
    """

    before: Mapping[str, str]
    after: Mapping[str, str]
    is_circular: bool = False

    def render(self) -> str:
        """Return the patch as a unified diff."""
        return "".join(map(self._render_file, self.after))

    def _render_file(self, file: str) -> str:
        revision = self.after.find_revision(file) if isinstance(self.after, Written) else None
        if revision is not None:
            return revision.render_diff(file=file)
        return render_diff(self.before[file], self.after[file], file=file)


class Templates:
    """The templates of the input by name, those that a person wrote: as texts, and as data."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """Take the texts; each is read once."""
        self.texts = texts
        self._sheets: dict[str, Sheet | None] = {}
        self._sites: dict[int, tuple[Ground, Site]] = {}

    @cached_property
    def drafts(self) -> Mapping[str, Draft]:
        """The templates as documents; those that can't be read are left out."""
        return {file: draft for file, text in self.texts.items() if (draft := _open(text, file)) is not None}

    @cached_property
    def documents(self) -> Mapping[str, Json]:
        """What the templates say; those that can't be read, or hold nothing, are left out."""
        return {file: draft.data for file, draft in self.drafts.items() if draft.data is not None}

    def find_sheet(self, file: str) -> Sheet | None:
        """Return a template in pieces, None where it can't be cut."""
        if file not in self._sheets:
            self._sheets[file] = cut(self.drafts[file]) if self.drafts[file].text == self.texts[file] else None
        return self._sheets[file]

    def find_site(self, ground: Ground) -> Site:
        """Return the templates with what each holds of an estate."""
        if id(ground) not in self._sites:
            self._sites[id(ground)] = ground, Site(self.documents, ground.variants)
        return self._sites[id(ground)][1]


def build_patch(before: Outlook, changes: Changes, *, templates: Templates) -> Patch | Hindered | Refused:
    """Return the files that the changes touch as they would read, or why they can't be written."""
    after = before.and_then(changes)
    plan = build_edits(after, site=templates.find_site(before.ground))
    if isinstance(plan, Hindered):
        return plan
    if plan.ordering:
        files = dict.fromkeys((*plan.edits, *plan.ordering))
        ordered = {file: [*plan.edits.get(file, ()), *plan.ordering.get(file, ())] for file in files}
        patch = _write(ordered, templates)
        if isinstance(patch, Patch):
            return patch._replace(is_circular=plan.is_circular)
    patch = _write(plan.edits, templates)
    is_circular = plan.is_circular or bool(plan.ordering)
    return patch._replace(is_circular=is_circular) if isinstance(patch, Patch) else patch


def _write(edits: Edits, templates: Templates) -> Patch | Hindered | Refused:
    written: dict[str, str | Revision] = {}
    for file, of_file in edits.items():
        sheet = templates.find_sheet(file)
        text = (sheet.revise(of_file) if sheet is not None else None) or _edit_whole(file, of_file, templates)
        if isinstance(text, Refused | Hindered):
            return text
        written[file] = text
    return Patch({file: templates.texts[file] for file in written}, Written(written))


def _edit_whole(file: str, edits: Sequence[Edit], templates: Templates) -> str | Refused | Hindered:
    text = edit_text(templates.texts[file], edits, file=file)
    if isinstance(text, Refused):
        return text
    cycle = _find_new_cycle(templates.documents[file], _read(text, file))
    return Hindered(Hindrance.CYCLE, ", ".join(cycle)) if cycle else text


def _find_new_cycle(before: Json, after: Json) -> tuple[str, ...]:
    return () if find_cycle(before) else find_cycle(after)


def _read(text: str, file: str) -> Json | None:
    draft = _open(text, file)
    return None if draft is None else draft.data


def _open(text: str, file: str) -> Draft | None:
    try:
        return open_draft(text, file=file)
    except ObstacleError:
        return None
