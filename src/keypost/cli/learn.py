"""`keypost learn`: which key policy allows exactly what happened, and what of the current one did nothing use?"""

from keypost.cli.door import EXIT_INTERRUPTED
from keypost.cli.engines import add_engine_options, build_printed_sql, open_engine
from keypost.cli.history import add_history_options, build_selection, fetch, read_key_policy
from keypost.cli.output import write_report
from keypost.cli.parser import Options, Parser
from keypost.errors import UsageError
from keypost.named import TYPE_CHECKING
from keypost.readers.options import check_account
from keypost.text import Text

if TYPE_CHECKING:
    from keypost.reports.learn import Taught

SUMMARY = Text(
    en="Learn from CloudTrail history the key policy that allows exactly what happened, for REVIEW.",
    ja="CloudTrail の履歴から、実際に行われたことだけを許可するキーポリシーを作ります (要確認)。",
)
_CURRENT = Text(
    en="the key's current policy: its statements that nothing used are named, its Deny statements stay",
    ja="キーの現在のポリシー。使われなかったステートメントを示し、Deny ステートメントは残します",
)
_SOURCE_ACCOUNT = Text(
    en="an account for whose resources services call (repeatable): added as `aws:SourceAccount` where it is documented "
    "to be sent",
    ja="サービスの呼び出しの対象となるリソースのアカウント (繰り返し指定できます)。`aws:SourceAccount` を送ると"
    "文書化されているサービスの条件に加えます",
)
_OUT = Text(en="write the policy to this file too", ja="ポリシーをこのファイルにも書きます")
_MISSING = Text(en="the trail or the key is missing", ja="証跡かキーが指定されていません")
_CALL = Text(
    en="call it like this: `keypost learn AWSLogs/ --key ARN --current now.json --out learned.json`",
    ja="次のように指定してください: `keypost learn AWSLogs/ --key ARN --current now.json --out learned.json`",
)


def add_arguments(parser: Parser) -> None:
    """Declare what `keypost learn` takes."""
    add_history_options(parser)
    add_engine_options(parser)
    parser.add_option("--current", metavar="FILE", explanation=_CURRENT)
    parser.add_repeatable("--source-account", metavar="ID", explanation=_SOURCE_ACCOUNT, parse=check_account)
    parser.add_option("--out", metavar="FILE", explanation=_OUT)
    parser.add_report_options(formats=("text", "json"))


def run(options: Options) -> int:
    """Read the history, learn, report; what was learned never makes the run fail."""
    if not options.key or not (options.trails or options.table or options.print_sql):
        raise UsageError(_MISSING, hint=_CALL)
    from keypost.diagnosis.learn.lesson import learn, write_policy
    from keypost.diagnosis.replay.asking import find_asked
    from keypost.reports.learn import Taught

    selection = build_selection(options)
    current = read_key_policy(options.current, key=selection.key) if options.current else None
    asked = find_asked((current,) if current is not None else ())
    if options.print_sql:
        write_report(build_printed_sql(options, selection, asked=asked), file=options.output)
        return 0
    language = options.language
    history = fetch(open_engine(options), options, selection, asked=asked, language=language)
    lesson = learn(history, key=selection.key, current=current, source_accounts=options.source_account)
    if options.out:
        write_report(f"{write_policy(lesson.policy)}\n", file=options.out, option="--out")
    taught = Taught(lesson, history, has_current=current is not None, file=options.out or "")
    _write(taught, options, language)
    return 0 if history.complete else EXIT_INTERRUPTED


def _write(taught: "Taught", options: Options, language: str) -> None:
    from keypost.reports.learn import render_json, render_text

    if options.format == "json":
        write_report(render_json(taught), file=options.output)
        return
    from keypost.cli.look import find_width, write_lines

    lines = render_text(taught, language=language, width=find_width(file=options.output))
    write_lines(lines, file=options.output)
