"""Builds stacks from small templates, and shows resolved values the way people see them."""

import json
from collections.abc import Mapping

from keypost.readers.building.resolved import Value
from keypost.readers.cloudformation.load import load_template
from keypost.readers.cloudformation.settings import Budget, Settings
from keypost.readers.cloudformation.stack import Stack
from keypost.unknown import Unread, build_unknown, render_unknown


class Outside:
    """A linker that knows one export, one nested stack's output and one other stack's."""

    def __init__(self) -> None:
        self.budget = Budget()

    def imported(self, name: str) -> Value:
        return {"shared-key": "arn:aws:kms:eu-west-1:111122223333:key/1"}.get(name, build_unknown(render_unknown(name)))

    def nested_output(self, stack: str, resource: str, output: str) -> Value:
        return f"{stack}/{resource}.{output}"

    def stack_output(self, stack_name: str, output: str) -> Value:
        return f"{stack_name}.{output}"


def build_stack(template: str | dict[str, object], **settings: object) -> Stack:
    """Build a stack named `t` from YAML text, or from data that becomes JSON text."""
    text = template if isinstance(template, str) else json.dumps(template)
    file = "t.yaml" if isinstance(template, str) else "t.json"
    return Stack(load_template(text, file=file), Settings(**settings), Outside(), name="t")  # type: ignore[arg-type]


def show(value: Value) -> Value:
    """Return a value with its unknown parts as `${name}`, and unread values as `?name`."""
    if isinstance(value, str):
        return render_unknown(value)
    if isinstance(value, Unread):
        return f"?{value.subject}"
    if isinstance(value, Mapping):
        return {key: show(item) for key, item in value.items()}
    if isinstance(value, list):
        return [show(item) for item in value]
    return value
