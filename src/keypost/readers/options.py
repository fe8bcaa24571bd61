"""What a run settles beyond what the inputs say, checked: a typing slip stops the run instead of changing it."""

from keypost.errors import UsageError
from keypost.named import Mapping, MappingProxyType, NamedTuple
from keypost.text import Text

_ACCOUNT = r"[0-9]{12}"
_REGION = r"[a-z]{2,4}(?:-[a-z]+){1,3}-[0-9]{1,2}"

_NO_ACCOUNT = Text(en="`{value}` is no account id", ja="`{value}` はアカウント ID ではありません")
_ACCOUNT_HINT = Text(
    en="an account id has 12 digits, e.g. 111122223333; leading zeros count",
    ja="アカウント ID は 12 桁の数字です (例: 111122223333)。先頭の 0 も必要です。",
)
_NO_REGION = Text(en="`{value}` is no Region", ja="`{value}` はリージョンではありません")
_REGION_HINT = Text(
    en="a Region is written like ap-northeast-1 (not an Availability Zone such as ap-northeast-1a)",
    ja="ap-northeast-1 のように指定してください (ap-northeast-1a のようなアベイラビリティーゾーンではなく)。",
)


class ReadOptions(NamedTuple):
    """`--account`, `--region`, `--parameter NAME=VALUE` and `--if-encrypted`; None: not given."""

    account: str | None = None
    region: str | None = None
    parameters: Mapping[str, str] = MappingProxyType({})


def check_account(value: str) -> str:
    """Return the account id, or stop."""
    if not is_like(_ACCOUNT, value):
        raise UsageError(_NO_ACCOUNT.fill(value=value), hint=_ACCOUNT_HINT)
    return value


def check_region(value: str) -> str:
    """Return the Region's name, or stop; new Regions of the usual shape are welcome."""
    if not is_like(_REGION, value):
        raise UsageError(_NO_REGION.fill(value=value), hint=_REGION_HINT)
    return value


def is_like(expression: str, value: str) -> bool:
    """Tell whether a regular expression fits the whole value."""
    import re  # few runs are given such a value

    return re.fullmatch(expression, value) is not None
