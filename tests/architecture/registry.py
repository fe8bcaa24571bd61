"""What stands one a file in a folder: its ids, the list that names them all, and their pages."""

import ast
from collections.abc import Iterable
from pathlib import Path

from tests.architecture.source import parse

INDEXES = {"README", "README.ja", "index", "index.ja"}


def identify(module: Path) -> str:
    """Return the id that a file is named after: underscores in the file, hyphens in the id."""
    return module.stem.replace("_", "-")


def find_unlisted(modules: Iterable[Path], *, registry: Path) -> list[str]:
    """Return the modules that the registry doesn't name: by import, or as a text that it imports from."""
    named = {name for node in ast.walk(parse(registry)) for name in _read_names(node)}
    return [module.stem for module in modules if module.stem not in named]


def _read_names(node: ast.AST) -> set[str]:
    match node:
        case ast.ImportFrom(module=str(package), names=names):
            return {package.rpartition(".")[2]} | {name.name for name in names}
        case ast.Constant(value=str(text)):
            return {text, text.replace("-", "_")}
        case _:
            return set()


def read_pages(folder: Path) -> dict[str, str]:
    """Return the text of each page, by the id that it is named after."""
    return {page.stem: page.read_text(encoding="utf-8") for page in folder.glob("*.md") if page.stem not in INDEXES}
