"""`keypost fix --format diff`: all SAFE changes as one patch, those of Terraform among them; never silent."""

import sys

from keypost.checker.merge import find_worse
from keypost.checker.verdict import Verdict
from keypost.cli.output import write_report
from keypost.named import TYPE_CHECKING
from keypost.reports.fixes import render_patch
from keypost.reports.printable import make_printable
from keypost.reports.wording import fixes as words
from keypost.writers.patch import Patch
from keypost.writers.proposals import build_safe_patch, build_terraform_patch

if TYPE_CHECKING:
    from keypost.checker.verdict import CheckResult
    from keypost.cli.run import Run
    from keypost.estate.estate import Reading


def show_diffs(run: "Run", reading: "Reading", result: "CheckResult") -> None:
    """Write the patch; where it is empty although deliveries fail, tell so on standard error."""
    terraform = find_terraform_patch(run, reading, result)
    text = render_patch(build_safe_patch(reading, result)) + render_patch(terraform)
    write_report(text, file=run.options.output)
    if not text and any(one.verdict is Verdict.FAILS and one.suppressed is None for one in result.deliveries):
        sys.stderr.write(make_printable(words.NO_DIFF.in_language(run.language)) + "\n")


def find_terraform_patch(run: "Run", reading: "Reading", result: "CheckResult") -> Patch:
    """Return what is SAFE in Terraform's files; nothing where, read again with it, a delivery would be worse."""
    patch = build_terraform_patch(reading, result)
    if not patch.after:
        return patch
    _, after = run.read(dict(patch.after))
    return Patch({}, {}) if any(find_worse(result.deliveries, after.deliveries)) else patch
