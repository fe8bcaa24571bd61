"""DuckDB: Parquet, NDJSON and JSON files, and tables of a DuckDB database."""

import glob
from collections.abc import Iterator, Sequence
from pathlib import Path

from keypost.errors import UnreadableInputError, UsageError
from keypost.named import TYPE_CHECKING
from keypost.origin import Origin
from keypost.readers.trail.engine import Tell, tell_nobody
from keypost.readers.trail.engines.duckdb_columns import (
    keep_object,
    quote_name,
    quote_text,
    select_columns,
    transform_json,
)
from keypost.readers.trail.engines.packages import require_package
from keypost.readers.trail.engines.reduction import Dialect, Query, build_sql
from keypost.readers.trail.engines.rows import Values, build_history, count_records
from keypost.readers.trail.engines.shape import COLUMNS
from keypost.readers.trail.engines.tables import CLOUDTRAIL, split_name
from keypost.readers.trail.requests import Asked, History, Selection, Skipped
from keypost.text import Text

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


_PARQUET = (".parquet", ".pq")
_ENDINGS = (*_PARQUET, ".json", ".ndjson", ".jsonl", ".json.gz", ".ndjson.gz", ".jsonl.gz")
# CloudTrail puts the digests of its files beside them (CloudTrail User Guide, digest file structure).
_DIGEST = "CloudTrail-Digest"
# Files that one query reads: enough to keep all processors busy, few enough to tell how far the reading is.
_BYTES_OF_BATCH = 256 * 2**20
# CloudTrail's files are one JSON object each; DuckDB reads objects up to this size.
_LARGEST_OBJECT = 2**29
_DATABASE = "history"

_NO_FILE = Text(en="no such file or folder", ja="ファイルまたはフォルダーがありません")
_CHECK_PATH = Text(en="check the path", ja="パスを確認してください。")
_NOTHING = Text(
    en="there is no file that DuckDB reads as CloudTrail history",
    ja="DuckDB で CloudTrail の履歴として読めるファイルがありません",
)
_GIVE_FILES = Text(
    en="give files or folders with {endings}; the embedded engine (no `--engine`) reads standard input too",
    ja="{endings} のファイルかフォルダーを指定してください。"
    "標準入力は組み込みのエンジン (`--engine` なし) で読めます。",
)
_NO_DATABASE = Text(en="`--table` is given without its database", ja="`--table` のデータベースが指定されていません")
_GIVE_DATABASE = Text(
    en="name one DuckDB database: `history.duckdb --table events --engine duckdb`",
    ja="DuckDB のデータベースを 1 つ指定してください: `history.duckdb --table events --engine duckdb`",
)
_CANT_READ = Text(en="DuckDB can't read it: {why}", ja="DuckDB で読み取れません: {why}")
_CHECK_TABLE = Text(
    en="check the file and the table: columns as CloudTrail names them, `eventName`, `userIdentity`, `resources` ...",
    ja="ファイルとテーブルを確認してください。"
    "列名は CloudTrail のとおり (`eventName`、`userIdentity`、`resources` など) です。",
)


class DuckDb:
    """Reads files and tables in this process."""

    def __init__(self, *, table: str = "") -> None:
        """Take the table's name; without one, files are read."""
        self._table = table

    def fetch_history(
        self, trails: Sequence[str], selection: Selection, *, asked: Asked, tell: Tell = tell_nobody
    ) -> History:
        """Return what files, or the table in the one database that `trails` names, tell.

        Raises:
            UnreadableInputError: there is nothing to read, or the table can't be read.
            UsageError: the table is no table's name, the database is missing, or DuckDB isn't installed.
        """
        require_package("duckdb", extra="replay")
        sql = build_sql(Query(selection, asked, CLOUDTRAIL), dialect=Dialect.DUCKDB)
        if self._table:
            rows = _fetch_table(trails, self._table, sql)
            return build_history(rows, selection, asked=asked, source=self._table)
        reading = _Reading(list(_list_files(trails)), sql, tell)
        source = ", ".join(trails)
        history = build_history(reading.fetch_rows(), selection, asked=asked, source=source)
        return history._replace(
            files=reading.files, skipped=(*reading.skipped, *history.skipped), complete=not reading.was_interrupted
        )


