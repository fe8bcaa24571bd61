"""Three-valued logic: True, False, and None where it can't be told (Kleene's rules)."""

from keypost.named import Iterable
from keypost.unknown import Tri


def both(left: Tri, right: Tri) -> Tri:
    """Tell whether both hold: one False settles it."""
    if left is False or right is False:
        return False
    return True if left and right else None


def either(left: Tri, right: Tri) -> Tri:
    """Tell whether at least one holds: one True settles it."""
    if left or right:
        return True
    return False if left is False and right is False else None


def negate(value: Tri) -> Tri:
    """Tell the opposite."""
    return None if value is None else not value


def agree(left: Tri, right: Tri) -> Tri:
    """Return the common answer of two alternatives, None where they differ."""
    return left if left is right else None


def any_of(values: Iterable[Tri]) -> Tri:
    """Tell whether at least one holds; False for none."""
    answer: Tri = False
    for value in values:
        if value:
            return True
        if value is None:
            answer = None
    return answer


def all_of(values: Iterable[Tri]) -> Tri:
    """Tell whether all hold; True for none."""
    answer: Tri = True
    for value in values:
        if value is False:
            return False
        if value is None:
            answer = None
    return answer
