"""`keypost fix --write` and `--review`: choose candidates, check what the files would say, then write all or none."""

import sys

from keypost.checker.merge import find_worse
from keypost.cli.threshold import Threshold, find_exit_code
from keypost.errors import UsageError
from keypost.named import TYPE_CHECKING
from keypost.origin import Origin
from keypost.reports.printable import make_printable
from keypost.reports.wording import fixes as words
from keypost.text import Text
from keypost.writers.files import write_files
from keypost.writers.patch import Patch
from keypost.writers.proposals import build_chosen_patch, build_proposals, build_safe_patch

if TYPE_CHECKING:
    from keypost.checker.verdict import CheckResult
    from keypost.cli.run import Run
    from keypost.estate.estate import Reading

_NO_TERMINAL = Text(
    en="`--review` asks questions, and nobody is there to answer them",
    ja="`--review` は質問に答える端末が必要です",
)
_USE_WRITE = Text(
    en="run it on a terminal, or write the SAFE changes with `--write`",
    ja="端末で実行するか、`--write` で SAFE の変更を書き込んでください",
)
_CANT_WRITE = Text(en="the change can't be written here: {why}", ja="変更をここに書き込めません: {why}")
_ALLOW_WRITING = Text(
    en="nothing was changed; make the file and its folder writable, or apply `keypost fix --format diff` yourself",
    ja="何も変更していません。書き込みを許可するか、`keypost fix --format diff` の出力を適用してください",
)


def mend(run: "Run", reading: "Reading", result: "CheckResult") -> int:
    """Write what was chosen; return 1 while a delivery fails.

    Raises:
        UsageError: nobody can be asked, or a file can't be written.
    """
    patch = _review(run, reading, result) if run.options.review else build_safe_patch(reading, result)
    if not patch.after:
        code = find_exit_code(result.deliveries, threshold=Threshold.FAILS)
        if code and run.options.write:
            _show_rest(run, reading, result)
        else:
            _say(run, words.CHOSE_NOTHING if code else words.NOTHING_FAILS)
        return code
    _, after = run.read(dict(patch.after))
    if any(find_worse(result.deliveries, after.deliveries)):
        _say(run, words.WOULD_BE_WORSE)
        return 1
    _write(patch)
    _say(run, words.WROTE.fill(files=", ".join(patch.after)))
    return _tell_rest(run, after)


def _show_rest(run: "Run", reading: "Reading", result: "CheckResult") -> None:
    """Show what Keypost doesn't write, in the format that was asked for."""
    from keypost.cli.diffs import find_terraform_patch, show_diffs

    if run.options.format == "diff":
        show_diffs(run, reading, result)
        return
    is_for_user = find_terraform_patch(run, reading, result).after
    paths = " ".join(run.options.paths)
    _say(run, words.YOURS_TO_APPLY.fill(paths=paths) if is_for_user else words.WROTE_NOTHING)
    _show_lines(run, reading, result)


def _show_lines(run: "Run", reading: "Reading", result: "CheckResult") -> None:
    """Show what somebody else must put or run: Keypost writes neither Terraform nor an account."""
    proposals = build_proposals(reading, result, folder=run.options.out)
    if any(snippets for proposal in proposals for snippets in proposal.snippets):
        from keypost.cli.proposals import show_proposals

        _say(run, words.FOR_YOU)
        show_proposals(proposals, run, result)


def _review(run: "Run", reading: "Reading", result: "CheckResult") -> Patch:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(_NO_TERMINAL, hint=_USE_WRITE)
    from keypost.cli.review import Review

    return build_chosen_patch(reading, result, choose=Review(result, language=run.language).ask)


def _write(patch: Patch) -> None:
    unwritten = write_files(patch.after)
    if unwritten is not None:
        message = _CANT_WRITE.fill(why=unwritten.reason)
        raise UsageError(message, hint=_ALLOW_WRITING, origin=Origin(unwritten.file))


def _tell_rest(run: "Run", after: "CheckResult") -> int:
    code = find_exit_code(after.deliveries, threshold=Threshold.FAILS, gaps=after.gaps)
    if code == 1:
        from keypost.checker.verdict import Verdict

        fails = sum(one.verdict is Verdict.FAILS and one.suppressed is None for one in after.deliveries)
        _say(run, words.STILL_FAILS.fill(fails=fails))
    return code


def _say(run: "Run", text: Text) -> None:
    sys.stdout.write(make_printable(text.in_language(run.language)) + "\n")
