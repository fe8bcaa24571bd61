"""Fn::ForEach (AWS::LanguageExtensions): one entry of a mapping becomes several.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
"""

from keypost.named import Iterator, Mapping, NamedTuple
from keypost.origin import Pointer
from keypost.readers.cloudformation.intrinsics.scope import CannotResolveError, Scope, render_text
from keypost.readers.cloudformation.template import LOOP
from keypost.text import Text
from keypost.unknown import Unread

_PARTS = 3

_MALFORMED = Text(
    en="Fn::ForEach needs a variable, a list of texts, and a mapping; what it makes is unknown",
    ja="Fn::ForEach には変数、文字列のリスト、マッピングが必要です。生成される内容は不明です",
)
_OPEN = Text(
    en="the list that this loop goes through isn't known, so what it makes is unknown",
    ja="このループのリストが不明なため、生成される内容も不明です",
)
_TOO_MANY = Text(
    en="this loop makes too many entries; they were skipped",
    ja="このループが生成する項目が多すぎるため、読み飛ばしました",
)


class Entry(NamedTuple):
    """One entry after loops are expanded: its key, its body as written, where that stands, and the scope it has."""

    key: str
    body: object
    pointer: Pointer
    scope: Scope


def bind_text(text: str, *, bindings: Mapping[str, str]) -> str:
    """Return the text with loop variables put in; `&{Name}` takes only letters and digits of the value."""
    for name, value in bindings.items():
        text = text.replace("${" + name + "}", value)
        if "&{" in text:
            text = text.replace("&{" + name + "}", "".join(filter(str.isalnum, value)))
    return text


def expand_entries(values: dict[str, object], *, scope: Scope, pointer: Pointer = ()) -> Iterator[Entry]:
    """Yield the entries of a mapping, with those that loops make in place of the loops."""
    for key, body in values.items():
        if key.startswith(LOOP):
            yield from _expand_loop(key, body, scope=scope, pointer=(*pointer, key), node=values)
        else:
            yield Entry(bind_text(key, bindings=scope.bindings), body, (*pointer, key), scope)


def _expand_loop(key: str, loop: object, *, scope: Scope, pointer: Pointer, node: object) -> Iterator[Entry]:
    if (
        not isinstance(loop, list)
        or len(loop) != _PARTS
        or not isinstance(loop[0], str)
        or not isinstance(loop[2], dict)
    ):
        scope.report(loop if isinstance(loop, list) else node, what=key, why=_MALFORMED)
        return
    variable, collection, body = loop
    items = scope.resolve(collection)
    if isinstance(items, Unread):
        scope.report(loop, what=key, why=_OPEN)
        return
    if not isinstance(items, list):
        scope.report(loop, what=key, why=_MALFORMED)
        return
    for item in items:
        if not scope.spend_copies(len(body)):
            scope.report(loop, what=key, why=_TOO_MANY)
            return
        try:
            inside = scope.bind({variable: render_text(item)})
        except CannotResolveError:
            scope.report(loop, what=key, why=_MALFORMED)
            return
        yield from expand_entries(body, scope=inside, pointer=(*pointer, 2))
