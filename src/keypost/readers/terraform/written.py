"""What is written for a part of an attribute: the plan's references, and what the files beside it evaluate to."""

from collections.abc import Mapping, Sequence

from keypost.named import NamedTuple
from keypost.readers.building.resolved import Value
from keypost.readers.terraform.blocks import find_block
from keypost.readers.terraform.configuration import mapping
from keypost.unknown import Unread, has_unknown


class Written(NamedTuple):
    """One part: its expression in the plan's configuration, and its value by the files, None where they don't say."""

    expression: object
    value: Value = None

    def member(self, name: str) -> "Written":
        """Return what is written of a member of an object."""
        inside = self.value.get(name) if isinstance(self.value, Mapping) else None
        return Written(mapping(self.expression).get(name), inside)

    def block(self, index: int, planned: Value, *, count: int) -> "Written":
        """Return what is written of a block that is planned as the one at `index` of `count`."""
        return Written(
            find_block(self.expression, planned, index=index, count=count), _find_value(self.value, planned, index)
        )

    @property
    def settled(self) -> Value:
        """What the files say, None where that is no more than the plan says itself."""
        return settle(self.value)


def settle(value: Value) -> Value:
    """Return an evaluated value as plain data, None where it can't be told as a whole."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, list):
        inside = [settle(one) for one in value]
        return None if None in inside else inside
    return value if isinstance(value, (str, int, float)) else None


def find_elements(value: Value, planned: Sequence[Value], opened: Sequence[int]) -> list[Value]:
    """Return what the files say in place of the elements that aren't known yet; nothing where that isn't sure."""
    elements = settle(value)
    if not isinstance(elements, list):
        return []
    known = [one for index, one in enumerate(planned) if index not in opened]
    rest = [one for one in elements if one not in known]
    return rest if len(rest) == len(opened) else []


def _find_value(value: Value, planned: Value, index: int) -> Value:
    """Return the block among the evaluated ones that may be the planned one, that at its index first."""
    blocks = value if isinstance(value, list) else []
    fitting = [number for number, one in enumerate(blocks) if _fits(one, planned)]
    if index in fitting:
        return blocks[index]
    return blocks[fitting[0]] if fitting else None


def _fits(block: Value, planned: Value) -> bool:
    if not isinstance(block, Mapping) or not isinstance(planned, Mapping):
        return False
    return all(_is_same(block[name], known) for name, known in planned.items() if name in block and known is not None)


def _is_same(evaluated: Value, known: Value) -> bool:
    """Tell whether a value may be what the plan knows; what isn't scalar, or not known to the files, may be."""
    if isinstance(evaluated, (Mapping, list, Unread)) or evaluated is None or isinstance(known, (dict, list)):
        return True
    return has_unknown(str(evaluated)) or str(evaluated).lower() == str(known).lower()
