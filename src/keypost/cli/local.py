"""`keypost local`: AWS on this machine that says no where AWS says no."""

import os
import sys

from keypost.cli.parser import Options, Parser
from keypost.cli.values import check_port
from keypost.errors import UsageError
from keypost.named import TYPE_CHECKING
from keypost.readers.options import check_account, check_region
from keypost.text import Text

if TYPE_CHECKING:
    from keypost.endpoint.server import Server
    from keypost.endpoint.settings import Settings

# Where it listens unless told otherwise; the next free port where somebody else does.
_USUAL_PORT = 4566

SUMMARY = Text(
    en="Serve an AWS endpoint on this machine that refuses what AWS refuses.",
    ja="AWS が拒否するものを拒否する AWS エンドポイントを、このマシンで動かします。",
)
_WORDS = Text(
    en="`exec -- COMMAND ...`: run a command with the endpoint and dummy credentials, unable to reach AWS; "
    "`why [REQUEST-ID]`: tell why a request was refused, by default the last ones",
    ja="`exec -- コマンド ...`: エンドポイントとダミーの認証情報を設定し、AWS に届かない状態でコマンドを実行します。"
    "`why [リクエスト ID]`: リクエストが拒否された理由を示します (省略時は直近の拒否)",
)
_PORT = Text(
    en="the port on 127.0.0.1 (default: 4566, or a free one; 0 is any free one)",
    ja="127.0.0.1 のポート (省略時は 4566、使用中なら空きポート。0 は任意の空きポート)",
)
_ACCOUNT = Text(
    en="the account whose root user is the access key `test` (default: 000000000000)",
    ja="アクセスキー `test` がルートユーザーとなるアカウント (省略時は 000000000000)",
)
_REGION = Text(
    en="the Region of calls that name none (default: us-east-1)",
    ja="リージョンを示さない呼び出しのリージョン (省略時は us-east-1)",
)
_STATE = Text(
    en="keep what is created in this file, and begin with what it holds",
    ja="作成したものをこのファイルに保存し、次回はその内容から始めます",
)
_SOFT = Text(en="write denials down, but let them pass", ja="拒否を記録するだけで、通します")
_STRICT = Text(
    en="refuse operations of services whose permissions aren't modelled",
    ja="権限がモデル化されていないサービスの操作を拒否します",
)
_WEBHOOK = Text(
    en="post messages for chat channels to this address, which has to be on this machine",
    ja="チャットチャンネルへのメッセージをこのアドレス (このマシンのもの) に POST します",
)
_DELAY = Text(
    en="let a change of a key show late, as at AWS: SNS and SQS go on using a data key, this long at most "
    "(default: 0, a change holds at once; AWS: 300)",
    ja="キーの変更を AWS のように遅れて反映します。SNS と SQS はデータキーを最長でこの秒数だけ使い続けます "
    "(省略時は 0 で、変更はすぐに反映されます。AWS では 300)",
)
_LANG = Text(en="language of messages (default: that of the locale)", ja="メッセージの言語 (省略時はロケールの言語)")

_READY = "keypost local: {address} account {account}\n"
_ENFORCED = Text(
    en="Enforced: identity policies, groups, boundaries, session policies, role trust, SCPs and RCPs, resource "
    "policies, KMS key policies, grants and key states. Stop with Ctrl-C.",
    ja="適用されるもの: アイデンティティポリシー、グループ、アクセス許可の境界、セッションポリシー、ロールの信頼、"
    "SCP と RCP、リソースポリシー、KMS のキーポリシー、グラント、キーの状態。停止するには Ctrl-C を押してください。",
)
_SOFTLY = Text(
    en="`--soft`: denials are written down and let pass.", ja="`--soft`: 拒否は記録されますが、呼び出しは通ります。"
)
_UNKNOWN = Text(en="`keypost local {word}` means nothing", ja="`keypost local {word}` という使い方はありません")
_SAY = Text(
    en="`keypost local` serves; `keypost local exec -- aws sns list-topics` runs a command",
    ja="`keypost local` で起動し、`keypost local exec -- aws sns list-topics` でコマンドを実行します。",
)
_NO_COMMAND = Text(en="no command is given to run", ja="実行するコマンドがありません")
_TAKEN = Text(en="port {port} can't be used: {why}", ja="ポート {port} を使えません: {why}")
_OTHER_PORT = Text(
    en="choose another with `--port`, or `--port 0` for any free one",
    ja="`--port` で別のポートを指定するか、`--port 0` で空きポートを使ってください。",
)
_NOT_HERE = Text(en="`{value}` isn't on this machine", ja="`{value}` はこのマシンのアドレスではありません")
_NAME_HERE = Text(
    en="give an address such as `--webhook http://127.0.0.1:9000/`; nothing is sent anywhere else",
    ja="`--webhook http://127.0.0.1:9000/` のように指定してください。ほかの場所へは何も送りません。",
)
_NO_SECONDS = Text(en="`{value}` is no number of seconds", ja="`{value}` は秒数ではありません")
_SECONDS_HINT = Text(
    en="give a whole number from 0 to 86400, the longest that Amazon SQS reuses a data key",
    ja="0 から 86400 (Amazon SQS がデータキーを再利用する最長の秒数) までの整数で指定してください。",
)
_LONGEST_DELAY = 86_400
_CANT_RUN = Text(en="`{command}` can't be run: {why}", ja="`{command}` を実行できません: {why}")
_CHECK_COMMAND = Text(
    en="check that it is installed and on the PATH", ja="インストールされ、PATH にあるか確認してください。"
)


