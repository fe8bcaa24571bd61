"""Finds what is open that a stack's Conditions test, and the values that make a difference."""

from keypost.named import Callable, Iterable, Iterator, Mapping
from keypost.origin import Origin, Pointer
from keypost.readers.cloudformation.conditions import Conditions, take_function
from keypost.readers.cloudformation.intrinsics.scope import Scope
from keypost.readers.cloudformation.loops import Entry
from keypost.readers.cloudformation.settings import Choice
from keypost.unknown import find_only_unknown, has_unknown

_YES_NO = ("true", "false")


class ChoiceFinder:
    """Walks the conditions that are used and open, down to the comparisons that leave them open."""

    def __init__(
        self,
        conditions: Conditions,
        *,
        entries: Mapping[str, Entry],
        allowed: Callable[[str], tuple[str, ...] | None],
        locate: Callable[[Pointer], Origin],
    ) -> None:
        """Take the conditions, and the only texts that an unknown one can stand for."""
        self._conditions = conditions
        self._entries = entries
        self._allowed = allowed
        self._locate = locate
        self._seen: set[str] = set()
        self._busy: set[str] = set()
        self._values: dict[str, dict[str | None, None]] = {}
        self._places: dict[str, Pointer] = {}
        self._possible: dict[str, tuple[str, ...] | None] = {}

    def find(self, used: Iterable[tuple[object, Scope, Pointer]]) -> tuple[Choice, ...]:
        """Return the choices behind the conditions in use: each its name or expression, scope and place."""
        for condition, scope, pointer in used:
            if isinstance(condition, str):
                self._visit(str(scope.resolve(condition)), scope, pointer)
            else:
                self._visit_expression(condition, scope, "", pointer)
        return tuple(
            Choice(name, self._complete(name, tuple(values)), self._locate(self._places[name]))
            for name, values in self._values.items()
        )

    def _visit(self, name: str, scope: Scope, pointer: Pointer) -> None:
        if name in self._busy:
            self._add(name, _YES_NO, pointer)
        if name in self._seen:
            return
        self._seen.add(name)
        if self._conditions.holds(name, within=scope) is not None:
            return
        entry = self._entries.get(name)
        if entry is None:
            self._add(name, _YES_NO, pointer)
        else:
            self._busy.add(name)
            self._visit_expression(entry.body, entry.scope, name, entry.pointer)
            self._busy.discard(name)

    def _visit_expression(self, expression: object, scope: Scope, name: str, pointer: Pointer) -> None:
        """Look into one expression of the condition called `name`."""
        if not scope.enter():
            self._add(name, _YES_NO, pointer)
            return
        if self._conditions.holds(expression, within=scope) is None:
            self._visit_open(expression, scope, name, pointer)
        scope.leave()

    def _visit_open(self, expression: object, scope: Scope, name: str, pointer: Pointer) -> None:
        function, argument = take_function(expression)
        if function == "Condition" and isinstance(argument, str):
            self._visit(str(scope.resolve(argument)), scope, pointer)
        elif (
            function in {"Fn::And", "Fn::Or", "Fn::Not"}
            and isinstance(argument, list)
            and _is_whole(function, argument)
        ):
            for index, operand in enumerate(argument):
                self._visit_expression(operand, scope, name, (*pointer, function, index))
        elif not self._reduce(function, argument, scope, pointer):
            self._add(name, _YES_NO, pointer)

    def _reduce(self, function: str, argument: object, scope: Scope, pointer: Pointer) -> bool:
        """Turn a comparison of an unknown text with a literal into a choice, where it is one."""
        if function != "Fn::Equals":
            return False
        compared = self._conditions.equals(argument, within=scope)
        if not isinstance(compared, tuple):
            return False
        for text, literal in (compared, compared[::-1]):
            unknown = find_only_unknown(text)
            if unknown is not None and not has_unknown(literal):
                self._possible[unknown.name] = self._allowed(text)
                self._add(unknown.name, (literal,), pointer)
                return True
        return False

    def _add(self, name: str, values: Iterable[str], pointer: Pointer) -> None:
        if name:
            self._values.setdefault(name, {}).update(dict.fromkeys(values))
            self._places.setdefault(name, pointer)

    def _complete(self, name: str, values: tuple[str | None, ...]) -> tuple[str | None, ...]:
        """Add what else the unknown can be: the one other allowed value, or None for any other."""
        possible = self._possible.get(name, ())
        if possible is None:
            return (*values, None)
        rest = [value for value in possible if value not in values]
        if name not in self._possible or not rest:
            return values
        return (*values, rest[0]) if len(rest) == 1 else (*values, None)


def _is_whole(function: str, operands: list[object]) -> bool:
    return len(operands) == 1 if function == "Fn::Not" else bool(operands)


def find_used(value: object, *, pointer: Pointer) -> Iterator[tuple[object, Pointer]]:
    """Yield the condition of every `Fn::If` in a value as written, with its place."""
    todo = [(value, pointer)]
    seen = set()
    while todo:
        node, place = todo.pop()
        if id(node) in seen or not isinstance(node, dict | list):
            continue
        seen.add(id(node))
        if isinstance(node, list):
            todo.extend((child, (*place, index)) for index, child in reversed(list(enumerate(node))))
            continue
        for key, child in node.items():
            if key == "Fn::If" and isinstance(child, list) and child:
                yield child[0], (*place, key, 0)
            todo.append((child, (*place, key)))
