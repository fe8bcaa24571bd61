"""Values of expressions: JSON-like data, in which parts may be unknown, and what Terraform has beside JSON.

A text may hold unknown parts, a whole value may be Unread (keypost.unknown).
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from keypost.text import Text
from keypost.unknown import Tri, Unread, Why, build_unknown, has_unknown, render_unknown, same_text, unknowns_in

# JSON-like data, Unread, Attributes, or a HclSet.
Value = object

_LONGEST_NAME = 160
_MAX_DEPTH = 60


class CannotEvaluateError(Exception):
    """Terraform itself would refuse to evaluate the expression."""

    def __init__(self, text: Text) -> None:
        """Take the sentence that people read."""
        super().__init__(text.en)
        self.text = text


class TooMuchError(Exception):
    """An expression builds more, or goes deeper, than Keypost follows."""


class HclSet(list[Value]):
    """The items of a set, sorted where that is known; `counted` is False where unknown items may be equal."""

    counted: bool

    def __init__(self, items: Iterable[Value] = (), *, counted: bool = True) -> None:
        """Take items that differ, or may."""
        super().__init__(items)
        self.counted = counted


class Encoded(dict[str, Value]):
    """What a JSON text says of which some value is Unread: the text itself can't be known."""


class Attributes:
    """An object whose attributes are told one by one: a resource or a module, of which not all are known."""

    __slots__ = ("attribute", "name")

    def __init__(self, name: str, attribute: Callable[[str], Value]) -> None:
        """Take what the object is called, and what tells an attribute."""
        self.name = name
        self.attribute = attribute


def build_error(en: str, *, ja: str) -> CannotEvaluateError:
    """Build the error for an expression that Terraform would refuse."""
    return CannotEvaluateError(Text(en=en, ja=ja))


def build_open(name: str) -> Unread:
    """Build a whole unknown value."""
    return Unread(Why.UNKNOWN_VALUE, name)


def describe(value: Value) -> str:
    """Return a name for a value: that of equal values is equal, that of others differs."""
    if isinstance(value, Unread | Attributes):
        return shorten((value.subject or "?") if isinstance(value, Unread) else value.name)
    text = value if isinstance(value, str) else json.dumps(value, default=_describe_other, ensure_ascii=False)
    return shorten(render_unknown(text))


def shorten(name: str) -> str:
    """Return a name that stays unique when it is cut."""
    if len(name) <= _LONGEST_NAME:
        return name
    digest = hashlib.sha256(name.encode(errors="replace")).hexdigest()[:12]
    return f"{name[: _LONGEST_NAME - 20]}...{digest}"


def _describe_other(value: object) -> object:
    if isinstance(value, Attributes):
        return {"attributes of": value.name}
    return {"unread": value.subject if isinstance(value, Unread) else repr(value)}


def describe_call(name: str, arguments: Iterable[Value]) -> str:
    """Return a name for what a function gives for these arguments."""
    return shorten(f"{name}({', '.join(map(describe, arguments))})")


def first_unknown(value: Value, *, depth: int = 0) -> str | None:
    """Return the name of the first unknown part of a value, None where it is known throughout."""
    if isinstance(value, str):
        return unknowns_in(value)[0].name if has_unknown(value) else None
    if isinstance(value, Unread):
        return value.subject or "?"
    if isinstance(value, Attributes):
        return value.name
    if isinstance(value, dict | list):
        if depth > _MAX_DEPTH:
            raise TooMuchError
        parts = [*value, *value.values()] if isinstance(value, dict) else value
        return next((name for part in parts if (name := first_unknown(part, depth=depth + 1)) is not None), None)
    return None


