"""A checked run in a format for pipelines."""

from pathlib import Path

from keypost.checker.verdict import CheckResult
from keypost.cli.output import write_report
from keypost.cli.parser import Options
from keypost.named import TYPE_CHECKING
from keypost.reports.formats.registry import FORMATS, render
from keypost.reports.outline import build_outline

if TYPE_CHECKING:
    from keypost.checker.lint import LintResult
    from keypost.writers.proposals import Proposal


def write_outline(
    form: str,
    result: CheckResult,
    *,
    file: str | None,
    proposals: "tuple[Proposal, ...]" = (),
    language: str,
    code: int,
) -> None:
    """Write the report in the format `form`; it shows the `proposals` where the format shows changes that mend."""
    shown = proposals if FORMATS[form].shows_fixes else ()
    outline = build_outline(result, language=language, exit_code=code, folder=str(Path.cwd()), proposals=shown)
    write_report(render(form, outline), file=file)


def write_findings(options: Options, result: "LintResult", *, name: str, language: str, code: int) -> None:
    """Write what is wrong with one document in the format that is asked for."""
    from keypost.reports.lint import sum_up
    from keypost.reports.outline import outline_findings

    here, total = str(Path.cwd()), sum_up(result)
    outline = outline_findings(result.findings, file=name, total=total, language=language, exit_code=code, folder=here)
    write_report(render(options.format, outline), file=options.output)
