"""ARN operators: ArnEquals and ArnLike are the same (IAM User Guide, ARN condition operators)."""

from collections.abc import Callable

from keypost.policy.variables import Pieces
from keypost.unknown import Glob, Shape, Tri, Wild, unknowns_in

_COMPONENTS = 6


def like(pieces: Pieces) -> Callable[[str], Tri]:
    """Match each of the six components by itself; the sixth keeps further colons.

    A pattern with fewer components matches nothing, except a lone `*`, which is seen to match everything.
    """
    whole = Glob(pieces)
    if pieces == (Wild.STAR,):
        return whole.match
    parts = _split(pieces)
    if any(_may_hold_colons(piece) for piece in pieces if isinstance(piece, str)):
        return lambda actual: None if whole.match(actual) is not False else False
    if len(parts) < _COMPONENTS:
        return lambda _actual: False
    globs = tuple(Glob(part) for part in parts)
    return lambda actual: _match_components(globs, whole, actual)


def _match_components(globs: tuple[Glob, ...], whole: Glob, actual: str) -> Tri:
    if _may_hold_colons(actual):
        return None if whole.match(actual) is not False else False
    values = actual.split(":", _COMPONENTS - 1)
    if len(values) < _COMPONENTS:
        return False
    answer: Tri = True
    for glob, value in zip(globs, values, strict=True):
        matched = glob.match(value)
        if matched is False:
            return False
        answer = matched and answer
    return answer


def _split(pieces: Pieces) -> tuple[Pieces, ...]:
    parts: list[list[str | Wild]] = [[]]
    for piece in pieces:
        if isinstance(piece, Wild):
            parts[-1].append(piece)
            continue
        first, *others = piece.split(":", _COMPONENTS - len(parts))
        parts[-1].append(first)
        parts.extend([other] for other in others)
    return tuple(tuple(piece for piece in part if piece != "") for part in parts)


def _may_hold_colons(text: str) -> bool:
    return any(part.shape is Shape.TEXT for part in unknowns_in(text))
