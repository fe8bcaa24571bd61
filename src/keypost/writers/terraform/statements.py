"""Statements in the two styles of Terraform: an object for `jsonencode`, a block of `aws_iam_policy_document`."""

import json
from collections.abc import Iterator, Mapping
from textwrap import indent as shift

from keypost.writers.terraform.render import Json, Raw, render_arguments, render_block, render_value

# What the elements of a policy are called in the block (aws_iam_policy_document, argument reference).
_LISTS = {"Action": "actions", "NotAction": "not_actions", "Resource": "resources", "NotResource": "not_resources"}


def render_item(statement: Mapping[str, Json]) -> str:
    """Return the statement as an item of a list, with its comma."""
    return f"{render_value(statement)},"


def render_json(statement: Mapping[str, Json]) -> str:
    """Return the statement as it stands in a text of JSON, where references are templates."""
    return json.dumps(_as_templates(statement), indent=2, ensure_ascii=False)


def render_statement_block(statement: Mapping[str, Json]) -> str:
    """Return the statement as a block."""
    arguments: dict[str, Json] = {}
    if "Sid" in statement:
        arguments["sid"] = statement["Sid"]
    if statement.get("Effect") != "Allow":
        arguments["effect"] = statement.get("Effect")
    for element, name in _LISTS.items():
        if element in statement:
            arguments[name] = _as_list(statement[element])
    blocks = (*_principals(statement.get("Principal")), *_conditions(statement.get("Condition")))
    return render_block("statement", arguments, blocks=tuple(shift(block, "  ") for block in blocks))


def render_condition(operator: str, key: str, values: list[Json]) -> str:
    """Return one test as a block."""
    return render_block("condition", {"test": operator, "variable": key, "values": values})


def render_policy(policy: Mapping[str, Json], *, indent: int) -> str:
    """Return a whole policy as the argument `policy`."""
    lines = "\n".join(render_arguments(policy, indent=indent + 2))
    return f"{' ' * indent}policy = jsonencode({{\n{lines}\n{' ' * indent}}})"


def _principals(principal: Json) -> Iterator[str]:
    if principal == "*":
        yield render_block("principals", {"type": "*", "identifiers": ["*"]})
    for kind, names in principal.items() if isinstance(principal, Mapping) else ():
        yield render_block("principals", {"type": kind, "identifiers": _as_list(names)})


def _conditions(condition: Json) -> Iterator[str]:
    for operator, tests in condition.items() if isinstance(condition, Mapping) else ():
        for key, values in tests.items():
            yield render_condition(operator, key, _as_list(values))


def _as_templates(data: Json) -> Json:
    if isinstance(data, Raw):
        return data[1:-1] if data.startswith('"') else f"${{{data}}}"
    if isinstance(data, Mapping):
        return {key: _as_templates(value) for key, value in data.items()}
    return [_as_templates(item) for item in data] if isinstance(data, list) else data


def _as_list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [value]