def add_arguments(parser: Parser) -> None:
    """Declare what `keypost local` takes."""
    parser.add_input("words", metavar="WORD", explanation=_WORDS, call="[exec -- COMMAND ... | why [REQUEST-ID]]")
    parser.add_option("--port", metavar="PORT", explanation=_PORT, parse=check_port)
    parser.add_option("--account", metavar="ID", explanation=_ACCOUNT, parse=check_account)
    parser.add_option("--region", metavar="REGION", explanation=_REGION, parse=check_region)
    parser.add_option("--state", metavar="FILE", explanation=_STATE)
    parser.add_switch("--soft", explanation=_SOFT)
    parser.add_switch("--strict", explanation=_STRICT)
    parser.add_option("--webhook", metavar="URL", explanation=_WEBHOOK, parse=check_webhook)
    parser.add_option("--policy-delay", metavar="SECONDS", explanation=_DELAY, parse=check_delay)
    parser.add_choice("--lang", choices=("en", "ja"), explanation=_LANG)


def check_webhook(value: str) -> str:
    """Return the address, or stop where it isn't on this machine."""
    from keypost.endpoint.posting import is_on_this_machine

    if not is_on_this_machine(value):
        raise UsageError(_NOT_HERE.fill(value=value), hint=_NAME_HERE)
    return value


def check_delay(value: str) -> int:
    """Return the seconds, or stop."""
    if not (value.isascii() and value.isdecimal()) or int(value) > _LONGEST_DELAY:
        raise UsageError(_NO_SECONDS.fill(value=value), hint=_SECONDS_HINT)
    return int(value)


def run(options: Options) -> int:
    """Serve, or run a command; return the exit code."""
    from keypost.endpoint.requirements import require_packages

    require_packages()
    if not options.words:
        return _serve(options)
    if options.words[0] == "exec":
        return _execute(options)
    if options.words[0] == "why" and len(options.words) <= 2:
        from keypost.cli.why import tell_why

        return tell_why(options, port=_USUAL_PORT if options.port is None else options.port)
    raise UsageError(_UNKNOWN.fill(word=options.words[0]), hint=_SAY)


def _serve(options: Options) -> int:
    server = _open(options)
    settings = server.front.settings
    _end_on_termination()  # who reads the line may end the process at once
    sys.stdout.write(_READY.format(address=server.address, account=settings.account))
    sys.stdout.flush()
    language = options.lang or options.language
    for text in (_ENFORCED, _SOFTLY) if settings.soft else (_ENFORCED,):
        sys.stderr.write(text.in_language(language) + "\n")
    server.run()
    return 0


def _open(options: Options) -> "Server":
    """Return a server that is bound; the usual port gives way to a free one, a chosen one doesn't."""
    from keypost.endpoint.server import Server

    settings = _settings(options)
    if options.port is None:
        try:
            return Server(settings, state=options.state)
        except OSError:
            settings = settings._replace(port=0)
    try:
        return Server(settings, state=options.state)
    except OSError as error:
        taken = _TAKEN.fill(port=str(settings.port), why=error.strerror or str(error))
        raise UsageError(taken, hint=_OTHER_PORT) from error


def _settings(options: Options) -> "Settings":
    from keypost.endpoint.settings import DEFAULT_ACCOUNT, DEFAULT_REGION, Settings

    return Settings(
        account=options.account or DEFAULT_ACCOUNT,
        region=options.region or DEFAULT_REGION,
        port=_USUAL_PORT if options.port is None else options.port,
        soft=options.soft,
        strict=options.strict,
        language=options.lang or options.language,
        webhook=options.webhook or "",
        policy_delay=options.policy_delay or 0,
    )


def _execute(options: Options) -> int:
    """Run a command against the endpoint that runs, else against one that ends with it."""
    from keypost.endpoint.client import fetch_health

    words = options.words[1:]
    if not words:
        raise UsageError(_NO_COMMAND, hint=_SAY)
    wanted = _settings(options)
    running = fetch_health(wanted.port) if wanted.port else None
    if running is not None:
        return _run_command(words, port=running.port, region=options.region or running.region)
    server = _open(options)
    server.start()
    try:
        return _run_command(words, port=server.front.settings.port, region=wanted.region)
    finally:
        server.stop()


def _run_command(words: list[str], *, port: int, region: str) -> int:
    import subprocess

    from keypost.endpoint.client import HOST, build_command, build_environment

    address = f"http://{HOST}:{port}"
    environment = build_environment(os.environ, address=address, region=region)
    try:
        done = subprocess.run(build_command(words, address=address), env=environment, check=False)  # noqa: S603
    except OSError as error:
        why = _CANT_RUN.fill(command=words[0], why=error.strerror or str(error))
        raise UsageError(why, hint=_CHECK_COMMAND) from error
    return done.returncode


def _end_on_termination() -> None:
    """End as an interrupt does when somebody asks the process to end."""
    import signal

    signal.signal(signal.SIGTERM, signal.default_int_handler)
