"""`keypost check`: which deliveries in these inputs work, fail, or depend on something unknown?"""

import time

from keypost.cli.inputs import PATHS, add_input_options, add_run_options, choose_paths, read_inputs, reads_all
from keypost.cli.live import add_account_options, refuse_account_options
from keypost.cli.output import write_report
from keypost.cli.parser import Options, Parser
from keypost.cli.threshold import Threshold, choose_threshold, find_exit_code
from keypost.cli.values import WantedReport, list_reports, split_report
from keypost.errors import UsageError
from keypost.named import TYPE_CHECKING, Sequence
from keypost.reports.formats.registry import FORMATS
from keypost.settings.find import Settings
from keypost.text import Text

if TYPE_CHECKING:
    from keypost.checker.verdict import CheckResult
    from keypost.estate.estate import Reading

# Of a snapshot of more accounts, `check` tells what is alike, not every delivery.
MOST_LISTED = 10
IF_ENCRYPTED = ("aws-managed", "customer")
_ALL_FORMATS = ("text", "json", *FORMATS, "html")

SUMMARY = Text(
    en="Tell which deliveries in these templates work, fail, or depend on something unknown.",
    ja="テンプレートの中の配信について、届くか、失敗するか、未知の事柄しだいかを判定します。",
)

_FAIL_ON = Text(
    en="exit with 1 when a delivery fails, or also when one depends, or never (default: `fail-on` of the "
    "config file, else fails)",
    ja="終了コード 1 で終わる条件: 失敗 (fails)、未定も含む (depends)、なし (never)。"
    "省略時は設定ファイルの `fail-on`、なければ fails",
)
_IF_ENCRYPTED = Text(
    en="preview: decide as if all that isn't under a KMS key were under the AWS managed key of its service, "
    "or under a new customer managed key",
    ja="プレビュー: KMS キーを使っていないものすべてを、サービスの AWS マネージドキー (aws-managed) "
    "または新しいカスタマーマネージドキー (customer) で暗号化した場合を判定します",
)
_REPORT = Text(
    en="write a report to a file besides, in any of the formats below (repeatable)",
    ja="下記の形式のレポートを別にファイルにも書きます (繰り返し指定できます)",
)
_LIVE = Text(
    en="read an account and check it, alone or together with the inputs",
    ja="アカウントを読み取って検査します。入力と併せて 1 つの環境として扱うこともできます",
)
_REGION = Text(
    en="the Region that the templates are deployed to: settles AWS::Region; with `--live`, one to read (repeatable)",
    ja="デプロイ先のリージョン (AWS::Region の値になります)。`--live` では読み取るリージョン (繰り返し指定できます)",
)
_BASELINE = Text(
    en="a file with what is known: only what is new since then fails the run (default: `baseline` of the config file)",
    ja="既知のものを記録したファイル。その後に新しく見つかったものだけを失敗として扱います "
    "(省略時は設定ファイルの `baseline`)",
)
_WRITE_BASELINE = Text(
    en="write all that is found now to the file of `--baseline`, and exit with 0",
    ja="いま見つかっているものをすべて `--baseline` のファイルに書き、終了コード 0 で終わります",
)
_NO_PATH = Text(
    en="nothing to check: no file or folder is given",
    ja="検査する対象がありません: ファイルもフォルダーも指定されていません",
)
_GIVE_PATH = Text(
    en="name templates or folders: `keypost check template.yaml`, or `keypost check .` for all below here",
    ja="テンプレートかフォルダーを指定してください: "
    "`keypost check template.yaml`、現在のフォルダー以下すべてなら `keypost check .`",
)


def add_arguments(parser: Parser) -> None:
    """Declare what `keypost check` takes."""
    parser.add_input("paths", metavar="PATH", explanation=PATHS)
    add_input_options(parser)
    parser.add_switch("--live", explanation=_LIVE)
    add_account_options(parser, region=_REGION)
    parser.add_choice("--fail-on", choices=[threshold.value for threshold in Threshold], explanation=_FAIL_ON)
    parser.add_option("--baseline", metavar="FILE", explanation=_BASELINE)
    parser.add_switch("--write-baseline", explanation=_WRITE_BASELINE)
    parser.add_choice("--if-encrypted", choices=IF_ENCRYPTED, explanation=_IF_ENCRYPTED)
    parser.add_repeatable("--report", metavar="FORMAT=FILE", explanation=_REPORT, parse=_split_report)
    parser.add_report_options(formats=_ALL_FORMATS)
    add_run_options(parser)


