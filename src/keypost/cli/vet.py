"""`keypost vet`: what would following these scanners' findings break, and what satisfies both?"""

from pathlib import Path

from keypost.cli.inputs import add_input_options, add_run_options, read_inputs
from keypost.cli.output import write_report
from keypost.cli.parser import Options, Parser
from keypost.cli.threshold import Threshold, choose_threshold, find_exit_code
from keypost.errors import UsageError
from keypost.named import TYPE_CHECKING, Sequence
from keypost.settings.find import Settings
from keypost.text import Text

if TYPE_CHECKING:
    from keypost.catalogue.scanner_rules import Asked
    from keypost.checker.vet import VetResult
    from keypost.estate.scanned import Scanned

SUMMARY = Text(
    en="Tell what following a scanner's findings would break here, and what satisfies both sides.",
    ja="スキャナーの指摘に従うと止まる配信と、スキャナーと配信の両方を満たす方法を示します。",
)
_RESULTS = Text(
    en="results of scanners: SARIF, or the JSON of Checkov, Trivy, Prowler, cfn-nag, KICS or tfsec; "
    "`-` is standard input",
    ja="スキャナーの結果: SARIF、または Checkov、Trivy、Prowler、cfn-nag、KICS、tfsec の JSON。`-` は標準入力です",
)
_IN = Text(
    en="the templates, plans or snapshots that were scanned (default: the files that the results name, from the "
    "current folder)",
    ja="スキャンしたテンプレート、プラン、スナップショット "
    "(省略時は、結果に書かれたファイルを現在のフォルダーから探します)",
)
_FAIL_ON = Text(
    en="exit with 1 when a delivery would fail, or also when one would depend, or never (default: `fail-on` of "
    "the config file, else fails)",
    ja="終了コード 1 で終わる条件: 配信が失敗する (fails)、未定も含む (depends)、なし (never)。"
    "省略時は設定ファイルの `fail-on`、なければ fails",
)
_NO_RESULTS = Text(en="no results of a scanner are given", ja="スキャナーの結果が指定されていません")
_GIVE_RESULTS = Text(
    en="name a file: `checkov -d . -o json > results.json`, then `keypost vet results.json`",
    ja="ファイルを指定してください: `checkov -d . -o json > results.json` の後に `keypost vet results.json`",
)
_NO_FILES = Text(
    en="the results name no file: what was scanned has to be named",
    ja="結果にファイル名がないため、スキャンした対象を指定する必要があります",
)
_NOT_HERE = Text(en="{file}, which the results name, isn't here", ja="結果に書かれた {file} が見つかりません")
_GIVE_IN = Text(
    en="name what was scanned with `--in`, or run this in the folder that the scanner ran in",
    ja="スキャンした対象を `--in` で指定するか、スキャナーを実行したフォルダーで実行してください。",
)


def add_arguments(parser: Parser) -> None:
    """Declare what `keypost vet` takes."""
    parser.add_input("results", metavar="RESULTS", explanation=_RESULTS)
    parser.add_list("--in", metavar="PATH", explanation=_IN, into="paths")
    add_input_options(parser)
    parser.add_choice("--fail-on", choices=[threshold.value for threshold in Threshold], explanation=_FAIL_ON)
    parser.add_report_options(formats=("text", "json", "markdown"))
    add_run_options(parser)


def run(options: Options) -> int:
    """Read the results and what was scanned, try each remedy, report; return 1 where one would break something."""
    if not options.results:
        raise UsageError(_NO_RESULTS, hint=_GIVE_RESULTS)
    from keypost.checker.vet import split
    from keypost.readers.scanners.read import read_results

    settings, language = options.settings, options.language
    asking, others = split([one for name in options.results for one in read_results(name)])
    result = _vet(asking, others, options, settings, language)
    _write(result, options, language)
    threshold = choose_threshold(options, settings)
    return find_exit_code(result.worse, threshold=threshold)


def _vet(
    asking: "Sequence[tuple[Scanned, Asked]]", others: int, options: Options, settings: Settings, language: str
) -> "VetResult":
    """Vet what asks for encryption; where nothing does and nothing is named, nothing needs to be read."""
    from keypost.checker.vet import VetResult, vet

    if not asking and not options.paths:
        return VetResult((), (), others)
    options.paths = options.paths or _find_files([one for one, _ in asking])
    return vet(read_inputs(options, settings, language=language), asking, others=others)


def _find_files(found: "Sequence[Scanned]") -> list[str]:
    """Return the files that the findings name, as they are called from here."""
    named = list(dict.fromkeys(one.file for one in found if one.file))
    if not named:
        raise UsageError(_NO_FILES, hint=_GIVE_IN)
    here = {name: _find_file(name) for name in named}
    lost = next((name for name, file in here.items() if file is None), None)
    if lost is not None:
        raise UsageError(_NOT_HERE.fill(file=lost), hint=_GIVE_IN)
    return list(dict.fromkeys(file for file in here.values() if file is not None))


def _find_file(name: str) -> str | None:
    """Return the path from here: Checkov begins paths with a slash that start where it was started."""
    plain = name.replace("\\", "/").lstrip("/")
    return next((path for path in (plain, name) if path and Path(path).is_file()), None)


def _write(result: "VetResult", options: Options, language: str) -> None:
    from keypost.reports.vet import render_json, render_markdown, render_text

    if options.format == "json":
        write_report(render_json(result, language=language), file=options.output)
    elif options.format == "markdown":
        write_report(render_markdown(result, language=language), file=options.output)
    else:
        from keypost.cli.look import find_width, write_lines

        lines = render_text(result, language=language, width=find_width(file=options.output))
        write_lines(lines, file=options.output)
