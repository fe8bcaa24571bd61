"""Trino: the query runs in the cluster, through Trino's own client."""

from collections.abc import Sequence

from keypost.errors import UnreadableInputError
from keypost.named import TYPE_CHECKING, NamedTuple
from keypost.readers.trail.engine import Tell, tell_nobody
from keypost.readers.trail.engines.packages import require_package
from keypost.readers.trail.engines.reduction import Dialect, Query, build_sql
from keypost.readers.trail.engines.rows import Values, build_history
from keypost.readers.trail.engines.tables import refuse_trails
from keypost.readers.trail.requests import Asked, History, Selection
from keypost.text import Text

if TYPE_CHECKING:
    from trino.dbapi import Connection

_NAME = "Trino"
_SOURCE = "keypost"

_FAILED = Text(en="the query failed in Trino: {why}", ja="Trino でクエリが失敗しました: {why}")
_CHECK_TABLE = Text(
    en="check the table (its columns are those of a CloudTrail table in Athena) and your rights; `--print-sql` prints "
    "the query",
    ja="テーブル (列は Athena の CloudTrail テーブルと同じもの) と権限を確認してください。クエリは `--print-sql` で"
    "表示されます。",
)
_UNREACHED = Text(en="Trino can't be reached at {server}: {why}", ja="Trino ({server}) に接続できません: {why}")
_CHECK_SERVER = Text(
    en="check `--server` and `--user`; a password is taken from the environment variable TRINO_PASSWORD",
    ja="`--server` と `--user` を確認してください。パスワードは環境変数 TRINO_PASSWORD から読み取ります。",
)


class Server(NamedTuple):
    """A Trino coordinator, `https://host:port`, and who asks it."""

    address: str
    user: str
    password: str = ""


class Trino:
    """Asks Trino."""

    def __init__(self, *, table: str, server: Server) -> None:
        """Take the table's name, catalog and schema included, and the server."""
        self._table, self._server = table, server

    def fetch_history(
        self, trails: Sequence[str], selection: Selection, *, asked: Asked, tell: Tell = tell_nobody
    ) -> History:
        """Return what the table tells; interrupted, it stops the query and returns a history that isn't complete.

        Raises:
            UnreadableInputError: the server can't be reached, or the query failed.
            UsageError: files are named, the table's name is none, or Trino's client isn't installed.
        """
        refuse_trails(trails, engine=_NAME)
        sql = build_sql(Query(selection, asked, self._table), dialect=Dialect.TRINO)
        require_package("trino", extra="trino")
        rows = _fetch_rows(self._server, sql, tell)
        history = build_history(rows or (), selection, asked=asked, source=self._table)
        return history if rows is not None else history._replace(complete=False)


def _fetch_rows(server: Server, sql: str, tell: Tell) -> list[Values] | None:
    """Return all rows; None where the query was interrupted."""
    from trino.exceptions import Error, HttpError, TrinoQueryError

    rows: list[Values] = []
    cursor = None
    try:
        cursor = _connect(server).cursor()
        cursor.execute(sql)
        for row in cursor:
            rows.append(row)
            tell(0, 0, len(rows))
    except KeyboardInterrupt:
        if cursor is not None:
            cursor.cancel()
        return None
    except TrinoQueryError as error:
        raise UnreadableInputError(_FAILED.fill(why=_tell(error)), hint=_CHECK_TABLE) from error
    except (Error, HttpError, OSError) as error:  # those of `requests` are OSErrors
        message = _UNREACHED.fill(server=server.address, why=_tell(error))
        raise UnreadableInputError(message, hint=_CHECK_SERVER) from error
    return rows


def _connect(server: Server) -> "Connection":
    from trino.auth import BasicAuthentication
    from trino.dbapi import connect

    auth = BasicAuthentication(server.user, server.password) if server.password else None
    connection: Connection = connect(host=server.address, user=server.user, auth=auth, source=_SOURCE)
    return connection


def _tell(error: Exception) -> str:
    return str(getattr(error, "message", "")) or str(error) or type(error).__name__
