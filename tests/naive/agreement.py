"""Asks both evaluators about generated requests, and tells where they differ."""

import json
from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from keypost.policy.compile import compile_policies
from keypost.readers.simulation import read_case
from tests.naive.evaluate import ALLOW, IMPLICIT, explore_outcomes
from tests.naive.generate import Json, Scene
from tests.naive.worlds import Explored

REQUESTS_OF_A_SCENE = 8
UNDECIDED = "undecided"


class Difference(NamedTuple):
    """A case about which the two don't agree."""

    case: Json
    engine: str
    naive: Explored

    def __str__(self) -> str:
        return f"engine {self.engine}, naive {sorted(self.naive.answers)}\n{json.dumps(self.case)}"


class Agreement(NamedTuple):
    """How many requests were asked, how they were decided, and the differences.

    `cautious` counts what stays undecided although all worlds agree: the engine looks at each doubt by itself.
    """

    asked: int
    decided: Counter[str]
    cautious: int
    differences: list[Difference]


def generate(count: int, *, seed: int, unknown: float) -> Iterator[tuple[Json, str]]:
    """Yield cases with the engine's decision; several requests share their policies, compiled once."""
    random = Random(seed)  # noqa: S311  chosen to be repeated, not to be secret
    while count > 0:
        scene = Scene(random)
        read = read_case(scene.make_case())
        authorizer = compile_policies(read.policies, key=read.key)
        for _ in range(min(count, REQUESTS_OF_A_SCENE)):
            case = scene.make_case(unknown=unknown)
            yield case, authorizer.decide(read_case({**case, "policies": {}}).request).outcome.value
        count -= REQUESTS_OF_A_SCENE


def compare(count: int, *, seed: int, unknown: float = 0.0) -> Agreement:
    """Ask both about `count` requests, of which the share `unknown` has context keys that nobody knows."""
    decided: Counter[str] = Counter()
    differences: list[Difference] = []
    cautious = 0
    for case, engine in generate(count, seed=seed, unknown=unknown):
        naive = explore_outcomes(case)
        decided[engine] += 1
        if not agrees(engine, naive, case):
            differences.append(Difference(case, engine, naive))
        if engine == UNDECIDED and naive.complete and not is_mixed(naive):
            cautious += 1
    return Agreement(count, decided, cautious, differences)


def agrees(engine: str, naive: Explored, case: Json) -> bool:
    """A settled answer holds in every world, and only doubts excuse an undecided one."""
    if engine == UNDECIDED:
        return naive.worlds > 1
    if engine == IMPLICIT:
        # Denied, whatever a doubtful Deny adds.
        excused = is_doubtful(case) or not naive.complete
        return ALLOW not in naive.answers and (IMPLICIT in naive.answers or excused)
    return naive.answers == {engine}


def is_doubtful(case: Json) -> bool:
    """Of services some keys are not documented, and unknown keys are doubtful for everybody."""
    request = case["request"]
    return bool(request.get("unknown")) or request["principal"].endswith(".com")


def is_mixed(naive: Explored) -> bool:
    return ALLOW in naive.answers and len(naive.answers) > 1
