"""Policy documents, and what AWS says of them: every case names its source."""

import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from keypost.checker.lint import LintResult, lint
from keypost.policy.validity.defect import DocumentKind
from keypost.policy.validity.screen import is_plain
from keypost.readers.lone_policy import read_policy

HERE = Path(__file__).parent
SOURCES: dict[str, str] = yaml.safe_load((HERE / "sources.yaml").read_text(encoding="utf-8"))
FORMS = {"document", "text", "statements", "condition", "repeat"}
OPTIONS = {"name", "source", "validity", "rules", "resource", "bytes", "compact", "principals"}
ROLE = "arn:aws:iam::111122223333:role/app"


@dataclass(frozen=True, slots=True)
class Case:
    """One document: `rules` are those that report it, and no other ones."""

    name: str
    source: str
    kind: str
    resource: str
    text: str
    validity: str
    rules: frozenset[str]


def read_cases(file: Path) -> list[Case]:
    table = yaml.safe_load(file.read_text(encoding="utf-8"))
    return [build_case(table, given, place=file.name) for given in table["cases"]]


def build_case(table: Mapping[str, Any], given: Mapping[str, Any], *, place: str) -> Case:
    where = f"{place}: {given['name']}"
    assert len(FORMS & set(given)) == 1, where
    assert set(given) <= FORMS | OPTIONS, where
    return Case(
        where,
        given["source"],
        table["kind"],
        given.get("resource", table["resource"]),
        given.get("text") or write_document(build_document(table, given), given),
        given["validity"],
        frozenset(given.get("rules", ())),
    )


def build_document(table: Mapping[str, Any], given: Mapping[str, Any]) -> Any:
    if "document" in given:
        return given["document"]
    statements = [table["before"]] if "before" in table else []
    if "condition" in given:
        base = {"Effect": "Allow", "Principal": {"AWS": ROLE}, "Action": "kms:Decrypt", "Resource": "*"}
        statements.append({**base, "Condition": given["condition"]})
    elif "repeat" in given:
        repeated = given["repeat"]
        sids = (repeated.get("sid") or f"Statement{number}" for number in range(repeated["count"]))
        statements += [{"Sid": sid, **repeated["statement"]} for sid in sids]
    else:
        statements += deepcopy(given["statements"])
    if "principals" in given:
        statements[-1]["Principal"] = {"AWS": [f"{100_000_000_000 + n}" for n in range(given["principals"])]}
    return {"Version": "2012-10-17", "Statement": statements}


def write_document(document: Any, given: Mapping[str, Any]) -> str:
    """Write it as JSON; the last Sid grows until it has that many bytes, or characters without white space."""
    for option, layout in (("bytes", (", ", ": ")), ("compact", (",", ":"))):
        if option in given:
            missing = given[option] - len(json.dumps(document, separators=layout))
            document["Statement"][-1]["Sid"] = "x" * missing
    return json.dumps(document, ensure_ascii=False)


FILES = sorted(HERE.glob("*.yaml"))
CASES = [case for file in FILES if file.name != "sources.yaml" for case in read_cases(file)]


def judge(case: Case, folder: Path) -> LintResult:
    file = folder / "policy.json"
    file.write_text(case.text, encoding="utf-8")
    read = read_policy(str(file), kind=DocumentKind(case.kind), resource=case.resource)
    return lint(read.subject, defects=read.defects)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_document_is_judged_as_documented(case: Case, tmp_path: Path) -> None:
    result = judge(case, tmp_path)
    found = frozenset(finding.rule for finding in result.findings)
    assert (result.validity.value, found) == (case.validity, case.rules)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_names_its_source(case: Case) -> None:
    assert case.source in SOURCES


def test_there_are_enough_cases_each_of_its_own_name() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 120


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_has_a_defect_is_not_plain(case: Case, tmp_path: Path) -> None:
    """The quick look that spares most policies the close one never spares one that has something wrong."""
    (tmp_path / "policy.json").write_text(case.text, encoding="utf-8")
    read = read_policy(str(tmp_path / "policy.json"), kind=DocumentKind(case.kind), resource=case.resource)
    plain = read.subject is not None and is_plain(read.subject.policy, kind=case.kind, resource=case.resource)
    assert not (plain and case.validity != "valid" and case.rules != {"condition-key-never-sent"})
