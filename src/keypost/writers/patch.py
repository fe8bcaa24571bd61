"""Typed changes -> what the user's files would say with them."""

from collections.abc import Mapping
from functools import cached_property

from keypost.fixer.change import Changes
from keypost.fixer.outlook import Outlook
from keypost.named import NamedTuple
from keypost.writers.changes import Hindered, Hindrance, build_edits
from keypost.writers.dependencies import find_cycle
from keypost.writers.draft import open_draft
from keypost.writers.edit import ObstacleError, Refused
from keypost.writers.editor import edit_text
from keypost.writers.spelling import Json


class Patch(NamedTuple):
    """Files by name: what they say, and what they would say."""

    before: Mapping[str, str]
    after: Mapping[str, str]


class Templates:
    """The templates of the input by name, those that a person wrote: as texts, and as data."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """Take the texts; each is read once."""
        self.texts = texts

    @cached_property
    def documents(self) -> Mapping[str, Json]:
        """What the templates say; those that can't be read are left out."""
        return {file: data for file, text in self.texts.items() if (data := _read(text, file)) is not None}


def build_patch(before: Outlook, changes: Changes, *, templates: Templates) -> Patch | Hindered | Refused:
    """Return the files that the changes touch as they would read, or why they can't be written."""
    texts, documents = templates.texts, templates.documents
    after = before.and_then(changes)
    edits = build_edits(changes, before=before.resources, after=after.resources, documents=documents)
    if isinstance(edits, Hindered):
        return edits
    written: dict[str, str] = {}
    for file, of_file in edits.items():
        text = edit_text(texts[file], of_file, file=file)
        if isinstance(text, Refused):
            return text
        if cycle := _find_new_cycle(documents[file], _read(text, file)):
            return Hindered(Hindrance.CYCLE, ", ".join(cycle))
        written[file] = text
    return Patch({file: texts[file] for file in written}, written)


def _find_new_cycle(before: Json, after: Json) -> tuple[str, ...]:
    return () if find_cycle(before) else find_cycle(after)


def _read(text: str, file: str) -> Json | None:
    try:
        return open_draft(text, file=file).data
    except ObstacleError:
        return None
