"""A document as it stands in its text: every part with the place where it begins and ends."""

from keypost.named import Enum, NamedTuple
from keypost.writers.edit import Json

MERGE = "<<"


class Kind(Enum):
    """What a part of a document is; a FUNCTION is a tag with its argument, one key as far as pointers go."""

    MAPPING = "mapping"
    LIST = "list"
    SCALAR = "scalar"
    ALIAS = "alias"
    FUNCTION = "function"


class Node(NamedTuple):
    """A part from `start` (its anchor and tag included) to `end`; what it says begins at `body`.

    `flow` is set in brackets, `style` is a scalar's quote or block mark, `anchor` the name that an anchor or alias has.
    """

    kind: Kind
    start: int
    body: int
    end: int
    entries: "tuple[Entry, ...]" = ()
    flow: bool = False
    style: str = ""
    anchor: str | None = None
    value: Json = None

    @property
    def mark(self) -> str:
        """The anchor as it is written; an alias has none of its own."""
        return f" &{self.anchor}" if self.anchor and self.kind is not Kind.ALIAS else ""

    def find(self, step: str) -> "Entry | None":
        """Return the entry that a pointer's step names; of keys that appear twice the last one counts."""
        if self.kind is Kind.LIST:
            return self.entries[int(step)] if step.isdigit() and int(step) < len(self.entries) else None
        return next((entry for entry in reversed(self.entries) if entry.name == step), None)


class Entry(NamedTuple):
    """A key or an item: `mark` is where the key or the dash stands, `after` where the text behind it begins."""

    name: str
    mark: int
    after: int
    node: Node
    quoted: str = ""
