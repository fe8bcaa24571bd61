"""ARN operators: ArnEquals and ArnLike are the same (IAM User Guide, ARN condition operators)."""

from keypost.named import TYPE_CHECKING, Callable
from keypost.policy.variables import Pieces
from keypost.unknown import Glob, Shape, Tri, Wild, unknowns_in

if TYPE_CHECKING:
    import re

_COMPONENTS = 6
# How often a pattern is asked before a regular expression, costly to compile, pays.
_OFTEN = 50


def like(pieces: Pieces) -> Callable[[str], Tri]:
    """Match each of the six components by itself; the sixth keeps further colons.

    A pattern with fewer components matches nothing, except a lone `*`, which is seen to match everything.
    """
    if pieces == (Wild.STAR,):
        return lambda _actual: True
    parts = _split(pieces)
    if not all(piece.isascii() for piece in pieces if isinstance(piece, str)):
        return _match_open(pieces, parts)
    if len(parts) < _COMPONENTS:
        return lambda _actual: False
    return _match_known(pieces, parts)


def _match_open(pieces: Pieces, parts: tuple[Pieces, ...]) -> Callable[[str], Tri]:
    """Return the test for a pattern that has or may have unknown parts."""
    whole = Glob(pieces)
    if any(_may_hold_colons(piece) for part in parts[: _COMPONENTS - 1] for piece in part if isinstance(piece, str)):
        return lambda actual: None if whole.match(actual) is not False else False
    if len(parts) < _COMPONENTS:
        return lambda _actual: False
    globs = tuple([Glob(part) for part in parts])
    return lambda actual: _match_components(globs, whole, actual)


def _match_known(pieces: Pieces, parts: tuple[Pieces, ...]) -> Callable[[str], Tri]:
    """Return the test for a pattern of plain text; asked often, it is worth a regular expression."""
    checks = [(place, Glob(part)) for place, part in enumerate(parts) if part != (Wild.STAR,)]
    last, takes_all = Glob(parts[-1]), parts[-1] == (Wild.STAR,)
    asked = 0
    expression: Callable[[str], re.Match[str] | None] | None = None

    def matches(actual: str) -> Tri:
        nonlocal asked, expression
        if not actual.isascii():
            return _match_components(tuple(map(Glob, parts)), Glob(pieces), actual)
        if expression is not None:
            found = expression(actual)
            return found is not None and (takes_all or last.match(found[1]))
        asked += 1
        if asked == _OFTEN:
            expression = _compile(parts)
        values = actual.split(":", _COMPONENTS - 1)
        return len(values) == _COMPONENTS and all(glob.match(values[place]) for place, glob in checks)

    return matches


def _compile(parts: tuple[Pieces, ...]) -> Callable[[str], "re.Match[str] | None"]:
    """Return a regular expression for all components but the last, which is its group."""
    import re

    return re.compile(":".join(map(_component_regex, parts[:-1])) + r":(?=(.*))", re.DOTALL).match


def _component_regex(part: Pieces) -> str:
    """Return a regular expression for one component, which no wildcard leaves, and which never backtracks far."""
    import re

    runs = [""]
    for piece in part:
        if piece is Wild.STAR:
            runs.append("")
        else:
            runs[-1] += "[^:]" if piece is Wild.ANY else re.escape(str(piece))
    if len(runs) == 1:
        return runs[0]
    first, *middle, last = runs
    return first + "".join(f"(?>[^:]*?{run})" for run in middle if run) + f"[^:]*{last}"


def _match_components(globs: tuple[Glob, ...], whole: Glob, actual: str) -> Tri:
    values = actual.split(":", _COMPONENTS - 1)
    if any(map(_may_hold_colons, values[: _COMPONENTS - 1])):
        return None if whole.match(actual) is not False else False
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
