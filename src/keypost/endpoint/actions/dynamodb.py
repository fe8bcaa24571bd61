"""DynamoDB: tables, indexes, batches, transactions, PartiQL (Service Authorization Reference: Amazon DynamoDB)."""

import re
from collections.abc import Iterator

from keypost.arn import parse_arn
from keypost.endpoint.actions.declare import EVERYTHING, Demand, Table, build_arn
from keypost.endpoint.call import Call
from keypost.endpoint.refusal import RefusalError

# The action of each part of a transaction (DynamoDB Developer Guide, IAM and transactions).
_PARTS = {
    "Get": "GetItem", "Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem",
    "ConditionCheck": "ConditionCheckItem",
}  # fmt: skip
# DynamoDB API reference, TableName: what moto would take for a name otherwise isn't one.
_NAME = re.compile(r"[A-Za-z0-9_.-]{1,255}\Z")
_OF_TABLE = re.compile(r"table/[A-Za-z0-9_.-]{1,255}(/.*)?\Z")
_NAMED = ("TableName", "ResourceArn", "StreamArn", "BackupArn", "TableArn", "ExportArn", "ImportArn")
_MADE = {"RestoreTableFromBackup": "TargetTableName", "RestoreTableToPointInTime": "TargetTableName"}
# A statement names one table, with an index perhaps (DynamoDB Developer Guide, PartiQL reference and IAM policies).
_PLACE = r"""\s+(?:"([\w.-]+)"|([\w.-]+?))(?:\s*\.\s*(?:"([\w.-]+)"|([\w.-]+)))?(?=[\s<{(;]|\Z)"""
_FORMS = {
    "PartiQLSelect": re.compile(r"\s*(?:EXISTS\s*\(\s*)?SELECT\s.*?\sFROM" + _PLACE, re.IGNORECASE | re.DOTALL),
    "PartiQLInsert": re.compile(r"\s*INSERT\s+INTO" + _PLACE, re.IGNORECASE),
    "PartiQLUpdate": re.compile(r"\s*UPDATE" + _PLACE, re.IGNORECASE),
    "PartiQLDelete": re.compile(r"\s*DELETE\s+FROM" + _PLACE, re.IGNORECASE),
}
_TEXT = re.compile(r"'(?:[^']|'')*'")
_PLACING = re.compile(r"\b(?:FROM|INTO|JOIN)\b", re.IGNORECASE)


def _resource(call: Call) -> str:
    value = next((call.get(name) for name in _NAMED if call.get(name)), "")
    if not value:
        return EVERYTHING
    table, index = _name_table(call, value), call.get("IndexName")
    return f"{table}/index/{index}" if index and call.operation in {"Query", "Scan"} else table


def _name_table(call: Call, name: str) -> str:
    """Return the ARN of a table or of what belongs to one.

    Raises:
        RefusalError: it is no name of a table.
    """
    arn = parse_arn(name)
    if arn is None and _NAME.match(name):
        return build_arn(call, "dynamodb", f"table/{name}")
    if arn is None or arn.service != "dynamodb" or not _OF_TABLE.match(arn.resource):
        raise RefusalError("ValidationException", f"Invalid table/index name or ARN: {name}")
    return name


def _further(call: Call) -> Iterator[Demand]:
    """Yield each table of an operation on several, and what else is touched."""
    for table in (call.parameters.get("RequestItems") or ()) if call.operation.startswith("Batch") else ():
        yield Demand(f"dynamodb:{call.operation}", _name_table(call, table))
    for item in call.parameters.get("TransactItems") or ():
        for kind, part in item.items():
            yield Demand(f"dynamodb:{_PARTS[kind]}", _name_table(call, str(part.get("TableName", ""))))
    for statement in _list_statements(call):
        yield _read_statement(call, statement)
    if call.operation in _MADE:
        yield Demand(f"dynamodb:{call.operation}", _name_table(call, call.get(_MADE[call.operation])))
    if call.operation == "ExportTableToPointInTime":
        # The export is written as whoever asks for it (DynamoDB Developer Guide, requesting a table export).
        yield Demand("s3:PutObject", f"arn:aws:s3:::{call.get('S3Bucket')}/{call.get('S3Prefix')}*")


def _list_statements(call: Call) -> Iterator[str]:
    if call.operation == "ExecuteStatement":
        yield call.get("Statement")
    for name in ("Statements", "TransactStatements"):
        for one in call.parameters.get(name) or ():
            yield str(one.get("Statement", ""))


def _read_statement(call: Call, statement: str) -> Demand:
    """Return what a PartiQL statement needs.

    Raises:
        RefusalError: it isn't one, or names more than one table.
    """
    plain = _TEXT.sub("''", statement)
    for action, form in _FORMS.items():
        found = form.match(plain)
        if found is not None and not _PLACING.search(plain, found.end()) and "--" not in plain and "/*" not in plain:
            table, index = found.group(1) or found.group(2), found.group(3) or found.group(4)
            arn = _name_table(call, table)
            return Demand(f"dynamodb:{action}", f"{arn}/index/{index}" if index else arn)
    raise RefusalError("ValidationException", "Statement wasn't well formed, can't be processed")


DYNAMODB = Table(
    "dynamodb",
    _resource,
    renamed=dict.fromkeys(
        (
            "BatchGetItem", "BatchWriteItem", "TransactGetItems", "TransactWriteItems", "ExecuteStatement",
            "BatchExecuteStatement", "ExecuteTransaction",
        ),
        (),
    ),
    further=_further,
)  # fmt: skip
