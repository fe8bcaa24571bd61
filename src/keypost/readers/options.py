"""What a run settles beyond what the inputs say, checked: a typing slip stops the run instead of changing it."""

from keypost.errors import UsageError
from keypost.named import TYPE_CHECKING, Mapping, MappingProxyType, NamedTuple
from keypost.text import Text

if TYPE_CHECKING:
    from keypost.readers.excluded import Excluded


class Form(NamedTuple):
    """How a text has to look (a regular expression), and what is told of one that doesn't."""

    pattern: str
    wrong: Text
    hint: Text


ACCOUNT = Form(
    "[0-9]{12}",
    Text(en="`{value}` is no account id", ja="`{value}` はアカウント ID ではありません"),
    Text(
        en="an account id has 12 digits, e.g. 111122223333; leading zeros count",
        ja="アカウント ID は 12 桁の数字です (例: 111122223333)。先頭の 0 も必要です。",
    ),
)
REGION = Form(
    "[a-z]{2,4}(?:-[a-z]+){1,3}-[0-9]{1,2}",
    Text(en="`{value}` is no Region", ja="`{value}` はリージョンではありません"),
    Text(
        en="a Region is written like ap-northeast-1 (not an Availability Zone such as ap-northeast-1a)",
        ja="ap-northeast-1 のように指定してください (ap-northeast-1a のようなアベイラビリティーゾーンではなく)。",
    ),
)
PARAMETER = Form(
    "[A-Za-z0-9_.:/-]+",
    Text(en="`{value}` is no name of a parameter", ja="`{value}` はパラメータの名前ではありません"),
    Text(en="a name has letters, digits and `_.:/-`", ja="名前に使えるのは英数字と `_.:/-` です。"),
)


class ReadOptions(NamedTuple):
    """What the inputs leave open and a run settles; None: not given.

    Of `parameters`, those in `optional` may belong to templates that aren't read.
    """

    account: str | None = None
    region: str | None = None
    parameters: Mapping[str, str] = MappingProxyType({})
    optional: frozenset[str] = frozenset()
    excluded: "Excluded | None" = None


def check_account(value: str) -> str:
    """Return the account id, or stop."""
    return _check(ACCOUNT, value)


def check_region(value: str) -> str:
    """Return the Region's name, or stop; new Regions of the usual shape are welcome."""
    return _check(REGION, value)


def fits(form: Form, value: str) -> bool:
    """Tell whether the value looks as the form wants it."""
    import re  # few runs are given such a value

    return re.fullmatch(form.pattern, value) is not None


def _check(form: Form, value: str) -> str:
    if not fits(form, value):
        raise UsageError(form.wrong.fill(value=value), hint=form.hint)
    return value
