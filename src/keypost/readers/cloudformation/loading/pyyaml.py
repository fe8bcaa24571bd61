"""Imports PyYAML without compiling the regular expressions of its Python parser, which libyaml never asks.

One of them, over all of Unicode, takes two thirds of the import, and the import an eighth of checking 200 resources.
Every module is PyYAML's own, and works for whoever else imports it; its expressions are compiled when first asked.
"""

import builtins
import re
import sys
from collections.abc import Sequence
from types import ModuleType

from keypost.named import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.machinery import ModuleSpec
    from typing import Any


def import_yaml() -> ModuleType:
    """Return the module `yaml`."""
    if "yaml" in sys.modules:
        return sys.modules["yaml"]
    finder = _Finder()
    sys.meta_path.insert(0, finder)
    try:
        import yaml
    finally:
        sys.meta_path.remove(finder)
    return yaml


class _Finder:
    """Finds PyYAML's modules where they are, and lets them be run in its own way; no others."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> "ModuleSpec | None":
        if not name.startswith("yaml."):
            return None
        others = (finder.find_spec(name, path, target) for finder in sys.meta_path if finder is not self)
        spec = next(filter(None, others), None)
        if spec is not None and str(spec.origin).endswith(".py"):
            spec.loader = _Loader(spec.loader)  # type: ignore[assignment]  # the rest is the loader's own
        return spec


class _Loader:
    """Runs a module that `import re` gives late expressions; otherwise the loader that it takes."""

    def __init__(self, loader: object) -> None:
        self._loader: Any = loader

    def __getattr__(self, name: str) -> object:
        return getattr(self._loader, name)

    def exec_module(self, module: ModuleType) -> None:
        vars(module)["__builtins__"] = {**vars(builtins), "__import__": _import}
        self._loader.exec_module(module)


def _import(name: str, *others: "Any", **more: "Any") -> object:
    return _LATE_RE if name == "re" else builtins.__import__(name, *others, **more)


class _LateRe:
    """The module `re`, but for `compile`."""

    def __getattr__(self, name: str) -> object:
        return getattr(re, name)

    def compile(self, *arguments: "Any", **more: "Any") -> "_LatePattern":
        return _LatePattern(*arguments, **more)


class _LatePattern:
    """A regular expression that is compiled when somebody first asks it."""

    def __init__(self, *arguments: "Any", **more: "Any") -> None:
        self._arguments, self._more = arguments, more

    def __getattr__(self, name: str) -> object:
        """Compile it, and keep what was asked for: Python comes here only for what isn't kept yet."""
        found: object = getattr(re.compile(*self._arguments, **self._more), name)
        setattr(self, name, found)
        return found


_LATE_RE = _LateRe()
