"""A scope for tests: variables by name, and the locals of a file."""

from collections.abc import Mapping

from keypost.readers.terraform.hcl.blocks import Body
from keypost.readers.terraform.hcl.evaluate import evaluate
from keypost.readers.terraform.hcl.native import read_native
from keypost.readers.terraform.hcl.scope import Budget, Parts
from keypost.readers.terraform.hcl.values import Value, build_error, pick
from keypost.text import Text
from keypost.unknown import Unread, Why


class Names:
    """Gives what the names stand for, the `locals` of a body, and the files of a mapping."""

    def __init__(
        self, names: dict[str, Value] | None = None, *, body: Body | None = None, files: Mapping[str, str] | None = None
    ) -> None:
        self.budget = Budget()
        self.gaps: list[tuple[str, str, int]] = []
        self._names = names or {}
        self._body = body or Body()
        self._files = files or {}

    def reference(self, parts: Parts) -> Value:
        name, *steps = parts
        value: Value
        if name == "local":
            argument = self._body.arguments.get(str(steps.pop(0)))
            if argument is None:
                raise build_error("there is no such local", ja="そのようなローカル値はありません")
            value = evaluate(argument.expression, self)
        else:
            value = pick(self._names, name)
        for step in steps:
            value = pick(value, step)
        return value

    def read_file(self, path: str) -> Value:
        return self._files.get(path, Unread(Why.NOT_IN_INPUT, path))

    def list_files(self, path: str) -> Value:
        return sorted(name.removeprefix(f"{path}/") for name in self._files if name.startswith(f"{path}/"))

    def report(self, what: str, *, why: Text, line: int) -> None:
        self.gaps.append((what, why.en, line))


def evaluate_text(text: str, scope: Names | None = None) -> Value:
    """Return the value of one expression."""
    body = read_native(f"x = {text}\n".encode(), file="x.tf")
    return evaluate(body.arguments["x"].expression, scope or Names())
