"""`keypost replay`: would this key policy have denied anything that happened?"""

from typing import TYPE_CHECKING

from keypost.cli.door import EXIT_INTERRUPTED
from keypost.cli.engines import add_engine_options, build_printed_sql, open_engine
from keypost.cli.history import add_history_options, build_selection, fetch, read_key_policy
from keypost.cli.output import write_report
from keypost.cli.parser import Options, Parser
from keypost.cli.threshold import Threshold
from keypost.errors import EXIT_FAILS, UsageError
from keypost.text import Text

if TYPE_CHECKING:
    from keypost.diagnosis.replay.replay import Replay
    from keypost.policy.request import Grant

SUMMARY = Text(
    en="Tell what of a CloudTrail history another key policy would break, leave as it is, or leave open.",
    ja="CloudTrail の履歴のうち、別のキーポリシーにすると拒否されるもの、変わらないもの、判定できないものを示します。",
)
_POLICY = Text(en="the proposed key policy, JSON or YAML", ja="新しいキーポリシー (JSON または YAML)")
_CURRENT = Text(
    en="the current key policy: settles much of what CloudTrail leaves open",
    ja="現在のキーポリシー (CloudTrail だけでは決まらないことの多くが決まります)",
)
_GRANTS = Text(
    en="the grants on the key, as `aws kms list-grants` prints them",
    ja="キーのグラント (`aws kms list-grants` の出力)",
)
_FAIL_ON = Text(
    en="exit with 1 when something would be denied, or also when something is undecided, or never (default: fails)",
    ja="終了コード 1 で終わる条件: 拒否されるものがある (fails)、判定できないものも含む (depends)、なし (never)。"
    "省略時は fails",
)
_MISSING = Text(en="the trail, the key or the policy is missing", ja="証跡、キー、またはポリシーが指定されていません")
_CALL = Text(
    en="call it like this: `keypost replay AWSLogs/ --key ARN --policy new.json --current now.json`",
    ja="次のように指定してください: `keypost replay AWSLogs/ --key ARN --policy new.json --current now.json`",
)


def add_arguments(parser: Parser) -> None:
    """Declare what `keypost replay` takes."""
    add_history_options(parser)
    parser.add_option("--policy", metavar="FILE", explanation=_POLICY)
    parser.add_option("--current", metavar="FILE", explanation=_CURRENT)
    parser.add_option("--grants", metavar="FILE", explanation=_GRANTS)
    choices = tuple(str(threshold.value) for threshold in Threshold)
    parser.add_choice("--fail-on", choices=choices, default=str(Threshold.FAILS.value), explanation=_FAIL_ON)
    add_engine_options(parser)
    parser.add_report_options(formats=("text", "json"))


def run(options: Options) -> int:
    """Read, decide, report; return the exit code."""
    has_trail = options.trails or options.table or options.print_sql
    if not (has_trail and options.key and options.policy):
        raise UsageError(_MISSING, hint=_CALL)
    from keypost.diagnosis.replay.asking import find_asked
    from keypost.diagnosis.replay.replay import replay

    language = options.language
    proposed = read_key_policy(options.policy)
    current = read_key_policy(options.current) if options.current else None
    asked = find_asked(one for one in (proposed, current) if one is not None)
    selection = build_selection(options)
    if options.print_sql:
        write_report(build_printed_sql(options, selection, asked=asked), file=options.output)
        return 0
    grants = _read_grants(options.grants)
    history = fetch(open_engine(options), options, selection, asked=asked, language=language)
    replayed = replay(history, key=options.key, proposed=proposed, current=current, grants=grants)
    _write(replayed, options, language)
    return find_exit_code(replayed, threshold=Threshold(options.fail_on))


def find_exit_code(replayed: "Replay", *, threshold: Threshold) -> int:
    """Return 130 for a history that was interrupted, 1 where the threshold is reached, else 0."""
    from keypost.diagnosis.replay.judging import Fate

    if not replayed.history.complete:
        return EXIT_INTERRUPTED
    bad = {Threshold.NEVER: (), Threshold.FAILS: (Fate.DENIED,), Threshold.DEPENDS: (Fate.DENIED, Fate.UNDECIDED)}
    return EXIT_FAILS if any(one.fate in bad[threshold] for one in replayed.judged) else 0


def _read_grants(name: str | None) -> "tuple[Grant, ...] | None":
    if name is None:
        return None
    from keypost.readers.grant_list import read_grant_list

    return read_grant_list(name)


def _write(replayed: "Replay", options: Options, language: str) -> None:
    if options.format == "json":
        from keypost.reports.replay_json import render_json

        write_report(render_json(replayed), file=options.output)
        return
    from keypost.cli.look import find_width, write_lines
    from keypost.reports.replay import render_text

    width = find_width(file=options.output)
    write_lines(render_text(replayed, policy=options.policy, language=language, width=width), file=options.output)
