"""`keypost check` on a snapshot of many accounts: a summary of them all, one account in full, or everything as JSON."""

import time
from collections.abc import Iterable

from keypost.checker.verdict import Verdict
from keypost.cli.look import find_width, write_lines
from keypost.cli.output import write_pieces
from keypost.cli.parser import Options
from keypost.cli.progress import Progress
from keypost.cli.threshold import Threshold, choose_threshold, find_exit_code
from keypost.errors import UsageError
from keypost.organization.run import Checked, Plan, check_accounts
from keypost.organization.summary import Summary
from keypost.readers.snapshot.resources import open_snapshot
from keypost.reports.formats.registry import FORMATS
from keypost.settings.find import Settings
from keypost.text import Text

_CHECKING = Text(en="checking", ja="検査中")
_WRITING = Text(en="writing", ja="書き出し中")
_NO_ACCOUNT = Text(
    en="the snapshot has no account `{account}`", ja="スナップショットにアカウント `{account}` はありません"
)
_SEE_MANIFEST = Text(
    en="its `snapshot.json` lists the accounts", ja="アカウントは `snapshot.json` に記載されています。"
)
_NO_BASELINE = Text(
    en="`--baseline` isn't for a snapshot of more than ten accounts",
    ja="`--baseline` は、10 を超えるアカウントのスナップショットには使えません",
)
_SUPPRESS = Text(
    en="accept what is known with suppressions in the config file ([[ignore]] with rule, file, reason and until)",
    ja="既知のものは設定ファイルの抑制 ([[ignore]] に rule、file、reason、until を書きます) で受け入れてください。",
)
_ONE_REPORT = Text(
    en="`--report` isn't for a snapshot of more than ten accounts",
    ja="`--report` は、10 を超えるアカウントのスナップショットには使えません",
)
_RUN_TWICE = Text(
    en="take `--format` and `--output`, in a run for each report",
    ja="`--format` と `--output` を使い、レポートごとに実行してください。",
)
_ONE_ACCOUNT = Text(
    en="`--format {format}` tells of one account, and the snapshot has more than ten",
    ja="`--format {format}` は 1 つのアカウント向けの形式ですが、スナップショットには 10 を超えるアカウントがあります",
)
_GIVE_ACCOUNT = Text(
    en="name it with `--account ID`, or take `--format json` for all of them",
    ja="`--account ID` で指定するか、全アカウントなら `--format json` を使ってください。",
)
_REACHED = {Threshold.FAILS: (Verdict.FAILS,), Threshold.DEPENDS: (Verdict.FAILS, Verdict.DEPENDS), Threshold.NEVER: ()}


def check_organization(options: Options, settings: Settings, language: str) -> int:
    """Check all accounts of the snapshot, or `--account` alone; return the exit code."""
    folder = options.paths[0]
    today = time.strftime("%Y-%m-%d", time.gmtime())
    plan = Plan(open_snapshot(folder), tuple(settings.suppressions), today)
    threshold = choose_threshold(options, settings)
    if options.account is not None and options.account not in plan.snapshot.manifest.accounts:
        raise UsageError(_NO_ACCOUNT.fill(account=options.account), hint=_SEE_MANIFEST)
    if options.baseline is not None or options.write_baseline:
        raise UsageError(_NO_BASELINE, hint=_SUPPRESS)
    if options.report:
        raise UsageError(_ONE_REPORT, hint=_RUN_TWICE)
    if options.account is None and options.format in FORMATS:
        raise UsageError(_ONE_ACCOUNT.fill(format=options.format), hint=_GIVE_ACCOUNT)
    with Progress(mode=options.progress, language=language, title=_CHECKING) as progress:
        checked = check_accounts(plan, progress=progress)
    if options.account is not None:
        return _tell_account(options, plan, checked, language, threshold)
    _tell_all(options, plan, checked, language)
    return int(_reaches(checked.summary, _REACHED[threshold]))


def _tell_account(options: Options, plan: Plan, checked: Checked, language: str, threshold: Threshold) -> int:
    from keypost.organization.run import build_checker
    from keypost.reports.json import render_json
    from keypost.reports.scope import Scope
    from keypost.reports.text import render_text

    account = str(options.account)
    result = build_checker(plan).check_fully(account, checked.incoming.get(account, ()))
    code = find_exit_code(result.deliveries, threshold=threshold)
    if options.format in FORMATS:
        from keypost.cli.pipeline import write_outline

        write_outline(options.format, result, file=options.output, language=language, code=code)
    elif options.format == "json":
        write_pieces([render_json(result, language=language)], file=options.output)
    else:
        scope = Scope(1, next(one.records for one in checked.summary.accounts if one.account == account))
        width = find_width(file=options.output)
        write_lines(render_text(result, scope=scope, language=language, width=width), file=options.output)
    return code


def _tell_all(options: Options, plan: Plan, checked: Checked, language: str) -> None:
    if options.format == "json":
        write_pieces(_render_all(options, plan, checked, language), file=options.output)
        return
    from keypost.reports.organization import render_accounts

    width = find_width(file=options.output)
    lines = render_accounts(checked.summary, folder=options.paths[0], language=language, width=width)
    write_lines(lines, file=options.output)


def _render_all(options: Options, plan: Plan, checked: Checked, language: str) -> Iterable[str]:
    from keypost.organization.results import check_each
    from keypost.reports.organization_json import render_json_by_account

    with Progress(mode=options.progress, language=language, title=_WRITING) as progress:
        results = check_each(plan, checked.incoming, progress=progress)
        yield from render_json_by_account(checked.summary, results, language=language)


def _reaches(summary: Summary, verdicts: Iterable[Verdict]) -> bool:
    return any(
        account.count(verdict) > account.count_suppressed(verdict)
        for account in summary.accounts
        for verdict in verdicts
    )
