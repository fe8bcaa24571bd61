"""`aws_iam_policy_document` that Terraform couldn't write yet: its blocks -> the document.

Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
"""

import json
from collections.abc import Mapping

from keypost.readers.building.resolved import Value
from keypost.readers.terraform.properties import Values, read_properties
from keypost.readers.terraform.types.documents import DOCUMENTS
from keypost.readers.ways import spell
from keypost.unknown import Unread, Why

_TYPE = "data.aws_iam_policy_document"
_PLAIN = ("Sid", "Action", "NotAction", "Resource", "NotResource")


def is_document(type_name: str, attribute: str) -> bool:
    """Tell whether an attribute is a policy document that the data source writes."""
    return type_name == _TYPE and attribute in {"json", "minified_json"}


def build_document(values: Values) -> Value:
    """Return the document of the data source's settled blocks; Unread where one it is built upon can't be read."""
    read = read_properties(DOCUMENTS[_TYPE].properties, values)
    statements: list[Value] = []
    for source in _documents(read, "SourceJson", "SourcePolicyDocuments"):
        if not isinstance(source, Mapping):
            return source
        statements = _merge(statements, _statements_of(source))
    blocks = read.get("Statement")
    if isinstance(blocks, Unread):
        return blocks
    written: list[Value] = [_build_statement(one) for one in blocks] if isinstance(blocks, list) else []
    statements = _merge(statements, written)
    for override in _documents(read, "OverridePolicyDocuments", "OverrideJson"):
        if not isinstance(override, Mapping):
            return override
        statements = _merge(statements, _statements_of(override))
    return {"Version": read.get("Version") or "2012-10-17", "Statement": statements}


def _documents(read: Mapping[str, Value], *names: str) -> list[Value]:
    """Return the documents under these names, each an object, or Unread."""
    found: list[Value] = []
    for name in names:
        value = read.get(name)
        found += value if isinstance(value, list) else [] if value is None else [value]
    return [_parse(one) for one in found if one != ""]


def _parse(document: Value) -> Value:
    if isinstance(document, str):
        try:
            document = json.loads(document)
        except ValueError:
            return Unread(Why.UNKNOWN_VALUE, _TYPE)
    return document if isinstance(document, (Mapping, Unread)) else Unread(Why.MALFORMED, _TYPE)


def _statements_of(document: Mapping[str, Value]) -> list[Value]:
    found = document.get("Statement")
    return found if isinstance(found, list) else [] if found is None else [found]


def _merge(before: list[Value], added: list[Value]) -> list[Value]:
    """Put statements behind others; one with a Sid takes the place of another with the same."""
    merged = list(before)
    places = {sid: index for index, one in enumerate(merged) if (sid := _sid(one))}
    for statement in added:
        sid = _sid(statement)
        if sid and sid in places:
            merged[places[sid]] = statement
        else:
            merged.append(statement)
    return merged


def _sid(statement: Value) -> Value:
    return statement.get("Sid") if isinstance(statement, Mapping) else None


def _build_statement(block: Mapping[str, Value]) -> dict[str, Value]:
    statement: dict[str, Value] = {"Effect": block.get("Effect") or "Allow"}
    statement.update((name, _replace(block[name])) for name in _PLAIN if block.get(name))
    for name in ("Principal", "NotPrincipal"):
        principals = block.get(name)
        if isinstance(principals, list):
            statement[name] = _build_principals(principals)
    conditions = block.get("Condition")
    if isinstance(conditions, list):
        statement["Condition"] = _build_conditions(conditions)
    return statement


def _build_principals(blocks: list[Mapping[str, Value]]) -> Value:
    if any(one.get("Type") == "*" for one in blocks):
        return "*"
    principals: dict[str, list[Value]] = {}
    for one in blocks:
        principals.setdefault(str(one.get("Type")), []).extend(_list(one.get("Identifiers")))
    return {name: _replace(values) for name, values in principals.items()}


def _build_conditions(blocks: list[Mapping[str, Value]]) -> Value:
    conditions: dict[str, dict[str, list[Value]]] = {}
    for one in blocks:
        keys = conditions.setdefault(str(one.get("Test")), {})
        keys.setdefault(str(one.get("Variable")), []).extend(_list(_replace(one.get("Values"))))
    return conditions


def _list(value: Value) -> list[Value]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _replace(value: Value) -> Value:
    """Return texts as the provider writes them: `&{...}` stands for a policy variable, `${...}` is Terraform's own."""
    if isinstance(value, list):
        return [_replace(one) for one in value]
    text = spell(value)
    return value if text is None else text.replace("&{", "${")
