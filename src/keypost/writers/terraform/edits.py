"""Changes of a statement that is there -> what they make of its text, in the two styles; None for any other."""

import re
from collections.abc import Sequence
from textwrap import indent as shift

from keypost.estate.resource import Resource
from keypost.policy.changes import Change, ChangeKind
from keypost.policy.reasons import Element
from keypost.readers.terraform.hcl.blocks import Block
from keypost.readers.terraform.hcl.syntax import Entries, Literal
from keypost.writers.splice import Splice
from keypost.writers.terraform.render import Json, render_arguments, render_value
from keypost.writers.terraform.source import (
    Sources,
    find_document,
    find_entry,
    find_item,
    find_object,
    find_policy,
    line_of_key,
)
from keypost.writers.terraform.statements import render_condition

_TOKENS = re.compile(r'"(?:[^"\\]|\\.)*"|[{}]')
_REST = re.compile(r",?[ \t]*(?:#[^\n]*)?(?:\r?\n|\Z)")
# A single value: a text, or a reference.
_SINGLE = r'"(?:[^"\\]|\\.)*"|[A-Za-z_][\w.-]*(?:\[[^\]]*\])?(?:\.\w+)*'
_WHOLE = {"source_policy_documents", "override_policy_documents", "source_json", "override_json"}


def edit_statement(
    change: Change, values: Sequence[Json], resource: Resource, sources: Sources
) -> tuple[str, Splice] | None:
    """Return the file, and what changes in it; None where somebody must do it by hand."""
    block = sources.block(resource.policy_origin)
    argument = find_policy(block)
    module = None if block is None else sources.module(block.file)
    if block is None or argument is None or module is None or "[" in resource.id:
        return None
    document = find_document(module, argument.expression)
    if document is not None:
        statement = _find_block(document, change.statement)
        splice = None if statement is None else _edit_block(change, values, statement, sources)
        return None if splice is None else (document.file, splice)
    found = find_object(module, argument.expression)
    if found is None:
        return None
    entries, file = found
    item = find_item(find_entry(entries, "Statement"), change.statement)
    splice = None if item is None else _edit_object(change, values, item, file or block.file, sources)
    return None if splice is None else (file or block.file, splice)


def _find_block(document: Block, index: int) -> Block | None:
    """Return the statement; where other documents or `dynamic` add some, nobody can count them here."""
    statements = document.body.nested("statement")
    if any(one.type != "statement" for one in statements) or _WHOLE & set(document.body.arguments):
        return None
    return statements[index] if index < len(statements) else None


def _edit_block(change: Change, values: Sequence[Json], statement: Block, sources: Sources) -> Splice | None:
    file = statement.file
    if change.element is Element.ACTION:
        argument = statement.body.arguments.get("actions")
        return None if argument is None else _extend(file, argument.line, "actions", values, sources)
    if change.kind is ChangeKind.ADD_TEST:
        code = render_condition(change.operator or "", change.key or "", list(values))
        return sources.insert_before(file, statement.last_line, "\n" + shift(code, "    "))
    test = next((one for one in statement.body.nested("condition") if _is_test(one, change)), None)
    if test is None or test.type != "condition":
        return None
    if change.kind is ChangeKind.DROP_TEST:
        return Splice(sources.line_at(file, test.line)[0], sources.line_at(file, test.last_line)[1])
    argument = test.body.arguments.get("values")
    return None if argument is None else _extend(file, argument.line, "values", values, sources)


def _is_test(condition: Block, change: Change) -> bool:
    found = [condition.body.arguments.get(name) for name in ("test", "variable")]
    told = [one.expression.value for one in found if one is not None and isinstance(one.expression, Literal)]
    return told == [change.operator, change.key]


def _edit_object(change: Change, values: Sequence[Json], item: Entries, file: str, sources: Sources) -> Splice | None:
    if change.element is Element.ACTION:
        return (
            None
            if find_entry(item, "Action") is None
            else _extend(file, line_of_key(item, "Action"), "Action", values, sources)
        )
    condition = find_entry(item, "Condition")
    operator, key = change.operator or "", change.key or ""
    tests = find_entry(condition, operator)
    if change.kind is ChangeKind.ADD_TEST:
        return _add_test(item, condition, tests, change, values, file=file, sources=sources)
    if not isinstance(condition, Entries) or not isinstance(tests, Entries) or find_entry(tests, key) is None:
        return None
    if change.kind is ChangeKind.LIST:
        return _extend(file, line_of_key(tests, key), key, values, sources)
    return _drop_line(item, condition, tests, operator, file=file, sources=sources)


def _add_test(
    item: Entries, condition: Json, tests: Json, change: Change, values: Sequence[Json], *, file: str, sources: Sources
) -> Splice | None:
    value = values[0] if len(values) == 1 else list(values)
    test: dict[str, Json] = {change.key or "": value}
    if condition is None:
        line = item.entries[0].key.line
        margin = _margin(file, line, sources)
        return (
            None
            if margin is None
            else sources.insert_before(
                file, line, "\n".join(render_arguments({"Condition": {change.operator or "": test}}, indent=margin))
            )
        )
    if not isinstance(condition, Entries):
        return None
    name = "Condition" if tests is None else change.operator or ""
    holder = item if tests is None else condition
    added = {change.operator or "": test} if tests is None else test
    line = line_of_key(holder, name)
    margin = _margin(file, line, sources)
    if margin is None:
        return None
    code = "\n".join(render_arguments(added, indent=margin + 2))
    splice = sources.open(file, line, key=name, bracket="{", text="\n" + code)
    if splice is not None and sources.text(file)[splice.start : splice.start + 1] not in "\r\n":
        return splice._replace(text=splice.text + "\n" + " " * (margin + 2))
    return splice


def _drop_line(
    item: Entries, condition: Entries, tests: Entries, operator: str, *, file: str, sources: Sources
) -> Splice | None:
    """Take a test out that has lines of its own, with all that would be empty without it."""
    if len(tests.entries) != 1:
        return None
    line = line_of_key(condition, operator) if len(condition.entries) > 1 else line_of_key(item, "Condition")
    text, (start, _) = sources.text(file), sources.line_at(file, line)
    end = _find_end(text, start)
    return Splice(start, end) if end is not None and _margin(file, line, sources) else None


def _find_end(text: str, start: int) -> int | None:
    """Return where the lines of an object end that begins at a place; None where something else ends there too."""
    depth = 0
    for found in _TOKENS.finditer(text, start):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if found[0] == "}" and depth == 0:
            rest = _REST.match(text, found.end())
            return None if rest is None else rest.end()
    return None


def _margin(file: str, line: int, sources: Sources) -> int | None:
    """Return the column of the name that a line begins with; None where something else stands before it."""
    start, end = sources.line_at(file, line)
    text = sources.text(file)[start:end]
    return len(text) - len(text.lstrip()) if re.match(r'\s*"?[\w:/-]+"?\s*=', text) else None


def _extend(file: str, line: int, key: str, values: Sequence[Json], sources: Sources) -> Splice | None:
    """Put values first into a list, or make one of the single text that a line has."""
    added = "".join(f"{render_value(value)}, " for value in values)
    opened = sources.open(file, line, key=key, bracket="[", text=added)
    if opened is not None:
        return opened
    start, end = sources.line_at(file, line)
    pattern = rf'{re.escape(key)}"?\s*=\s*({_SINGLE})\s*(?=[,}}]|$)'
    single = re.search(pattern, sources.text(file)[start:end].rstrip())
    if single is None:
        return None
    return Splice(start + single.start(1), start + single.end(1), f"[{added}{single[1]}]")
