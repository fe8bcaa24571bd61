"""A decision depends on what it is given and on nothing else: not on the clock, the machine, the network or chance."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.source import list_deciding_modules, parse, place

WORLDLY_PACKAGES = {
    "getpass",
    "http",
    "locale",
    "logging",
    "os",
    "platform",
    "random",
    "secrets",
    "shutil",
    "socket",
    "ssl",
    "subprocess",
    "tempfile",
    "threading",
    "time",
    "urllib",
    "uuid",
}
WORLDLY_FUNCTIONS = {"breakpoint", "input", "open", "print"}
WORLDLY_ATTRIBUTES = {"argv", "environ", "now", "stderr", "stdin", "stdout", "today", "utcnow"}


def find_worldly(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield whatever in the tree reaches out of the program."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names) if {name.name.partition(".")[0] for name in names} & WORLDLY_PACKAGES:
                yield node
            case ast.ImportFrom(module=str(package)) if package.partition(".")[0] in WORLDLY_PACKAGES:
                yield node
            case ast.Call(func=ast.Name(id=name)) if name in WORLDLY_FUNCTIONS:
                yield node
            case ast.Attribute(attr=name) if name in WORLDLY_ATTRIBUTES:
                yield node


def test_rooms_that_decide_do_not_reach_out() -> None:
    modules = list_deciding_modules()
    assert modules
    assert [place(module, node) for module in modules for node in find_worldly(parse(module))] == []


@pytest.mark.parametrize(
    "code",
    [
        "import time",
        "import os.path",
        "from random import choice",
        "print(1)",
        "datetime.now()",
        "sys.stdout.write('')",
    ],
)
def test_reaching_out_is_noticed(code: str) -> None:
    assert list(find_worldly(ast.parse(code)))
