"""The options of the engines: what each needs, and what it doesn't know."""

import pytest
import sqlglot

from keypost.cli.engines import add_engine_options, build_printed_sql, open_engine
from keypost.cli.parser import Options, Parser
from keypost.errors import UsageError
from keypost.readers.trail.embedded import Embedded
from keypost.readers.trail.engines.athena import Athena
from keypost.readers.trail.engines.duckdb import DuckDb
from keypost.readers.trail.engines.spark import Spark
from keypost.readers.trail.engines.trino import Trino
from keypost.readers.trail.requests import Asked, Selection
from keypost.text import Text

KEY = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"


def read(*arguments: str) -> Options:
    parser = Parser("replay", summary=Text(en="", ja=""), language="en")
    add_engine_options(parser)
    return parser.read(arguments)


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        ((), Embedded),
        (("--engine", "duckdb"), DuckDb),
        (("--engine", "duckdb", "--table", "t"), DuckDb),
        (("--engine", "athena", "--table", "logs.t", "--workgroup", "w", "--region", "eu-west-1"), Athena),
        (("--engine", "trino", "--table", "a.b.t", "--server", "https://trino:8443", "--user", "alice"), Trino),
        (("--engine", "spark", "--master", "local[2]"), Spark),
    ],
)
def test_the_engine_is_the_one_that_is_named(arguments: tuple[str, ...], kind: type) -> None:
    assert isinstance(open_engine(read(*arguments)), kind)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--engine", "athena"), "`--engine athena` needs `--table`"),
        (("--engine", "trino", "--table", "t"), "`--engine trino` needs `--server`"),
        (("--table", "t"), "`--table` is for `--engine duckdb|athena|trino|spark`"),
        (("--engine", "duckdb", "--output-location", "s3://b/"), "`--output-location` is for `--engine athena`"),
    ],
)
def test_what_is_missing_or_another_engine_s_is_said(arguments: tuple[str, ...], words: str) -> None:
    with pytest.raises(UsageError) as refused:
        open_engine(read(*arguments))
    assert refused.value.message.en == words


@pytest.mark.parametrize("engine", ["duckdb", "athena", "trino", "spark"])
def test_the_sql_is_printed_without_a_connection(engine: str) -> None:
    options = read("--engine", engine, "--table", "logs.cloudtrail", "--print-sql")
    sql = build_printed_sql(options, Selection(key=KEY), asked=Asked())
    (tree,) = sqlglot.parse(sql, read=engine)
    assert tree is not None
    assert KEY in sql


def test_the_embedded_engine_has_no_sql() -> None:
    with pytest.raises(UsageError, match="runs no SQL"):
        build_printed_sql(read("--print-sql"), Selection(), asked=Asked())


def test_a_missing_package_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("keypost.readers.trail.engines.packages.find_spec", lambda _name: None)
    with pytest.raises(UsageError, match="needs isal, which isn't installed") as refused:
        open_engine(read())
    assert "keypost[replay]" in refused.value.hint.en
