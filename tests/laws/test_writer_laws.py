"""Laws of editing that hold for every document, in whatever style it is written."""

import json
import re
from collections import Counter
from copy import deepcopy
from random import Random
from typing import NamedTuple

from hypothesis import event, given, settings
from hypothesis import strategies as st

from keypost.origin import Pointer, render_pointer
from keypost.readers.cloudformation.load import read_document
from keypost.writers.edit import Append, Edit, Insert, Obstacle, Refused, Remove, Replace
from keypost.writers.editor import edit_text
from tests.writers.styles import Json, is_function, make_document, make_value, render_json, render_yaml

LAW = settings(max_examples=300, deadline=None)
SEEDS = st.integers(min_value=0, max_value=2**32)


class Case(NamedTuple):
    """A document, an edit of it, and what it shall say after that."""

    text: str
    file: str
    edit: Edit
    data: Json
    expected: Json


def build_case(seed: int) -> Case:
    random = Random(seed)  # noqa: S311  chosen to be repeated, not to be secret
    file = random.choice(("t.yaml", "t.yaml", "t.json"))
    render = render_json if file == "t.json" else render_yaml
    text = render(make_document(random), random=random)
    data = json.loads(json.dumps(read_document(text, file=file).data))
    pointer = random.choice(list_pointers(data))
    edit = make_edit(pointer, find(data, pointer), random)
    return Case(text, file, edit, data, apply(deepcopy(data), pointer, edit))


def list_pointers(data: Json, pointer: Pointer = ()) -> list[Pointer]:
    parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [pointer, *(found for step, part in parts for found in list_pointers(part, (*pointer, step)))]


def find(data: Json, pointer: Pointer) -> Json:
    for step in pointer:
        data = data[step]  # type: ignore[index]
    return data


def make_edit(pointer: Pointer, found: Json, random: Random) -> Edit:
    where, value = render_pointer(pointer), make_value(random)
    if not pointer:
        return Replace(where, value)
    edits: list[Edit] = [Replace(where, value), Remove(where), Append(where, value)]
    if isinstance(found, dict) and not is_function(found):
        edits.append(Insert(where, "New", value))
    return random.choice(edits)


def apply(data: Json, pointer: Pointer, edit: Edit) -> Json:
    """Make the edit in plain data, as one would by hand."""
    if not pointer:
        return edit.value if isinstance(edit, Replace) else None
    holder, found = find(data, pointer[:-1]), find(data, pointer)
    match edit:
        case Remove():
            del holder[pointer[-1]]  # type: ignore[attr-defined]
        case Replace(value=value):
            holder[pointer[-1]] = value  # type: ignore[index]
        case Insert(key=key, value=value):
            found[key] = value  # type: ignore[index]
        case Append(value=value):
            old = found if isinstance(found, list) else [] if found is None else [found]
            holder[pointer[-1]] = [*old, value]  # type: ignore[index]
    return data


def shares(case: Case) -> bool:
    """Tell whether the document has an alias."""
    return "*a" in case.text


def say(data: Json) -> str:
    """Return data in a form in which equal data are equal: YAML writes the two parts of GetAtt as one."""
    return re.sub(r'(\{"Fn::GetAtt": )\["(\w+)", "(\w+)"\]', r'\1"\2.\3"', json.dumps(data, sort_keys=True))


CASES = SEEDS.map(build_case)


@LAW
@given(CASES)
def test_the_new_text_says_what_was_asked_for(case: Case) -> None:
    after = edit_text(case.text, [case.edit], file=case.file)
    event(f"{type(case.edit).__name__}: {after.why.value if isinstance(after, Refused) else 'written'}")
    if isinstance(after, Refused):
        assert after.why in (
            {Obstacle.FUNCTION, Obstacle.SHARED, Obstacle.MERGED} if shares(case) else {Obstacle.FUNCTION}
        )
    else:
        assert say(read_document(after, file=case.file).data) == say(case.expected)


@LAW
@given(CASES)
def test_nothing_of_the_text_is_lost_where_something_is_added(case: Case) -> None:
    """All but white space stands in the new text too, in its order; empty brackets and null may go.

    A comment at the side of a single value stays there, before the value that becomes the first of a list.
    """
    found = find(case.data, _steps(case))
    if not isinstance(case.edit, Append | Insert) or shares(case) or found is None:
        return
    after = edit_text(case.text, [case.edit], file=case.file)
    if isinstance(after, str):
        before, now = (re.sub(r"\s|[\[\]{}'\"]", "", text) for text in (case.text, after))
        if isinstance(found, dict | list):
            left = iter(now)
            assert all(letter in left for letter in before)
        assert Counter(before) <= Counter(now)


@LAW
@given(CASES)
def test_lines_far_from_the_change_keep_their_bytes(case: Case) -> None:
    """Every top-level key but that of the edit has the very lines that it had."""
    after = edit_text(case.text, [case.edit], file=case.file)
    if not isinstance(after, str) or case.file != "t.yaml" or not case.edit.pointer or shares(case):
        return
    parts = re.split(r"(?m)^(?=[^\s#-])", case.text)
    touched = [part for part in parts if part.rstrip() not in after]
    assert len(touched) <= 1


@LAW
@given(CASES)
def test_an_edit_that_can_be_idempotent_is(case: Case) -> None:
    if not isinstance(case.edit, Insert | Replace):
        return
    once = edit_text(case.text, [case.edit], file=case.file)
    if isinstance(once, str):
        assert edit_text(once, [case.edit], file=case.file) == once


@LAW
@given(CASES)
def test_what_was_inserted_or_appended_can_be_removed_again(case: Case) -> None:
    found = find(case.data, _steps(case))
    if not isinstance(case.edit, Append | Insert) or not found or not isinstance(found, dict | list):
        return
    if is_function(found):
        return
    last = len(found) if isinstance(case.edit, Append) else "New"
    if (isinstance(case.edit, Append) and not isinstance(found, list)) or shares(case):
        return
    there = edit_text(case.text, [case.edit], file=case.file)
    assert isinstance(there, str)
    back = edit_text(there, [Remove(f"{case.edit.pointer}/{last}")], file=case.file)
    assert isinstance(back, str)
    assert say(read_document(back, file=case.file).data) == say(case.data)


def _steps(case: Case) -> Pointer:
    """Return the steps of the edit's pointer as they lead through the data."""
    return next(pointer for pointer in list_pointers(case.data) if render_pointer(pointer) == case.edit.pointer)
