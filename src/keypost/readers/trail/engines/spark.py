"""Apache Spark: the query runs in the user's own PySpark, in this process or in its cluster."""

from collections.abc import Mapping, Sequence

from keypost.errors import UnreadableInputError, UsageError
from keypost.named import TYPE_CHECKING
from keypost.readers.trail.engine import Tell, tell_nobody
from keypost.readers.trail.engines.packages import require_package
from keypost.readers.trail.engines.reduction import Dialect, Query, build_sql
from keypost.readers.trail.engines.rows import Values, build_history
from keypost.readers.trail.engines.shape import COLUMNS, Shape
from keypost.readers.trail.requests import Asked, History, Selection
from keypost.text import Text

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_PARQUET = ".parquet"
_VIEW = "keypost_cloudtrail"
_SETTINGS = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false"}

_FAILED = Text(en="the query failed in Spark: {why}", ja="Spark でクエリが失敗しました: {why}")
_CHECK = Text(
    en="check the paths or the table (its columns are those of a CloudTrail table in Athena); `--print-sql` prints the "
    "query",
    ja="パスまたはテーブル (列は Athena の CloudTrail テーブルと同じもの) を確認してください。クエリは `--print-sql` で"
    "表示されます。",
)
_NOTHING = Text(en="neither a path nor a table is given", ja="パスもテーブルも指定されていません")
_BOTH = Text(en="paths and a table are given", ja="パスとテーブルの両方が指定されています")
_GIVE_ONE = Text(
    en="give either: `s3a://BUCKET/AWSLogs/ --engine spark`, or `--table logs.cloudtrail --engine spark`",
    ja="どちらか一方を指定してください: `s3a://バケット/AWSLogs/ --engine spark` または "
    "`--table logs.cloudtrail --engine spark`",
)


class Spark:
    """Asks Spark, as the environment sets it up (`SPARK_HOME`, `SPARK_REMOTE`, spark-defaults.conf)."""

    def __init__(self, *, table: str = "", master: str | None = None) -> None:
        """Take the table's name (without one, paths are read), and the master where the environment names none."""
        self._table, self._master = table, master

    def fetch_history(
        self, trails: Sequence[str], selection: Selection, *, asked: Asked, tell: Tell = tell_nobody
    ) -> History:
        """Return what the paths, whatever file system they name, or the table tell.

        Files hold what CloudTrail delivers, or one record a line; names that end in `.parquet` are Parquet.

        Raises:
            UnreadableInputError: the query failed.
            UsageError: not either paths or a table is given, its name is none, or PySpark isn't installed.
        """
        if bool(trails) is bool(self._table):
            raise UsageError(_BOTH if trails else _NOTHING, hint=_GIVE_ONE)
        require_package("pyspark", extra="")
        sql = build_sql(Query(selection, asked, self._table or _VIEW), dialect=Dialect.SPARK)
        rows = self._fetch_rows(trails, sql)
        if rows is None:
            return History((), 0, complete=False)
        history = build_history(rows, selection, asked=asked, source=self._table or ", ".join(trails))
        tell(history.records, history.records, history.records)
        return history

    def _fetch_rows(self, trails: Sequence[str], sql: str) -> Sequence[Values] | None:
        """Return all rows; None where the query was interrupted. A session that was there before goes on."""
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession

        is_ours = SparkSession.getActiveSession() is None
        session = _open_session(self._master)
        try:
            if trails:
                _read(session, trails).createOrReplaceTempView(_VIEW)
            rows: Sequence[Values] = session.sql(sql).collect()
        except KeyboardInterrupt:
            return None
        except (PySparkException, Py4JError) as error:
            why = str(error).strip().partition("\n")[0]
            raise UnreadableInputError(_FAILED.fill(why=why), hint=_CHECK) from error
        finally:
            if is_ours:
                session.stop()
        return rows


def _open_session(master: str | None) -> "SparkSession":
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("keypost")
    for name, value in _SETTINGS.items():
        builder = builder.config(name, value)
    return (builder.master(master) if master else builder).getOrCreate()


def _read(session: "SparkSession", trails: Sequence[str]) -> "DataFrame":
    """Return the records of all files, with the columns that the query reads."""
    parquet = [trail for trail in trails if trail.rstrip("/").endswith(_PARQUET)]
    others = [trail for trail in trails if trail not in parquet]
    frames = [session.read.parquet(*parquet).select(*COLUMNS)] if parquet else []
    frames += [_read_json(session, others)] if others else []
    return frames[0] if len(frames) == 1 else frames[0].unionByName(frames[1])


def _read_json(session: "SparkSession", paths: list[str]) -> "DataFrame":
    lines = session.read.text(paths, recursiveFileLookup=True)
    record = ", ".join(f"{name} {_name_type(shape)}" for name, shape in COLUMNS.items())
    delivered = f"from_json(value, 'Records ARRAY<{_name_type(COLUMNS)}>').Records"
    alone = f"array(from_json(value, '{record}'))"
    return lines.selectExpr(f"inline(coalesce({delivered}, {alone}))")


def _name_type(shape: Shape) -> str:
    """Return the type as Spark's DDL has it; JSON is a text there, whatever stands in it."""
    if isinstance(shape, str):
        return "STRING"
    if isinstance(shape, Mapping):
        return f"STRUCT<{', '.join(f'{name}: {_name_type(inner)}' for name, inner in shape.items())}>"
    return f"ARRAY<{_name_type(shape[0])}>"
