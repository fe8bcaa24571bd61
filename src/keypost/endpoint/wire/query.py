"""The query protocol: parameters as form fields, `Entries.member.1.Name=...`; EC2 has its own spelling."""

import re
from typing import Any
from urllib.parse import parse_qsl

from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.wire.message import HttpRequest
from keypost.endpoint.wire.values import parse_text

_INDEX = re.compile(r"\A[1-9][0-9]{0,4}\Z")
_MOST_FIELDS = 20_000
# The tree of fields: a name's text, or what stands below it.
_Tree = dict[str | int, Any]
_TEXT = 0
_DEEPEST = 40


def read_fields(request: HttpRequest) -> dict[str, str]:
    """Return the fields of the body and of the query string.

    Raises:
        RefusalError: the body is no form.
    """
    try:
        text = request.body.decode()
        found = dict(parse_qsl(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS))
    except ValueError as error:
        raise RefusalError("MalformedQueryString", "The query string contains a syntax error.", status=404) from error
    return dict(request.pairs) | found


def decode(shape: Any, fields: dict[str, str], *, is_ec2: bool = False) -> Any:
    """Return the operation's parameters.

    Raises:
        RefusalError: a text stands for no value of the type that is wanted.
    """
    tree: _Tree = {}
    for name, value in fields.items():
        place = tree
        for step in name.split(".", _DEEPEST):
            place = place.setdefault(step, {})
        place[_TEXT] = value
    return _Decoder(is_ec2=is_ec2).decode(shape, tree)


class _Decoder:
    def __init__(self, *, is_ec2: bool) -> None:
        self._is_ec2 = is_ec2

    def decode(self, shape: Any, tree: _Tree) -> Any:
        kind = shape.type_name
        if kind == "structure":
            return self._decode_structure(shape, tree)
        if kind == "list":
            return self._decode_list(shape, tree)
        if kind == "map":
            return self._decode_map(shape, tree)
        return parse_text(shape, str(tree.get(_TEXT, "")))

    def _decode_structure(self, shape: Any, tree: _Tree) -> Any:
        found = {}
        for name, member in shape.members.items():
            below = tree.get(self._name(member, name))
            if below is not None:
                found[name] = self.decode(member, below)
        return found

    def _decode_list(self, shape: Any, tree: _Tree) -> Any:
        if tree.get(_TEXT) == "":
            return []
        if not shape.serialization.get("flattened") and not self._is_ec2:
            wanted = shape.member.serialization.get("name", "member")
            tree = tree.get(wanted) or tree.get("member") or {}
        return [self.decode(shape.member, tree[index]) for index in _indexes(tree)]

    def _decode_map(self, shape: Any, tree: _Tree) -> Any:
        entries = tree if shape.serialization.get("flattened") else tree.get("entry", {})
        key, value = shape.key.serialization.get("name", "key"), shape.value.serialization.get("name", "value")
        pairs = [entries[index] for index in _indexes(entries)]
        return {
            str(one[key].get(_TEXT, "")): self.decode(shape.value, one.get(value, {})) for one in pairs if key in one
        }

    def _name(self, member: Any, name: str) -> str:
        """Return the field's name (botocore's serializers; EC2: `queryName`, else the location's name capitalized)."""
        serialization = member.serialization
        if self._is_ec2:
            location = serialization.get("name", name)
            return str(serialization.get("queryName") or location[:1].upper() + location[1:])
        if member.type_name == "list" and serialization.get("flattened"):
            return str(member.member.serialization.get("name") or serialization.get("name", name))
        return str(serialization.get("name", name))


def _indexes(tree: _Tree) -> list[str]:
    return sorted((step for step in tree if isinstance(step, str) and _INDEX.match(step)), key=int)
