"""Fn::Base64, Fn::ToJsonString and Fn::Length."""

import json
from binascii import b2a_base64

from keypost.readers.building.resolved import Value
from keypost.readers.cloudformation.intrinsics.scope import Scope, build_malformed
from keypost.unknown import Unread, Why, build_unknown, has_unknown, render_unknown


def encode_base64(argument: object, scope: Scope) -> Value:
    """Resolve `Fn::Base64: text`; a text with unknown parts gives one unknown text.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-base64.html
    """
    text = scope.text(argument)
    if has_unknown(text):
        return build_unknown(f"Fn::Base64({render_unknown(text)})")
    scope.spend(2 * len(text))
    return b2a_base64(text.encode("utf-8", "replace"), newline=False).decode()


def to_json_string(argument: object, scope: Scope) -> Value:
    """Resolve `Fn::ToJsonString: value`; unknown parts stay unknown parts of the text.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ToJsonString.html
    """
    value = scope.resolve(argument)
    if not isinstance(value, dict | list):
        raise build_malformed("it needs an object or a list", ja="オブジェクトまたはリストが必要です")
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False, default=_render_unread)
    scope.spend(len(text))
    return text


def _render_unread(value: object) -> str:
    return build_unknown(value.subject if isinstance(value, Unread) else "")


def length(argument: object, scope: Scope) -> Value:
    """Resolve `Fn::Length: list`.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-length.html
    """
    items = scope.items(argument)
    if isinstance(items, Unread):
        return Unread(Why.UNKNOWN_VALUE, f"Fn::Length({items.subject})")
    return len(items)
