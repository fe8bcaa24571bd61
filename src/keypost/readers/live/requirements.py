"""boto3, which the extra `live` brings."""

from importlib.util import find_spec

from keypost.errors import UsageError
from keypost.text import Text

_MISSING = Text(
    en="reading an account needs boto3, which isn't installed",
    ja="アカウントの読み取りには boto3 が必要ですが、インストールされていません",
)
_INSTALL = Text(
    en="install Keypost with the extra `live`: `pip install 'keypost[live]'`; `./x` has it",
    ja="追加機能 `live` を付けて Keypost をインストールしてください: `pip install 'keypost[live]'` "
    "(`./x` には含まれています)。",
)


def require_boto3() -> None:
    """Stop the run where boto3 is missing.

    Raises:
        UsageError: it is, and how to install it.
    """
    if find_spec("boto3") is None:
        raise UsageError(_MISSING, hint=_INSTALL)
