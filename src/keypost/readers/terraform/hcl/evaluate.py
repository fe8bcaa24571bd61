"""Expressions -> values, as far as they can be known without running Terraform.

https://developer.hashicorp.com/terraform/language/expressions
"""

from collections.abc import Callable, Iterator, Mapping

from keypost.named import TYPE_CHECKING
from keypost.readers.terraform.hcl import syntax
from keypost.readers.terraform.hcl.arithmetic import calculate
from keypost.readers.terraform.hcl.functions.table import FUNCTIONS, call_function
from keypost.readers.terraform.hcl.naming import name_expression
from keypost.readers.terraform.hcl.scope import Inner, Parts, Scope
from keypost.readers.terraform.hcl.syntax import Expression
from keypost.readers.terraform.hcl.values import (
    Attributes,
    CannotEvaluateError,
    HclSet,
    TooMuchError,
    Value,
    build_error,
    build_open,
    describe,
    from_number,
    is_whole_unknown,
    pick,
    same,
    shorten,
    to_number,
    to_text,
    to_truth,
    unify,
)
from keypost.text import Text
from keypost.unknown import Tri, Unread, Why, build_unknown, has_unknown

if TYPE_CHECKING:
    from typing import Any

_TOO_MUCH = Text(
    en="it is nested deeper, or builds more, than Keypost follows",
    ja="Keypost が追える範囲を超えて深い入れ子になっているか、大きな値を作っています",
)
_BROKEN = Text(en="it isn't an expression that Keypost understands", ja="Keypost が理解できる式ではありません")
_UNKNOWN_FUNCTION = Text(en="Keypost doesn't know the function `{name}`", ja="Keypost は関数 `{name}` を知りません")


def evaluate(expression: Expression, scope: Scope) -> Value:
    """Return the value of an expression; what Terraform would refuse is Unread, with a gap that says why."""
    budget = scope.budget
    depth, guarded, budget.guarded = budget.depth, budget.guarded, 0
    try:
        return _evaluate(expression, scope)
    except CannotEvaluateError as error:
        return _give_up(expression, scope, why=Why.MALFORMED, text=error.text)
    except TooMuchError:
        return _give_up(expression, scope, why=Why.NOT_SUPPORTED, text=_TOO_MUCH)
    finally:
        budget.depth, budget.guarded = depth, guarded


def _give_up(expression: Expression, scope: Scope, *, why: Why, text: Text) -> Unread:
    what = name_expression(expression)
    scope.report(what, why=text, line=expression.line)
    return Unread(why, scope.budget.name_unknown(what))


def _evaluate(expression: Expression, scope: Scope) -> Value:
    budget = scope.budget
    budget.enter()
    value = _EVALUATORS[type(expression)](expression, scope)
    budget.leave()
    return value


def _part(expression: Expression, scope: Scope) -> Value:
    """Return the value of a part of a list or object; outside `try`, an error in it costs that part only."""
    if scope.budget.guarded:
        return _evaluate(expression, scope)
    depth = scope.budget.depth
    try:
        return _evaluate(expression, scope)
    except CannotEvaluateError as error:
        scope.budget.depth = depth
        return _give_up(expression, scope, why=Why.MALFORMED, text=error.text)


def _literal(expression: syntax.Literal, scope: Scope) -> Value:
    del scope
    return expression.value


def _template(expression: syntax.Template, scope: Scope) -> Value:
    texts = [to_text(_evaluate(part, scope)) for part in expression.parts]
    scope.budget.spend(sum(map(len, texts)))
    return "".join(texts)


def _choose(expression: syntax.Choose, scope: Scope) -> Value:
    condition = to_truth(_evaluate(expression.condition, scope))
    if isinstance(condition, bool):
        return _chosen(expression, scope, condition)
    yes, no = _try_value(expression.yes, scope), _try_value(expression.no, scope)
    if same(yes, no) is True:
        return yes
    name = shorten(f"{condition.subject} ? {describe(yes)} : {describe(no)}")
    texts = isinstance(yes, str) and isinstance(no, str)
    return build_unknown(name) if texts else build_open(name)


