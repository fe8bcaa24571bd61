"""The commands, in one table: what `keypost --help` lists, and the module that is imported for each."""

from keypost.errors import UsageError
from keypost.named import NamedTuple
from keypost.text import LANGUAGES, Text


class Command(NamedTuple):
    """One command: its module (with SUMMARY, add_arguments and run), and its summary as the list shows it."""

    module: str
    summary: Text


COMMANDS = {
    "check": Command(
        "keypost.cli.check",
        Text(
            en="Tell which deliveries in these templates work, fail, or depend on something unknown.",
            ja="テンプレートの中の配信について、届くか、失敗するか、未知の事柄しだいかを判定します。",
        ),
    ),
    "collect": Command(
        "keypost.cli.collect",
        Text(
            en="Read an AWS account into a folder, to check and compare it later; nothing is changed in the account.",
            ja="AWS アカウントをフォルダーに読み取り、あとで検査や比較ができるようにします。アカウントは変更しません。",
        ),
    ),
    "compare": Command(
        "keypost.cli.compare",
        Text(
            en="Tell where runs that failed part from runs that succeeded: the distinct calls of both.",
            ja="成功した実行と失敗した実行の CloudTrail の呼び出しを比べ、最初に分かれたところを示します。",
        ),
    ),
    "completion": Command(
        "keypost.cli.completion",
        Text(
            en="Print a script with which bash, zsh or fish completes commands, options and their values.",
            ja="bash、zsh、fish でコマンド・オプション・その値を補完するためのスクリプトを出力します。",
        ),
    ),
    "diff": Command(
        "keypost.cli.diff",
        Text(
            en="Tell which deliveries turn between two versions, and who gains or loses the use of a key.",
            ja="2 つの版のあいだで判定が変わる配信と、キーを使えるように、または使えなくなる主体を示します。",
        ),
    ),
    "explain": Command(
        "keypost.cli.explain",
        Text(
            en="Tell the likely causes behind an error message or event, what separates them, and the repair.",
            ja="エラーメッセージやイベントから考えられる原因と、その見分け方・直し方を示します。",
        ),
    ),
    "fix": Command(
        "keypost.cli.fix",
        Text(
            en="Offer the smallest changes that make failing deliveries work and break nothing; write them on request.",
            ja="失敗する配信が届くようになり、ほかを壊さない最小の変更を提示します。指定すればファイルに書き込みます。",
        ),
    ),
    "learn": Command(
        "keypost.cli.learn",
        Text(
            en="Learn from CloudTrail history the key policy that allows exactly what happened, for REVIEW.",
            ja="CloudTrail の履歴から、実際に行われたことだけを許可するキーポリシーを作ります (要確認)。",
        ),
    ),
    "lint": Command(
        "keypost.cli.lint",
        Text(
            en="Tell whether AWS would take a policy document, and whether it would do what it says.",
            ja="ポリシードキュメントが AWS に受け付けられるか、書かれたとおりに働くかを調べます。",
        ),
    ),
    "local": Command(
        "keypost.cli.local",
        Text(
            en="Serve an AWS endpoint on this machine that refuses what AWS refuses.",
            ja="AWS が拒否するものを拒否する AWS エンドポイントを、このマシンで動かします。",
        ),
    ),
    "mcp": Command(
        "keypost.cli.mcp",
        Text(
            en="Serve check, fix, explain and paths to coding agents on standard input and output (MCP).",
            ja="check、fix、explain、paths をコーディングエージェントに標準入出力で提供します (MCP)。",
        ),
    ),
    "paths": Command(
        "keypost.cli.paths",
        Text(
            en="List the delivery paths that Keypost knows, or show one: calls, condition keys, statements.",
            ja="Keypost が知っている配信の経路の一覧を表示します。"
            "ID を指定すると、呼び出し・条件キー・必要なステートメントを示します。",
        ),
    ),
    "replay": Command(
        "keypost.cli.replay",
        Text(
            en="Tell what of a CloudTrail history another key policy would break, leave as it is, or leave open.",
            ja="CloudTrail の履歴のうち、別のキーポリシーにすると拒否されるもの、変わらないもの、"
            "判定できないものを示します。",
        ),
    ),
    "rules": Command(
        "keypost.cli.rules",
        Text(
            en="List the faults that Keypost names, or explain one of them.",
            ja="Keypost が指摘する不備の一覧を表示します。ID を指定すると、その不備を説明します。",
        ),
    ),
    "schemas": Command(
        "keypost.cli.schemas",
        Text(
            en="List the JSON Schemas of what Keypost writes as JSON, and of its config file, or print one.",
            ja="Keypost が出力する JSON と設定ファイルのスキーマの一覧を表示します。"
            "名前を指定すると、そのスキーマを出力します。",
        ),
    ),
    "serve": Command(
        "keypost.cli.serve",
        Text(
            en="Show the deliveries in a browser on this machine: edit a policy and see them turn.",
            ja="配信をこのマシンのブラウザーで表示します。ポリシーを編集すると、その場で判定し直します。",
        ),
    ),
    "simulate": Command(
        "keypost.cli.simulate",
        Text(
            en="Decide one request under given policies, and tell which statement decided.",
            ja="与えられたポリシーのもとで 1 つのリクエストを判定し、どのステートメントが決めたかを示します。",
        ),
    ),
    "vet": Command(
        "keypost.cli.vet",
        Text(
            en="Tell what following a scanner's findings would break here, and what satisfies both sides.",
            ja="スキャナーの指摘に従うと止まる配信と、スキャナーと配信の両方を満たす方法を示します。",
        ),
    ),
    "who-can": Command(
        "keypost.cli.who_can",
        Text(
            en="List who may use a key of these templates, under which conditions, and by which statement.",
            ja="テンプレートの中のキーを使える主体を、条件と根拠のステートメントとともに表示します。",
        ),
    ),
}

