"""The Conditions section: true, false, or open (None)."""

from keypost.named import Callable, Mapping
from keypost.readers.cloudformation.intrinsics.scope import CannotResolveError, Scope, render_text
from keypost.readers.cloudformation.loops import Entry
from keypost.readers.cloudformation.settings import Settings
from keypost.readers.cloudformation.settled import settle_text
from keypost.text import Text
from keypost.unknown import Tri, find_only_unknown, same_text

_EQUALS, _AND, _OR, _NOT, _NAMED = "Fn::Equals", "Fn::And", "Fn::Or", "Fn::Not", "Condition"
_PAIR = 2

_MISSING = Text(
    en="there is no such condition; it is taken as open", ja="そのような条件はありません。未定として扱います"
)
_CIRCULAR = Text(
    en="the condition refers to itself; it is taken as open", ja="条件が自分自身を参照しています。未定として扱います"
)
_MALFORMED = Text(
    en="this isn't a condition that CloudFormation knows; it is taken as open",
    ja="CloudFormation の条件として正しくありません。未定として扱います",
)
_TOO_DEEP = Text(
    en="conditions refer to each other too deeply here; it is taken as open",
    ja="条件どうしの参照が深すぎます。未定として扱います",
)


class Conditions:
    """Evaluates conditions by name and as expressions.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/conditions-section-structure.html
    """

    def __init__(
        self,
        entries: Callable[[], Mapping[str, Entry]],
        *,
        settings: Settings,
        allowed: Callable[[str], tuple[str, ...] | None],
    ) -> None:
        """Take the section's entries (loops expanded), and the only texts that an unknown one can stand for."""
        self._entries = entries
        self._settings = settings
        self._allowed = allowed
        self._known: dict[str, Tri] = {}
        self._busy: set[str] = set()

    def holds(self, condition: object, *, within: Scope) -> Tri:
        """Evaluate a condition: its name, or an expression."""
        if isinstance(condition, str):
            return self._named(str(within.resolve(condition)), within)
        return self._expression(condition, within)

    def equals(self, expression: object, *, within: Scope) -> Tri | tuple[str, str]:
        """Evaluate `Fn::Equals`; where it is open, return the two texts that are compared."""
        operands = expression if isinstance(expression, list) else []
        if len(operands) != _PAIR:
            within.report(expression, what=_EQUALS, why=_MALFORMED)
            return None
        left, right = (self._render(operand, within) for operand in operands)
        same = same_text(left, right)
        if same is None and (self._differ(left, right) or self._differ(right, left)):
            return False
        return (left, right) if same is None else same

    def _render(self, operand: object, within: Scope) -> str:
        value = within.resolve(operand)
        try:
            return settle_text(render_text(value), settings=self._settings)
        except CannotResolveError:
            return str(value)

    def _differ(self, open_text: str, other: str) -> bool:
        """Tell whether choices or AllowedValues keep an open text from being the other one."""
        unknown = find_only_unknown(open_text)
        if unknown is None:
            return False
        if other in self._settings.excluded.get(unknown.name, ()):
            return True
        allowed = self._allowed(open_text)
        return allowed is not None and all(same_text(text, other) is False for text in allowed)

    def _named(self, name: str, within: Scope) -> Tri:
        if name in self._known:
            return self._known[name]
        entry = self._entries().get(name)
        if entry is None:
            within.report(name, what=name, why=_MISSING)
            return self._chosen(name)
        if name in self._busy:
            within.report(entry.body, what=name, why=_CIRCULAR)
            return self._chosen(name)
        self._busy.add(name)
        holds = self._expression(entry.body, entry.scope)
        self._busy.discard(name)
        self._known[name] = self._chosen(name) if holds is None else holds
        return self._known[name]

    def _chosen(self, name: str) -> Tri:
        chosen = self._settings.choices.get(name)
        return None if chosen is None else chosen == "true"

    def _expression(self, expression: object, within: Scope) -> Tri:
        if not within.enter():
            within.report(expression, what="Conditions", why=_TOO_DEEP)
            return None
        holds = self._evaluate(expression, within)
        within.leave()
        return holds

    def _evaluate(self, expression: object, within: Scope) -> Tri:
        if isinstance(expression, bool):
            return expression
        function, argument = take_function(expression)
        operands = argument if isinstance(argument, list) else []
        if function == _EQUALS:
            outcome = self.equals(argument, within=within)
            return None if isinstance(outcome, tuple) else outcome
        if function == _NAMED and isinstance(argument, str):
            return self._named(str(within.resolve(argument)), within)
        if function == _NOT and len(operands) == 1:
            holds = self._expression(operands[0], within)
            return None if holds is None else not holds
        if function in {_AND, _OR} and operands:
            return _combine([self._expression(operand, within) for operand in operands], decisive=function == _OR)
        within.report(expression, what=function or "Conditions", why=_MALFORMED)
        return None


def take_function(expression: object) -> tuple[str, object]:
    """Return the name and argument of a condition function, or ("", None) where it isn't one.

    `Condition: {Condition: name}`, which SAM's translator writes, is `Condition: name`.
    """
    while isinstance(expression, dict) and len(expression) == 1 and isinstance(expression.get(_NAMED), dict):
        expression = expression[_NAMED]
    if isinstance(expression, dict) and len(expression) == 1:
        for name, argument in expression.items():
            return str(name), argument
    return "", None


def _combine(outcomes: list[Tri], *, decisive: bool) -> Tri:
    """Combine operands: one that is `decisive` settles it; else one that is open leaves it open."""
    if decisive in outcomes:
        return decisive
    return None if None in outcomes else not decisive
