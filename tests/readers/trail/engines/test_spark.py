"""PySpark on this machine gives what DuckDB gives; it isn't in the development environment, for its size.

`PYTHONPATH=FOLDER ./x pytest tests/readers/trail/engines/test_spark.py` runs these where FOLDER has PySpark.
"""

import json
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keypost.errors import UnreadableInputError, UsageError
from keypost.readers.trail.engines.duckdb import DuckDb
from keypost.readers.trail.engines.spark import Spark
from keypost.readers.trail.requests import Asked, Selection
from tests.readers.trail.engines.trails import EVERYTHING, KEY, RECORDS, SELECTIONS, read_one_by_one

needs_spark = pytest.mark.skipif(
    find_spec("pyspark") is None or shutil.which("java") is None, reason="needs PySpark and Java"
)
LAW = settings(deadline=None, max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
RECORD = {"eventName": "Decrypt", "eventSource": "kms.amazonaws.com", "resources": [{"ARN": KEY}]}


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
    session = builder.config("spark.sql.shuffle.partitions", "1").getOrCreate()
    yield session
    session.stop()


@needs_spark
@pytest.mark.java
@pytest.mark.filterwarnings("ignore")  # PySpark's own
@pytest.mark.usefixtures("session")
@LAW
@given(
    records=st.lists(RECORDS, min_size=20, max_size=60),
    selection=SELECTIONS,
    asked=st.sampled_from([Asked(), EVERYTHING]),
)
def test_spark_gives_what_duckdb_gives(tmp_path: Path, records: list[Any], selection: Selection, asked: Asked) -> None:
    half = len(records) // 2
    delivered, lines = tmp_path / "delivered.json", tmp_path / "lines.ndjson"
    delivered.write_text(json.dumps({"Records": records[:half]}, ensure_ascii=False), encoding="utf-8")
    lines.write_text("\n".join(map(json.dumps, records[half:])), encoding="utf-8")
    trails = [str(delivered), str(lines)]
    spark = Spark().fetch_history(trails, selection, asked=asked)
    embedded = DuckDb().fetch_history(trails, selection, asked=asked)
    assert spark._replace(files=0) == embedded._replace(files=0)
    assert spark.seen == read_one_by_one(records, selection, asked=asked)


@needs_spark
@pytest.mark.java
@pytest.mark.filterwarnings("ignore")
def test_tables_and_parquet_are_read_too(tmp_path: Path, session: Any) -> None:
    file = tmp_path / "lines.ndjson"
    file.write_text(json.dumps(RECORD), encoding="utf-8")
    expected = Spark().fetch_history([str(file)], Selection(), asked=Asked())
    session.table("keypost_cloudtrail").write.parquet(str(tmp_path / "trail.parquet"))
    assert Spark().fetch_history([str(tmp_path / "trail.parquet")], Selection(), asked=Asked()) == expected
    session.table("keypost_cloudtrail").createOrReplaceTempView("my_trail")
    assert Spark(table='"my_trail"').fetch_history([], Selection(), asked=Asked()) == expected
    assert [one.times for one in expected.seen] == [1]


@needs_spark
@pytest.mark.java
@pytest.mark.filterwarnings("ignore")
@pytest.mark.usefixtures("session")
def test_what_spark_refuses_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInputError, match="nowhere"):
        Spark().fetch_history([str(tmp_path / "nowhere")], Selection(), asked=Asked())
    with pytest.raises(UnreadableInputError, match="failed in Spark"):
        Spark(table="nowhere").fetch_history([], Selection(), asked=Asked())


def test_either_paths_or_a_table() -> None:
    with pytest.raises(UsageError, match="neither a path nor a table"):
        Spark().fetch_history([], Selection(), asked=Asked())
    with pytest.raises(UsageError, match="paths and a table"):
        Spark(table="t").fetch_history(["trail"], Selection(), asked=Asked())


def test_a_missing_pyspark_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("keypost.readers.trail.engines.packages.find_spec", lambda _name: None)
    with pytest.raises(UsageError, match="needs pyspark, which isn't installed") as refused:
        Spark(table="t").fetch_history([], Selection(), asked=Asked())
    assert "pyspark>=3.5" in refused.value.hint.en
