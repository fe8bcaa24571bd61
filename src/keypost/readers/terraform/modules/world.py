"""What all modules of one configuration share: what a run settles, what was worked out already, and what it cost."""

import os
from collections.abc import Callable
from pathlib import Path

from keypost.errors import UnreadableInputError
from keypost.estate.estate import Gap
from keypost.origin import Origin
from keypost.readers.options import ReadOptions
from keypost.readers.terraform.hcl.scope import Budget
from keypost.readers.terraform.hcl.values import TooMuchError, Value
from keypost.readers.terraform.nearby import list_nearby, read_nearby
from keypost.readers.terraform.tree import Tree
from keypost.text import Text
from keypost.unknown import Unread, Why, scrub

Key = tuple[str, ...]
# So deep, what a reference needs is worked out first and on its own: Python can't go down as far as people can write.
_DEEP = 36


class _PostponedError(Exception):
    """Something has to be worked out before what is being worked out now."""

    def __init__(self, key: Key, compute: Callable[[], Value]) -> None:
        super().__init__(key)
        self.key = key
        self.compute = compute


class World:
    """One configuration: all of its modules, and what is worked out of them."""

    def __init__(self, tree: Tree, *, label: str, options: ReadOptions) -> None:
        """Take the modules, and what unknown parts are named after, unique in the run."""
        self.tree = tree
        self.folder = tree.root.folder
        self.label = label
        self.options = options
        self.budget = Budget()
        self._gaps: dict[tuple[str, str | None, int | None], Gap] = {}
        self._settled: dict[Key, Value] = {}
        self._busy: set[Key] = set()

    @property
    def gaps(self) -> list[Gap]:
        """What could not be read."""
        return list(self._gaps.values())

    def report(self, what: str, *, why: Text, origin: Origin) -> None:
        """Record a gap, once for all instances of its module."""
        self._gaps.setdefault((what, origin.file, origin.line), Gap(what, why, origin))

    def refuse(self, error: UnreadableInputError) -> None:
        """Record a file that can't be read as a gap."""
        self.report(error.origin.file or "", why=error.message, origin=error.origin)

    def name_unknown(self, name: str) -> str:
        """Return the name of something unknown, unique in the run."""
        return f"{self.label}#{name}" if self.label else name

    def path_of(self, folder: Path) -> str:
        """Return a module's folder as `path.module` gives it: as seen from the root module's."""
        return os.path.relpath(folder, self.folder)

    def read_file(self, path: str) -> Value:
        """Return the text of a file inside the root module's folder, Unread for any other."""
        return read_nearby(path, folder=self.folder)

    def list_files(self, path: str) -> Value:
        """Return the paths of all files below a folder inside the root module's, as seen from there."""
        items: Value = list_nearby(path, folder=self.folder)
        return items

    @property
    def workspace(self) -> str | None:
        """The name of the workspace: given as a parameter, or selected on this machine; None where nobody says it.

        https://developer.hashicorp.com/terraform/cli/workspaces#workspace-internals
        """
        given = self.options.parameters.get("terraform.workspace")
        if given is not None:
            return scrub(given)
        selected = self.read_file(".terraform/environment")
        return selected.strip() or None if isinstance(selected, str) else None

    def settle(self, key: Key, compute: Callable[[], Value], *, cycle: Value) -> Value:
        """Return what `compute` gives, worked out once; `cycle` is what stands for it while that happens."""
        if key in self._settled:
            return self._settled[key]
        if key in self._busy:
            return cycle
        if self.budget.depth > _DEEP:
            raise _PostponedError(key, compute)
        self._busy.add(key)
        try:
            self._settled[key] = compute()
        finally:
            self._busy.discard(key)
        return self._settled[key]

    def run(self, compute: Callable[[], Value]) -> Value:
        """Return what `compute` gives; what it needs from too far down is worked out before it."""
        waiting: list[tuple[Key, Callable[[], Value]]] = [((), compute)]
        while True:
            key, current = waiting[-1]
            try:
                value = current()
            except _PostponedError as needed:
                if any(needed.key == other for other, _ in waiting):
                    self._settled[needed.key] = Unread(Why.MALFORMED, self.name_unknown(".".join(needed.key)))
                else:
                    waiting.append((needed.key, needed.compute))
                continue
            except (TooMuchError, RecursionError):
                value = Unread(Why.NOT_SUPPORTED, self.name_unknown(".".join(key)))
            waiting.pop()
            if not waiting:
                return value
            self._settled[key] = value
