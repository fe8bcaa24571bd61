"""Kinds by their type names, and which kind stands for another."""

import pytest

from keypost.estate.kind import Kind, kind_of


@pytest.mark.parametrize(
    ("kind", "family"),
    [
        (Kind.KEY, Kind.KEY),
        (Kind.REPLICA_KEY, Kind.KEY),
        (Kind.TABLE, Kind.TABLE),
        (Kind.GLOBAL_TABLE, Kind.TABLE),
        (Kind.QUEUE, Kind.QUEUE),
    ],
)
def test_a_kind_belongs_to_a_family(kind: Kind, family: Kind) -> None:
    assert kind.family is family


def test_a_type_that_no_path_speaks_of_is_unknown() -> None:
    assert kind_of("AWS::SQS::Queue") is Kind.QUEUE
    assert kind_of("AWS::Space::Elevator") is Kind.UNKNOWN
