"""The statements that the pages print let each path through, and nothing smaller does."""

from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase

import pytest

from keypost.catalogue.all import all_paths
from keypost.catalogue.declare import INFERRED, Call, EncryptionKind, KeyOf, MadeGrant, Necessity, Part, Path, Reach
from keypost.checker.lint import Validity, lint
from keypost.checker.verdict import RANK, Verdict
from keypost.estate.kind import Kind
from keypost.policy.parse import parse_policy
from keypost.policy.validity.defect import DocumentKind, Subject
from tests.catalogue.matrix import DEFAULT
from tests.catalogue.printed import (
    HARDENED,
    MINIMAL,
    Dropped,
    Printed,
    Section,
    drop_each_action,
    list_values,
    read_section,
)
from tests.catalogue.world import REGION, Lock, Place, build_ends, connect, decide

CASES = [
    pytest.param(path, title, id=f"{path.id}: {title.split()[0].lower()}")
    for path in all_paths()
    for title in (MINIMAL, HARDENED)
]


def read(path: Path, title: str) -> Section:
    return read_section(path, title, ends=build_ends(path))


def decide_way(path: Path, way: Printed) -> Verdict:
    """Return the worst verdict, with and without a Bucket Key, with the way's statements in place."""
    ends = build_ends(path)
    statements = {**way, Place.KEY: (DEFAULT, *way.get(Place.KEY, ()))}
    verdicts = [
        decide(
            connect(path, ends, lock=lock, statements=statements, values=list_values(path, ends), bucket_key=bucket_key)
        ).verdict
        for lock, bucket_key in list_estates(path)
    ]
    return max(verdicts, key=RANK.__getitem__)


def list_estates(path: Path) -> Iterator[tuple[Lock, bool]]:
    """The target is under a customer managed key, unless the path can't have one."""
    of_customer = {EncryptionKind.CUSTOMER_MANAGED_KEY, EncryptionKind.SINGLE_REGION_KEY}
    refused = path.accepts is not None and of_customer.isdisjoint(path.accepts.kinds)
    if path.key_of is KeyOf.NONE or refused:
        yield Lock.NOTHING, False
        return
    yield Lock.CUSTOMER_KEY, False
    if path.target is Kind.BUCKET:
        yield Lock.CUSTOMER_KEY, True


def list_covered(path: Path, dropped: Dropped) -> list[Call]:
    """Return the calls that the action of a statement lets through."""
    calls = [call for call in path.calls if fnmatchcase(call.action, dropped.action)]
    if dropped.place is not Place.ROLE:
        calls = [call for call in calls if (call.on is Part.TARGET_KEY) is (dropped.place is Place.KEY)]
    service = dropped.principal.get("Service", "").replace(REGION, "{region}")
    return [call for call in calls if not service or path.service_of(call) == service]


@pytest.mark.parametrize(("path", "title"), CASES)
def test_the_statements_let_the_delivery_through(path: Path, title: str) -> None:
    needs_a_grant = path.reach is Reach.ACROSS_ACCOUNTS and waits_for_a_grant(path.calls)
    for way in read(path, title).ways:
        assert decide_way(path, way) is (Verdict.DEPENDS if needs_a_grant else Verdict.WORKS)


@pytest.mark.parametrize(("path", "title"), CASES)
def test_nothing_smaller_lets_the_delivery_through(path: Path, title: str) -> None:
    """Without any action it FAILS; it DEPENDS where the call is inferred, and WORKS where it is only recommended.

    The page says of each exception that it is one.
    """
    section, minimal = read(path, title), read(path, MINIMAL).text
    for way in section.ways:
        for dropped in drop_each_action(way):
            verdict = decide_way(path, dropped.rest)
            assert verdict is expect(list_covered(path, dropped), section, minimal=minimal), dropped[:3]


DOCUMENTS = {Kind.TOPIC: DocumentKind.TOPIC, Kind.QUEUE: DocumentKind.QUEUE, Kind.BUCKET: DocumentKind.BUCKET}


@pytest.mark.parametrize(("path", "title"), CASES)
def test_aws_would_take_the_statements(path: Path, title: str) -> None:
    """Nothing is wrong with the policies that they stand in, as `keypost lint` sees them."""
    ends = build_ends(path)
    kinds = {
        Place.KEY: (DocumentKind.KEY, ends.key.arn),
        Place.TARGET: (DOCUMENTS.get(path.target, DocumentKind.OTHER), ends.target.arn),
        Place.ROLE: (DocumentKind.IDENTITY, ""),
    }
    for way in read(path, title).ways:
        for place, statements in way.items():
            kind, resource = kinds[place]
            listed = [*([{"Effect": "Allow", **DEFAULT}] if place is Place.KEY else []), *statements]
            policy = parse_policy({"Version": "2012-10-17", "Statement": listed})
            told = lint(Subject(policy, kind, resource))
            assert told.validity is Validity.VALID, [finding.message.en for finding in told.findings]


def expect(calls: list[Call], section: Section, *, minimal: str) -> Verdict:
    """Return what is left without the calls."""
    assert calls
    required = [call for call in calls if call.necessity is Necessity.REQUIRED]
    if not required:
        assert f"`{calls[0].action}`" in section.text
        assert "deliveries work without" in section.text
        return Verdict.WORKS
    if all(call.evidence is INFERRED for call in required):
        assert f"`{required[0].action}`" in minimal
        assert "Inferred calls" in minimal
        return Verdict.DEPENDS
    return Verdict.DEPENDS if waits_for_a_grant(required) else Verdict.FAILS


def waits_for_a_grant(calls: Sequence[Call]) -> bool:
    """Tell whether somebody may have made a grant for the calls: across accounts nothing else lets a linked role in."""
    return any(call.grant is MadeGrant.BY_HAND for call in calls)
