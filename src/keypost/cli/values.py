"""The values that options take, checked: a typing slip stops the run instead of changing it."""

from keypost.errors import UsageError
from keypost.named import Sequence
from keypost.readers.options import PARAMETER, fits
from keypost.text import Text

# A format, and the file that the report goes to; None is stdout.
WantedReport = tuple[str, str | None]

_NO_PORT = Text(en="`{value}` is no port", ja="`{value}` はポート番号ではありません")
_PORT_HINT = Text(en="a port is a number from 0 to 65535", ja="ポート番号は 0 から 65535 までの数字です。")
_HIGHEST_PORT = 65_535
_NO_PARAMETER = Text(en="`{value}` is not NAME=VALUE", ja="`{value}` は 名前=値 の形ではありません")
_PARAMETER_HINT = Text(
    en="give the template's parameter and its value: `--parameter Env=prod`",
    ja="テンプレートのパラメータ名と値を指定してください: `--parameter Env=prod`",
)
_PARAMETER_TWICE = Text(
    en="the parameter `{name}` is given twice, with different values",
    ja="パラメータ `{name}` が異なる値で 2 回指定されています",
)
_ONE_VALUE = Text(en="give each parameter once", ja="各パラメータは 1 回だけ指定してください。")
_NO_REPORT = Text(en="`{value}` is not FORMAT=FILE", ja="`{value}` は 形式=ファイル の形ではありません")
_REPORT_HINT = Text(
    en="e.g. `--report sarif=keypost.sarif`; formats: {formats}",
    ja="例: `--report sarif=keypost.sarif` (形式: {formats})",
)
_ONE_FILE = Text(
    en="two reports can't go to one file: {file}", ja="2 つのレポートを 1 つのファイルに書くことはできません: {file}"
)
_OTHER_FILE = Text(en="give each a file of its own", ja="それぞれに別のファイルを指定してください。")


def check_port(value: str) -> int:
    """Return the number of a port, or stop; 0 is any free one."""
    if not (value.isascii() and value.isdecimal()) or int(value) > _HIGHEST_PORT:
        raise UsageError(_NO_PORT.fill(value=value), hint=_PORT_HINT)
    return int(value)


def split_parameter(value: str) -> tuple[str, str]:
    """Return name and value of NAME=VALUE, or stop; the value may be empty and may hold `=`."""
    name, separator, given = value.partition("=")
    if not separator or not fits(PARAMETER, name):
        raise UsageError(_NO_PARAMETER.fill(value=value), hint=_PARAMETER_HINT)
    return name, given


def join_parameters(given: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return the parameters by name, or stop where one has two values."""
    parameters: dict[str, str] = {}
    for name, value in given:
        if parameters.setdefault(name, value) != value:
            raise UsageError(_PARAMETER_TWICE.fill(name=name), hint=_ONE_VALUE)
    return parameters


def split_report(value: str, *, formats: Sequence[str]) -> WantedReport:
    """Return format and file of FORMAT=FILE, or stop."""
    form, _, file = value.partition("=")
    if form not in formats or not file:
        raise UsageError(_NO_REPORT.fill(value=value), hint=_REPORT_HINT.fill(formats=", ".join(formats)))
    return form, file


def list_reports(given: Sequence[WantedReport], last: WantedReport) -> tuple[WantedReport, ...]:
    """Return all reports that are wanted, `last` behind the others, or stop where two go to one file."""
    files = [file for _, file in (*given, last)]
    for file in files:
        if file is not None and files.count(file) > 1:
            raise UsageError(_ONE_FILE.fill(file=file), hint=_OTHER_FILE)
    return (*given, last)
