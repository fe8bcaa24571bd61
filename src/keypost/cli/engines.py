"""The options that say what reads a history: this machine, DuckDB, or a service that runs SQL."""

from keypost.cli.parser import Options, Parser
from keypost.errors import UsageError
from keypost.named import TYPE_CHECKING, Callable
from keypost.readers.options import check_region
from keypost.text import Text

if TYPE_CHECKING:
    from keypost.readers.trail.engine import Engine
    from keypost.readers.trail.requests import Asked, Selection

_ENGINE = Text(
    en="what reads the history (default: embedded): this machine's cores, or SQL in DuckDB, Athena, Trino or Spark",
    ja="履歴を読み取るエンジン (省略時は embedded: このマシンのコア)。ほかは DuckDB、Athena、Trino、Spark の SQL です",
)
_TABLE = Text(
    en="the CloudTrail table: `schema.table` or `catalog.schema.table`; with duckdb, one in the database file TRAIL",
    ja="CloudTrail のテーブル (`スキーマ.テーブル` か `カタログ.スキーマ.テーブル`)。duckdb では TRAIL の"
    "データベースファイルの中のテーブル",
)
_PRINT_SQL = Text(
    en="print the engine's SQL and stop; nothing is connected to",
    ja="エンジンの SQL を表示して終わります (接続はしません)",
)
_DATABASE = Text(en="athena: the database", ja="athena: データベース")
_CATALOG = Text(en="athena: the data catalog", ja="athena: データカタログ")
_WORKGROUP = Text(en="athena: the workgroup", ja="athena: ワークグループ")
_OUTPUT_LOCATION = Text(
    en="athena: where Athena puts its results, unless the workgroup says so: `s3://BUCKET/PREFIX/`",
    ja="athena: Athena の結果の出力先 (ワークグループに設定がない場合): `s3://バケット/プレフィックス/`",
)
_PROFILE = Text(en="athena: the AWS profile", ja="athena: AWS プロファイル")
_REGION = Text(en="athena: the Region", ja="athena: リージョン")
_SERVER = Text(
    en="trino: the coordinator, `https://HOST:PORT`; a password is taken from TRINO_PASSWORD in the environment",
    ja="trino: コーディネーター `https://ホスト:ポート`。パスワードは環境変数 TRINO_PASSWORD から読み取ります",
)
_USER = Text(en="trino: the user (default: who runs Keypost)", ja="trino: ユーザー (省略時は Keypost の実行ユーザー)")
_MASTER = Text(
    en="spark: the master, where the environment names none: `local[4]`, `spark://HOST:PORT`",
    ja="spark: 環境で指定されていない場合のマスター: `local[4]`、`spark://ホスト:ポート`",
)

_NO_TABLE = Text(en="`--engine {engine}` needs `--table`", ja="`--engine {engine}` には `--table` が必要です")
_GIVE_TABLE = Text(
    en="name the CloudTrail table: `--table logs.cloudtrail`",
    ja="CloudTrail のテーブルを指定してください: `--table logs.cloudtrail`",
)
_NO_SERVER = Text(en="`--engine trino` needs `--server`", ja="`--engine trino` には `--server` が必要です")
_GIVE_SERVER = Text(
    en="name the coordinator: `--server https://trino.example.com:8443`",
    ja="コーディネーターを指定してください: `--server https://trino.example.com:8443`",
)
_NO_SQL = Text(en="the embedded engine runs no SQL", ja="組み込みのエンジンは SQL を使いません")
_CHOOSE = Text(
    en="choose another one, e.g. `--engine athena --table logs.cloudtrail --print-sql`",
    ja="ほかのエンジンを選んでください (例: `--engine athena --table logs.cloudtrail --print-sql`)。",
)
_NEEDLESS = Text(en="`{option}` is for `--engine {engines}`", ja="`{option}` は `--engine {engines}` のときに使います")
_LEAVE_OUT = Text(en="leave it out, or choose that engine", ja="指定しないか、そのエンジンを選んでください。")

EMBEDDED = "embedded"
_ENGINES = (EMBEDDED, "duckdb", "athena", "trino", "spark")
_TABLES = frozenset({"athena", "trino"})
# The options that only some engines know.
_FOR = {
    "table": ("duckdb", "athena", "trino", "spark"),
    "database": ("athena",),
    "catalog": ("athena",),
    "workgroup": ("athena",),
    "output_location": ("athena",),
    "profile": ("athena",),
    "region": ("athena",),
    "server": ("trino",),
    "user": ("trino",),
    "master": ("spark",),
}