def _chosen(expression: syntax.Choose, scope: Scope, condition: bool) -> Value:  # noqa: FBT001
    """Return the one that counts; a number is a text where the other one is a text."""
    taken, other = (expression.yes, expression.no) if condition else (expression.no, expression.yes)
    value = _evaluate(taken, scope)
    if isinstance(value, int | float) and isinstance(other, syntax.Literal | syntax.Template):
        return unify([value, _try_value(other, scope)])[0]
    return value


def _try_value(expression: Expression, scope: Scope) -> Value:
    depth = scope.budget.depth
    try:
        return _evaluate(expression, scope)
    except CannotEvaluateError:
        scope.budget.depth = depth
        return build_open(scope.budget.name_unknown(name_expression(expression)))


def _unary(expression: syntax.Unary, scope: Scope) -> Value:
    operand = _evaluate(expression.operand, scope)
    if expression.operator == "!":
        truth = to_truth(operand)
        return build_open(f"!{truth.subject}") if isinstance(truth, Unread) else not truth
    number = to_number(operand)
    return build_open(f"-{number.subject}") if isinstance(number, Unread) else from_number(-number)


def _binary(expression: syntax.Binary, scope: Scope) -> Value:
    operator = expression.operator
    if operator in {"&&", "||"}:
        return _logic(expression, scope)
    left, right = _evaluate(expression.left, scope), _evaluate(expression.right, scope)
    if operator in {"==", "!="}:
        equal: Tri = same(left, right)
        return build_open(_name_binary(expression, left, right)) if equal is None else equal == (operator == "==")
    one, other = to_number(left), to_number(right)
    if isinstance(one, Unread) or isinstance(other, Unread):
        return build_open(_name_binary(expression, left, right))
    return calculate(operator, one, other)


def _name_binary(expression: syntax.Binary, left: Value, right: Value) -> str:
    return shorten(f"{describe(left)} {expression.operator} {describe(right)}")


def _logic(expression: syntax.Binary, scope: Scope) -> Value:
    decisive = expression.operator == "||"
    left = to_truth(_evaluate(expression.left, scope))
    if left is decisive:
        return decisive
    right = to_truth(_evaluate(expression.right, scope))
    if right is decisive:
        return decisive
    if isinstance(left, Unread) or isinstance(right, Unread):
        return build_open(_name_binary(expression, left, right))
    return not decisive


def _items(expression: syntax.Items, scope: Scope) -> Value:
    scope.budget.spend(len(expression.items))
    return [_part(item, scope) for item in expression.items]


def _entries(expression: syntax.Entries, scope: Scope) -> Value:
    scope.budget.spend(len(expression.entries))
    entries: dict[str, Value] = {}
    for entry in expression.entries:
        entries[to_text(_evaluate(entry.key, scope))] = _part(entry.value, scope)
    return entries


def _for(expression: syntax.For, scope: Scope) -> Value:
    of = _evaluate(expression.of, scope)
    pairs = _pairs(of)
    if pairs is None:
        return build_open(scope.budget.name_unknown(f"for ... in {describe(of)}"))
    rounds: list[tuple[str | None, Value]] = []
    for key, value in pairs:
        inner = _bind(expression, scope, key, value)
        taken = True if expression.condition is None else to_truth(_evaluate(expression.condition, inner))
        if isinstance(taken, Unread):
            return build_open(scope.budget.name_unknown(f"for ... if {taken.subject}"))
        if taken:
            name = None if expression.result_key is None else to_text(_evaluate(expression.result_key, inner))
            rounds.append((name, _part(expression.result, inner)))
    if expression.result_key is None:
        values = [value for _, value in rounds]
        return HclSet(values, counted=of.counted) if isinstance(of, HclSet) and not of.counted else values
    return _collect(rounds, grouped=expression.grouped)


