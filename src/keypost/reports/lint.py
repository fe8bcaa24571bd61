"""`keypost lint` for people, and as `keypost.lint.v1`; schemas/lint.v1.schema.json publishes its shape."""

from keypost.checker.lint import LintResult, Validity
from keypost.checker.verdict import Severity
from keypost.reports.json import encode, encode_finding
from keypost.reports.page import DEFAULT_WIDTH, Line, Page, Style
from keypost.reports.story import tell_finding
from keypost.reports.text import add_rows
from keypost.reports.wording import lint as words
from keypost.reports.wording import report as labels
from keypost.text import Text

_STYLES = {Validity.INVALID: Style.FAILS, Validity.WARNING: Style.DEPENDS, Validity.VALID: Style.WORKS}
_MARKS = {Severity.ERROR: Style.FAILS, Severity.WARNING: Style.DEPENDS, Severity.NOTE: Style.FAINT}


def render_lint(result: LintResult, *, name: str, kind: str, language: str, width: int = DEFAULT_WIDTH) -> list[Line]:
    """Return the lines of the report: the answer first, then each problem with its place and its cure."""
    page = Page(language=language, width=width)
    shown = (name, Style.NAME)
    page.heading(shown, (f"  {page.say(words.KINDS[kind])}", Style.PLAIN))
    page.blank()
    mark = page.say(words.MARKS[result.validity.value])
    page.line((mark, _STYLES[result.validity]))
    page.paragraph(words.VERDICTS[result.validity.value], indent=2)
    for finding in result.findings:
        page.blank()
        page.line((page.say(words.EFFECTS[finding.severity.value]), _MARKS[finding.severity]), indent=2)
        add_rows(page, tell_finding(finding), indent=4)
    if result.findings:
        page.blank()
        page.paragraph(labels.RULES_HINT)
        page.paragraph(labels.count(words.PROBLEMS, len(result.findings)))
    return page.lines


def sum_up(result: LintResult) -> Text:
    """Return what comes of it, in a sentence."""
    return words.VERDICTS[result.validity.value]


def render_lint_json(result: LintResult, *, language: str) -> str:
    """Return the report as one JSON object, one line for each finding."""
    findings = ",\n  ".join(encode(encode_finding(finding, language)) for finding in result.findings)
    listed = f"[\n  {findings}\n ]" if findings else "[]"
    return f'{{"schema": "keypost.lint.v1",\n "validity": "{result.validity.value}",\n "findings": {listed}}}\n'
