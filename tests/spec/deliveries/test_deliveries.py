"""Deliveries in small estates: what works, what fails because of what, and what depends on which fact."""

from pathlib import Path

import pytest

from keypost.catalogue.all import all_paths
from keypost.catalogue.declare import INFERRED, Nobody, Reach
from keypost.catalogue.declare import Path as DeliveryPath
from keypost.estate.kind import Kind
from tests.spec.deliveries.cases import HERE, Case, read_spec
from tests.spec.deliveries.verdicts import assert_found, check_case

SPECS = sorted(HERE.glob("*.yaml"))
CASES = [pytest.param(case, id=f"{file.stem}: {case.name}") for file in SPECS for case in read_spec(file)]


@pytest.mark.parametrize("case", CASES)
def test_each_delivery_is_decided_as_aws_documents_it(case: Case, tmp_path: Path) -> None:
    assert_found(case, check_case(case, folder=tmp_path))


def test_every_path_that_a_template_shows_is_seen_to_work_and_to_fail() -> None:
    seen = {(one.path, one.verdict) for file in SPECS for case in read_spec(file) for one in case.expect}
    wanted = {(path.id, verdict) for path in all_paths() for verdict in possible_verdicts(path)}
    assert sorted(wanted - seen) == []


def possible_verdicts(path: DeliveryPath) -> set[str]:
    """A template shows an alarm's account and not that of a topic elsewhere; what rests on inference can't fail."""
    if not path.wirings:
        return set()
    if path.id in {"autoscaling-ebs-cross-account", "cloudwatch-alarm-to-sns-cross-account"}:
        return {"DEPENDS"}
    if path.reach is Reach.ACROSS_ACCOUNTS and path.target is Kind.VAULT:
        return {"DEPENDS", "FAILS"}  # the vault's policy stands in another account
    required = [call for call in path.calls if call.evidence is not INFERRED]
    if path.accepts is not None and path.accepts.evidence is not INFERRED:
        return {"WORKS", "FAILS"}
    return {"WORKS"} if isinstance(path.caller, Nobody) or not required else {"WORKS", "FAILS"}
