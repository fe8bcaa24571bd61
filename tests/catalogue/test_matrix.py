"""Every path, in its small estates, gets the verdict that AWS's pages give it (tests/spec/matrix)."""

import pytest

from keypost.catalogue.all import list_ids, load_path
from keypost.catalogue.declare import AssumedRole, LinkedRole, ThePrincipal
from tests.catalogue.matrix import (
    NOTHING,
    SERVICES_SPARED,
    Row,
    build_ends_of,
    build_statements,
    decide_row,
    decide_variant,
    decide_without,
    expect_without,
    list_variants,
    read_rows,
    spell,
)

ROWS = list(read_rows().values())


def name(row: Row) -> str:
    return str(row["id"])


def means_nothing(row: Row, variant: str) -> bool:
    return str(row["verdicts"][variant]).startswith(NOTHING)


def is_called_by_roles(row: Row) -> bool:
    path = load_path(row["id"])
    callers = {type(call.caller or path.caller) for call in path.calls}
    return callers <= {AssumedRole, LinkedRole, ThePrincipal} and not means_nothing(row, "blanket-deny")


def test_every_path_has_a_row() -> None:
    missing = set(list_ids()) - set(read_rows())
    assert not missing, f"write a row in tests/spec/matrix (its README tells how): {sorted(missing)}"
    assert set(read_rows()) <= set(list_ids())


@pytest.mark.parametrize("row", ROWS, ids=name)
def test_the_matrix_is_decided_as_aws_documents_it(row: Row) -> None:
    assert decide_row(row) == {variant: row["verdicts"][variant] for variant in list_variants(row)}


@pytest.mark.parametrize("row", ROWS, ids=name)
def test_no_variant_is_left_out_that_means_something(row: Row) -> None:
    ends = build_ends_of(row)
    documented, hardened, wrong = (
        build_statements(row, variant, ends) for variant in ("documented", "hardened", "wrong-account")
    )
    assert means_nothing(row, "hardened") is (hardened == documented)
    assert means_nothing(row, "wrong-account") is (wrong == hardened)


@pytest.mark.parametrize("row", ROWS, ids=name)
def test_every_documented_action_is_needed_or_known_not_to_be(row: Row) -> None:
    assert decide_without(row) == expect_without(row)


@pytest.mark.parametrize("row", [row for row in ROWS if is_called_by_roles(row)], ids=name)
def test_a_deny_that_spares_services_spares_no_role(row: Row) -> None:
    """IAM User Guide, aws:PrincipalIsAWSService: false for roles, service-linked ones too."""
    assert spell(decide_variant(row, SERVICES_SPARED)) == row["verdicts"]["blanket-deny"]
