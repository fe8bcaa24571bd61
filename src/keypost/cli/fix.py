"""`keypost fix`: which change makes the failing deliveries work and breaks nothing?"""

from keypost.cli.inputs import PATHS, add_input_options, add_run_options, choose_paths
from keypost.cli.parser import Options, Parser
from keypost.cli.run import Run
from keypost.errors import UsageError
from keypost.named import TYPE_CHECKING
from keypost.text import Text

if TYPE_CHECKING:
    from keypost.checker.verdict import CheckResult
    from keypost.estate.estate import Reading

SUMMARY = Text(
    en="Offer the smallest changes that make failing deliveries work and break nothing; write them on request.",
    ja="失敗する配信が届くようになり、ほかを壊さない最小の変更を提示します。指定すればファイルに書き込みます。",
)
_WRITE = Text(
    en="make the changes marked SAFE in the files, unless anything gets worse by that",
    ja="SAFE の変更をファイルに書き込みます。悪くなるものがあれば何も書き込みません",
)
_REVIEW = Text(
    en="ask on the terminal which candidate to write for each fault",
    ja="不備ごとに、どの候補を書き込むかを端末で尋ねます",
)
_OUT = Text(
    en="for an account: write the commands, and the policies that they put, into folders below this one",
    ja="アカウント向け: コマンドと、それが設定するポリシーを、このフォルダーの下に書き出します",
)
_NO_PATH = Text(
    en="nothing to mend: no file or folder is given",
    ja="直す対象がありません: ファイルもフォルダーも指定されていません",
)
_GIVE_PATH = Text(
    en="name templates or folders: `keypost fix template.yaml`",
    ja="テンプレートかフォルダーを指定してください: `keypost fix template.yaml`",
)


def add_arguments(parser: Parser) -> None:
    """Declare what `keypost fix` takes."""
    parser.add_input("paths", metavar="PATH", explanation=PATHS)
    add_input_options(parser)
    parser.add_switch("--write", explanation=_WRITE)
    parser.add_switch("--review", explanation=_REVIEW)
    parser.add_option("--out", metavar="DIR", explanation=_OUT)
    parser.add_report_options(formats=("text", "diff", "json"))
    add_run_options(parser)


def run(options: Options) -> int:
    """Read, check, look for changes, then report or write; return 1 while a delivery fails."""
    choose_paths(options, options.settings)
    if not options.paths:
        raise UsageError(_NO_PATH, hint=_GIVE_PATH)
    one = Run(options, options.settings, options.language)
    reading, result = one.read()
    if options.write or options.review:
        from keypost.cli.mend import mend

        return mend(one, reading, result)
    return _report(one, reading, result)


def _report(one: Run, reading: "Reading", result: "CheckResult") -> int:
    from keypost.cli.threshold import Threshold, find_exit_code

    if one.options.format == "diff":
        from keypost.cli.diffs import show_diffs

        show_diffs(one, reading, result)
    else:
        from keypost.cli.proposals import show_proposals
        from keypost.writers.proposals import build_proposals

        show_proposals(build_proposals(reading, result, folder=one.options.out), one, result)
    return find_exit_code(result.deliveries, threshold=Threshold.FAILS, gaps=result.gaps)
