"""`keypost lint`: would AWS take this policy document, and would it do what it says?"""

from typing import TYPE_CHECKING

from keypost.cli.output import write_report
from keypost.cli.parser import Options, Parser
from keypost.errors import UsageError
from keypost.text import Text

if TYPE_CHECKING:
    from keypost.checker.lint import LintResult

SUMMARY = Text(
    en="Tell whether AWS would take a policy document, and whether it would do what it says.",
    ja="ポリシードキュメントが AWS に受け付けられるか、書かれたとおりに働くかを調べます。",
)
_POLICY = Text(
    en="a policy document in JSON or YAML; `-` is standard input",
    ja="JSON または YAML のポリシードキュメント。`-` は標準入力です",
)
_KIND = Text(
    en="what the policy is for; `role` is a role's trust policy, `identity` a policy of a user, group or role",
    ja="ポリシーの種類。`role` はロールの信頼ポリシー、`identity` はユーザー・グループ・ロールのポリシーです",
)
_RESOURCE = Text(
    en="the ARN of what has the policy: tells statements about other resources",
    ja="ポリシーを持つリソースの ARN (別のリソースについてのステートメントが分かります)",
)
_FAIL_ON = Text(
    en="exit with 1 when AWS refuses the policy, or also when there is a warning, or never (default: invalid)",
    ja="終了コード 1 で終わる条件: 拒否される (invalid)、警告も含む (warning)、なし (never)。省略時は invalid",
)
_NO_POLICY = Text(en="no policy document is given", ja="ポリシードキュメントが指定されていません")
_NO_KIND = Text(en="`--kind` is missing: what is the policy for?", ja="`--kind` がありません: 何のポリシーですか")
_GIVE = Text(
    en="e.g. `keypost lint policy.json --kind key`; kinds: {kinds}",
    ja="例: `keypost lint policy.json --kind key` (種類: {kinds})",
)

_KINDS = ("key", "topic", "queue", "bucket", "role", "identity", "vault")
_FOR_PIPELINES = ("sarif", "github", "gitlab", "markdown")  # a policy has no test cases
_THRESHOLDS = {"invalid": {"invalid"}, "warning": {"invalid", "warning"}, "never": set[str]()}


def add_arguments(parser: Parser) -> None:
    """Declare what `keypost lint` takes."""
    parser.add_input("policy", metavar="POLICY", explanation=_POLICY, nargs="?")
    parser.add_choice("--kind", choices=_KINDS, explanation=_KIND)
    parser.add_option("--resource", metavar="ARN", explanation=_RESOURCE)
    parser.add_choice("--fail-on", choices=tuple(_THRESHOLDS), default="invalid", explanation=_FAIL_ON)
    parser.add_report_options(formats=("text", "json", *_FOR_PIPELINES))


def run(options: Options) -> int:
    """Read, judge, report; return the exit code."""
    _check_usage(options)
    from keypost.checker.lint import lint
    from keypost.policy.validity.defect import DocumentKind
    from keypost.readers.lone_policy import read_policy

    read = read_policy(options.policy, kind=DocumentKind(options.kind), resource=options.resource or "")
    result = lint(read.subject, defects=read.defects)
    code = int(result.validity.value in _THRESHOLDS[options.fail_on])
    _write(options, result, name=read.name, code=code)
    return code


def _check_usage(options: Options) -> None:
    hint = _GIVE.fill(kinds=", ".join(_KINDS))
    if not options.policy:
        raise UsageError(_NO_POLICY, hint=hint)
    if not options.kind:
        raise UsageError(_NO_KIND, hint=hint)


def _write(options: Options, result: "LintResult", *, name: str, code: int) -> None:
    language = options.language
    if options.format in _FOR_PIPELINES:
        from keypost.cli.pipeline import write_findings

        write_findings(options, result, name=name, language=language, code=code)
        return
    if options.format == "json":
        from keypost.reports.lint import render_lint_json

        write_report(render_lint_json(result, language=language), file=options.output)
        return
    from keypost.cli.look import find_width, write_lines
    from keypost.reports.lint import render_lint

    width = find_width(file=options.output)
    lines = render_lint(result, name=name, kind=options.kind, language=language, width=width)
    write_lines(lines, file=options.output)
