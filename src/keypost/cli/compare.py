"""`keypost compare`: what did runs that succeeded call, and runs that failed didn't?"""

from keypost.cli.history import hint_skipped, parse_time
from keypost.cli.output import write_report
from keypost.cli.parser import Options, Parser
from keypost.errors import UnreadableInputError, UsageError
from keypost.named import TYPE_CHECKING, Sequence
from keypost.text import Text

if TYPE_CHECKING:
    from keypost.diagnosis.compare.runs import Run, Span
    from keypost.readers.trail.each import Telling
    from keypost.reports.compare import Told

SUMMARY = Text(
    en="Tell where runs that failed part from runs that succeeded: the distinct calls of both.",
    ja="成功した実行と失敗した実行の CloudTrail の呼び出しを比べ、最初に分かれたところを示します。",
)
_TRAIL = Text(
    en="CloudTrail's files or folders with the runs of both kinds; `-` is standard input",
    ja="両方の実行を含む CloudTrail のファイルまたはフォルダー。`-` は標準入力です",
)
_GOOD = Text(en="trails of runs that succeeded", ja="成功した実行の証跡")
_BAD = Text(en="trails of runs that failed", ja="失敗した実行の証跡")
_GOOD_TIME = Text(
    en="when a run succeeded (repeatable): `2026-11-01T09:00:00Z/2026-11-01T09:10:00Z`",
    ja="成功した実行の時間 (繰り返し指定できます): `2026-11-01T09:00:00Z/2026-11-01T09:10:00Z`",
)
_BAD_TIME = Text(en="when a run failed (repeatable)", ja="失敗した実行の時間 (繰り返し指定できます)")
_GOOD_MATCH = Text(
    en="what records of a run that succeeded mention (repeatable): a job id, a resource, a session; all from the first "
    "to the last of them is the run",
    ja="成功した実行のレコードに現れる文字列 (ジョブ ID、リソース、セッションなど。繰り返し指定できます)。"
    "最初に現れてから最後に現れるまでを 1 つの実行とします",
)
_BAD_MATCH = Text(en="the same of a run that failed (repeatable)", ja="失敗した実行について同様 (繰り返し指定できます)")
_SESSIONS = Text(
    en="each session of a role is a run; one with an error failed",
    ja="ロールのセッションをそれぞれ 1 つの実行とします。エラーのあるものが失敗です",
)
_SERVICE = Text(
    en="compare only calls to this service, such as kms (repeatable; default: all)",
    ja="このサービス (kms など) への呼び出しだけを比べます (繰り返し指定できます。省略時はすべて)",
)
_NO_RUNS = Text(en="it takes runs that succeeded and runs that failed", ja="成功した実行と失敗した実行の両方が必要です")
_GIVE_RUNS = Text(
    en="`--good PATH --bad PATH`; or one trail with `--good-time`/`--bad-time`, `--good-match`/`--bad-match`, or "
    "`--sessions`",
    ja="`--good パス --bad パス`、または 1 つの証跡に `--good-time`/`--bad-time`、`--good-match`/`--bad-match`、"
    "`--sessions` のいずれかを指定してください。",
)
_NO_TRAIL = Text(en="no trail is given", ja="証跡が指定されていません")
_BOTH_WAYS = Text(en="`--good` and `--bad` name whole trails", ja="`--good` と `--bad` は証跡全体を指定します")
_ONE_WAY = Text(
    en="leave TRAIL and the options that cut one trail out",
    ja="TRAIL や、証跡を区切るオプションと一緒には指定できません。",
)
_NO_SPAN = Text(en="`{value}` is no time from START/END", ja="`{value}` は 開始/終了 の形ではありません")
_GIVE_SPAN = Text(
    en="give both moments: `2026-11-01T09:00:00Z/2026-11-01T09:10:00Z`",
    ja="開始と終了を指定してください: `2026-11-01T09:00:00Z/2026-11-01T09:10:00Z`",
)
_EMPTY = Text(en="there is no record of the run `{name}`", ja="実行 `{name}` のレコードがありません")
_NO_SESSION = Text(
    en="no session failed, or none of the same role went well",
    ja="失敗したセッションがないか、同じロールの成功したセッションがありません",
)
_CHECK_RUN = Text(
    en="check the text, the times (in UTC) and the trail; events arrive some minutes late",
    ja="文字列、時間 (UTC)、証跡を確認してください。イベントの到着は数分遅れます。",
)
_NO_SERVICE = Text(en="no run calls {names}", ja="どの実行にも {names} の呼び出しがありません")
_SERVICES = Text(en="services that the runs call: {names}", ja="実行が呼び出しているサービス: {names}")
_LIMITS = ("denials-in-other-accounts", "cached-data-keys", "events-left-out")
_CUTS = ("good_time", "bad_time", "good_match", "bad_match")


def add_arguments(parser: Parser) -> None:
    """Declare what `keypost compare` takes."""
    parser.add_input("trails", metavar="TRAIL", explanation=_TRAIL)
    parser.add_list("--good", metavar="PATH", explanation=_GOOD, into="good")
    parser.add_list("--bad", metavar="PATH", explanation=_BAD, into="bad")
    parser.add_repeatable("--good-time", metavar="START/END", explanation=_GOOD_TIME, parse=parse_span)
    parser.add_repeatable("--bad-time", metavar="START/END", explanation=_BAD_TIME, parse=parse_span)
    parser.add_repeatable("--good-match", metavar="TEXT", explanation=_GOOD_MATCH, parse=str)
    parser.add_repeatable("--bad-match", metavar="TEXT", explanation=_BAD_MATCH, parse=str)
    parser.add_switch("--sessions", explanation=_SESSIONS)
    parser.add_repeatable("--service", metavar="NAME", explanation=_SERVICE, parse=str)
    parser.add_report_options(formats=("text", "json"))


