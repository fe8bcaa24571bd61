"""`keypost.check.v1` for many accounts, written while they are checked: nothing but findings elsewhere is kept."""

import json
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from tempfile import TemporaryFile

from keypost.checker.verdict import CheckResult, Finding, Verdict
from keypost.named import TYPE_CHECKING
from keypost.organization.summary import Summary
from keypost.reports.json import encode, encode_delivery, encode_finding, encode_gap

if TYPE_CHECKING:
    from typing import IO


def render_json_by_account(summary: Summary, results: Iterable[CheckResult], *, language: str) -> Iterator[str]:
    """Yield the report of all accounts, in pieces: the same object as for one account."""
    with TemporaryFile("w+", encoding="utf-8") as findings, TemporaryFile("w+", encoding="utf-8") as gaps:
        merged = _Merged(findings, language)
        yield f'{{"schema": "keypost.check.v1",\n "summary": {encode(_count(summary))},\n "deliveries": ['
        start, comma = 0, ""
        for result in results:
            for delivery in result.deliveries:
                moved = delivery._replace(onward=tuple(start + index for index in delivery.onward))
                yield f"{comma}\n  {encode(encode_delivery(moved, result))}"
                comma = ","
            merged.add(result, start)
            gaps.writelines(encode(encode_gap(gap, language)) + "\n" for gap in result.gaps)
            start += len(result.deliveries)
        yield '],\n "findings": ['
        yield from _list(merged.lines())
        yield '],\n "gaps": ['
        yield from _list(_read(gaps))
        yield "]}\n"


class _Merged:
    """Findings by their place: one that stops deliveries of several accounts is told once."""

    def __init__(self, stream: "IO[str]", language: str) -> None:
        self._stream, self._language = stream, language
        self._seen: dict[str, list[int]] = {}

    def add(self, result: CheckResult, start: int) -> None:
        """Take the findings of an account, whose deliveries are counted from `start`."""
        for finding in result.findings:
            behind = [start + index for index in finding.deliveries]
            handle = _name(finding)
            if handle in self._seen:
                self._seen[handle] += behind
                continue
            self._seen[handle] = []
            data = encode_finding(finding, self._language) | {"deliveries": behind}
            self._stream.write(f"{handle}\t{encode(data)}\n")

    def lines(self) -> Iterator[str]:
        """Yield the findings with all that they stop."""
        for line in _read(self._stream):
            handle, _, text = line.partition("\t")
            more = self._seen[handle]
            if more:
                data = json.loads(text)
                text = encode(data | {"deliveries": [*data["deliveries"], *more]})
            yield text


def _name(finding: Finding) -> str:
    """Return what tells a finding from others, in few letters: there may be very many."""
    place = f"{finding.rule}\n{finding.origin}\n{finding.origin.pointer}\n{finding.subject}"
    return blake2b(place.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _count(summary: Summary) -> dict[str, int]:
    counts = {verdict: summary.count(verdict) for verdict in Verdict}
    suppressed = sum(account.count_suppressed() for account in summary.accounts)
    return {
        "deliveries": sum(counts.values()),
        "works": counts[Verdict.WORKS],
        "fails": counts[Verdict.FAILS],
        "depends": counts[Verdict.DEPENDS],
        "gaps": sum(account.gaps for account in summary.accounts),
    } | ({"suppressed": suppressed} if suppressed else {})


def _list(items: Iterable[str]) -> Iterator[str]:
    for number, item in enumerate(items):
        yield f"{',' if number else ''}\n  {item}"


def _read(stream: "IO[str]") -> Iterator[str]:
    stream.seek(0)
    for line in stream:
        yield line.removesuffix("\n")
