"""Names for what is added: of statements, of resources."""

from collections.abc import Collection
from itertools import count


def find_free_name(name: str, *, taken: Collection[str | None]) -> str:
    """Return the name, with the first number behind it that makes it a new one where it is taken."""
    numbered = (f"{name}{number}" for number in count(2))
    return name if name not in taken else next(one for one in numbered if one not in taken)
