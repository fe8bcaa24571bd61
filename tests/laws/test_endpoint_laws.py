"""What `keypost check` says of a template is what happens to a message in the endpoint, on every path that it delivers.

`KEYPOST_ESTATES` is how many estates are tried in all; by default a few for each path.
"""

import os
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings

from keypost.checker.verdict import Verdict
from keypost.endpoint.deliveries.attempt import list_deliveries
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.server import build_front
from keypost.endpoint.settings import Settings
from keypost.readers.options import ReadOptions
from tests.laws.agreement.estate import ACCOUNT, REGION, Estate, draw_estate
from tests.laws.agreement.ways import WAYS
from tests.laws.agreement.world import World, write_template
from tests.laws.test_checker_laws import check_templates

FRONT = build_front(Settings(account=ACCOUNT, region=REGION))
OPTIONS = ReadOptions(account=ACCOUNT, region=REGION)
TOLD: list[str] = []
_A_FEW = 12
_EACH = int(os.environ.get("KEYPOST_ESTATES", "0")) // len(WAYS) or _A_FEW


def decide(path: str, estate: Estate) -> Verdict:
    """Return what the checker says of the path's one delivery."""
    result = check_templates(write_template(estate, WAYS[path].resources(estate)), options=OPTIONS)
    (verdict,) = {one.verdict for one in result.deliveries if one.path.reported_id == path}
    return verdict


def happens(path: str, estate: Estate) -> bool:
    """Tell whether the message arrives in the endpoint; `TOLD` has why it doesn't."""
    TOLD.clear()
    world = World(FRONT, estate)
    try:
        WAYS[path].send(world)
    except RefusalError as refusal:
        TOLD.append(str(refusal))
        return False
    told = [one for one in list_deliveries(FRONT.state) if one.path == path]
    TOLD.extend(one.error for one in told)
    return bool(told) and not told[-1].error


@pytest.mark.parametrize("path", sorted(WAYS))
def test_the_working_estate_works(path: str) -> None:
    assert decide(path, WAYS[path].base) is Verdict.WORKS
    assert happens(path, WAYS[path].base)


@pytest.mark.parametrize("path", sorted(WAYS))
def test_the_verdict_is_what_happens(path: str) -> None:
    seen = Counter[Verdict]()
    way = WAYS[path]

    @settings(max_examples=_EACH, deadline=None, suppress_health_check=list(HealthCheck))
    @given(estate=draw_estate(way.base, way.encryptions))
    def agree(estate: Estate) -> None:
        verdict, arrived = decide(path, estate), happens(path, estate)
        seen[verdict] += 1
        assert verdict is Verdict.DEPENDS or (verdict is Verdict.WORKS) is arrived, (verdict, TOLD)

    agree()
    print(path, {verdict.value: count for verdict, count in seen.items()})  # noqa: T201 -- with `-s`
    assert seen[Verdict.WORKS]
