"""The published schema of the config file takes what the reader takes, and nothing else."""

import datetime
import json
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keypost.catalogue.all import list_ids
from keypost.cli.threshold import Threshold
from keypost.errors import KeypostError
from keypost.reports.published import read_schema
from keypost.settings.file import read_config
from keypost.settings.keys import IGNORE, KEYS, THRESHOLDS

VALIDATOR = jsonschema.Draft7Validator(
    json.loads(read_schema("config.v1")), format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER
)
WORDS = ["", " ", "x", "en", "ja", "fails", "111122223333", "1111", "eu-west-1", "eu", "名前"]
TEXTS = st.sampled_from([*WORDS, "*", "deny-hits-service", "sns-to-sqs", "2026-12-31", "2026-02-30", "20261231"])
SCALARS = st.one_of(TEXTS, st.booleans(), st.integers(0, 9), st.dates(datetime.date(2026, 1, 1)))
VALUES = st.one_of(
    SCALARS,
    st.lists(SCALARS, max_size=2),
    st.dictionaries(st.sampled_from(["Env", "a b", ""]), SCALARS, max_size=2),
)
# Mostly what belongs there, so that the reader gets beyond the first key.
FITTING = {
    "account": st.just("111122223333"),
    "region": st.just("eu-west-1"),
    "lang": st.just("ja"),
    "fail-on": st.just("never"),
    "paths": st.lists(st.just("infra"), max_size=2),
    "exclude": st.lists(st.just("*.json"), max_size=2),
    "baseline": st.just("known.json"),
    "parameters": st.dictionaries(st.sampled_from(["Env", "Size"]), TEXTS, max_size=2),
    "rule": st.sampled_from(["*", "deny-hits-service", ["deny-hits-service"]]),
    "reason": st.just("known"),
    "until": st.one_of(st.just("2026-12-31"), st.just(datetime.date(2026, 12, 31))),
    "resource": st.just("Vault"),
    "file": st.just("infra/*"),
    "path": st.just("sns-to-sqs"),
}


def draw_tables(keys: list[str], *, needed: tuple[str, ...] = ()) -> st.SearchStrategy[dict[str, Any]]:
    values = {key: st.one_of(FITTING[key], FITTING[key], FITTING[key], VALUES) for key in keys if key in FITTING}
    others = st.dictionaries(st.sampled_from(["acount", "rules"]), SCALARS, max_size=1)
    some = st.fixed_dictionaries(
        {key: values[key] for key in needed}, optional={key: one for key, one in values.items() if key not in needed}
    )
    return st.builds(lambda table, more: table | more, some, st.one_of(st.just({}), st.just({}), others))


ENTRIES = st.lists(draw_tables([key.name for key in IGNORE.keys], needed=("rule", "reason")), max_size=2)
FILES = st.builds(
    lambda table, ignored: table | ({"ignore": ignored} if ignored is not None else {}),
    draw_tables([key.name for key in KEYS.keys]),
    st.one_of(st.none(), ENTRIES, ENTRIES, SCALARS),
)


def is_read(table: dict[str, Any]) -> bool:
    try:
        read_config("keypost.toml", write_toml(table).encode(), is_shared=False)
    except KeypostError:
        return False
    return True


def write_toml(table: dict[str, Any]) -> str:
    return "".join(f"{json.dumps(key, ensure_ascii=False)} = {write_value(value)}\n" for key, value in table.items())


def write_value(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {write_value(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(write_value, value)) + "]"
    return value.isoformat() if isinstance(value, datetime.date) else json.dumps(value, ensure_ascii=False)


def as_json(value: Any) -> Any:
    """Return the value as editors hand it to the schema: a date is a text there."""
    return json.loads(json.dumps(value, default=datetime.date.isoformat))


@given(FILES)
@settings(max_examples=150)
def test_the_schema_takes_what_the_reader_takes(table: dict[str, Any]) -> None:
    assert VALIDATOR.is_valid(as_json(table)) is is_read(table)


def test_the_published_schema_is_one_of_draft_7_and_names_every_rule_and_path() -> None:
    schema = json.loads(read_schema("config.v1"))
    jsonschema.Draft7Validator.check_schema(schema)
    ignored = schema["properties"]["ignore"]["items"]["properties"]
    assert {"*", "deny-hits-service"} < set(ignored["rule"]["anyOf"][0]["enum"])
    assert ignored["path"]["enum"] == list(list_ids())


def test_every_key_says_what_it_is_for_in_both_languages() -> None:
    for key in (*KEYS.keys, *IGNORE.keys):
        assert key.says.en != key.says.ja, key.name
        assert key.says.ja.endswith("。"), key.name


def test_a_threshold_of_the_config_file_is_one_of_the_command_line() -> None:
    assert tuple(threshold.value for threshold in Threshold) == THRESHOLDS


@pytest.mark.parametrize(("key", "fitting"), FITTING.items())
def test_what_the_law_calls_fitting_fits(key: str, fitting: st.SearchStrategy[Any]) -> None:
    """Else the law would only ever look at files that are refused."""
    if key in {one.name for one in KEYS.keys}:
        table = st.builds(lambda value: {key: value}, fitting)
    else:
        entry = {"rule": "*", "reason": "known"}
        table = st.builds(lambda value: {"ignore": [entry | {key: value}]}, fitting)

    @given(table)
    @settings(max_examples=5)
    def check(one: dict[str, Any]) -> None:
        assert is_read(one)

    check()


NO_RULES: list[Any] = ["", "x", [], ["x"], [[]], 1]
NEARLY: list[dict[str, Any]] = [
    {"account": "1111"},
    {"account": "1111222233334"},
    {"account": 111122223333},
    {"region": "eu-west-1a"},
    {"lang": "EN"},
    {"fail-on": "always"},
    {"paths": "infra"},
    {"paths": [""]},
    {"exclude": [" "]},
    {"baseline": ""},
    {"parameters": {"Env": 1}},
    {"parameters": {"a b": "1"}},
    {"ignore": {"rule": "*", "reason": "x"}},
    {"ignore": ["*"]},
    {"ignore": [{"rule": "*"}]},
    {"ignore": [{"reason": "x"}]},
    *({"ignore": [{"rule": rule, "reason": "x"}]} for rule in NO_RULES),
    *({"ignore": [{"rule": "*", "reason": reason}]} for reason in ("", " ", 1)),
    *({"ignore": [{"rule": "*", "reason": "x", "until": day}]} for day in ("2026-02-30", "20261231", "", 2026)),
    *({"ignore": [{"rule": "*", "reason": "x", key: " "}]} for key in ("resource", "file", "path")),
    {"ignore": [{"rule": "*", "reason": "x", "untill": "2026-12-31"}]},
]


@pytest.mark.parametrize("table", NEARLY, ids=str)
def test_what_nearly_fits_is_refused_by_both(table: dict[str, Any]) -> None:
    assert not is_read(table)
    assert not VALIDATOR.is_valid(as_json(table))
