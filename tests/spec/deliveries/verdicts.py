"""Reads and checks the files of a case, and compares what is found with what is expected."""

from pathlib import Path

from keypost.checker.check import check
from keypost.checker.verdict import CallVerdict, CheckResult, Delivery, Finding, Verdict
from keypost.estate.estate import Reading
from keypost.readers.options import ReadOptions
from keypost.readers.read import read_paths
from tests.spec.deliveries.cases import Case, Expected

TODAY = "2026-11-22"


def check_case(case: Case, *, folder: Path) -> CheckResult:
    """Write the files of the case into the folder, and check them."""
    return check(read_case(case, folder=folder), today=TODAY)


def read_case(case: Case, *, folder: Path) -> Reading:
    """Write the files of the case into the folder, and read them."""
    for name, text in case.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    options = ReadOptions(account=case.account, region=case.region, parameters=case.parameters)
    return read_paths([str(folder / name) for name in sorted(case.files)], options)


def assert_found(case: Case, result: CheckResult) -> None:
    """Assert that exactly the expected deliveries are found, each as expected."""
    found = {_identify(delivery): delivery for delivery in result.deliveries}
    wanted = {expected.identity for expected in case.expect}
    assert set(found) == wanted, f"not expected: {sorted(set(found) - wanted)}; missing: {sorted(wanted - set(found))}"
    for expected in case.expect:
        _assert_as_expected(expected, found[expected.identity], case, result)


def _identify(delivery: Delivery) -> tuple[str, str, str]:
    return delivery.path.id, delivery.source.id, delivery.target.id


def _assert_as_expected(expected: Expected, delivery: Delivery, case: Case, result: CheckResult) -> None:
    told = "\n".join(_explain(delivery, result))
    assert delivery.verdict.value == expected.verdict, told
    if delivery.verdict is Verdict.DEPENDS:
        assert {f"{need.kind.value} {need.fact}" for need in delivery.needs} == expected.needs, told
    if delivery.verdict is Verdict.FAILS:
        denied = {(call.call.action, call.decision.reason.value) for call in _failing(delivery)}
        assert (expected.call, expected.reason) in denied, told
        findings = [result.findings[index] for index in delivery.findings]
        assert (expected.rule, find_line(case, expected.at)) in [(one.rule, place_of(one)) for one in findings], told
        assert {one.rule for one in findings} == {expected.rule, *expected.also}, told


def _failing(delivery: Delivery) -> list[CallVerdict]:
    return [call for call in delivery.calls if call.verdict is Verdict.FAILS]


def place_of(finding: Finding) -> tuple[str, int | None]:
    """Return the file and line that a finding points at."""
    return Path(finding.origin.file or "").name, finding.origin.line


def find_line(case: Case, text: str) -> tuple[str, int]:
    """Return the file and number of the only line with that text."""
    hits = [
        (Path(name).name, number)
        for name, content in case.files.items()
        for number, line in enumerate(content.splitlines(), 1)
        if text in line
    ]
    assert len(hits) == 1, f"`{text}` stands on {len(hits)} lines"
    return hits[0]


def _explain(delivery: Delivery, result: CheckResult) -> list[str]:
    lines = [f"{_identify(delivery)} is {delivery.verdict.value}"]
    for call in delivery.calls:
        decision = call.decision
        lines.append(f"  {call.verdict.value} {call.call.action}: {decision.outcome.value}, {decision.reason.value}")
    lines += [f"  needs {need.kind.value} {need.fact} ({need.origin})" for need in delivery.needs]
    lines += [f"  {result.findings[index].rule} at {result.findings[index].origin}" for index in delivery.findings]
    return lines
