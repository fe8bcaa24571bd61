"""Fn::Join, Fn::Split, Fn::Select: texts and lists of texts."""

from keypost.readers.building.resolved import Value
from keypost.readers.cloudformation.intrinsics.dynamic_references import resolve_dynamic_references
from keypost.readers.cloudformation.intrinsics.scope import Scope, build_malformed, render_text, take_arguments
from keypost.unknown import Unread, Why, build_unknown, has_unknown, render_unknown, unknowns_in

# A list that is joined like this is known by the list's own name: what conditions compare is whether it is empty.
_PLAIN_GLUE = ("", ",")


def join(argument: object, scope: Scope) -> Value:
    """Resolve `Fn::Join: [delimiter, [texts]]`.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-join.html
    """
    delimiter, values = take_arguments(argument, least=2, most=2)
    items, glue = scope.items(values), scope.text(delimiter)
    if isinstance(items, Unread):
        return build_unknown(items.subject if glue in _PLAIN_GLUE else f"Fn::Join({glue},{items.subject})")
    texts = [render_text(item) for item in items]
    scope.spend(sum(map(len, texts)) + len(glue) * len(texts))
    return resolve_dynamic_references(glue.join(texts))


def split(argument: object, scope: Scope) -> Value:
    """Resolve `Fn::Split: [delimiter, text]`; an unknown part beside delimiters is taken to hold none itself.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-split.html
    """
    delimiter, source = take_arguments(argument, least=2, most=2)
    text, at = scope.text(source), scope.text(delimiter)
    if not at:
        raise build_malformed("the delimiter is empty", ja="区切り文字が空です")
    unknown = unknowns_in(text)
    if has_unknown(at) or (at not in text and any(part.shape.character.match(at) for part in unknown)):
        # What is unknown must hold the delimiters, so how many parts there are isn't known either.
        return Unread(Why.UNKNOWN_VALUE, f"Fn::Split({render_unknown(text)})")
    return text.split(at)


def select(argument: object, scope: Scope) -> Value:
    """Resolve `Fn::Select: [index, list]`.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-select.html
    """
    which, values = take_arguments(argument, least=2, most=2)
    items, index = scope.items(values), scope.text(which)
    if isinstance(items, Unread):
        return build_unknown(f"{items.subject}[{index}]")
    if has_unknown(index):
        return Unread(Why.UNKNOWN_VALUE, unknowns_in(index)[0].name)
    if not (index.isascii() and index.isdigit() and len(index) < 10 and int(index) < len(items)):
        raise build_malformed(
            f"the index {index[:20]} isn't one of a list of {len(items)}",
            ja=f"要素が {len(items)} 個のリストに添字 {index[:20]} はありません",
        )
    return items[int(index)]
