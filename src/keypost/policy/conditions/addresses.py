"""IP address operators: IPv4 and IPv6 ranges in CIDR form (IAM User Guide, IP address condition operators)."""

from collections.abc import Callable

from keypost.policy.variables import Pieces, literal_text
from keypost.unknown import Tri, has_unknown

# A version (4 or 6) with the first and the last address as whole numbers.
Range = tuple[int, int, int]
_BITS = {4: 32, 6: 128}
_LONGEST = 64


def within(pieces: Pieces) -> Callable[[str], Tri]:
    """Tell whether the address lies in the range; an address of the other version lies outside."""
    written = literal_text(pieces)
    wanted = parse_range(written)

    def matches(actual: str) -> Tri:
        found = parse_range(actual)
        if found is None or wanted is None:
            known = (found is not None or has_unknown(actual)) and (wanted is not None or has_unknown(written))
            return None if known else False
        return found[0] == wanted[0] and wanted[1] <= found[1] and found[2] <= wanted[2]

    return matches


def parse_range(text: str) -> Range | None:
    """Return the range that `text` names (an address alone is a range of one), None for any other text."""
    if len(text) > _LONGEST or not text.isascii():
        return None
    address, slash, prefix = text.strip().partition("/")
    version = 6 if ":" in address else 4
    number = _parse_v6(address) if version == 6 else _parse_v4(address)
    bits = _BITS[version]
    if number is None or (slash and not (prefix.isdigit() and int(prefix) <= bits)):
        return None
    free = bits - int(prefix) if slash else 0
    first = number >> free << free
    return version, first, first + (1 << free) - 1


def _parse_v4(text: str) -> int | None:
    parts = text.split(".")
    if len(parts) != 4 or not all(part.isdigit() and len(part) <= 3 and int(part) <= 255 for part in parts):
        return None
    return int.from_bytes(bytes(map(int, parts)), "big")


def _parse_v6(text: str) -> int | None:
    head, gap, tail = text.partition("::")
    left, right = _groups(head, is_end=not gap), _groups(tail, is_end=True)
    if left is None or right is None:
        return None
    missing = 8 - len(left) - len(right)
    if missing < 1 if gap else missing != 0:
        return None
    number = 0
    for group in [*left, *[0] * missing, *right]:
        number = number << 16 | group
    return number


def _groups(text: str, *, is_end: bool) -> list[int] | None:
    """Return the 16-bit groups of one half of an IPv6 address; the end of the whole may be written as IPv4."""
    groups: list[int] = []
    parts = text.split(":") if text else []
    for place, part in enumerate(parts):
        if "." in part and is_end and place == len(parts) - 1:
            v4 = _parse_v4(part)
            if v4 is None:
                return None
            groups += [v4 >> 16, v4 & 0xFFFF]
        elif 1 <= len(part) <= 4 and all(letter in "0123456789abcdefABCDEF" for letter in part):
            groups.append(int(part, 16))
        else:
            return None
    return groups
