"""What a function declares of itself."""

from collections.abc import Callable, Sequence

from keypost.named import Enum, NamedTuple
from keypost.readers.terraform.hcl.values import Value

Run = Callable[[Sequence[Value]], Value]


class Gives(Enum):
    """What a function gives where it can't be known: an unknown text, or a whole unknown value."""

    TEXT = "text"
    VALUE = "value"


class Function(NamedTuple):
    """A function: `run` takes `least` to `most` arguments (None: any number).

    With `parts` it takes arguments in which something is unknown, else its value is unknown then.
    """

    run: Run
    least: int
    most: int | None
    gives: Gives = Gives.VALUE
    parts: bool = False


def text(run: Run, least: int, most: int | None = -1, *, parts: bool = False) -> Function:
    """Declare a function that gives a text."""
    return Function(run, least, least if most == -1 else most, Gives.TEXT, parts)


def value(run: Run, least: int, most: int | None = -1, *, parts: bool = False) -> Function:
    """Declare a function that gives anything else."""
    return Function(run, least, least if most == -1 else most, Gives.VALUE, parts)