def to_text(value: Value) -> str:
    """Return a scalar as the text that Terraform makes of it; an unknown value as an unknown part.

    Raises:
        CannotEvaluateError: it is null, a list or an object.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return number_text(value)
    if isinstance(value, Unread):
        return build_unknown(value.subject or "?")
    if isinstance(value, Encoded | Attributes):
        return build_unknown(describe(value))
    raise build_error(
        "a list, an object or null stands where a text is needed",
        ja="文字列が必要な箇所にリスト、オブジェクト、または null があります",
    )


def number_text(number: int | float) -> str:
    """Return a number without an exponent."""
    return str(number) if isinstance(number, int) else format(Decimal(repr(number)), "f")


def to_number(value: Value) -> Fraction | Unread:
    """Return a number exactly as it is written.

    Raises:
        CannotEvaluateError: it isn't a number, nor a text of one.
    """
    if isinstance(value, Unread):
        return value
    if isinstance(value, str) and has_unknown(value):
        return build_open(describe(value))
    if isinstance(value, int | float | str) and not isinstance(value, bool):
        try:
            return Fraction(str(value)) if "/" not in str(value) and len(str(value)) < 400 else Fraction("")
        except ValueError:
            pass
    raise build_error("a number is needed", ja="数値が必要です")


def from_number(number: Fraction) -> int | float:
    """Return a number as JSON-like data has it.

    Raises:
        TooMuchError: it is beyond every number that people use.
    """
    try:
        return int(number) if number.denominator == 1 else float(number)
    except OverflowError as error:
        raise TooMuchError from error


def to_truth(value: Value) -> bool | Unread:
    """Return a truth value.

    Raises:
        CannotEvaluateError: it is neither true nor false, nor a text of them.
    """
    if isinstance(value, bool | Unread):
        return value
    if isinstance(value, str):
        if has_unknown(value):
            return build_open(describe(value))
        if value in {"true", "false"}:
            return value == "true"
    raise build_error("true or false is needed", ja="true または false が必要です")


def to_items(value: Value) -> list[Value] | Unread:
    """Return the items of a list or set; of an unknown value, Unread.

    Raises:
        CannotEvaluateError: it is something else.
    """
    if isinstance(value, list | Unread):
        return value
    if isinstance(value, Attributes) or (isinstance(value, str) and is_whole_unknown(value)):
        return build_open(describe(value))
    raise build_error("a list is needed", ja="リストが必要です")


def to_entries(value: Value) -> dict[str, Value] | Unread:
    """Return the entries of an object or map; of an unknown value, Unread.

    Raises:
        CannotEvaluateError: it is something else.
    """
    if isinstance(value, dict | Unread):
        return value
    if isinstance(value, Attributes) or (isinstance(value, str) and is_whole_unknown(value)):
        return build_open(describe(value))
    raise build_error("an object is needed", ja="オブジェクトが必要です")


def is_whole_unknown(text: str) -> bool:
    """Tell whether a text is one unknown part and nothing else."""
    parts = unknowns_in(text)
    return len(parts) == 1 and build_unknown(parts[0].name, shape=parts[0].shape) == text


def same(left: Value, right: Value) -> Tri:
    """Tell whether two values are equal as Terraform has it, types too; None where that depends on an unknown part."""
    if isinstance(left, Unread) or isinstance(right, Unread):
        return True if left == right else None
    if isinstance(left, str) and isinstance(right, str):
        return same_text(left, right)
    if isinstance(left, dict) and isinstance(right, dict):
        return _same_entries(left, right)
    if isinstance(left, list) and isinstance(right, list):
        return _same_items(left, right)
    return None if _is_open(left) or _is_open(right) else _kind(left) == _kind(right) and left == right


def _is_open(value: Value) -> bool:
    return isinstance(value, Attributes | Encoded) or (isinstance(value, str) and is_whole_unknown(value))


def _same_entries(left: dict[str, Value], right: dict[str, Value]) -> Tri:
    if any(map(has_unknown, [*left, *right])):
        return True if left == right else None
    if left.keys() != right.keys():
        return False
    return all_hold(same(left[key], right[key]) for key in left)


def _same_items(left: list[Value], right: list[Value]) -> Tri:
    if isinstance(left, HclSet) != isinstance(right, HclSet):
        return False
    if isinstance(left, HclSet) and first_unknown([*left, *right]) is not None:
        return None
    if len(left) != len(right):
        return False
    return all_hold(same(one, other) for one, other in zip(left, right, strict=True))


def all_hold(answers: Iterable[Tri]) -> Tri:
    """Return False where one is False, else None where one is None."""
    verdict: Tri = True
    for answer in answers:
        if answer is False:
            return False
        if answer is None:
            verdict = None
    return verdict


def pick(value: Value, step: str | int) -> Value:
    """Return an attribute or item of a value.

    Raises:
        CannotEvaluateError: there is none.
    """
    if isinstance(value, Unread):
        return build_open(_name_step(value.subject or "?", step))
    if isinstance(value, Attributes):
        return value.attribute(str(step))
    if isinstance(value, dict):
        return _pick_entry(value, step)
    if isinstance(value, list):
        return _pick_item(value, step)
    if isinstance(value, str) and is_whole_unknown(value):
        return build_unknown(_name_step(unknowns_in(value)[0].name, step))
    raise build_error(f"there is no `{step}` here", ja=f"ここに `{step}` はありません")


def _pick_entry(value: dict[str, Value], step: str | int) -> Value:
    key = str(step)
    if key in value:
        return value[key]
    if any(same_text(key, other) is None for other in value):
        return build_open(_name_step(describe(value), step))
    raise build_error(f"the object has no `{key[:60]}`", ja=f"オブジェクトに `{key[:60]}` がありません")


def _pick_item(value: list[Value], step: str | int) -> Value:
    if isinstance(value, HclSet):
        if not value.counted or first_unknown(value) is not None:
            return build_open(_name_step(describe(value), step))
        raise build_error("a set has no indexes", ja="セットには添字がありません")
    text = str(step)
    if text.isascii() and text.isdigit() and len(text) < 10 and int(text) < len(value):
        return value[int(text)]
    raise build_error(
        f"the index {text[:20]} isn't one of a list of {len(value)}",
        ja=f"要素が {len(value)} 個のリストに添字 {text[:20]} はありません",
    )


def _name_step(name: str, step: str | int) -> str:
    return shorten(f"{name}[{step}]" if isinstance(step, int) else f"{name}.{step}")


def build_set(items: Sequence[Value]) -> HclSet:
    """Return the items once each, sorted where they are known texts or numbers."""
    kept, counted = distinct(items)
    if all(isinstance(item, str) and not has_unknown(item) for item in kept):
        return HclSet(sorted(map(str, kept)))
    if all(isinstance(item, int | float) and not isinstance(item, bool) for item in kept):
        return HclSet(sorted(kept, key=to_number))
    return HclSet(kept, counted=counted)


def distinct(items: Sequence[Value]) -> tuple[list[Value], bool]:
    """Return the items once each, and whether it is certain that no two of them are equal.

    Raises:
        TooMuchError: comparing them would take too long.
    """
    kept: list[Value] = []
    texts: set[str] = set()
    counted = True
    for item in items:
        if isinstance(item, str) and item in texts:
            continue
        plain = isinstance(item, str) and not has_unknown(item)
        others = [other for other in kept if not (plain and isinstance(other, str) and not has_unknown(other))]
        if len(others) > 1000 and not plain:
            raise TooMuchError
        answers = [same(item, other) for other in others]
        if any(answer is True for answer in answers):
            continue
        counted = counted and not any(answer is None for answer in answers)
        kept.append(item)
        if isinstance(item, str):
            texts.add(item)
    return kept, counted


def unify(items: Sequence[Value]) -> list[Value]:
    """Return the items as those of a list have to be: all texts where one is, and the others are scalars."""
    kinds = {_kind(item) for item in items} - {None}
    if len(kinds) > 1 and kinds <= {"text", "number", "truth", "open"} and kinds - {"open"} != {"number"}:
        return [item if item is None or isinstance(item, Unread) else to_text(item) for item in items]
    return list(items)


def _kind(value: Value) -> str | None:
    if value is None:
        return None
    if isinstance(value, str):
        return "text"
    if isinstance(value, bool):
        return "truth"
    if isinstance(value, int | float):
        return "number"
    return "open" if isinstance(value, Unread | Attributes) else "other"