class _Reading:
    """One reading of files, batch by batch: which of them couldn't be read, and how far it came."""

    def __init__(self, files: list[Path], sql: str, tell: Tell) -> None:
        self._sizes = {str(file): file.stat().st_size for file in files}
        self._sql, self._tell = sql, tell
        self._connection = _connect()
        self.skipped: list[Skipped] = []
        self.files = 0
        self.was_interrupted = False

    def fetch_rows(self) -> Iterator[Values]:
        """Yield the rows of all files; an interrupt ends them."""
        done, total, records = 0, sum(self._sizes.values()), 0
        try:
            for batch in _split(self._sizes):
                for row in self._fetch_batch(batch):
                    records += count_records(row)
                    yield row
                done += sum(self._sizes[file] for file in batch)
                self._tell(done, total, records)
        except KeyboardInterrupt:
            self.was_interrupted = True

    def _fetch_batch(self, batch: list[str]) -> Sequence[Values]:
        """Read the batch, without the files that turn out to be broken."""
        import duckdb

        left = batch.copy()
        while left:
            try:
                _build_view(self._connection, left)
                rows = self._connection.execute(self._sql).fetchall()
            except duckdb.Error as error:
                left.remove(self._skip(left, error))
            else:
                self.files += len(left)
                return rows
        return []

    def _skip(self, files: list[str], error: Exception) -> str:
        """Note the file that the error names and return it; without one, nothing can be read."""
        why = _first_line(error)
        named = sorted((file for file in files if file in why), key=len)
        if not named and len(files) > 1:
            raise UnreadableInputError(_CANT_READ.fill(why=why), hint=_CHECK_TABLE) from error
        file = named[-1] if named else files[0]
        self.skipped.append(Skipped(file, why))
        return file


def _connect() -> "DuckDBPyConnection":
    """Return a database in memory that writes nothing anywhere and loads nothing from the network."""
    import duckdb

    return duckdb.connect(
        ":memory:", config={"autoinstall_known_extensions": False, "temp_directory": "", "TimeZone": "UTC"}
    )


def _fetch_table(trails: Sequence[str], table: str, sql: str) -> Sequence[Values]:
    if len(trails) != 1:
        raise UsageError(_NO_DATABASE, hint=_GIVE_DATABASE)
    import duckdb

    file = trails[0]
    name = ".".join(quote_name(part) for part in (_DATABASE, *split_name(table)))
    connection = _connect()
    try:
        connection.execute(f"ATTACH {quote_text(file)} AS {_DATABASE} (READ_ONLY)")
        _define(connection, _select_from(connection, name))
        rows = connection.execute(sql).fetchall()
    except duckdb.Error as error:
        why = _first_line(error)
        raise UnreadableInputError(_CANT_READ.fill(why=why), hint=_CHECK_TABLE, origin=Origin(file)) from error
    return rows


def _build_view(connection: "DuckDBPyConnection", files: list[str]) -> None:
    """Make these files the table that the query reads."""
    parquet = [file for file in files if file.endswith(_PARQUET)]
    selections = [_select_from(connection, f"read_parquet({_list(parquet)}, union_by_name=true)")] if parquet else []
    others = [file for file in files if not file.endswith(_PARQUET)]
    selections += [_select_json(others)] if others else []
    _define(connection, " UNION ALL ".join(selections))


def _define(connection: "DuckDBPyConnection", selection: str) -> None:
    connection.execute(f"CREATE OR REPLACE TEMP VIEW {CLOUDTRAIL} AS {selection}")


def _select_from(connection: "DuckDBPyConnection", source: str) -> str:
    """Return the columns of a table or a table function as the query reads them."""
    found = connection.sql(f"SELECT * FROM {source}")  # noqa: S608  names and texts in it are quoted
    return f"SELECT {select_columns(dict(zip(found.columns, found.types, strict=True)))} FROM {source}"  # noqa: S608


def _select_json(files: list[str]) -> str:
    """Return the records of files that hold `{"Records": [...]}`, one record a line, or a list of records."""
    documents = f"read_json_objects({_list(files)}, maximum_object_size={_LARGEST_OBJECT})"
    delivered = f"{transform_json('json', {'Records': [COLUMNS]})}.Records"
    alone = f"[{transform_json('json', COLUMNS)}]"
    events = f"SELECT unnest(coalesce({delivered}, {alone})) AS event FROM {documents}"  # noqa: S608
    parameters = f"{keep_object('event.requestParameters')} AS requestParameters"
    return f"SELECT event.* REPLACE ({parameters}) FROM ({events})"  # noqa: S608


def _list(files: list[str]) -> str:
    """Return the names as a list of texts; DuckDB takes each for a pattern."""
    return f"[{', '.join(quote_text(glob.escape(file)) for file in files)}]"


def _list_files(trails: Sequence[str]) -> Iterator[Path]:
    found = False
    for trail in trails:
        path = Path(trail)
        if not path.exists():
            raise UnreadableInputError(_NO_FILE, hint=_CHECK_PATH, origin=Origin(trail))
        for file in _search(path) if path.is_dir() else (path,):
            found = True
            yield file
    if not found:
        hint = _GIVE_FILES.fill(endings=", ".join(f"`*{ending}`" for ending in _ENDINGS))
        raise UnreadableInputError(_NOTHING, hint=hint, origin=Origin(trails[0] if trails else None))


def _search(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.rglob("*")):
        inside = str(file.relative_to(folder))
        if inside.endswith(_ENDINGS) and _DIGEST not in inside and not file.name.startswith("."):
            yield file


def _split(sizes: dict[str, int]) -> Iterator[list[str]]:
    """Yield the files in batches."""
    batch: list[str] = []
    size = 0
    for file, its_size in sizes.items():
        if batch and size + its_size > _BYTES_OF_BATCH:
            yield batch
            batch, size = [], 0
        batch.append(file)
        size += its_size
    if batch:
        yield batch


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]
