"""Packages that only some engines need: which extra brings them."""

from importlib.util import find_spec

from keypost.errors import UsageError, tell_extra
from keypost.text import Text

_MISSING = Text(
    en="this engine needs {package}, which isn't installed",
    ja="このエンジンには {package} が必要ですが、インストールされていません",
)
_YOUR_SPARK = Text(
    en="use the Python that your Spark runs with, or `pip install 'pyspark>=3.5'` in the one that runs Keypost",
    ja="お使いの Spark の Python で実行するか、Keypost を実行している Python に `pip install 'pyspark>=3.5'` で"
    "インストールしてください。",
)


def require_package(package: str, *, extra: str) -> None:
    """Stop the run where a package is missing; without an extra it is one that users bring themselves.

    Raises:
        UsageError: it is missing, and how to install it.
    """
    if find_spec(package) is None:
        hint = tell_extra(extra) if extra else _YOUR_SPARK
        raise UsageError(_MISSING.fill(package=package), hint=hint)
