"""`keypost serve`: the deliveries in a browser on this machine, decided anew while their policies are edited."""

import sys

from keypost.cli.inputs import add_input_options, build_read_options, choose_paths
from keypost.cli.parser import Options, Parser
from keypost.cli.values import check_port
from keypost.errors import UsageError, tell_extra
from keypost.named import TYPE_CHECKING
from keypost.text import Text

if TYPE_CHECKING:
    from keypost.serve.listening import Server

SUMMARY = Text(
    en="Show the deliveries in a browser on this machine: edit a policy and see them turn.",
    ja="配信をこのマシンのブラウザーで表示します。ポリシーを編集すると、その場で判定し直します。",
)
_PATHS = Text(
    en="files or folders, read as one estate and watched; a folder is searched for templates (default: `paths` of the "
    "config file)",
    ja="ファイルまたはフォルダー。まとめて 1 つの環境として読み、変更を監視します。フォルダーの中も探します "
    "(省略時は設定ファイルの `paths`)",
)
_PORT = Text(en="the port on 127.0.0.1 (default: a free one)", ja="127.0.0.1 のポート (省略時は空きポート)")
_LANG = Text(
    en="language to begin in (default: `lang` of the config file, else that of the locale)",
    ja="はじめに表示する言語 (省略時は設定ファイルの `lang`、なければロケールの言語)",
)
_READY = "keypost serve: {address}\n"
_OPEN = Text(
    en="Open this address in a browser; it lets in whoever has it, on this machine alone. Files stay as they are. "
    "Stop with Ctrl-C.",
    ja="このアドレスをブラウザーで開いてください。使えるのは、このマシンでアドレスを知っている人だけです。"
    "ファイルは変更しません。停止するには Ctrl-C を押してください。",
)
_NO_PATH = Text(
    en="nothing to show: no file or folder is given",
    ja="表示する対象がありません: ファイルもフォルダーも指定されていません",
)
_GIVE_PATH = Text(
    en="name templates or folders: `keypost serve templates/`",
    ja="テンプレートかフォルダーを指定してください: `keypost serve templates/`",
)
_NOT_STANDARD = Text(en="standard input can't be watched", ja="標準入力は監視できません")
_MISSING = Text(
    en="`keypost serve` needs the extra `serve`: {package} isn't installed",
    ja="`keypost serve` には追加機能 `serve` が必要です: {package} がインストールされていません",
)
_TAKEN = Text(en="port {port} can't be used: {why}", ja="ポート {port} を使えません: {why}")
_OTHER_PORT = Text(
    en="choose another with `--port`, or leave it out for a free one",
    ja="`--port` で別のポートを指定するか、省略して空きポートを使ってください。",
)


def add_arguments(parser: Parser) -> None:
    """Declare what `keypost serve` takes."""
    parser.add_input("paths", metavar="PATH", explanation=_PATHS)
    add_input_options(parser)
    parser.add_option("--port", metavar="PORT", explanation=_PORT, parse=check_port)
    parser.add_settings_options(lang=_LANG)


def run(options: Options) -> int:
    """Serve until interrupted."""
    choose_paths(options, options.settings)
    if not options.paths:
        raise UsageError(_NO_PATH, hint=_GIVE_PATH)
    if "-" in options.paths:
        raise UsageError(_NOT_STANDARD, hint=_GIVE_PATH)
    server = _open(options)
    sys.stdout.write(_READY.format(address=server.address))
    sys.stdout.flush()
    sys.stderr.write(_OPEN.in_language(options.language) + "\n")
    server.run()
    return 0


def _open(options: Options) -> "Server":
    try:
        from keypost.serve.listening import Server
    except ModuleNotFoundError as error:
        raise UsageError(_MISSING.fill(package=error.name), hint=tell_extra("serve")) from error
    from keypost.serve.desk import Asked, Desk

    given = build_read_options(options, options.settings)
    desk = Desk(Asked(tuple(options.paths), given, options.settings.suppressions))
    try:
        return Server(desk, port=options.port or 0, language=options.language)
    except OSError as error:
        taken = _TAKEN.fill(port=str(options.port), why=error.strerror or str(error))
        raise UsageError(taken, hint=_OTHER_PORT) from error