def _split_report(value: str) -> WantedReport:
    return split_report(value, formats=_ALL_FORMATS)


def run(options: Options) -> int:
    """Read, check, report; return the exit code."""
    reports = list_reports(options.report, (options.format, options.output))
    settings, language = options.settings, options.language
    if not options.live:
        choose_paths(options, settings)
    if _holds_accounts(options):
        from keypost.cli.organization import check_organization

        return check_organization(options, settings, language)
    reading, result = _check_live(options, settings, language) if options.live else _check(options, settings, language)
    options.baseline = options.baseline or settings.baseline
    if options.baseline is not None or options.write_baseline:
        from keypost.cli.baseline import apply_baseline

        result = apply_baseline(result, options, language=language)
    code = find_exit_code(result.deliveries, threshold=choose_threshold(options, settings), gaps=result.gaps)
    _write(reports, reading, result, language, code=code)
    return code


def _holds_accounts(options: Options) -> bool:
    """Tell whether the one input is a snapshot of many accounts, too many to list every delivery of each."""
    if options.live or options.if_encrypted is not None or options.format == "html" or len(options.paths) != 1:
        return False
    from keypost.readers.files import is_snapshot

    return is_snapshot(options.paths[0]) and _counts_accounts(options.paths[0])


def _counts_accounts(folder: str) -> bool:
    from keypost.readers.snapshot.manifest import read_manifest

    return len(read_manifest(folder).accounts) > MOST_LISTED


def _check(options: Options, settings: Settings, language: str) -> "tuple[Reading, CheckResult]":
    refuse_account_options(options)
    if not options.paths:
        raise UsageError(_NO_PATH, hint=_GIVE_PATH)
    options.region = options.region[-1] if options.region else None
    return _decide(read_inputs(options, settings, language=language), options, settings)


def _check_live(options: Options, settings: Settings, language: str) -> "tuple[Reading, CheckResult]":
    from keypost.cli.estate import read_account

    return _decide(read_account(options, settings, language=language), options, settings)


def _decide(reading: "Reading", options: Options, settings: Settings) -> "tuple[Reading, CheckResult]":
    today = time.strftime("%Y-%m-%d", time.gmtime())
    if options.if_encrypted is not None:
        from keypost.checker.encrypt import KeyChoice
        from keypost.checker.preview import preview

        choice = KeyChoice(options.if_encrypted)
        return reading, preview(reading, choice=choice, suppressions=settings.suppressions, today=today)
    from keypost.checker.check import check

    result = check(reading, suppressions=settings.suppressions, today=today)
    if reading.suppressions or settings.suppressions:
        from keypost.cli.unused import tell_unused

        given, is_whole = (*reading.suppressions, *settings.suppressions), reads_all(options, settings)
        tell_unused(result, given, today=today, is_whole=is_whole, language=options.language)
    return reading, result


def _write(
    reports: Sequence[WantedReport], reading: "Reading", result: "CheckResult", language: str, *, code: int
) -> None:
    """Write the files first, stdout last: its reader may have gone."""
    proposals = None
    for form, file in reports:
        if form not in FORMATS:
            _write_own(form, reading, result, language, file=file)
            continue
        from keypost.cli.pipeline import write_outline
        from keypost.writers.affordable import propose

        if proposals is None and FORMATS[form].shows_fixes:
            proposals = propose(reading, result)
        write_outline(form, result, file=file, proposals=proposals or (), language=language, code=code)


def _write_own(form: str, reading: "Reading", result: "CheckResult", language: str, *, file: str | None) -> None:
    if form == "json":
        from keypost.reports.json import render_json

        write_report(render_json(result, language=language), file=file)
        return
    if form == "html":
        from keypost.reports.html.render import render_html

        write_report(render_html(reading, result, language=language), file=file)
        return
    from keypost.cli.look import find_width, write_lines
    from keypost.reports.scope import measure
    from keypost.reports.text import render_text

    width = find_width(file=file)
    write_lines(render_text(result, scope=measure(reading), language=language, width=width), file=file)
