"""An edit at a place -> the stretches of text that change; brackets and lines each have their own way."""

from keypost.writers.bracketed import add_flow, is_filled, remove_flow, replace_flow, wrap_flow
from keypost.writers.data import value_at
from keypost.writers.draft import Draft
from keypost.writers.edit import Append, Edit, Insert, Json, Obstacle, ObstacleError, Remove, Replace
from keypost.writers.lined import add_lines, remove_lines, render_root, replace_lines, wrap_lines
from keypost.writers.node import Kind, Node
from keypost.writers.place import Place
from keypost.writers.splice import Splice


def operate(draft: Draft, edit: Edit, place: Place) -> list[Splice]:
    """Return what changes in the text where the edit's place was reached.

    Raises:
        ObstacleError: there is no way to write it.
    """
    match edit:
        case Replace(value=value):
            return _replace(draft, place, value)
        case Insert(key=key, value=value):
            if place.node.kind is Kind.MAPPING and is_filled(draft, place.node):
                return _add(draft, place.node, value, key=key)
            return _replace(draft, place, {key: value})
        case Append(value=value):
            return _append(draft, place, value)
        case Remove():
            return _remove(draft, place)


def _add(draft: Draft, node: Node, value: Json, *, key: str | None = None) -> list[Splice]:
    ink = draft.ink(node.end)
    add = add_flow if node.flow else add_lines
    return add(draft, node, value, ink=ink, key=key)


def _append(draft: Draft, place: Place, value: Json) -> list[Splice]:
    node = place.node
    if node.kind is Kind.LIST and is_filled(draft, node):
        return _add(draft, node, value)
    old = value_at(draft.data, place.done)
    if old is None or old == []:
        return _replace(draft, place, [value])
    if not place.trail or (place.holders[-1].kind is Kind.FUNCTION and node.kind is Kind.SCALAR):
        return _replace(draft, place, [old, value])
    if place.in_flow:
        return wrap_flow(draft, place.holders[-1], node, value)
    return wrap_lines(draft, place, old, value)


def _replace(draft: Draft, place: Place, value: Json) -> list[Splice]:
    node = place.node
    if place.trail and place.holders[-1].kind is Kind.FUNCTION and not isinstance(value, str):
        return _replace(draft, _above(place), {place.trail[-1].name: value})
    if place.in_flow:
        return replace_flow(draft, place.holders[-1], place.trail[-1], node, value)
    if place.trail:
        return replace_lines(draft, place, value)
    if node.flow:
        return replace_flow(draft, None, None, node, value)
    ink = draft.ink(node.start)
    return [Splice(node.start, node.end, ink.newline.join(render_root(value, ink=ink)))]


def _remove(draft: Draft, place: Place) -> list[Splice]:
    holder, entry = place.holders[-1], place.trail[-1]
    if sum(other.name == entry.name for other in holder.entries) > 1:
        raise ObstacleError(Obstacle.DUPLICATE_KEY)
    index = holder.entries.index(entry)
    if holder.flow:
        return remove_flow(draft, holder, index)
    if len(holder.entries) > 1:
        return remove_lines(draft, holder, index)
    return _replace(draft, _above(place), [] if holder.kind is Kind.LIST else {})


def _above(place: Place) -> Place:
    """Return the place of the node that holds this one."""
    return Place(place.stop, place.holders[-1], place.holders[:-1], place.trail[:-1], place.done[:-1], ())
