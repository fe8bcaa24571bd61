"""Type constraints of variables: what a value is converted to, and the defaults of optional attributes.

https://developer.hashicorp.com/terraform/language/expressions/type-constraints
"""

from keypost.readers.terraform.hcl.evaluate import evaluate
from keypost.readers.terraform.hcl.scope import Scope
from keypost.readers.terraform.hcl.syntax import Call, Entries, Expression, Items, Literal, Name
from keypost.readers.terraform.hcl.values import (
    Attributes,
    CannotEvaluateError,
    HclSet,
    Value,
    build_error,
    build_open,
    build_set,
    from_number,
    to_number,
    to_text,
    to_truth,
)
from keypost.unknown import Unread, build_unknown, has_unknown


def build_open_variable(name: str, kind: Expression | None) -> Value:
    """Return the unknown value of a variable: a text where the constraint says so."""
    return build_unknown(name) if isinstance(kind, Name) and kind.name == "string" else build_open(name)


def is_complex(kind: Expression | None) -> bool:
    """Tell whether values given on the command line are expressions, as those of lists and objects are."""
    return isinstance(kind, Call) or (isinstance(kind, Name) and kind.name in {"list", "map", "set"})


def convert(value: Value, kind: Expression | None, scope: Scope) -> Value:
    """Return the value as the constraint has it.

    Raises:
        CannotEvaluateError: it can't be one.
    """
    if value is None or isinstance(value, Unread | Attributes) or kind is None:
        return value
    if isinstance(kind, Literal) and isinstance(kind.value, str):
        kind = Name(kind.value, kind.line)  # as in Terraform 0.11
    if isinstance(kind, Name):
        return _convert_plain(value, kind.name)
    return _convert_complex(value, kind, scope) if isinstance(kind, Call) and kind.arguments else value


def _convert_plain(value: Value, kind: str) -> Value:
    if kind == "string":
        return to_text(value)
    if kind == "number":
        number = to_number(value)
        return number if isinstance(number, Unread) else from_number(number)
    return to_truth(value) if kind == "bool" else value


def _convert_complex(value: Value, kind: Call, scope: Scope) -> Value:
    inner = kind.arguments[0]
    if kind.name == "optional":
        return convert(value, inner, scope)
    if isinstance(value, str) and has_unknown(value):
        return value
    if isinstance(value, list):
        return _convert_list(value, kind, scope)
    if kind.name == "map" and isinstance(value, dict):
        return {key: convert(item, inner, scope) for key, item in value.items()}
    if kind.name == "object" and isinstance(value, dict) and isinstance(inner, Entries):
        return _convert_object(value, inner, scope)
    raise _build_misfit()


def _convert_list(value: list[Value], kind: Call, scope: Scope) -> Value:
    inner = kind.arguments[0]
    if kind.name == "tuple" and isinstance(inner, Items):
        return [convert(item, one, scope) for item, one in zip(value, inner.items, strict=False)]
    if kind.name not in {"list", "set"}:
        raise _build_misfit()
    items = [convert(item, inner, scope) for item in value]
    if kind.name == "set":
        return build_set(items)
    return HclSet(items, counted=False) if isinstance(value, HclSet) and not value.counted else items


def _build_misfit() -> CannotEvaluateError:
    return build_error("the value isn't of the variable's type", ja="値が変数の型に合いません")


def _convert_object(value: dict[str, Value], kind: Entries, scope: Scope) -> Value:
    converted: dict[str, Value] = {}
    for entry in kind.entries:
        name = to_text(evaluate(entry.key, scope))
        optional = entry.value if isinstance(entry.value, Call) and entry.value.name == "optional" else None
        given = value.get(name)
        if given is not None or (name in value and optional is None):
            converted[name] = convert(given, entry.value, scope)
        elif optional is not None:
            default = evaluate(optional.arguments[1], scope) if len(optional.arguments) > 1 else None
            converted[name] = convert(default, optional.arguments[0], scope)
        else:
            raise build_error(f"the object has no `{name[:60]}`", ja=f"オブジェクトに `{name[:60]}` がありません")
    return converted


def convert_or_keep(value: Value, kind: Expression | None, scope: Scope) -> Value:
    """Return the value as the constraint has it, or as it is where it can't be one."""
    try:
        return convert(value, kind, scope)
    except CannotEvaluateError:
        return value
