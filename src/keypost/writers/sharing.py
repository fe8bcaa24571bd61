"""Anchors, aliases and merge keys: one text that stands for several places of a document."""

from collections.abc import Iterator, Sequence

from keypost.named import NamedTuple
from keypost.writers.data import TRANSPARENT, is_same, parse_held, value_at
from keypost.writers.edit import Append, Edit, Insert, Json, Obstacle, ObstacleError, Remove, Replace, parse_pointer
from keypost.writers.node import MERGE, Kind, Node
from keypost.writers.place import Place, Stop, find_place

Steps = tuple[str, ...]


class Anchors(NamedTuple):
    """The steps to every part with an anchor, and to every alias with those to its anchor."""

    anchored: frozenset[Steps]
    aliases: dict[Steps, Steps]


def find_anchors(root: Node) -> Anchors:
    """Go through a document once; of anchors with one name the last before an alias counts."""
    names: dict[str | None, Steps] = {}
    anchored: set[Steps] = set()
    aliases: dict[Steps, Steps] = {}
    for steps, node in _walk(root, ()):
        if node.kind is Kind.ALIAS:
            aliases[steps] = names.get(node.anchor, ())
        elif node.anchor:
            names[node.anchor] = steps
            anchored.add(steps)
    return Anchors(frozenset(anchored), aliases)


def find_target(root: Node, edit: Edit, anchors: Anchors) -> Place:
    """Return the place where the text stands that an edit is about, through all aliases and merge keys.

    Raises:
        ObstacleError: nothing is there.
    """
    steps = parse_pointer(edit.pointer)
    place = find_place(root, steps)
    while not _is_written_at(place, edit):
        at = _find_merged(root, place, anchors) if place.stop is Stop.MERGED else anchors.aliases[place.done]
        place = find_place(root, (*at, *place.left))
    return _enter_text(place) if isinstance(edit, Insert) else place


def is_read_elsewhere(root: Node, edit: Edit) -> bool:
    """Tell whether a pointer leads through an alias or a merge key."""
    return not _is_written_at(find_place(root, parse_pointer(edit.pointer)), edit)


def find_alike(root: Node, edits: Sequence[Edit], anchors: Anchors) -> set[int]:
    """Return which edits do to one text what the first one does, each by a pointer of its own."""
    first = find_target(root, edits[0], anchors)
    seen: set[str] = set()
    alike: set[int] = set()
    for index, edit in enumerate(edits):
        if type(edit) is not type(edits[0]) or not is_same([*edit[1:]], [*edits[0][1:]]) or edit.pointer in seen:
            continue
        try:
            place = find_target(root, edit, anchors)
        except ObstacleError:
            continue
        if (place.done, place.left) == (first.done, first.left):
            alike.add(index)
            seen.add(edit.pointer)
    return alike


def find_outside_uses(place: Place, edit: Edit, anchors: Anchors) -> list[Steps]:
    """Return the steps to aliases elsewhere that stand for a text at or around a place, or for one that goes away."""
    at = place.done
    goes = isinstance(edit, Replace | Remove)
    touched = {steps for steps in anchors.anchored if at[: len(steps)] == steps or (goes and steps[: len(at)] == at)}
    return [alias for alias, anchor in anchors.aliases.items() if anchor in touched and alias[: len(at)] != at]


def build_copy(root: Node, edited: Json, edit: Edit) -> Edit:
    """Return the edit that writes out, at an alias or beside a merge key, what would else be read elsewhere.

    `edited` is the whole document as it shall be.

    Raises:
        ObstacleError: a key that a merge brings can't be taken out.
    """
    place = find_place(root, parse_pointer(edit.pointer))
    if place.stop is not Stop.MERGED:
        return Replace(render_steps(place.done), value_at(edited, place.done))
    if isinstance(edit, Remove) and len(place.left) == 1:
        raise ObstacleError(Obstacle.MERGED)
    return Insert(render_steps(place.done), place.left[0], value_at(edited, (*place.done, place.left[0])))


def build_isolation(root: Node, data: Json, place: Place, uses: Sequence[Steps], anchors: Anchors) -> Edit:
    """Return the edit that makes one more of the uses independent of an anchor: it gets a copy of what it stands for.

    Raises:
        ObstacleError: a merge key takes over whatever the anchored mapping will have, or all are independent already.
    """
    for alias in uses:
        if MERGE not in alias:
            return Replace(render_steps(alias), value_at(data, alias))
        anchor, mapping = anchors.aliases[alias], alias[: alias.index(MERGE)]
        if len(place.done) <= len(anchor):
            break
        key = place.done[len(anchor)]
        if find_place(root, mapping).node.find(key) is None:
            return Insert(render_steps(mapping), key, value_at(data, (*mapping, key)))
    raise ObstacleError(Obstacle.SHARED)


def render_steps(steps: Steps) -> str:
    """Return the JSON pointer for the steps."""
    return "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in steps)


def _walk(node: Node, steps: Steps) -> Iterator[tuple[Steps, Node]]:
    yield steps, node
    for entry in node.entries:
        yield from _walk(entry.node, (*steps, entry.name))


def _is_written_at(place: Place, edit: Edit) -> bool:
    """Tell whether the text to change stands where the walk ended; an alias itself can be replaced or removed."""
    if place.stop in (Stop.ALIAS, Stop.MERGED):
        return False
    return place.node.kind is not Kind.ALIAS or not isinstance(edit, Append | Insert)


def _find_merged(root: Node, place: Place, anchors: Anchors) -> Steps:
    """Return the steps to the mapping that a merge key takes the next step from."""
    merge = (*place.done, MERGE)
    merged = find_place(root, merge).node
    sources = [merge] if merged.kind is not Kind.LIST else [(*merge, entry.name) for entry in merged.entries]
    for source in sources:
        steps = anchors.aliases.get(source, source)
        node = find_place(root, steps).node
        if node.find(place.left[0]) is not None or node.find(MERGE) is not None:
            return steps
    raise ObstacleError(Obstacle.MISSING)


def _enter_text(place: Place) -> Place:
    """Go on into the document that a function wraps, and into JSON that is a text."""
    entries = place.node.entries
    if place.stop is Stop.REACHED and len(entries) == 1 and entries[0].name in TRANSPARENT:
        holders, trail = (*place.holders, place.node), (*place.trail, entries[0])
        place = Place(Stop.REACHED, entries[0].node, holders, trail, (*place.done, entries[0].name), ())
    value = place.node.value
    if place.stop is Stop.REACHED and isinstance(value, str) and parse_held(value) is not None:
        return place._replace(stop=Stop.TEXT)
    return place
