"""XML bodies: what `rest-xml` sends, and what `query` and `rest-xml` answer."""

import re
from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate
from xml.sax.saxutils import escape

from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.wire.values import parse_text, write_text

_DEEPEST = 100
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Node:
    """One element: its name without namespace, its text, and what stands in it."""

    __slots__ = ("attributes", "children", "name", "text")

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        """Take the name and the attributes."""
        self.name, self.attributes = name.rpartition(":")[2], attributes
        self.text, self.children = "", list[Node]()

    def named(self, name: str) -> list["Node"]:
        """Return the elements of that name that stand in this one."""
        return [child for child in self.children if child.name == name]


def read_xml(body: bytes) -> Node | None:
    """Return the root element, None for an empty body.

    A document type is refused before it can declare entities: nothing is expanded.

    Raises:
        RefusalError: it isn't XML, nested too deep, or has a document type.
    """
    if not body.strip():
        return None
    builder = _Builder()
    parser = ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = builder.start, builder.end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = builder.add, builder.refuse
    try:
        parser.Parse(body, True)  # noqa: FBT003 -- expat's signature
    except (ExpatError, ValueError, LookupError) as error:
        raise _malformed() from error
    return builder.root


class _Builder:
    """Builds the tree while expat reads."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self._open: list[Node] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        node = Node(name, attributes)
        if len(self._open) >= _DEEPEST:
            raise _malformed()
        if self._open:
            self._open[-1].children.append(node)
        else:
            self.root = node
        self._open.append(node)

    def end(self, _name: str) -> None:
        self._open.pop()

    def add(self, text: str) -> None:
        if self._open:
            self._open[-1].text += text

    def refuse(self, *_told: object) -> None:
        raise _malformed()


def _malformed() -> RefusalError:
    return RefusalError(
        "MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema"
    )


def decode(shape: Any, node: Node) -> Any:
    """Return the parameters that the element holds.

    Raises:
        RefusalError: a text stands for no value of the type that is wanted.
    """
    kind = shape.type_name
    if kind == "structure":
        return _decode_structure(shape, node)
    if kind == "list":
        return [decode(shape.member, one) for one in node.named(shape.member.serialization.get("name", "member"))]
    if kind == "map":
        return _decode_map(shape, node)
    return parse_text(shape, node.text)


def _decode_structure(shape: Any, node: Node) -> Any:
    found: dict[str, Any] = {}
    for name, member in shape.members.items():
        if "location" in member.serialization:
            continue
        tag = member.serialization.get("name", name).rpartition(":")[2]
        if member.serialization.get("xmlAttribute"):
            value = next((text for key, text in node.attributes.items() if key.rpartition(":")[2] == tag), None)
            if value is not None:
                found[name] = value
            continue
        children = node.named(_flat_tag(member, tag))
        if children:
            is_flat = member.type_name == "list" and member.serialization.get("flattened")
            found[name] = [decode(member.member, one) for one in children] if is_flat else decode(member, children[0])
    return found


def _flat_tag(member: Any, tag: str) -> str:
    if member.type_name == "list" and member.serialization.get("flattened"):
        return str(member.serialization.get("name") or member.member.serialization.get("name") or tag)
    return tag


def _decode_map(shape: Any, node: Node) -> Any:
    key, value = shape.key.serialization.get("name", "key"), shape.value.serialization.get("name", "value")
    entries = [(one.named(key), one.named(value)) for one in node.named("entry")]
    return {keys[0].text: decode(shape.value, values[0]) for keys, values in entries if keys and values}


def encode(shape: Any, value: Any, tag: str) -> str:
    """Return the element, or the elements of a flattened list, that stand for a part of an answer."""
    kind = shape.type_name
    if kind == "structure":
        return f"<{tag}>{encode_members(shape, value)}</{tag}>"
    if kind == "list":
        return _encode_list(shape, value, tag)
    if kind == "map":
        return _encode_map(shape, value, tag)
    return f"<{tag}>{escape_text(write_text(shape, value))}</{tag}>"


def encode_members(shape: Any, value: Any) -> str:
    """Return the elements of a structure's members."""
    members = shape.members
    return "".join(
        encode(members[name], one, members[name].serialization.get("name", name))
        for name, one in value.items()
        if name in members and one is not None and "location" not in members[name].serialization
    )


def escape_text(text: str) -> str:
    """Return the text as it stands in an element; characters that XML can't hold are left out."""
    return escape(_UNPRINTABLE.sub("", text))


def _encode_list(shape: Any, value: Any, tag: str) -> str:
    inner = shape.member.serialization.get("name", "member")
    if shape.serialization.get("flattened"):
        return "".join(encode(shape.member, one, shape.member.serialization.get("name", tag)) for one in value)
    return f"<{tag}>{''.join(encode(shape.member, one, inner) for one in value)}</{tag}>"


def _encode_map(shape: Any, value: Any, tag: str) -> str:
    key, inner = shape.key.serialization.get("name", "key"), shape.value.serialization.get("name", "value")
    is_flat = shape.serialization.get("flattened")
    around = tag if is_flat else "entry"
    entries = "".join(
        f"<{around}>{encode(shape.key, name, key)}{encode(shape.value, one, inner)}</{around}>"
        for name, one in value.items()
    )
    return entries if is_flat else f"<{tag}>{entries}</{tag}>"
