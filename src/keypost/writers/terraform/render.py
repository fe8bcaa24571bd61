"""Values -> expressions and blocks of Terraform's language, laid out as `terraform fmt` does."""

import json
import re
from collections.abc import Iterator, Mapping

Json = object
_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*\Z")
_LINE = 100


class Raw(str):
    """An expression as it is written: a reference."""

    __slots__ = ()


def quote(text: str) -> str:
    """Return a text in quotes; nothing in it is a template (https://developer.hashicorp.com/terraform/language/expressions/strings)."""
    return json.dumps(text, ensure_ascii=False).replace("${", "$${").replace("%{", "%%{")


def render_value(value: Json, *, indent: int = 0) -> str:
    """Return the expression; its lines after the first stand `indent` columns further in than the outermost."""
    if isinstance(value, Raw):
        return str(value)
    if isinstance(value, str):
        return quote(value)
    if isinstance(value, Mapping):
        return _render_object(value, indent)
    if isinstance(value, list):
        return _render_list(value, indent)
    return json.dumps(value)


def render_arguments(arguments: Mapping[str, Json], *, indent: int) -> Iterator[str]:
    """Yield the lines of `name = value`; neighbours of one line have their equals signs below each other."""
    rendered = [(_render_key(key), render_value(value, indent=indent)) for key, value in arguments.items()]
    group: list[tuple[str, str]] = []
    for key, text in rendered:
        if "\n" in text:
            yield from _align(group, indent)
            group = []
            yield f"{' ' * indent}{key} = {text}"
        else:
            group.append((key, text))
    yield from _align(group, indent)


def render_block(head: str, arguments: Mapping[str, Json], *, indent: int = 0, blocks: tuple[str, ...] = ()) -> str:
    """Return a block with its arguments, and nested blocks that are rendered already."""
    lines = [f"{' ' * indent}{head} {{", *render_arguments(arguments, indent=indent + 2)]
    for block in blocks:
        lines += ["", block] if len(lines) > 1 else [block]
    return "\n".join([*lines, f"{' ' * indent}}}"])


def _align(group: list[tuple[str, str]], indent: int) -> Iterator[str]:
    width = max((len(key) for key, _ in group), default=0)
    yield from (f"{' ' * indent}{key:<{width}} = {text}" for key, text in group)


def _render_key(key: str) -> str:
    return key if _IDENTIFIER.match(key) else quote(key)


def _render_object(value: Mapping[str, Json], indent: int) -> str:
    if not value:
        return "{}"
    (key, inner), *rest = value.items()
    text = render_value(inner, indent=indent)
    if not rest and "\n" not in text:
        return f"{{ {_render_key(key)} = {text} }}"
    return "\n".join(["{", *render_arguments(value, indent=indent + 2), f"{' ' * indent}}}"])


def _render_list(value: list[Json], indent: int) -> str:
    items = [render_value(item, indent=indent + 2) for item in value]
    line = f"[{', '.join(items)}]"
    if "\n" not in line and len(line) + indent < _LINE:
        return line
    return "\n".join(["[", *(f"{' ' * (indent + 2)}{item}," for item in items), f"{' ' * indent}]"])
