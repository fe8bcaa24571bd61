"""`{{resolve:service:name}}` inside a text: known only when the stack is deployed."""

from keypost.unknown import build_unknown, render_unknown

_REFERENCE = r"\{\{\s*(resolve:(?:ssm|ssm-secure|secretsmanager):[^{}]*?)\s*\}\}"


def resolve_dynamic_references(text: str) -> str:
    """Return the text in which every dynamic reference is one unknown part named after it.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
    """
    if "{{" not in text:
        return text
    import re

    return re.sub(_REFERENCE, lambda match: build_unknown(render_unknown(match[1])), text)
