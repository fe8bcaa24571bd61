"""Where a pointer leads to in a document's nodes, and what stands in its way there."""

from keypost.named import Enum, NamedTuple
from keypost.writers.data import TRANSPARENT
from keypost.writers.edit import Obstacle, ObstacleError
from keypost.writers.node import MERGE, Entry, Kind, Node


class Stop(Enum):
    """Where a walk along a pointer ended."""

    REACHED = "reached"
    ALIAS = "alias"
    MERGED = "merged"
    TEXT = "text"


class Place(NamedTuple):
    """Where a walk ended: the node there, the entries on the way with the nodes that hold them, steps done and left.

    At ALIAS the node is the alias, at MERGED the mapping whose merge key brings the next step, at TEXT a JSON text.
    """

    stop: Stop
    node: Node
    holders: tuple[Node, ...]
    trail: tuple[Entry, ...]
    done: tuple[str, ...]
    left: tuple[str, ...]

    @property
    def in_flow(self) -> bool:
        """Whether brackets are around the node."""
        return any(holder.flow for holder in self.holders)


def find_place(root: Node, steps: tuple[str, ...]) -> Place:
    """Walk from the root along the steps.

    Raises:
        ObstacleError: nothing is there.
    """
    node = root
    holders: tuple[Node, ...] = ()
    trail: tuple[Entry, ...] = ()
    done: tuple[str, ...] = ()
    while steps:
        stop = _stop_at(node, steps[0])
        if stop is not Stop.REACHED:
            return Place(stop, node, holders, trail, done, steps)
        entry = node.find(steps[0])
        if entry is None:
            entry = _find_transparent(node)
            steps = (entry.name, *steps)
        holders, trail, done = (*holders, node), (*trail, entry), (*done, steps[0])
        node, steps = entry.node, steps[1:]
    return Place(Stop.REACHED, node, holders, trail, done, ())


def _stop_at(node: Node, step: str) -> Stop:
    if node.kind is Kind.ALIAS:
        return Stop.ALIAS
    if node.kind is Kind.SCALAR:
        return Stop.TEXT
    if node.find(step) is None and node.find(MERGE) is not None:
        return Stop.MERGED
    return Stop.REACHED


def _find_transparent(node: Node) -> Entry:
    if len(node.entries) == 1 and node.entries[0].name in TRANSPARENT:
        return node.entries[0]
    raise ObstacleError(Obstacle.MISSING)
