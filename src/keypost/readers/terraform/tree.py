"""The modules of a folder by the calls that lead to them, nothing evaluated: who calls whom, and where things stand."""

import os
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

from keypost.errors import UnreadableInputError
from keypost.origin import LateOrigin, Origin, Pointer
from keypost.readers.terraform.addresses import Key, parse_steps
from keypost.readers.terraform.hcl.blocks import Block
from keypost.readers.terraform.hcl.folder import Module, find_called, read_folder, read_installed
from keypost.readers.terraform.instance import Instance
from keypost.readers.terraform.pointing import locate

# More modules, and calls within calls, than people have.
_MOST = 2_000
_DEEPEST = 20
# What stands in brackets for the key of an instance that stands for all (modules/module.py).
_ANY = "?"


class Tree:
    """A root module, and all modules below it that are on this machine."""

    def __init__(self, folder: str) -> None:
        """Read the folder, and those of the modules that it calls.

        Raises:
            UnreadableInputError: the folder can't be listed.
        """
        self.name = folder
        self.broken: list[UnreadableInputError] = []
        self._modules: dict[tuple[str, ...], Module] = {}
        self._read: dict[Path, Module] = {}
        self._add((), Path(folder), installed=read_installed(Path(folder)))

    @property
    def root(self) -> Module:
        """The module of the folder itself."""
        return self._modules[()]

    @property
    def real(self) -> Path:
        """The folder, whatever links lead there."""
        return self.root.folder.resolve()

    @property
    def called(self) -> frozenset[Path]:
        """The folders of the modules that are called."""
        return frozenset(module.folder.resolve() for names, module in self._modules.items() if names)

    def module(self, names: tuple[str, ...]) -> Module | None:
        """Return the module that calls of these names lead to, None where it isn't on this machine."""
        return self._modules.get(names)

    def find_block(self, address: str) -> Block | None:
        """Return the block that an instance's address is of."""
        names, label = _split(address)
        module = self._modules.get(names)
        return None if module is None else module.block(*label)

    def holds(self, addresses: Iterable[str]) -> bool:
        """Tell whether there are addresses, and a block here for each of them."""
        blocks = [self.find_block(address) for address in addresses]
        return bool(blocks) and all(block is not None for block in blocks)

    def place(self, instance: Instance) -> Instance:
        """Return the instance with the places that it has here."""
        block = self.find_block(instance.address)
        if block is None:
            return instance
        names, _ = _split(instance.address)
        return instance._replace(locate=partial(self.locate, block, names), origin=block.origin)

    def locate(self, block: Block, names: tuple[str, ...], pointer: Pointer) -> Origin:
        """Return where a path of attributes of a block of a module is written."""
        return LateOrigin(lambda steps: locate(block, steps, modules=self, names=names), pointer)

    def _add(self, names: tuple[str, ...], folder: Path, *, installed: Mapping[str, Path]) -> None:
        todo = [(names, folder)]
        while todo and len(self._modules) < _MOST:
            names, folder = todo.pop()
            module = self._find_module(folder, is_called=bool(names))
            if module is None:
                continue
            self._modules[names] = module
            for call in module.of_type("module") if len(names) < _DEEPEST else ():
                path = (*names, *call.labels)
                found = find_called(module, call, path=path, installed=installed)
                if found is not None:
                    todo.append((path, found))

    def _find_module(self, folder: Path, *, is_called: bool) -> Module | None:
        """Return the module in a folder, None where it is a called one that can't be listed: that is a gap."""
        try:
            return self._read_module(folder)
        except UnreadableInputError as error:
            if not is_called:
                raise
            self.broken.append(error)
            return None

    def _read_module(self, folder: Path) -> Module:
        real = folder.resolve()
        if real not in self._read:
            shown = self.name if not self._read else _show(self.name, folder)
            self._read[real] = module = read_folder(folder, name=shown)
            self.broken.extend(module.broken)
        return self._read[real]


def _split(address: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the calls that lead to an instance, and how its block is labelled."""
    steps = [step for step in parse_steps(address) if not isinstance(step, Key) and step != _ANY]
    names: list[str] = []
    while steps[:1] == ["module"] and len(steps) > 2:
        names.append(steps[1])
        steps = steps[2:]
    kind = "data" if steps[:1] == ["data"] else "resource"
    return tuple(names), (kind, *steps[-2:])


def _show(name: str, folder: Path) -> str:
    """Return what a called module's folder is called: as seen from the root module's."""
    path = os.path.relpath(folder, name)
    return os.path.normpath(os.path.join(name, path)) if path.startswith(os.pardir) else os.path.join(name, path)