def add_engine_options(parser: Parser) -> None:
    """Declare `--engine`, `--table`, `--print-sql`, and what single engines need to know."""
    parser.add_choice("--engine", choices=_ENGINES, default=EMBEDDED, explanation=_ENGINE)
    parser.add_option("--table", metavar="NAME", explanation=_TABLE)
    parser.add_switch("--print-sql", explanation=_PRINT_SQL)
    parser.add_option("--database", metavar="NAME", explanation=_DATABASE)
    parser.add_option("--catalog", metavar="NAME", explanation=_CATALOG)
    parser.add_option("--workgroup", metavar="NAME", explanation=_WORKGROUP)
    parser.add_option("--output-location", metavar="S3_URI", explanation=_OUTPUT_LOCATION)
    parser.add_option("--profile", metavar="NAME", explanation=_PROFILE)
    parser.add_option("--region", metavar="REGION", explanation=_REGION, parse=check_region)
    parser.add_option("--server", metavar="URL", explanation=_SERVER)
    parser.add_option("--user", metavar="NAME", explanation=_USER)
    parser.add_option("--master", metavar="URL", explanation=_MASTER)


def open_engine(options: Options) -> "Engine":
    """Return the engine that the options name; it connects to nothing yet.

    Raises:
        UsageError: an option is missing, belongs to another engine, or a package isn't installed.
    """
    _check_options(options)
    return _OPEN[options.engine](options)


def build_printed_sql(options: Options, selection: "Selection", *, asked: "Asked") -> str:
    """Return what `--print-sql` prints.

    Raises:
        UsageError: the engine runs no SQL, or the table's name is missing or none.
    """
    if options.engine == EMBEDDED:
        raise UsageError(_NO_SQL, hint=_CHOOSE)
    _check_options(options)
    from keypost.readers.trail.engines.reduction import Dialect, Query, build_sql
    from keypost.readers.trail.engines.tables import CLOUDTRAIL

    query = Query(selection, asked, options.table or CLOUDTRAIL)
    return f"{build_sql(query, dialect=Dialect(options.engine))};\n"


def _check_options(options: Options) -> None:
    for option, engines in _FOR.items():
        if getattr(options, option) is not None and options.engine not in engines:
            name = f"--{option.replace('_', '-')}"
            raise UsageError(_NEEDLESS.fill(option=name, engines="|".join(engines)), hint=_LEAVE_OUT)
    if options.engine in _TABLES and not options.table:
        raise UsageError(_NO_TABLE.fill(engine=options.engine), hint=_GIVE_TABLE)
    if options.engine == "trino" and not options.server and not options.print_sql:
        raise UsageError(_NO_SERVER, hint=_GIVE_SERVER)


def _open_embedded(_options: Options) -> "Engine":
    from keypost.readers.trail.engines.packages import require_package

    require_package("isal", extra="replay")
    require_package("msgspec", extra="replay")
    from keypost.readers.trail.embedded import Embedded

    return Embedded()


def _open_duckdb(options: Options) -> "Engine":
    from keypost.readers.trail.engines.duckdb import DuckDb

    return DuckDb(table=options.table or "")


def _open_athena(options: Options) -> "Engine":
    from keypost.readers.live.requirements import require_botocore

    require_botocore()
    from keypost.readers.trail.engines.athena import Athena, Place

    place = Place(
        profile=options.profile,
        region=options.region,
        database=options.database,
        catalog=options.catalog,
        workgroup=options.workgroup,
        output=options.output_location,
    )
    return Athena(table=options.table, place=place)


def _open_trino(options: Options) -> "Engine":
    import getpass
    import os

    from keypost.readers.trail.engines.trino import Server, Trino

    server = Server(options.server, options.user or getpass.getuser(), os.environ.get("TRINO_PASSWORD", ""))
    return Trino(table=options.table, server=server)


def _open_spark(options: Options) -> "Engine":
    from keypost.readers.trail.engines.spark import Spark

    return Spark(table=options.table or "", master=options.master)


_OPEN: "dict[str, Callable[[Options], Engine]]" = {
    EMBEDDED: _open_embedded,
    "duckdb": _open_duckdb,
    "athena": _open_athena,
    "trino": _open_trino,
    "spark": _open_spark,
}
