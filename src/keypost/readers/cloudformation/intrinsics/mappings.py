"""Fn::FindInMap."""

from keypost.readers.building.resolved import Value
from keypost.readers.cloudformation.intrinsics.scope import Scope, build_malformed, take_arguments
from keypost.unknown import Unread, Why, has_unknown, render_unknown, unknowns_in

_MISSING = object()


def find_in_map(argument: object, scope: Scope) -> Value:
    """Resolve `Fn::FindInMap: [map, first key, second key, {DefaultValue: value}]`.

    Where a key is open but every entry that it can mean has the same value, that value stands.
    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-findinmap.html
    """
    name, first, second, *options = take_arguments(argument, least=3, most=4)
    path = [scope.text(name), scope.text(first), scope.text(second)]
    default = options[0].get("DefaultValue", _MISSING) if options and isinstance(options[0], dict) else _MISSING
    unknown = [part for key in path for part in unknowns_in(key)]
    found = _look_up(path, scope)
    if default is not _MISSING and (unknown or not found):
        found.append(default)
    if found and all(value == found[0] for value in found):
        return scope.resolve(found[0])
    if unknown:
        return Unread(Why.UNKNOWN_VALUE, f"Fn::FindInMap({render_unknown('/'.join(path))})")
    raise build_malformed(
        "there is no such entry in Mappings: " + " / ".join(path),
        ja="Mappings に該当する項目がありません: " + " / ".join(path),
    )


def _look_up(path: list[str], scope: Scope) -> list[object]:
    """Return every value that the path can mean."""
    name, first, second = path
    rows = [] if has_unknown(name) else _pick(scope.mapping(name), first, scope)
    return [value for row in rows for value in _pick(row, second, scope)]


def _pick(level: object, key: str, scope: Scope) -> list[object]:
    """Return the entries that the key can mean."""
    if not isinstance(level, dict):
        return []
    if not has_unknown(key):
        return [level[key]] if key in level else []
    allowed = scope.allowed(key)
    return [value for name, value in level.items() if allowed is None or name in allowed]
