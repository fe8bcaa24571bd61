"""What an expression sees from where it stands: its module, and the instance of the block that it is in."""

from collections.abc import Sequence
from pathlib import Path

from keypost.named import Protocol
from keypost.origin import Origin
from keypost.readers.terraform.hcl.scope import Budget, Parts
from keypost.readers.terraform.hcl.values import Value, build_error, build_open, pick
from keypost.readers.terraform.modules.instances import SINGLE, Each, Expansion, Many
from keypost.readers.terraform.modules.world import World
from keypost.text import Text
from keypost.unknown import build_unknown


class Inside(Protocol):
    """A module instance, as its expressions see it."""

    @property
    def world(self) -> World:
        """The configuration that it is of."""

    @property
    def folder(self) -> Path:
        """The folder of its files."""

    def reference(self, parts: Parts) -> Value:
        """Return what a reference to something of the module gives."""


class Here:
    """The scope of a block of a module instance; `name` is the address that `each` and `count` are told apart by."""

    def __init__(
        self, inside: Inside, file: str, *, name: str = "", each: Each = SINGLE.each[0], many: Many = Many.ONE
    ) -> None:
        """Take the module instance, the file of the block, and which instance of the block it is."""
        self._inside = inside
        self._file = file
        self._name = name
        self._each = each
        self._many = many

    @property
    def budget(self) -> Budget:
        """What evaluating may cost."""
        return self._inside.world.budget

    def reference(self, parts: Parts) -> Value:
        """Return what a reference gives."""
        head = str(parts[0])
        if head == "each":
            return follow(self._find_each(str(parts[1]) if len(parts) > 1 else ""), parts[2:])
        if head == "count":
            return self._find_index()
        if head == "path":
            return self._find_path(str(parts[1]) if len(parts) > 1 else "")
        if head == "terraform":
            known = self._inside.world.workspace if parts[1:] == ("workspace",) else None
            return known or build_unknown(self._inside.world.name_unknown(".".join(map(str, parts))))
        if head == "self":
            return build_open(self._inside.world.name_unknown(f"{self._name}.{'.'.join(map(str, parts))}"))
        return self._inside.reference(parts)

    def read_file(self, path: str) -> Value:
        """Return the text of a file."""
        return self._inside.world.read_file(path)

    def list_files(self, path: str) -> Value:
        """Return the paths of all files below a folder."""
        return self._inside.world.list_files(path)

    def report(self, what: str, *, why: Text, line: int) -> None:
        """Record a gap in the block's file."""
        self._inside.world.report(what, why=why, origin=Origin(self._file, line))

    def _find_each(self, name: str) -> Value:
        if name not in {"key", "value"} or self._many is Many.ONE or self._many is Many.COUNTED:
            raise build_error("there is no `each` here", ja="ここに `each` はありません")
        if self._many is Many.OPEN:
            unknown = self._inside.world.name_unknown(f"{self._name}.each.{name}")
            return build_unknown(unknown) if name == "key" else build_open(unknown)
        return self._each.key if name == "key" else self._each.value

    def _find_index(self) -> Value:
        if self._many is Many.OPEN:
            return build_open(self._inside.world.name_unknown(f"{self._name}.count.index"))
        if not isinstance(self._each.key, int):
            raise build_error("there is no `count` here", ja="ここに `count` はありません")
        return self._each.key

    def _find_path(self, name: str) -> Value:
        if name == "module":
            return self._inside.world.path_of(self._inside.folder)
        if name == "root":
            return "."
        return build_unknown(self._inside.world.name_unknown(f"path.{name}"))


def follow(value: Value, steps: Sequence[str | int]) -> Value:
    """Return what the steps lead to inside a value.

    Raises:
        CannotEvaluateError: there is no such part.
    """
    for step in steps:
        value = pick(value, step)
    return value


def choose(expansion: Expansion, steps: Parts) -> tuple[int | None, Parts]:
    """Return which instance a reference means, and the steps after its key; None: all of them.

    Raises:
        CannotEvaluateError: there is no such instance.
    """
    if expansion.many is Many.ONE:
        return 0, steps
    if not steps:
        return None, ()
    if expansion.many is Many.OPEN:
        return 0, steps[1:]
    for index, each in enumerate(expansion.each):
        if each.key == steps[0] or str(each.key) == str(steps[0]):
            return index, steps[1:]
    raise build_error(f"there is no instance `{steps[0]}`", ja=f"インスタンス `{steps[0]}` はありません")
