"""`keypost mcp`: check, fix, explain and paths as tools of coding agents (Model Context Protocol)."""

import os

from keypost.cli.inputs import add_input_options, build_read_options
from keypost.cli.parser import Options, Parser
from keypost.errors import UsageError, tell_extra
from keypost.settings.find import read_settings
from keypost.text import Text

SUMMARY = Text(
    en="Serve check, fix, explain and paths to coding agents on standard input and output (MCP).",
    ja="check、fix、explain、paths をコーディングエージェントに標準入出力で提供します (MCP)。",
)
_FOLDER = Text(
    en="the folder that agents may have read, and nothing else (default: the current one)",
    ja="エージェントが読み取れるフォルダー。それ以外は読み取れません (省略時は現在のフォルダー)",
)
_LANG = Text(
    en="language of what reports say in one language only, and of messages (default: `lang` of the config file, else "
    "that of the locale)",
    ja="レポートで片方の言語でしか書かれない文と、メッセージの言語 "
    "(省略時は設定ファイルの `lang`、なければロケールの言語)",
)
_CONFIG = Text(
    en="the config file, which has defaults for options (default: keypost.toml or pyproject.toml, from the folder "
    "upwards)",
    ja="オプションの既定値を書いた設定ファイル "
    "(省略時はフォルダーから上へ keypost.toml または pyproject.toml を探します)",
)
_NO_FOLDER = Text(en="{folder} can't be served: {why}", ja="{folder} を使えません: {why}")
_GIVE_FOLDER = Text(
    en="name a folder that exists: `keypost mcp .`", ja="存在するフォルダーを指定してください: `keypost mcp .`"
)
_MISSING = Text(
    en="`keypost mcp` needs the extra `mcp`: {package} isn't installed",
    ja="`keypost mcp` には追加機能 `mcp` が必要です: {package} がインストールされていません",
)


def add_arguments(parser: Parser) -> None:
    """Declare what `keypost mcp` takes."""
    parser.add_input("folder", metavar="FOLDER", explanation=_FOLDER, nargs="?")
    add_input_options(parser)
    parser.add_choice("--lang", choices=("en", "ja"), explanation=_LANG)
    parser.add_option("--config", metavar="FILE", explanation=_CONFIG)


def run(options: Options) -> int:
    """Serve until the client closes standard input."""
    try:
        from keypost.serve.mcp.server import serve
    except ModuleNotFoundError as error:
        raise UsageError(_MISSING.fill(package=error.name), hint=tell_extra("mcp")) from error
    from keypost.serve.mcp.answers import Workplace
    from keypost.serve.mcp.fence import Fence

    config = options.config and os.path.abspath(options.config)
    _enter(options.folder or ".")
    settings = read_settings(config)
    given = build_read_options(options, settings)
    language = options.lang or settings.lang or options.language
    serve(Workplace(Fence("."), given, settings.suppressions, language))
    return 0


def _enter(folder: str) -> None:
    """Make it the current folder: agents name files as they lie in it."""
    try:
        os.chdir(folder)
    except OSError as error:
        raise UsageError(_NO_FOLDER.fill(folder=folder, why=error.strerror or error), hint=_GIVE_FOLDER) from error
