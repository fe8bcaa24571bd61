"""Nodes of the parser -> expressions."""

from collections.abc import Callable, Mapping, Sequence

from keypost.named import TYPE_CHECKING
from keypost.readers.terraform.hcl import templates
from keypost.readers.terraform.hcl.grammar import Source
from keypost.readers.terraform.hcl.syntax import (
    Attribute,
    Binary,
    Broken,
    Call,
    Choose,
    Element,
    Entries,
    Entry,
    Expression,
    For,
    Index,
    Items,
    Literal,
    Name,
    Splat,
    Unary,
)
from keypost.readers.terraform.hcl.templates import TooDeepError

if TYPE_CHECKING:
    from tree_sitter import Node

# Nothing that people write is nested as deep, and evaluating takes as many steps down.
MAX_DEPTH = 60
_LONGEST_NUMBER = 300
_OPERATORS = frozenset({"*", "/", "%", "+", "-", ">", ">=", "<", "<=", "==", "!=", "&&", "||"})


def lower(node: "Node", *, source: Source) -> Expression:
    """Return the expression of a node; Broken where it is nested beyond MAX_DEPTH."""
    try:
        return _Lowering(source).expression(node)
    except TooDeepError:
        return Broken(f"more than {MAX_DEPTH} levels", source.line_of(node))


def lower_lone(source: Source) -> Expression:
    """Return the expression of a template that stands alone (`grammar.parse_template`)."""
    try:
        return templates.lower_lone(source, lower=_Lowering(source).expression)
    except TooDeepError:
        return Broken(f"more than {MAX_DEPTH} levels", source.line_of(source.root))


