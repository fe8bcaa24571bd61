"""`keypost simulate`: one request, these policies: allowed? why?"""

import sys
from io import BufferedReader
from pathlib import Path
from typing import TYPE_CHECKING

from keypost.cli.parser import Options, Parser
from keypost.errors import UnreadableInputError, UsageError
from keypost.origin import Origin
from keypost.text import Text

if TYPE_CHECKING:
    from keypost.policy.changes import Situation

SUMMARY = Text(
    en="Decide one request under given policies, and tell which statement decided.",
    ja="与えられたポリシーのもとで 1 つのリクエストを判定し、どのステートメントが決めたかを示します。",
)

_FILE = Text(
    en="the case as JSON, or with --batch JSON Lines (default: standard input)",
    ja="ケース (JSON、--batch では JSON Lines)。省略時は標準入力",
)
_BATCH = Text(
    en="one case a line in, one answer a line out, in the same order",
    ja="1 行 1 ケースで読み、同じ順に 1 行ずつ答えます",
)
_NO_TRACE = Text(en="leave the trace out: the fast way", ja="判定の経過を省きます (高速)")
_FORMAT = Text(
    en="the answer (default: text on a terminal, else json; --batch always answers in JSON Lines)",
    ja="答えの形式 (省略時は端末では text、それ以外は json。--batch では常に JSON Lines)",
)
_LANG = Text(
    en="language of the text answer and of messages (default: that of the locale)",
    ja="テキストの答えとメッセージの言語 (省略時はロケールの言語)",
)
_BATCH_IS_JSON = Text(
    en="`--batch` answers in JSON Lines, not as text", ja="`--batch` の答えは JSON Lines です (text は指定できません)"
)
_ONE_BY_ONE = Text(
    en="leave `--format text` out, or give one case at a time",
    ja="`--format text` を外すか、ケースを 1 件ずつ指定してください。",
)
_CANT_READ = Text(en="the file can't be read: {why}", ja="ファイルを読めません: {why}")
_CHECK_FILE = Text(
    en="name a file that exists, or `-` for standard input",
    ja="存在するファイルか、標準入力なら `-` を指定してください。",
)
_BLANK = Text(en="this line is empty", ja="空行です")
_ONE_LINE = Text(en="write one case a line", ja="1 行に 1 ケースを書いてください。")
_TOO_DEEP = Text(en="this is nested too deeply", ja="入れ子が深すぎます")


def add_arguments(parser: Parser) -> None:
    """Declare what `keypost simulate` takes."""
    parser.add_input("file", metavar="FILE", explanation=_FILE, nargs="?")
    parser.add_switch("--batch", explanation=_BATCH)
    parser.add_switch("--no-trace", explanation=_NO_TRACE)
    parser.add_choice("--format", choices=("text", "json"), explanation=_FORMAT)
    parser.add_choice("--lang", choices=("en", "ja"), explanation=_LANG)


def run(options: Options) -> int:
    """Read cases, write answers; return the exit code."""
    if options.batch and options.format == "text":
        raise UsageError(_BATCH_IS_JSON, hint=_ONE_BY_ONE)
    with _open(options.file or "-") as stream:
        if not options.batch:
            return _run_one(stream, options)
        from keypost.cli.batch import run_batch

        return run_batch(stream, with_trace=not options.no_trace)


def _open(name: str) -> BufferedReader:
    try:
        return open(0, "rb", closefd=False) if name == "-" else Path(name).open("rb")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise UnreadableInputError(_CANT_READ.fill(why=why), hint=_CHECK_FILE, origin=Origin(name)) from error


def _run_one(stream: BufferedReader, options: Options) -> int:
    from keypost.readers.simulation import LARGEST_CASE, refuse_deep, refuse_large

    content = stream.read(LARGEST_CASE + 1)
    if len(content) > LARGEST_CASE:
        raise refuse_large(Origin(_name_input(options)))
    form = options.format or ("text" if sys.stdout.isatty() else "json")
    try:
        _answer_one(content, options, form=form)
    except RecursionError as error:
        raise refuse_deep(Origin(_name_input(options))) from error
    return 0


def _name_input(options: Options) -> str:
    """Return what places in the input are called."""
    return options.file if options.file not in (None, "-") else "stdin"


def _answer_one(content: bytes, options: Options, *, form: str) -> None:
    """Decide the one case, with all that lies near unless the trace is left out too."""
    from keypost.policy.changes import Situation
    from keypost.readers.case_file import read_case_file

    case = read_case_file(content, name=_name_input(options))
    situation = Situation(case.request, case.policies, case.key)
    if form == "text":
        _write_text(case.name, situation, options)
    else:
        from keypost.reports.decision import render_json

        sys.stdout.write(render_json(case.name, situation, with_trace=not options.no_trace))


def _write_text(name: str | None, situation: "Situation", options: Options) -> None:
    from keypost.cli.look import find_width, write_lines
    from keypost.policy.nearest import find_nearest
    from keypost.policy.walk import walk_policies
    from keypost.reports.simulation import Simulated, render_answer, render_simulation

    authorizer, request, width = situation.compile(), situation.request, find_width(file=None)
    if options.no_trace:
        decision = authorizer.decide(request)
        lines = render_answer(decision, request, name=name, language=options.language, width=width)
    else:
        walk = walk_policies(authorizer, request)
        simulated = Simulated(request, walk, find_nearest(situation, walk.decision), name)
        lines = render_simulation(simulated, language=options.language, width=width)
    write_lines(lines, file=None)
