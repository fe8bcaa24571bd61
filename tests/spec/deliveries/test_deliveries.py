"""Deliveries in small estates: what works, what fails because of what, and what depends on which fact."""

from pathlib import Path

import pytest

from tests.spec.deliveries.cases import HERE, Case, read_spec
from tests.spec.deliveries.verdicts import assert_found, check_case

SPECS = sorted(HERE.glob("*.yaml"))
CASES = [pytest.param(case, id=f"{file.stem}: {case.name}") for file in SPECS for case in read_spec(file)]


@pytest.mark.parametrize("case", CASES)
def test_each_delivery_is_decided_as_aws_documents_it(case: Case, tmp_path: Path) -> None:
    assert_found(case, check_case(case, folder=tmp_path))