def run(options: Options) -> int:
    """Read, cut into runs, compare, report; differences never make the run fail."""
    _check_usage(options)
    from keypost.readers.trail.engines.packages import require_package

    for package in ("isal", "msgspec"):
        require_package(package, extra="replay")
    from keypost.diagnosis.compare.compare import compare_runs
    from keypost.readers.trail.each import fetch_records
    from keypost.reports.compare import Told

    tellings = [fetch_records(paths) for paths in (options.good, options.bad) if paths]
    good: Sequence[Run]
    bad: Sequence[Run]
    if tellings:
        good, bad = ([_as_run(one, paths)] for one, paths in zip(tellings, (options.good, options.bad), strict=True))
    else:
        tellings = [fetch_records(options.trails)]
        good, bad = _cut(tellings[0], options)
    skipped = tuple(one for telling in tellings for one in telling.skipped)
    _refuse_empty(good, bad, hint=hint_skipped(skipped) or _CHECK_RUN)
    sides = [_keep_services(runs, options.service) for runs in (good, bad)]
    _refuse_unknown_services(sides, options.service, called=(*good, *bad))
    _write(Told(compare_runs(*sides), _list_limits(options), skipped), options)
    return 0


def parse_span(value: str) -> "Span":
    """Return the time from START/END, or stop."""
    from keypost.diagnosis.compare.runs import Span

    start, separator, end = value.partition("/")
    if not separator:
        raise UsageError(_NO_SPAN.fill(value=value), hint=_GIVE_SPAN)
    span = Span(parse_time(start), parse_time(end))
    if span.start > span.end:
        raise UsageError(_NO_SPAN.fill(value=value), hint=_GIVE_SPAN)
    return span


def _check_usage(options: Options) -> None:
    cuts = any(getattr(options, name) for name in _CUTS) or options.sessions
    if options.good or options.bad:
        if options.trails or cuts:
            raise UsageError(_BOTH_WAYS, hint=_ONE_WAY)
        if not (options.good and options.bad):
            raise UsageError(_NO_RUNS, hint=_GIVE_RUNS)
        return
    has_both = (options.good_time or options.good_match) and (options.bad_time or options.bad_match)
    if not has_both and (not options.sessions or any(getattr(options, name) for name in _CUTS)):
        raise UsageError(_NO_RUNS, hint=_GIVE_RUNS)
    if not options.trails:
        raise UsageError(_NO_TRAIL, hint=_GIVE_RUNS)


def _as_run(telling: "Telling", paths: "Sequence[str]") -> "Run":
    from keypost.diagnosis.compare.runs import build_run

    return build_run(", ".join(paths), telling.told)


def _cut(telling: "Telling", options: Options) -> "tuple[tuple[Run, ...], tuple[Run, ...]]":
    from keypost.diagnosis.compare.runs import cut_around, cut_span, split_sessions

    if options.sessions:
        return split_sessions(telling.told)
    sides = ((options.good_time, options.good_match), (options.bad_time, options.bad_match))
    good, bad = (
        (*(cut_span(telling.told, span) for span in spans), *(cut_around(telling.told, text) for text in texts))
        for spans, texts in sides
    )
    return good, bad


def _keep_services(runs: "Sequence[Run]", services: "Sequence[str]") -> "tuple[Run, ...]":
    if not services:
        return tuple(runs)
    sources = [name if "." in name else f"{name}.amazonaws.com" for name in services]
    return tuple(run.keep_services(sources) for run in runs)


def _refuse_unknown_services(
    sides: "Sequence[Sequence[Run]]", services: "Sequence[str]", *, called: "Sequence[Run]"
) -> None:
    """Stop where no run has a call that is left: the name of the service is mistyped."""
    if not services or any(run.records for runs in sides for run in runs):
        return
    names = sorted({one.source.removesuffix(".amazonaws.com") for run in called for one in run.records})
    raise UsageError(_NO_SERVICE.fill(names=", ".join(services)), hint=_SERVICES.fill(names=", ".join(names[:20])))


def _refuse_empty(good: "Sequence[Run]", bad: "Sequence[Run]", *, hint: Text) -> None:
    if not good or not bad:
        raise UnreadableInputError(_NO_SESSION, hint=hint)
    for run in (*good, *bad):
        if not run.records:
            raise UnreadableInputError(_EMPTY.fill(name=run.name), hint=hint)


def _list_limits(options: Options) -> tuple[str, ...]:
    if options.sessions:
        return (*_LIMITS, "services-have-no-session")
    return _LIMITS if options.good else (*_LIMITS, "others-in-the-same-time")


def _write(told: "Told", options: Options) -> None:
    from keypost.reports.compare import render_json, render_text

    if options.format == "json":
        write_report(render_json(told), file=options.output)
        return
    from keypost.cli.look import find_width, write_lines

    language = options.language
    write_lines(render_text(told, language=language, width=find_width(file=options.output)), file=options.output)