class _Lowering:
    """Goes down the nodes of one expression."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._line = source.line_of
        self._depth = 0
        self._kinds: Mapping[str, Callable[[Node], Expression]] = {
            "expression": self.expression,
            "literal_value": self._literal,
            "template_expr": self._template,
            "collection_value": self._collection,
            "variable_expr": lambda node: Name(self._text(node), self._line(node)),
            "function_call": self._call,
            "for_expr": self._for,
            "operation": self._operation,
            "conditional": self._conditional,
        }

    def expression(self, node: "Node") -> Expression:
        """Return the expression of an `expression` node."""
        if self._depth >= MAX_DEPTH:
            raise TooDeepError
        self._depth += 1
        lowered = self._term(_children(node))
        self._depth -= 1
        return lowered

    def _term(self, nodes: "Sequence[Node]") -> Expression:
        """Return the expression of a first node, in parentheses maybe, and the steps that follow it."""
        if nodes[0].type == "(":
            first, steps = self.expression(nodes[1]), nodes[3:]
        else:
            first, steps = self._first(nodes[0]), nodes[1:]
        for step in steps:
            first = self._step(first, step)
        return first

    def _first(self, node: "Node") -> Expression:
        return self._kinds[node.type](node)

    def _step(self, of: Expression, node: "Node") -> Expression:
        inner = node.children[0]
        if node.type == "get_attr":
            return Attribute(of, self._text(node.children[1]), self._line(node))
        if node.type == "index":
            return self._index(of, inner)
        steps = inner.children[1:]
        whole = inner.type == "full_splat"
        count = len(steps) if whole else _count_attributes(steps)
        each: Expression = Element(self._line(node))
        for step in steps[:count]:
            each = self._step(each, step)
        splat: Expression = Splat(of, each, self._line(node))
        for step in steps[count:]:
            splat = self._step(splat, step)
        return splat

    def _index(self, of: Expression, node: "Node") -> Expression:
        if node.type == "legacy_index":
            return Index(of, Literal(int(self._text(node)[1:].strip()[:9]), self._line(node)), self._line(node))
        return Index(of, self.expression(_children(node)[1]), self._line(node))

    def _literal(self, node: "Node") -> Expression:
        inner = node.children[0]
        text, line = self._text(inner), self._line(node)
        if inner.type == "string_lit":
            start, end = inner.children[0].end_byte, inner.children[-1].start_byte
            return Literal(templates.unquote(self._source.text(start, end)), line)
        if inner.type == "numeric_lit":
            return Literal(_number(text), line) if len(text) <= _LONGEST_NUMBER else Broken(text[:20], line)
        return Literal({"true": True, "false": False}.get(text), line)

    def _template(self, node: "Node") -> Expression:
        inner = node.children[0]
        if inner.type == "quoted_template":
            return templates.lower_quoted(inner, source=self._source, lower=self.expression)
        return templates.lower_heredoc(inner, source=self._source, lower=self.expression)

    def _collection(self, node: "Node") -> Expression:
        inner = node.children[0]
        if inner.type == "tuple":
            items = (self.expression(child) for child in inner.children if child.type == "expression")
            return Items(tuple(items), self._line(node))
        entries = (self._entry(child) for child in inner.children if child.type == "object_elem")
        return Entries(tuple(entries), self._line(node))

    def _entry(self, node: "Node") -> Entry:
        key, value = (child for child in node.children if child.type == "expression")
        parts = _children(key)
        if len(parts) == 1 and parts[0].type == "variable_expr":
            return Entry(Literal(self._text(key), self._line(key)), self.expression(value))
        return Entry(self.expression(key), self.expression(value))

    def _call(self, node: "Node") -> Expression:
        name = self._text(node.children[0]).removeprefix("core::")
        holder = next((child for child in node.children if child.type == "function_arguments"), None)
        given = holder.children if holder is not None else []
        arguments = tuple(self.expression(child) for child in given if child.type == "expression")
        return Call(name, arguments, self._line(node), any(child.type == "ellipsis" for child in given))

    def _for(self, node: "Node") -> Expression:
        inner = node.children[0]
        intro = next(child for child in inner.children if child.type == "for_intro")
        names = [self._text(child) for child in intro.children if child.type == "identifier"]
        of = next(child for child in intro.children if child.type == "expression")
        results = [self.expression(child) for child in inner.children if child.type == "expression"]
        only = next((child for child in inner.children if child.type == "for_cond"), None)
        return For(
            key=names[0] if len(names) == 2 else None,
            value=names[-1],
            of=self.expression(of),
            result=results[-1],
            line=self._line(node),
            result_key=results[0] if inner.type == "for_object_expr" else None,
            grouped=any(child.type == "ellipsis" for child in inner.children),
            condition=None if only is None else self.expression(_children(only)[1]),
        )

    def _operation(self, node: "Node") -> Expression:
        if self._depth >= MAX_DEPTH:
            raise TooDeepError
        self._depth += 1
        inner = node.children[0]
        parts, line = _children(inner), self._line(node)
        if inner.type == "unary_operation":
            lowered: Expression = Unary(parts[0].type, self._term(parts[1:]), line)
        else:
            at = next(index for index, part in enumerate(parts) if part.type in _OPERATORS)
            lowered = Binary(parts[at].type, self._term(parts[:at]), self._term(parts[at + 1 :]), line)
        self._depth -= 1
        return lowered

    def _conditional(self, node: "Node") -> Expression:
        """Return `a ? b : (c ? d : e)`; the parser takes it for `(a ? b : c) ? d : e`."""
        nodes: list[Node] = []
        rest: Node | None = node
        while rest is not None:
            condition, yes, no = (child for child in rest.children if child.type == "expression")
            nodes = [yes, no, *nodes]
            inner = _children(condition)
            rest = inner[0] if len(inner) == 1 and inner[0].type == "conditional" else None
            if rest is None:
                nodes = [condition, *nodes]
            if len(nodes) > 2 * MAX_DEPTH:
                raise TooDeepError
        parts = [self.expression(part) for part in nodes]
        chosen = parts.pop()
        while parts:
            yes_part, condition_part = parts.pop(), parts.pop()
            chosen = Choose(condition_part, yes_part, chosen, condition_part.line)
        return chosen

    def _text(self, node: "Node") -> str:
        return self._source.text_of(node)


def _children(node: "Node") -> "list[Node]":
    """Return the children that aren't comments."""
    return [child for child in node.children if child.type != "comment"]


def _count_attributes(steps: "Sequence[Node]") -> int:
    """Count the leading steps that `.*` takes for each item: attributes; an index in brackets is one of the result."""
    for count, step in enumerate(steps):
        if step.type == "index" and step.children[0].type == "new_index":
            return count
    return len(steps)


def _number(text: str) -> int | float:
    """Return a number; beyond what a float holds exactly, Terraform's are exact and this one is near."""
    number = float(text)
    return int(text) if text.isdigit() else int(number) if number.is_integer() else number
