"""Which of the blocks in the files a block of the plan comes from."""

from collections.abc import Mapping

from keypost.readers.terraform.configuration import Expression, members

_NOTHING: Expression = {}


def find_block(expression: object, value: object, *, index: int, count: int) -> Expression:
    """Return what the files say of the block `value`, the one at `index` of `count`; nothing where nobody can tell.

    Blocks of a set are in another order than in the files, and those that `dynamic` makes aren't in the plan's
    configuration at all: so a block counts only where its constants are those of the value.
    """
    written = [expression] if isinstance(expression, dict) else members(expression)
    fitting = [number for number, one in enumerate(written) if _fits(one, value, strictly=len(written) != count)]
    if index in fitting:
        return written[index]
    return written[fitting[0]] if fitting else _NOTHING


def _fits(written: Expression, value: object, *, strictly: bool) -> bool:
    """Tell whether the constants of a block are those of the value; `strictly`: it has some."""
    known = value if isinstance(value, Mapping) else {}
    constants = {
        name: one["constant_value"]
        for name, one in written.items()
        if isinstance(one, Mapping) and "constant_value" in one and known.get(name) is not None
    }
    if strictly and not constants:
        return False
    return all(_same(known[name], constant) for name, constant in constants.items())


def _same(known: object, constant: object) -> bool:
    if isinstance(known, list) and isinstance(constant, list):
        return sorted(map(str, known)) == sorted(map(str, constant))
    return str(known).lower() == str(constant).lower()  # the provider keeps some flags as texts