def _bind(expression: syntax.For | syntax.Repeat, scope: Scope, key: Value, value: Value) -> Scope:
    scope.budget.spend(1)
    names = {expression.value: value}
    if expression.key is not None:
        names[expression.key] = key
    return Inner(scope, names)


def _collect(rounds: list[tuple[str | None, Value]], *, grouped: bool) -> Value:
    collected: dict[str, Value] = {}
    groups: dict[str, list[Value]] = {}
    for name, value in rounds:
        key = name or ""
        if key in collected and not grouped:
            raise build_error(f"two entries have the key `{key[:60]}`", ja=f"キー `{key[:60]}` の要素が 2 つあります")
        groups.setdefault(key, []).append(value)
        collected[key] = groups[key] if grouped else value
    return {key: collected[key] for key in sorted(collected)}


def _pairs(of: Value) -> list[tuple[Value, Value]] | None:
    """Return keys and values in Terraform's order, None where they aren't known."""
    if isinstance(of, dict):
        return [(key, of[key]) for key in sorted(of)]
    if isinstance(of, HclSet):
        return [(item, item) for item in of]
    if isinstance(of, list):
        return list(enumerate(of))
    if isinstance(of, Unread | Attributes) or (isinstance(of, str) and is_whole_unknown(of)):
        return None
    raise build_error("a list or an object is needed", ja="リストまたはオブジェクトが必要です")


def _repeat(expression: syntax.Repeat, scope: Scope) -> Value:
    of = _evaluate(expression.of, scope)
    pairs = _pairs(of)
    if pairs is None:
        return build_unknown(scope.budget.name_unknown(f"for ... in {describe(of)}"))
    texts = [to_text(_evaluate(expression.body, _bind(expression, scope, key, value))) for key, value in pairs]
    return "".join(texts)


def _reference(expression: Expression, scope: Scope) -> Value:
    """Return what a name with all steps that follow it gives; the scope sees as many of them as are known."""
    steps: list[syntax.Attribute | syntax.Index] = []
    of = expression
    while isinstance(of, syntax.Attribute | syntax.Index):
        steps.append(of)
        of = of.of
    rest = iter(reversed(steps))
    if isinstance(of, syntax.Name):
        return _follow(of, rest, scope)
    value = _evaluate(of, scope)
    for step in rest:
        value = _take(value, step, scope)
    return value


def _follow(name: syntax.Name, steps: "Iterator[syntax.Attribute | syntax.Index]", scope: Scope) -> Value:
    parts: Parts = (name.name,)
    for step in steps:
        key = step.name if isinstance(step, syntax.Attribute) else _key(_evaluate(step.key, scope))
        if key is None:
            value = _take(scope.reference(parts), step, scope)
            for later in steps:
                value = _take(value, later, scope)
            return value
        parts = (*parts, key)
    return scope.reference(parts)


def _key(value: Value) -> str | int | None:
    """Return an index as a step, None where it isn't known."""
    if isinstance(value, str):
        return None if has_unknown(value) else value
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, Unread):
        return None
    raise build_error("an index is a number or a text", ja="添字は数値か文字列です")


def _take(value: Value, step: "syntax.Attribute | syntax.Index", scope: Scope) -> Value:
    if isinstance(step, syntax.Attribute):
        return pick(value, step.name)
    index = _evaluate(step.key, scope)
    key = _key(index)
    if key is not None:
        return pick(value, key)
    candidates = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    if candidates and all(same(candidates[0], other) is True for other in candidates[1:]):
        return candidates[0]
    name = shorten(f"{describe(value)}[{describe(index)}]")
    texts = bool(candidates) and all(isinstance(candidate, str) for candidate in candidates)
    return build_unknown(name) if texts else build_open(name)


