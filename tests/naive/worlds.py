"""Every way in which what is not known may turn out: a question asked twice in one world has one answer."""

from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple, TypeVar

Answer = TypeVar("Answer")

MOST_WORLDS = 400


class World:
    """Answers questions by a script of choices; what the script doesn't know gets its first option."""

    def __init__(self, script: Sequence[int]) -> None:
        self.script = list(script)
        self.options: list[int] = []
        self.asked: dict[Hashable, int] = {}

    def choose(self, question: Hashable, options: Sequence[Answer]) -> Answer:
        if question not in self.asked:
            self.asked[question] = len(self.options)
            self.options.append(len(options))
            if len(self.script) < len(self.options):
                self.script.append(0)
        return options[self.script[self.asked[question]]]

    def next_script(self) -> list[int] | None:
        for place in reversed(range(len(self.options))):
            if self.script[place] + 1 < self.options[place]:
                return [*self.script[:place], self.script[place] + 1]
        return None


class Explored(NamedTuple):
    """The answers of all worlds that were looked at; `complete`: there was time for all of them."""

    answers: frozenset[str]
    worlds: int
    complete: bool


def explore(evaluate: Callable[[World], str]) -> Explored:
    script: list[int] | None = []
    answers: set[str] = set()
    worlds = 0
    while script is not None and worlds < MOST_WORLDS:
        world = World(script)
        answers.add(evaluate(world))
        script = world.next_script()
        worlds += 1
    return Explored(frozenset(answers), worlds, script is None)
