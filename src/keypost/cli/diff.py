"""`keypost diff`: which deliveries change their verdict between before and after, and who gains what?"""

import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from keypost.cli.inputs import add_input_options, add_run_options, read_inputs
from keypost.cli.output import write_report
from keypost.cli.parser import Options, Parser
from keypost.cli.threshold import find_unread_code
from keypost.errors import UsageError
from keypost.named import TYPE_CHECKING
from keypost.settings.find import Settings, follow
from keypost.text import Text

if TYPE_CHECKING:
    from keypost.checker.compare import Comparison, Side

SUMMARY = Text(
    en="Tell which deliveries turn between two versions, and who gains or loses the use of a key.",
    ja="2 つの版のあいだで判定が変わる配信と、キーを使えるように、または使えなくなる主体を示します。",
)
_BEFORE = Text(
    en="a file or folder as it was, or `git:REVISION:PATH`",
    ja="変更前のファイルかフォルダー、または `git:リビジョン:パス`",
)
_AFTER = Text(en="the same as it is to be", ja="変更後のもの (指定の形は同じ)")
_MISSING = Text(en="`keypost diff` compares two inputs", ja="`keypost diff` は 2 つの入力を比べます")
_CALL = Text(
    en="name both: `keypost diff git:main:templates templates`",
    ja="両方を指定してください: `keypost diff git:main:templates templates`",
)


def add_arguments(parser: Parser) -> None:
    """Declare what `keypost diff` takes."""
    parser.add_input("before", metavar="BEFORE", explanation=_BEFORE, nargs="?", call="BEFORE")
    parser.add_input("after", metavar="AFTER", explanation=_AFTER, nargs="?", call="AFTER")
    add_input_options(parser)
    parser.add_report_options(formats=("text", "json", "markdown"))
    add_run_options(parser)


def run(options: Options) -> int:
    """Read and check both sides, compare, report; return 1 when a delivery leaves WORKS."""
    if not (options.before and options.after):
        raise UsageError(_MISSING, hint=_CALL)
    from keypost.checker.compare import compare

    settings, language = options.settings, options.language
    with ExitStack() as folders:
        before, after = (_read(name, options, settings, folders) for name in (options.before, options.after))
        comparison = compare(before, after)
    _write(comparison, options, language)
    if any(turn.leaves_works for turn in comparison.turns):
        return 1
    return find_unread_code(after.reading.gaps)


def _read(name: str, options: Options, settings: Settings, folders: ExitStack) -> "Side":
    from keypost.checker.check import check
    from keypost.checker.compare import Side
    from keypost.readers.revision import fetch_revision, is_revision

    if is_revision(name):
        folder = Path(folders.enter_context(tempfile.TemporaryDirectory(prefix="keypost-")))
        name, settings = fetch_revision(name, into=folder), follow(settings, str(folder))
    options.paths = [name]
    reading = read_inputs(options, settings, language=options.language)
    today = time.strftime("%Y-%m-%d", time.gmtime())
    result = check(reading, suppressions=settings.suppressions, today=today)
    return Side(reading, result.deliveries, root=name if Path(name).is_dir() else "")


def _write(comparison: "Comparison", options: Options, language: str) -> None:
    from keypost.reports.comparison import render_json, render_markdown, render_text

    if options.format == "json":
        write_report(render_json(comparison), file=options.output)
    elif options.format == "markdown":
        write_report(render_markdown(comparison, language=language), file=options.output)
    else:
        from keypost.cli.look import find_width, write_lines

        lines = render_text(comparison, language=language, width=find_width(file=options.output))
        write_lines(lines, file=options.output)
