"""`keypost.baseline.v1`: what is known, an entry a line, so that a diff of the file can be read."""

from collections.abc import Iterable
from typing import Any

from keypost.checker.baseline import Known
from keypost.checker.fingerprint import fingerprint_delivery
from keypost.checker.verdict import Delivery
from keypost.reports.json import encode
from keypost.reports.printable import name_unknowns

SCHEMA = "keypost.baseline.v1"


def render_baseline(known: Iterable[Known]) -> str:
    """Return the file; entries are in the order of their names, however they were found."""
    lines = ",\n  ".join(sorted(encode(_entry(one)) for one in known))
    return f'{{"schema": "{SCHEMA}",\n "known": [{f"{chr(10)}  {lines}{chr(10)} " if lines else ""}]}}\n'


def _entry(known: Known) -> dict[str, Any]:
    return {
        "rule": known.rule,
        "file": name_unknowns(known.file),
        "deliveries": sorted((_delivery(one) for one in known.deliveries), key=lambda one: str(one["fingerprint"])),
        "fingerprint": known.fingerprint,
    }


def _delivery(delivery: Delivery) -> dict[str, str]:
    return {
        "path": delivery.path.reported_id,
        "source": name_unknowns(delivery.source.id),
        "target": name_unknowns(delivery.target.id),
        "fingerprint": fingerprint_delivery(delivery),
    }
