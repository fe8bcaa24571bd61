"""A document under the pen: its text, its nodes, and what it says."""

from functools import cached_property

from keypost.errors import UnreadableInputError
from keypost.readers.cloudformation.load import read_document
from keypost.writers.edit import Json, Obstacle, ObstacleError
from keypost.writers.ink import Habits, Ink, read_habits
from keypost.writers.json_tree import read_json_tree
from keypost.writers.node import Node
from keypost.writers.yaml_tree import read_yaml_tree


class Draft:
    """A text without its byte order mark, and its data."""

    def __init__(self, text: str, *, file: str, data: Json, habits: Habits | None = None) -> None:
        """Take a text with what a reader makes of it; its nodes are looked for when somebody needs them.

        A text that is a part of a document has the `habits` of that.
        """
        self.text = text
        self.file = file
        self.data = data
        self.is_json = _is_json(text)
        self.given = habits

    @cached_property
    def root(self) -> Node | None:
        """The node of the whole document, None where that is empty."""
        return read_json_tree(self.text) if self.is_json else read_yaml_tree(self.text)

    @cached_property
    def habits(self) -> Habits:
        """How the document is written."""
        return self.given or read_habits(self.root, text=self.text, is_json=self.is_json)

    def ink(self, at: int) -> Ink:
        """Return how the document is written near a place."""
        return self.habits.find_ink(at)


def open_draft(text: str, *, file: str, habits: Habits | None = None) -> Draft:
    """Read a text as the readers do; one that is a part of a document is written as that is.

    Raises:
        ObstacleError: it can't be read.
    """
    try:
        data = read_document(text, file=file).data
    except UnreadableInputError as error:
        raise ObstacleError(Obstacle.UNREADABLE, line=error.origin.line) from error
    return Draft(text, file=file, data=data, habits=habits)


def _is_json(text: str) -> bool:
    """Tell whether a text is JSON; the readers take it as that, whatever the file is called."""
    import json

    if text.lstrip()[:1] not in ("{", "["):
        return False
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
