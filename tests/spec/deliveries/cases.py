"""Cases of small estates: a template with parts to fill in, and what must be found in it.

A spec file is a mapping with `about` and `cases`. A case has

- `name`, and `source`: why this is expected (a page of AWS's documentation, or an observation);
- `estate`: one of estates/*.yaml, in which `parts` replace the parts of the same name; or `template`, a whole one;
  or `files`, several templates by file name;
- `account`, `region`, `parameters`: what the command line settles, where the case needs it;
- `expect`: every delivery that must be found, and no other. `path`, `from` and `to` default to the estate's; what an
  estate delivers `besides` its own delivery is expected in each of its cases.

A delivery that FAILS says which `call` is denied, for which `reason`, by which `rule` it is reported, and `at` which
line (a text that stands on that line and on no other); `also` lists the other rules behind it. One that DEPENDS says
what it `needs`: kind and name of each fact.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
_CASE = {"name", "source", "estate", "parts", "template", "files", "account", "region", "parameters", "expect"}
_DELIVERY = {"path", "from", "to", "verdict", "call", "reason", "rule", "at", "also", "needs"}
_OF_FAILS = {"call", "reason", "rule", "at"}


@dataclass(frozen=True, slots=True)
class Expected:
    """One delivery that must be found."""

    path: str
    source: str
    target: str
    verdict: str
    call: str = ""
    reason: str = ""
    rule: str = ""
    at: str = ""
    also: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()

    @property
    def identity(self) -> tuple[str, str, str]:
        return self.path, self.source, self.target


@dataclass(frozen=True, slots=True)
class Case:
    """One estate and what must be found in it."""

    name: str
    because: str
    files: Mapping[str, str]
    expect: tuple[Expected, ...]
    account: str | None = None
    region: str | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)


def read_spec(file: Path) -> tuple[Case, ...]:
    """Read the cases of one spec file."""
    spec = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert set(spec) == {"about", "cases"}, f"{file.name}: {sorted(spec)}"
    cases = tuple(build_case(given, place=file.name) for given in spec["cases"])
    names = [case.name for case in cases]
    assert len(set(names)) == len(names), f"{file.name}: two cases with one name"
    return cases


def build_case(given: Mapping[str, Any], *, place: str) -> Case:
    """Build a case; whatever is misspelled or left out is an error, not a case that checks less."""
    where = f"{place}: {given.get('name')}"
    assert set(given) <= _CASE, f"{where}: {sorted(set(given) - _CASE)}"
    assert given["source"], where
    estate = _read_estate(given["estate"]) if "estate" in given else {}
    files = given.get("files") or {"template.yaml": given.get("template") or _fill(estate, given.get("parts") or {})}
    listed = [
        *(given["expect"] if isinstance(given["expect"], list) else [given["expect"]]),
        *estate.get("besides", ()),
    ]
    return Case(
        given["name"],
        given["source"],
        files,
        tuple(_build_expected(one, estate=estate, where=where) for one in listed),
        given.get("account"),
        given.get("region"),
        given.get("parameters") or {},
    )


def _build_expected(given: Mapping[str, Any], *, estate: Mapping[str, Any], where: str) -> Expected:
    assert set(given) <= _DELIVERY, f"{where}: {sorted(set(given) - _DELIVERY)}"
    verdict = given["verdict"]
    wanted = {"FAILS": _OF_FAILS, "DEPENDS": {"needs"}, "WORKS": set()}[verdict]
    told = set(given) - {"path", "from", "to", "verdict"} - ({"also"} if verdict == "FAILS" else set())
    assert told == wanted, f"{where}: {verdict} is told by {sorted(wanted)}, not by {sorted(told)}"
    ends = {key: given.get(key) or estate[key] for key in ("path", "from", "to")}
    texts = {key: given[key] for key in wanted - {"needs"}}
    return Expected(
        ends["path"],
        ends["from"],
        ends["to"],
        verdict,
        also=frozenset(given.get("also", ())),
        needs=frozenset(given.get("needs", ())),
        **texts,
    )


@cache
def _read_estate(name: str) -> Mapping[str, Any]:
    estate: dict[str, Any] = yaml.safe_load((HERE / "estates" / f"{name}.yaml").read_text(encoding="utf-8"))
    return estate


def _fill(estate: Mapping[str, Any], parts: Mapping[str, str]) -> str:
    """Put the parts into the estate's template: a line that is only `<name>` takes all lines of the part."""
    known = estate["parts"]
    assert set(parts) <= set(known), f"no part {sorted(set(parts) - set(known))}"
    filled = "\n".join(_filled_lines(estate["template"], {**known, **parts})) + "\n"
    for name, part in {**known, **parts}.items():
        filled = filled.replace(f"<{name}>", str(part).strip())
    return filled


def _filled_lines(template: str, parts: Mapping[str, str]) -> Iterator[str]:
    for line in template.splitlines():
        name = line.strip().removeprefix("<").removesuffix(">")
        if line.strip() == f"<{name}>":
            indent = " " * (len(line) - len(line.lstrip()))
            yield from (indent + one for one in str(parts[name] or "").splitlines())
        else:
            yield line
