"""Edits the text of a CloudFormation document; what isn't edited keeps its bytes."""

from collections.abc import Sequence

from keypost.writers.data import apply_edit, is_done, is_same
from keypost.writers.draft import Draft, open_draft
from keypost.writers.edit import Edit, Json, Obstacle, ObstacleError, Refused, Remove, parse_pointer
from keypost.writers.functions import put_into_text
from keypost.writers.held import edit_held, is_substituted
from keypost.writers.lined import render_root
from keypost.writers.node import Node
from keypost.writers.place import Place, Stop, find_place
from keypost.writers.sharing import (
    Anchors,
    build_copy,
    build_isolation,
    find_alike,
    find_anchors,
    find_outside_uses,
    find_target,
    is_read_elsewhere,
    render_steps,
)
from keypost.writers.splice import Splice, apply_splices
from keypost.writers.surgery import operate

_BYTE_ORDER_MARK = "\ufeff"
# What JSON inside a document is called while it is edited.
_HELD = "held.json"


def edit_text(text: str, edits: Sequence[Edit], *, file: str) -> str | Refused:
    """Return the text with all edits made, or why one of them can't be; `file` tells JSON from YAML.

    The edits are made one after the other: a pointer means what the edits before it have left. The new text is read
    again, and given only if it says exactly what was asked for.
    """
    mark = _BYTE_ORDER_MARK if text.startswith(_BYTE_ORDER_MARK) else ""
    pending = list(edits)
    draft: Draft | None = None
    while pending:
        try:
            draft = draft or open_draft(text.removeprefix(mark), file=file)
            draft, done = _make_first(draft, pending)
        except ObstacleError as error:
            line = _find_line(draft, pending[0]) if draft else error.line
            return Refused(pending[0], error.why, line)
        pending = [edit for index, edit in enumerate(pending) if index not in done]
    return text if draft is None else mark + draft.text


def edit_draft(draft: Draft, edit: Edit, *, parameters: Json) -> Draft:
    """Return a document without anchors with one edit made; `parameters` are those of the template that it is part of.

    Raises:
        ObstacleError: the edit can't be made.
    """
    if is_done(draft.data, edit):
        return draft
    place = find_target(_root_of(draft), edit, Anchors(frozenset(), {}))
    expected = apply_edit(draft.data, _suit(edit, place), parameters=parameters)
    return _write(draft, edit, place, expected=expected)


def _make_first(draft: Draft, pending: Sequence[Edit]) -> tuple[Draft, set[int]]:
    """Make the first of the edits, or a step towards it; tell which are done."""
    edit = pending[0]
    if is_done(draft.data, edit):
        return draft, {0}
    expected = apply_edit(draft.data, edit)
    if draft.root is None or draft.root.start == draft.root.end:
        return _start_document(draft, expected), {0}
    anchors = find_anchors(draft.root)
    place = find_target(draft.root, edit, anchors)
    if anchors.aliases and (is_read_elsewhere(draft.root, edit) or find_outside_uses(place, edit, anchors)):
        return _make_shared(draft, pending, place, anchors)
    return _write(draft, edit, place, expected=_apply(draft, edit, place, [edit.pointer])), {0}


def _make_shared(draft: Draft, pending: Sequence[Edit], place: Place, anchors: Anchors) -> tuple[Draft, set[int]]:
    """Edit what several places share: once where all of them are edited alike, else once they are apart."""
    edit, root = pending[0], _root_of(draft)
    alike = find_alike(root, pending, anchors)
    expected = _apply(draft, edit, place, [pending[index].pointer for index in alike])
    try:
        return _write(draft, edit, place, expected=expected), alike
    except ObstacleError:
        pass
    if is_read_elsewhere(root, edit):
        expected = _apply(draft, edit, place, [edit.pointer])
        copy = build_copy(root, expected, edit)
        return _write(draft, copy, find_place(root, parse_pointer(copy.pointer)), expected=expected), {0}
    apart = build_isolation(root, draft.data, place, find_outside_uses(place, edit, anchors), anchors)
    return _write(draft, apart, find_place(root, parse_pointer(apart.pointer)), expected=draft.data), set()


def _apply(draft: Draft, edit: Edit, place: Place, pointers: Sequence[str]) -> Json:
    """Return what the document shall say after the same edit at several pointers."""
    data, suited = draft.data, _suit(edit, place)
    for pointer in pointers:
        data = apply_edit(data, suited._replace(pointer=pointer))
    return data


def _write(draft: Draft, edit: Edit, place: Place, *, expected: Json) -> Draft:
    """Write the edit at a place.

    Raises:
        ObstacleError: it can't be written, or would say something else than expected.
    """
    return _check(draft, apply_splices(draft.text, _operate(draft, _suit(edit, place), place)), expected)


def _check(draft: Draft, written: str, expected: Json) -> Draft:
    try:
        new = open_draft(written, file=draft.file, habits=draft.given)
    except ObstacleError as error:
        raise ObstacleError(Obstacle.LAYOUT) from error
    if not is_same(new.data, expected):
        raise ObstacleError(Obstacle.LAYOUT)
    return new


def _operate(draft: Draft, edit: Edit, place: Place) -> list[Splice]:
    if place.stop is not Stop.TEXT:
        return operate(draft, edit, place)
    inner = edit._replace(pointer=render_steps(place.left))
    return edit_held(draft, place.node, lambda text: _make_first(open_draft(text, file=_HELD), [inner])[0].text)


def _suit(edit: Edit, place: Place) -> Edit:
    """Return the edit as the place can hold it: a text has no functions, only what Fn::Sub puts in."""
    if place.stop is not Stop.TEXT or isinstance(edit, Remove):
        return edit
    return edit._replace(value=put_into_text(edit.value, substituted=is_substituted(place.trail)))


def _start_document(draft: Draft, data: Json) -> Draft:
    """Write into a document that holds nothing yet."""
    ink = draft.ink(0)
    between = ink.newline if draft.text and not draft.text.endswith("\n") else ""
    lines = render_root(data, ink=ink)
    return _check(draft, draft.text + between + "".join(line + ink.newline for line in lines), data)


def _root_of(draft: Draft) -> Node:
    if draft.root is None:
        raise ObstacleError(Obstacle.MISSING)
    return draft.root


def _find_line(draft: Draft, edit: Edit) -> int:
    """Return the line of the deepest part of the pointer that exists."""
    line = 1
    steps = parse_pointer(edit.pointer)
    for count in range(len(steps) + 1):
        try:
            place = find_place(_root_of(draft), steps[:count])
        except ObstacleError:
            break
        line = draft.text.count("\n", 0, place.node.start) + 1
    return line
