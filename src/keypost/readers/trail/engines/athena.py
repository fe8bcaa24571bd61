"""Amazon Athena: the query runs where the trail's table is, and its rows come back (Athena API reference)."""

import time
from collections.abc import Iterator, Mapping, Sequence

from botocore.client import BaseClient
from botocore.exceptions import BotoCoreError, ClientError

from keypost.errors import KeypostError, UnreadableInputError, UsageError
from keypost.named import NamedTuple
from keypost.readers.live.faults import classify, read_error
from keypost.readers.live.session import Credentials, open_access
from keypost.readers.snapshot.record import Fault
from keypost.readers.trail.engine import Tell, tell_nobody
from keypost.readers.trail.engines.reduction import Dialect, Query, build_sql
from keypost.readers.trail.engines.rows import Values, build_history
from keypost.readers.trail.engines.tables import refuse_trails
from keypost.readers.trail.requests import Asked, History, Selection
from keypost.text import Text

_FIRST_WAIT, _LONGEST_WAIT = 0.25, 5.0
_UNDER_WAY = frozenset({"QUEUED", "RUNNING"})
_SUCCEEDED = "SUCCEEDED"
_NAME = "Amazon Athena"

_DENIED = Text(en="AWS denies `{call}`: {why}", ja="AWS が `{call}` を拒否しました: {why}")
_ALLOW = Text(
    en="it takes athena:StartQueryExecution, athena:GetQueryExecution and athena:GetQueryResults, glue:GetTable and "
    "glue:GetPartitions, reading the trail's bucket (and its key), and writing to the bucket of Athena's results",
    ja="必要なのは athena:StartQueryExecution、athena:GetQueryExecution、athena:GetQueryResults、glue:GetTable、"
    "glue:GetPartitions と、証跡のバケット (とそのキー) の読み取り、Athena の結果バケットへの書き込みです。",
)
_REFUSED = Text(en="Athena refuses the query: {why}", ja="Athena がクエリを拒否しました: {why}")
_CHECK_PLACE = Text(
    en="check `--database`, `--workgroup` and `--output-location`, an `s3://BUCKET/PREFIX/` (a workgroup may have one)",
    ja="`--database`、`--workgroup`、`--output-location` を確認してください。`--output-location` は "
    "`s3://バケット/プレフィックス/` の形で、ワークグループに設定があれば不要です。",
)
_FAILED = Text(en="the query failed ({state}): {why}", ja="クエリが失敗しました ({state}): {why}")
_CHECK_TABLE = Text(
    en="check the table, whose columns are those that Athena's guide gives CloudTrail's, and your rights; "
    "`--print-sql` prints the query",
    ja="テーブル (列は Athena のガイドにある CloudTrail のもの) と権限を確認してください。クエリは `--print-sql` で"
    "表示されます。",
)


class Place(NamedTuple):
    """Where Athena runs the query: whose account, in which Region, database, catalog and workgroup.

    `output` is the S3 location of Athena's own results; what isn't set is as the profile and the workgroup have it.
    """

    profile: str | None = None
    region: str | None = None
    database: str | None = None
    catalog: str | None = None
    workgroup: str | None = None
    output: str | None = None


class Athena:
    """Asks Athena; Keypost itself writes nothing, Athena puts the rows into its result location."""

    def __init__(self, *, table: str, place: Place) -> None:
        """Take the table's name and where it is asked."""
        self._table, self._place = table, place

    def fetch_history(
        self, trails: Sequence[str], selection: Selection, *, asked: Asked, tell: Tell = tell_nobody
    ) -> History:
        """Return what the table tells; interrupted, it stops the query and returns a history that isn't complete.

        Raises:
            UnreadableInputError: there are no credentials, rights are missing, or the query failed.
            UsageError: files are named, the table's name is none, or the profile or the Region is missing.
        """
        refuse_trails(trails, engine=_NAME)
        sql = build_sql(Query(selection, asked, self._table), dialect=Dialect.ATHENA)
        client = _open_client(self._place)
        try:
            query = _start(client, sql, self._place)
            rows = _fetch_rows(client, query) if _wait(client, query, tell) else None
        except ClientError as error:
            raise _refuse(error) from error
        except BotoCoreError as error:
            raise UnreadableInputError(_REFUSED.fill(why=error), hint=_CHECK_PLACE) from error
        history = build_history(rows or (), selection, asked=asked, source=self._table)
        return history if rows is not None else history._replace(complete=False)


def _open_client(place: Place) -> BaseClient:
    regions = (place.region,) if place.region else ()
    access = open_access(Credentials(profile=place.profile, regions=regions))
    return access.client("athena", access.regions[0])


def _start(client: BaseClient, sql: str, place: Place) -> str:
    context = {"Database": place.database, "Catalog": place.catalog}
    given: dict[str, object] = {"QueryExecutionContext": {name: value for name, value in context.items() if value}}
    if place.workgroup:
        given["WorkGroup"] = place.workgroup
    if place.output:
        given["ResultConfiguration"] = {"OutputLocation": place.output}
    return str(client.start_query_execution(QueryString=sql, **given)["QueryExecutionId"])


def _wait(client: BaseClient, query: str, tell: Tell) -> bool:
    """Wait until the query has succeeded; False where it was interrupted, and is stopped.

    Raises:
        UnreadableInputError: the query failed or was cancelled.
    """
    wait = _FIRST_WAIT
    try:
        while (state := _ask_state(client, query, tell)) in _UNDER_WAY:
            time.sleep(wait)
            wait = min(wait * 2, _LONGEST_WAIT)
    except KeyboardInterrupt:
        client.stop_query_execution(QueryExecutionId=query)
        return False
    return state == _SUCCEEDED


def _ask_state(client: BaseClient, query: str, tell: Tell) -> str:
    execution: Mapping[str, Mapping[str, object]] = client.get_query_execution(QueryExecutionId=query)["QueryExecution"]
    status = execution["Status"]
    state = str(status["State"])
    if state not in {*_UNDER_WAY, _SUCCEEDED}:
        why = status.get("StateChangeReason") or "?"
        raise UnreadableInputError(_FAILED.fill(state=state, why=why), hint=_CHECK_TABLE)
    scanned = execution.get("Statistics", {}).get("DataScannedInBytes")
    tell(scanned if isinstance(scanned, int) else 0, 0, 0)
    return state


def _fetch_rows(client: BaseClient, query: str) -> Iterator[Values]:
    """Yield the rows of all pages; the first page begins with the names of the columns."""
    pages = client.get_paginator("get_query_results").paginate(QueryExecutionId=query)
    is_heading = True
    for page in pages:
        for row in page["ResultSet"]["Rows"]:
            if not is_heading:
                yield [cell.get("VarCharValue") for cell in row["Data"]]
            is_heading = False


def _refuse(error: ClientError) -> KeypostError:
    code, message, status = read_error(error.response)
    why = message or code
    if classify(code, status=status) is Fault.DENIED:
        call = f"athena:{error.operation_name}"
        return UnreadableInputError(_DENIED.fill(call=call, why=why), hint=_ALLOW)
    return UsageError(_REFUSED.fill(why=why), hint=_CHECK_PLACE)