def _splat(expression: syntax.Splat, scope: Scope) -> Value:
    of = _evaluate(expression.of, scope)
    if of is None:
        return []
    if isinstance(of, Unread) or (isinstance(of, str) and is_whole_unknown(of)):
        return build_open(scope.budget.name_unknown(f"{describe(of)}[*]"))
    items = of if isinstance(of, list) else [of]
    scope.budget.spend(len(items))
    values = [_take_each(expression.each, item, scope) for item in items]
    return HclSet(values, counted=items.counted) if isinstance(items, HclSet) and not items.counted else values


def _take_each(each: Expression, item: Value, scope: Scope) -> Value:
    if isinstance(each, syntax.Attribute | syntax.Index):
        return _take(_take_each(each.of, item, scope), each, scope)
    return item


def _broken(expression: syntax.Broken, scope: Scope) -> Value:
    return _give_up(expression, scope, why=Why.NOT_SUPPORTED, text=_BROKEN)


def _call(expression: syntax.Call, scope: Scope) -> Value:
    name = expression.name
    if name == "try":
        return _try(expression, scope)
    if name == "can":
        return _can(expression, scope)
    arguments = [_evaluate(argument, scope) for argument in expression.arguments]
    if expression.spread:
        last = arguments.pop()
        if not isinstance(last, list):
            return build_open(scope.budget.name_unknown(f"{name}({describe(last)}...)"))
        arguments.extend(last)
    if name in {"templatefile", "templatestring"}:
        return _render_file(expression, arguments, scope)
    if name not in FUNCTIONS:
        scope.report(f"{name}(...)", why=_UNKNOWN_FUNCTION.fill(name=name), line=expression.line)
        return Unread(Why.NOT_SUPPORTED, scope.budget.name_unknown(f"{name}(...)"))
    return call_function(name, arguments, scope)


def _try(expression: syntax.Call, scope: Scope) -> Value:
    """Return the first argument that gives no error; the error of the last one stands."""
    for argument in expression.arguments[:-1]:
        found, value = _attempt(argument, scope)
        if found:
            return value
    if not expression.arguments:
        raise build_error("`try` needs an argument", ja="`try` には引数が必要です")
    return _evaluate(expression.arguments[-1], scope)


def _can(expression: syntax.Call, scope: Scope) -> Value:
    found, value = _attempt(expression.arguments[0], scope) if expression.arguments else (False, None)
    return value if isinstance(value, Unread) else found


def _attempt(argument: Expression, scope: Scope) -> tuple[bool, Value]:
    budget = scope.budget
    depth, guarded = budget.depth, budget.guarded
    budget.guarded += 1
    try:
        return True, _evaluate(argument, scope)
    except CannotEvaluateError:
        budget.depth = depth
        return False, None
    finally:
        budget.guarded = guarded


def _render_file(expression: syntax.Call, arguments: list[Value], scope: Scope) -> Value:
    """Return what a template of a file, or of a text, gives with its variables."""
    from keypost.readers.terraform.hcl.template_files import render_template

    if len(arguments) != 2:
        raise build_error(f"`{expression.name}` takes two arguments", ja=f"`{expression.name}` の引数は 2 つです")
    template, names = arguments
    text = scope.read_file(to_text(template)) if expression.name == "templatefile" else template
    if not isinstance(text, str) or has_unknown(text) or not isinstance(names, dict):
        return build_unknown(scope.budget.name_unknown(f"{expression.name}({describe(template)})"))
    lowered = render_template(text, line=expression.line)
    return _evaluate(lowered, Inner(scope, names, sealed=True))


_EVALUATORS: "Mapping[type, Callable[[Any, Scope], Value]]" = {
    syntax.Literal: _literal,
    syntax.Template: _template,
    syntax.Choose: _choose,
    syntax.Unary: _unary,
    syntax.Binary: _binary,
    syntax.Items: _items,
    syntax.Entries: _entries,
    syntax.For: _for,
    syntax.Repeat: _repeat,
    syntax.Name: _reference,
    syntax.Attribute: _reference,
    syntax.Index: _reference,
    syntax.Splat: _splat,
    syntax.Call: _call,
    syntax.Broken: _broken,
}
