"""What the endpoint needs beside Keypost itself."""

from importlib.util import find_spec

from keypost.errors import UsageError, tell_extra
from keypost.text import Text

_PACKAGES = ("botocore", "flask", "flask_cors", "moto", "waitress")
_MISSING = Text(
    en="`keypost local` needs the package {name}, which isn't installed",
    ja="`keypost local` には {name} パッケージが必要ですが、インストールされていません",
)


def require_packages() -> None:
    """Let nothing begin without the packages.

    Raises:
        UsageError: one of them is missing; the message tells how to install them.
    """
    for name in _PACKAGES:
        if find_spec(name) is None:
            raise UsageError(_MISSING.fill(name=name), hint=tell_extra("local"))
