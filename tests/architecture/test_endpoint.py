"""What the endpoint delivers is compared with the checker's verdicts: every path has its estate in the law."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.registry import find_unlisted
from tests.architecture.source import PACKAGE, ROOT, list_modules, parse

ENDPOINT = PACKAGE / "endpoint"
PATHS = "keypost.catalogue.paths"
WAYS = ROOT / "tests" / "laws" / "agreement" / "ways.py"


def list_delivered(module: Path) -> Iterator[Path]:
    """Yield the catalogue's files that a module of the endpoint takes its paths from."""
    for node in ast.walk(parse(module)):
        if isinstance(node, ast.ImportFrom) and node.module == PATHS:
            yield from (Path(f"{name.name}.py") for name in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"{PATHS}."):
            yield Path(f"{(node.module or '').rpartition('.')[2]}.py")


def test_every_path_that_the_endpoint_delivers_is_in_the_law() -> None:
    delivered = sorted({path for module in list_modules(ENDPOINT) for path in list_delivered(module)})
    assert len(delivered) > 15
    assert find_unlisted(delivered, registry=WAYS) == []
