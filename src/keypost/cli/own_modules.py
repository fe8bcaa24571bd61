"""Finds Keypost's own modules straight away: a run imports 170, and looking for them took a tenth of it.

Python asks for each one whether it is built in, frozen, a package, or one of five kinds of file, and works out anew
where its bytecode would be. Here it is a file in the folder of its package, or left to Python; so is one without
bytecode, or whose bytecode isn't of this source by the rule that Python itself goes by.
"""

import marshal
import os
import sys
from _frozen_importlib import ModuleSpec
from _frozen_importlib_external import MAGIC_NUMBER, SourceFileLoader

from keypost.named import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import CodeType, ModuleType

# Bytecode begins with its version, no flags, and the time and size of its source, four bytes each (PEP 552).
_VERSION = MAGIC_NUMBER + bytes(4)
_HEAD = 16
_MOST = 1 << 16
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0)
_MODULE, _PACKAGE = ".py", f"{os.sep}__init__.py"


def find_straight_away() -> None:
    """Let this process look here first for Keypost's modules, unless their bytecode lies elsewhere."""
    if not sys.flags.optimize and sys.pycache_prefix is None:
        sys.meta_path.insert(0, OwnModules)


class OwnModules:
    """The finder; Python asks it first."""

    @staticmethod
    def find_spec(name: str, path: "Sequence[str] | None", target: "ModuleType | None" = None) -> ModuleSpec | None:
        """Return where the module is, None where Python is to look for it."""
        del target
        if not path or not name.startswith("keypost."):
            return None
        place = path[0] + os.sep + name.rpartition(".")[2]
        for ending in (_MODULE, _PACKAGE):
            try:
                source = os.stat(place + ending)
            except OSError:
                continue
            loader = _Loader(name, place + ending, source)
            spec = ModuleSpec(name, loader, origin=place + ending, is_package=ending is _PACKAGE)
            if spec.submodule_search_locations is not None:
                spec.submodule_search_locations.append(place)
            spec.has_location, spec.cached = True, loader.bytecode
            return spec
        return None


class _Loader(SourceFileLoader):
    def __init__(self, name: str, file: str, source: os.stat_result) -> None:
        self.name, self.path = name, file
        folder, _, module = file.rpartition(os.sep)
        self.bytecode = f"{folder}{os.sep}__pycache__{os.sep}{module[:-2]}{sys.implementation.cache_tag}.pyc"
        self._head = _VERSION + _four_bytes(int(source.st_mtime)) + _four_bytes(source.st_size)

    def get_code(self, fullname: str) -> "CodeType | None":
        """Return the module's code: its bytecode, or what Python makes of the source."""
        data = _read(self.bytecode)
        if not data.startswith(self._head) or len(data) == _MOST:
            return super().get_code(fullname)
        code: CodeType = marshal.loads(memoryview(data)[_HEAD:])  # noqa: S302 - what Python would load as well
        return code


def _read(file: str) -> bytes:
    """Return the file's first bytes, which are all unless there are that many; nothing where there is no such file."""
    try:
        handle = os.open(file, _READ)
    except OSError:
        return b""
    try:
        return os.read(handle, _MOST)
    finally:
        os.close(handle)


def _four_bytes(number: int) -> bytes:
    return (number & 0xFFFFFFFF).to_bytes(4, "little")
