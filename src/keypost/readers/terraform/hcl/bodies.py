"""What the body of a block gives: arguments as values, nested blocks as lists of objects, `dynamic` ones expanded."""

from keypost.readers.terraform.hcl.blocks import Block, Body
from keypost.readers.terraform.hcl.evaluate import evaluate
from keypost.readers.terraform.hcl.naming import name_expression
from keypost.readers.terraform.hcl.scope import Inner, Scope
from keypost.readers.terraform.hcl.syntax import Literal
from keypost.readers.terraform.hcl.values import HclSet, Value, build_open, describe
from keypost.text import Text
from keypost.unknown import Unread

# What isn't an attribute of the provider's.
# https://developer.hashicorp.com/terraform/language/meta-arguments
META_ARGUMENTS = frozenset({"count", "depends_on", "for_each", "lifecycle", "provider", "providers"})
_META_BLOCKS = frozenset({"connection", "lifecycle", "provisioner", "timeouts"})

_UNKNOWN_BLOCKS = Text(
    en="how many `{name}` blocks there are isn't known before it is applied",
    ja="`{name}` ブロックがいくつあるかは、適用するまでわかりません",
)


def evaluate_body(body: Body, scope: Scope) -> dict[str, Value]:
    """Return the attributes of a block; nested blocks whose number isn't known are Unread, with a gap."""
    values: dict[str, Value] = {
        name: evaluate(argument.expression, scope)
        for name, argument in body.arguments.items()
        if name not in META_ARGUMENTS
    }
    for kind in dict.fromkeys(block.makes for block in body.blocks if block.type not in _META_BLOCKS):
        values[kind] = evaluate_blocks(body.nested(kind), kind, scope)
    return values


def evaluate_blocks(blocks: tuple[Block, ...], kind: str, scope: Scope) -> Value:
    """Return nested blocks of one type as a list of objects; Unread, with a gap, where their number isn't known."""
    made: list[Value] = []
    for block in blocks:
        given = _expand(block, kind, scope) if block.type == "dynamic" else [evaluate_body(block.body, scope)]
        if isinstance(given, Unread):
            scope.report(kind, why=_UNKNOWN_BLOCKS.fill(name=kind), line=block.line)
            return given
        made.extend(given)
    return made


def _expand(block: Block, kind: str, scope: Scope) -> list[Value] | Unread:
    """Return what a `dynamic` block makes.

    https://developer.hashicorp.com/terraform/language/expressions/dynamic-blocks
    """
    over = block.body.arguments.get("for_each")
    of = evaluate(over.expression, scope) if over is not None else None
    pairs = _pairs(of)
    if pairs is None:
        return build_open(scope.budget.name_unknown(f"{kind} in {describe(of)}"))
    named = block.body.arguments.get("iterator")
    name = kind if named is None else name_expression(named.expression)
    if named is not None and isinstance(named.expression, Literal):
        name = str(named.expression.value)
    scope.budget.spend(len(pairs))
    return [evaluate_body(block.content, Inner(scope, {name: {"key": key, "value": value}})) for key, value in pairs]


def _pairs(of: Value) -> list[tuple[Value, Value]] | None:
    if isinstance(of, dict):
        return [(key, of[key]) for key in sorted(of)]
    if isinstance(of, HclSet):
        return [(item, item) for item in of]
    return list(enumerate(of)) if isinstance(of, list) else None
