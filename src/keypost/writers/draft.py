"""A document under the pen: its text, its nodes, and what it says."""

from keypost.errors import UnreadableInputError
from keypost.named import NamedTuple
from keypost.readers.cloudformation.load import read_document
from keypost.writers.edit import Json, Obstacle, ObstacleError
from keypost.writers.ink import Ink, read_ink
from keypost.writers.json_tree import read_json_tree
from keypost.writers.node import Node
from keypost.writers.yaml_tree import read_yaml_tree


class Draft(NamedTuple):
    """A text without its byte order mark; `root` is None where the document is empty."""

    text: str
    file: str
    root: Node | None
    data: Json
    is_json: bool

    def ink(self, at: int) -> Ink:
        """Return how the document is written near a place."""
        return read_ink(self.root, text=self.text, at=at, is_json=self.is_json)


def open_draft(text: str, *, file: str) -> Draft:
    """Read a text as the readers do.

    Raises:
        ObstacleError: it can't be read.
    """
    try:
        data = read_document(text, file=file).data
    except UnreadableInputError as error:
        raise ObstacleError(Obstacle.UNREADABLE, line=error.origin.line) from error
    is_json = _is_json(text)
    return Draft(text, file, read_json_tree(text) if is_json else read_yaml_tree(text), data, is_json)


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
