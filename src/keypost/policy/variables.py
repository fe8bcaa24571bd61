"""Policy variables and wildcards inside one value of a policy.

`${aws:username}` stands for a context key, `${key, 'text'}` has a default, and `${*}`, `${?}`, `${$}` are the plain
characters. Only version 2012-10-17 knows them (IAM User Guide, policy variables); elsewhere `${...}` is plain text.
"""

from keypost.named import NamedTuple, lru_cache
from keypost.policy.document import Version
from keypost.policy.facts import Facts, Unsettled
from keypost.unknown import Wild, split_wildcards

_VARIABLE = r"\$\{([^{}]*)\}"
_DEFAULT = r"(?s)(.*?)\s*,\s*'(.*)'\s*\Z"


class Variable(NamedTuple):
    """A policy variable: the context key in lower case, and the text that stands in where it has no value."""

    key: str
    default: str | None = None


# A value without variables: plain text and wildcards in order.
Pieces = tuple[str | Wild, ...]
Template = tuple[str | Wild | Variable, ...]


def split_value(value: str, *, version: Version) -> Template:
    """Return the text, wildcards and variables that the value consists of, in order."""
    if "*" not in value and "?" not in value and "$" not in value:
        return (value,) if value else ()
    return _split_value(value, version)


@lru_cache(maxsize=4096)
def _split_value(value: str, version: Version) -> Template:
    if "${" not in value or version is Version.OLD:
        return tuple(split_wildcards(value))
    import re  # few policies have variables

    plain, *others = re.split(_VARIABLE, value)
    pieces: list[str | Wild | Variable] = [*split_wildcards(plain)]
    for inside, after in zip(others[::2], others[1::2], strict=True):
        pieces += _variable(inside), *split_wildcards(after)
    return tuple(piece for piece in pieces if piece != "")


def variables_in(template: Template) -> tuple[Variable, ...]:
    """Return the variables of a value, in order."""
    return tuple(piece for piece in template if isinstance(piece, Variable))


def fill_template(template: Template, *, facts: Facts) -> Pieces | None:
    """Return the value with its variables replaced by plain text, None where one has neither value nor default.

    Keys with several values never fill a variable. What a variable stands for is taken literally: an asterisk in it
    is no wildcard (AWS doesn't say).
    """
    filled: list[str | Wild] = []
    for piece in template:
        if not isinstance(piece, Variable):
            filled.append(piece)
            continue
        found = facts.get(piece.key)
        text = found[0] if found and not isinstance(found, Unsettled) and len(found) == 1 else piece.default
        if text is None:
            return None
        filled.append(text)
    return tuple(filled)


def collect_pieces(template: Template) -> Pieces:
    """Return the pieces of a value that has no variables."""
    return tuple(piece for piece in template if not isinstance(piece, Variable))


def literal_text(pieces: Pieces) -> str:
    """Return the value as plain text, wildcards as the characters they are written with."""
    return "".join(piece.value if isinstance(piece, Wild) else piece for piece in pieces)


def _variable(inside: str) -> str | Variable:
    if inside in ("*", "?", "$"):
        return inside
    import re

    match = re.match(_DEFAULT, inside)
    if match:
        return Variable(match[1].strip().lower(), match[2])
    return Variable(inside.strip().lower())
