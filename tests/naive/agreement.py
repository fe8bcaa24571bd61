"""Asks both evaluators about generated requests, and tells where they differ."""

import json
from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from keypost.policy.compile import compile_policies
from keypost.policy.decision import Decision
from keypost.policy.reasons import Outcome
from keypost.readers.simulation import read_case
from tests.naive.evaluate import ALLOW, EXPLICIT, IMPLICIT, outcomes
from tests.naive.generate import Json, Scene

REQUESTS_OF_A_SCENE = 8


class Difference(NamedTuple):
    """A case about which the two don't agree."""

    case: Json
    engine: str
    naive: frozenset[str]

    def __str__(self) -> str:
        return f"engine {self.engine}, naive {sorted(self.naive)}\n{json.dumps(self.case)}"


class Agreement(NamedTuple):
    """How many requests were asked, how they were decided, and the differences."""

    asked: int
    decided: Counter[str]
    overcautious: int
    differences: list[Difference]


def generate(count: int, *, seed: int, unknown: float) -> Iterator[tuple[Json, Decision]]:
    """Yield cases with the engine's decision; several requests share their policies, compiled once."""
    random = Random(seed)  # noqa: S311  chosen to be repeated, not to be secret
    for asked in range(count):
        if asked % REQUESTS_OF_A_SCENE == 0:
            scene = Scene(random)
            read = read_case(scene.make_case())
            authorizer = compile_policies(read.policies, key=read.key)
        case = scene.make_case(unknown=unknown)
        yield case, authorizer.decide(read_case({**case, "policies": {}}).request)


def compare(count: int, *, seed: int, unknown: float = 0.0) -> Agreement:
    """Ask both about `count` requests."""
    decided: Counter[str] = Counter()
    differences: list[Difference] = []
    overcautious = 0
    for case, decision in generate(count, seed=seed, unknown=unknown):
        possible, complete = outcomes(case)
        engine = decision.outcome.value
        decided[engine] += 1
        if not agrees(engine, possible, complete=complete):
            differences.append(Difference(case, engine, frozenset(possible)))
        if decision.outcome is Outcome.UNDECIDED and complete and not is_mixed(possible):
            overcautious += 1
            if not may_be_cautious(case, decision):
                differences.append(Difference(case, engine, frozenset(possible)))
    return Agreement(count, decided, overcautious, differences)


def agrees(engine: str, possible: set[str], *, complete: bool) -> bool:
    """A settled answer holds in every world: `implicit` says denied, whatever a doubtful Deny adds."""
    if engine == ALLOW:
        return possible == {ALLOW}
    if engine == EXPLICIT:
        return possible == {EXPLICIT}
    if engine == IMPLICIT:
        return IMPLICIT in possible and ALLOW not in possible if complete else ALLOW not in possible
    return True


def is_mixed(possible: set[str]) -> bool:
    return ALLOW in possible and len(possible) > 1


def may_be_cautious(case: Json, decision: Decision) -> bool:
    """Kleene's logic looks at each doubt by itself; only doubts excuse it."""
    return bool(case["request"].get("unknown") or decision.needs)
