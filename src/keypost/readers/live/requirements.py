"""botocore, which the extra `live` brings."""

from importlib.util import find_spec

from keypost.errors import UsageError, tell_extra
from keypost.text import Text

_MISSING = Text(
    en="reading an account needs botocore, which isn't installed",
    ja="アカウントの読み取りには botocore が必要ですが、インストールされていません",
)


def require_botocore() -> None:
    """Stop the run where botocore is missing.

    Raises:
        UsageError: it is, and how to install it.
    """
    if find_spec("botocore") is None:
        raise UsageError(_MISSING, hint=tell_extra("live"))
