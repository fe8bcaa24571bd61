"""The query in every dialect: what users give stands in it as names and literals only."""

import pytest
import sqlglot
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlglot import exp

from keypost.errors import UsageError
from keypost.readers.trail.engines.reduction import Dialect, Query, build_sql
from keypost.readers.trail.engines.tables import split_name
from keypost.readers.trail.requests import Asked, Selection

NOTHING = Asked()


@pytest.mark.parametrize("dialect", Dialect)
@settings(deadline=None)
@given(
    key=st.text(st.sampled_from("'\"\\;-/*ab\n$ {}%"), min_size=1, max_size=12), since=st.sampled_from(["", "'; --"])
)
def test_what_is_given_is_a_literal(dialect: Dialect, key: str, since: str) -> None:
    sql = build_sql(Query(Selection(key=key, since=since), NOTHING, "t"), dialect=dialect)
    (tree,) = sqlglot.parse(sql, read=dialect.value)
    assert tree is not None
    literals = {one.this for one in tree.find_all(exp.Literal)}
    assert key in literals
    assert {table.name for table in tree.find_all(exp.Table)} == {"t", "calls", "marked_calls"}


@pytest.mark.parametrize("dialect", Dialect)
def test_the_table_stands_quoted(dialect: Dialect) -> None:
    sql = build_sql(Query(Selection(), NOTHING, 'hive."my logs".trail-1'), dialect=dialect)
    quote = "`" if dialect is Dialect.SPARK else '"'
    assert ".".join(f"{quote}{part}{quote}" for part in ("hive", "my logs", "trail-1")) in sql


@pytest.mark.parametrize(
    ("given", "parts"),
    [
        ("trail", ("trail",)),
        ("logs.trail", ("logs", "trail")),
        ("hive.logs.trail", ("hive", "logs", "trail")),
        ('"a.b"."c""d"', ("a.b", 'c"d')),
        ("日本.証跡", ("日本", "証跡")),
    ],
)
def test_a_name_has_one_to_three_parts(given: str, parts: tuple[str, ...]) -> None:
    assert split_name(given) == parts


@pytest.mark.parametrize(
    "given",
    ["", "a b", "a;b", "a.b.c.d", "(SELECT 1)", "a'", 'a"b', '"a', "read_csv('x')", "a--\nb", "a.", ".a", "`a`", "a\0"],
)
def test_what_is_no_name_is_refused(given: str) -> None:
    with pytest.raises(UsageError, match="is no table's name"):
        split_name(given)


def test_nothing_is_kept_that_nobody_asks_for() -> None:
    whole = Asked(sessions=True, addresses=True, mfa=True, pairs=frozenset({"aws:s3:arn"}))
    lean = build_sql(Query(Selection(), NOTHING, "t"), dialect=Dialect.TRINO)
    full = build_sql(Query(Selection(), whole, "t"), dialect=Dialect.TRINO)
    assert "CASE WHEN FALSE THEN sourceipaddress END" in lean
    assert "CASE WHEN TRUE THEN sourceipaddress END" in full