_USAGE = Text(
    en="usage: keypost [--version] [--lang {en,ja}] COMMAND ...",
    ja="使い方: keypost [--version] [--lang {en,ja}] コマンド ...",
)
_PURPOSE = Text(
    en="Will this AWS delivery get through, and if not, which policy stops it?",
    ja="この AWS の配信は届くのか。届かないなら、止めているのはどのポリシーか。",
)
_COMMANDS_TITLE = Text(en="commands:", ja="コマンド:")
_MORE = Text(
    en="`keypost COMMAND --help` tells more about one command.",
    ja="各コマンドの詳細は `keypost コマンド --help` で表示されます。",
)
_NO_COMMAND = Text(en="no command is given", ja="コマンドが指定されていません")
_UNKNOWN_COMMAND = Text(en="there is no command `{name}`", ja="`{name}` というコマンドはありません")
_UNKNOWN_OPTION = Text(
    en="there is no option `{name}` before the command", ja="コマンドの前に置けるオプションに `{name}` はありません"
)
_DID_YOU_MEAN = Text(en="did you mean `keypost {close}`?", ja="`keypost {close}` ではありませんか。")
_SEE_HELP = Text(en="`keypost --help` lists the commands", ja="コマンドの一覧は `keypost --help` で表示されます。")
_LANGUAGE_MISSING = Text(
    en="`--lang` is followed by `en` or `ja`", ja="`--lang` の後には `en` か `ja` を指定してください"
)


def split_arguments(arguments: list[str]) -> tuple[str | None, list[str]]:
    """Return the command (or `--help`, `--version`; None: nothing was asked) and the arguments that belong to it."""
    rest, asked = list(arguments), list[str]()
    while rest:
        first = rest.pop(0)
        if first in COMMANDS:
            return first, [*asked, *rest]
        if first in {"-h", "--help"}:
            return "--help", rest
        if first == "--version":
            return first, rest
        asked = ["--lang", _take_language(first, rest)]
    return None, []


def render_help(*, language: str, width: int) -> str:
    """Return the text of `keypost --help`."""
    from keypost.cli.help import NARROW, WIDTH, render_rows
    from keypost.reports.wrapping import wrap

    width = min(width, WIDTH)
    left = 0 if width < NARROW else max(map(len, COMMANDS))
    rows = [(name, command.summary) for name, command in COMMANDS.items()]
    usage, purpose, title, more = (
        wrap(text.in_language(language), width=width) for text in (_USAGE, _PURPOSE, _COMMANDS_TITLE, _MORE)
    )
    listed = render_rows(rows, left=left, width=width, language=language)
    return "".join(f"{line}\n" for line in (*usage, "", *purpose, "", *title, *listed, "", *more))


def refuse_nothing() -> UsageError:
    """Return what a command line without a command is answered."""
    return UsageError(_NO_COMMAND, hint=_SEE_HELP)


def _take_language(first: str, rest: list[str]) -> str:
    """Return the value of `--lang`, which may stand before the command too; refuse everything else."""
    if first == "--lang" and rest:
        value = rest.pop(0)
    elif first.startswith("--lang"):
        value = first.partition("=")[2]
    else:
        raise _refuse(first)
    if value not in LANGUAGES:
        raise UsageError(_LANGUAGE_MISSING, hint=_SEE_HELP)
    return value


def _refuse(name: str) -> UsageError:
    import difflib

    if name.startswith("-"):
        return UsageError(_UNKNOWN_OPTION.fill(name=name), hint=_SEE_HELP)
    close = difflib.get_close_matches(name, COMMANDS, n=1)
    hint = _DID_YOU_MEAN.fill(close=close[0]) if close else _SEE_HELP
    return UsageError(_UNKNOWN_COMMAND.fill(name=name), hint=hint)
