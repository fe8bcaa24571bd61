"""Rows of the query -> the history, by the code that reads single records."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence

from keypost.named import NamedTuple
from keypost.readers.trail.record import Record, read_record
from keypost.readers.trail.requests import Asked, History, Seen, Selection, Skipped, merge, reduce_record

# The values of a row, as an engine gives them.
Values = Sequence[object]
_S3 = "aws:s3:arn"
_CONTEXTS = ("encryptionContext", "sourceEncryptionContext", "destinationEncryptionContext")
_NO_RECORDS = "{count} lines or rows are no records of CloudTrail: they have no eventName"
_RECORDS = -4
_PARAMETERS_IN_TEXT = 2  # a table may hold the parameters as a JSON text in JSON


class Row(NamedTuple):
    """One row, in the order of the query's columns: texts or null; `counts` and `selected` are "1" or "0"."""

    counts: str
    selected: str
    source: str | None
    name: str | None
    region: str | None
    account: str | None
    kind: str | None
    arn: str | None
    role: str | None
    caller_account: str | None
    invoked_by: str | None
    mfa: str | None
    address: str | None
    endpoint: str | None
    error: str | None
    keys: str | None
    key_in_error: str | None
    parameters: str | None
    bucket: str | None
    records: int
    found: int
    first: str | None
    last: str | None


def build_history(rows: Iterable[Values], selection: Selection, *, asked: Asked, source: str) -> History:
    """Return what the rows of a table, or of the files called `source`, tell."""
    tally = _Tally(selection, asked)
    for values in rows:
        tally.add(Row(*values))  # type: ignore[arg-type]  # the query says what they are
    return History(
        seen=merge(tally.seen),
        records=tally.records,
        keys=tuple(sorted(tally.keys.items(), key=lambda pair: (-pair[1], pair[0]))),
        skipped=(Skipped(source, _NO_RECORDS.format(count=tally.unreadable)),) if tally.unreadable else (),
    )


def count_records(values: Values) -> int:
    """Return how many records a row stands for."""
    return int(str(values[_RECORDS]))


class _Tally:
    """What the rows so far tell."""

    def __init__(self, selection: Selection, asked: Asked) -> None:
        self._selection, self._asked = selection, asked
        self.seen: list[Seen] = []
        self.keys = Counter[str]()
        self.records = self.unreadable = 0

    def add(self, row: Row) -> None:
        """Add what a row tells."""
        count = int(row.records)
        self.records += count
        self.unreadable += int(row.found) - count
        if row.counts != "1":
            return
        record = read_record(_build_data(row))
        for use in record.uses:
            self.keys[use.key] += count
        if row.selected == "1":
            self._add_requests(record, row)

    def _add_requests(self, record: Record, row: Row) -> None:
        for request in reduce_record(record, asked=self._asked):
            if self._selection.key in {"", request.key}:
                self.seen.append(Seen(request, int(row.records), row.first or "", row.last or ""))


def _build_data(row: Row) -> dict[str, object]:
    """Return the record that all records of the row are like, as CloudTrail writes it."""
    issuer, attributes = {"arn": row.role}, {"mfaAuthenticated": row.mfa}
    return {
        "eventSource": row.source,
        "eventName": row.name,
        "awsRegion": row.region,
        "recipientAccountId": row.account,
        "sourceIPAddress": row.address,
        "vpcEndpointId": row.endpoint,
        "errorCode": row.error,
        "errorMessage": row.key_in_error,
        "resources": [{"ARN": arn} for arn in (row.keys or "").split()],
        "requestParameters": _read_parameters(row),
        "userIdentity": {
            "type": row.kind,
            "arn": row.arn,
            "accountId": row.caller_account,
            "invokedBy": row.invoked_by,
            "sessionContext": {"sessionIssuer": issuer, "attributes": attributes},
        },
    }


def _read_parameters(row: Row) -> dict[str, object]:
    """Return the request's parameters, with the bucket of an S3 object where the query left the object out."""
    data = _read_object(row.parameters)
    for name in _CONTEXTS if row.bucket else ():
        context = data.get(name)
        if isinstance(context, dict) and context.get(_S3) == "*":
            data[name] = context | {_S3: f"{row.bucket}/*"}
    return data


def _read_object(text: str | None) -> dict[str, object]:
    """Return the object that the text holds; what isn't one counts as not said, as in single records."""
    data: object = text
    for _ in range(_PARAMETERS_IN_TEXT):
        if not isinstance(data, str):
            break
        try:
            data = json.loads(data)
        except ValueError:
            return {}
    return data if isinstance(data, dict) else {}
