"""Columns of any types -> the columns that the reduction reads, as DuckDB's expressions.

Parquet files and tables hold `userIdentity` as an object or as JSON, `requestParameters` as JSON or as an object with a
member for whatever a request ever had, `eventTime` as a text or a timestamp. What a table lacks is null.
"""

import json
from collections.abc import Mapping

from keypost.named import TYPE_CHECKING
from keypost.readers.trail.engines.shape import COLUMNS, JSON, Shape

if TYPE_CHECKING:
    from duckdb.sqltypes import DuckDBPyType

_TIMES = frozenset({"timestamp", "timestamp with time zone", "timestamp_s", "timestamp_ms", "timestamp_ns"})
_IN_UTC = "strftime(CAST({0} AS TIMESTAMP), '%Y-%m-%dT%H:%M:%SZ')"


def quote_text(text: str) -> str:
    """Return the text as a literal (DuckDB, literal types: only the quote is written twice)."""
    return "'" + text.replace("'", "''") + "'"


def quote_name(name: str) -> str:
    """Return the name as a quoted identifier (DuckDB, keywords and identifiers)."""
    return '"' + name.replace('"', '""') + '"'


def select_columns(types: Mapping[str, "DuckDBPyType"]) -> str:
    """Return what follows SELECT for a table with columns of these types."""
    found = {name.lower(): name for name in types}
    columns = []
    for wanted, shape in COLUMNS.items():
        name = found.get(wanted.lower())
        expression = _null(shape) if name is None else _convert(quote_name(name), types[name], shape)
        columns.append(f"{expression} AS {quote_name(wanted)}")
    return ", ".join(columns)


def transform_json(expression: str, shape: Shape) -> str:
    """Return JSON as what has that shape; what doesn't fit is null (DuckDB, JSON functions, json_transform)."""
    return f"json_transform({expression}, {quote_text(json.dumps(shape))})"


def keep_object(expression: str) -> str:
    """Return JSON as text where it is an object, else null."""
    return f"CASE WHEN json_type({expression}) = 'OBJECT' THEN CAST({expression} AS VARCHAR) END"


def _convert(expression: str, kind: "DuckDBPyType", shape: Shape) -> str:
    if shape == JSON:
        return _convert_to_json(expression, kind)
    if isinstance(shape, str):
        return _convert_to_text(expression, kind)
    if _is_text(kind):
        valid = f"CASE WHEN json_valid({expression}) THEN CAST({expression} AS JSON) END"
        return transform_json(valid, shape)
    if isinstance(shape, Mapping) and kind.id == "struct":
        return _pack(expression, _find_children(kind), shape)
    if not isinstance(shape, Mapping) and kind.id == "list":
        element = _convert("one", _find_children(kind)["child"], shape[0])
        return f"list_transform({expression}, LAMBDA one : {element})"
    return transform_json(f"to_json({expression})", shape)


def _convert_to_text(expression: str, kind: "DuckDBPyType") -> str:
    if str(kind) == "JSON":
        return f"({expression} ->> '$')"
    return _IN_UTC.format(expression) if kind.id in _TIMES else f"CAST({expression} AS VARCHAR)"


def _convert_to_json(expression: str, kind: "DuckDBPyType") -> str:
    """Return the object as text; of a column with a member for everything, only those members that are set."""
    if _is_text(kind):
        return f"CASE WHEN json_valid({expression}) THEN CAST({expression} AS VARCHAR) END"
    return f"CAST(json_merge_patch('{{}}', to_json({expression})) AS VARCHAR)"


def _is_text(kind: "DuckDBPyType") -> bool:
    return kind.id == "varchar" or str(kind) == "JSON"


def _find_children(kind: "DuckDBPyType") -> dict[str, "DuckDBPyType"]:
    return {name: child for name, child in kind.children if isinstance(child, type(kind))}


def _pack(expression: str, children: Mapping[str, "DuckDBPyType"], shape: Mapping[str, Shape]) -> str:
    found = {name.lower(): name for name in children}
    members = []
    for wanted, inner in shape.items():
        name = found.get(wanted.lower())
        inside = f"{expression}.{quote_name(name)}" if name is not None else ""
        value = _null(inner) if name is None else _convert(inside, children[name], inner)
        members.append(f"{quote_name(wanted)} := {value}")
    return f"struct_pack({', '.join(members)})"


def _null(shape: Shape) -> str:
    return transform_json("NULL", shape) if not isinstance(shape, str) else "CAST(NULL AS VARCHAR)"
