"""What `keypost fix` proposes, on the terminal or in a file; and the files that go with commands for an account."""

from collections.abc import Sequence

from keypost.cli.output import write_report
from keypost.errors import UsageError
from keypost.named import TYPE_CHECKING
from keypost.origin import Origin
from keypost.text import Text

if TYPE_CHECKING:
    from keypost.checker.verdict import CheckResult
    from keypost.cli.run import Run
    from keypost.writers.proposals import Proposal

_CANT_WRITE = Text(en="the commands can't be written here: {why}", ja="コマンドをここに書き込めません: {why}")
_OTHER_FOLDER = Text(
    en="give `--out` a folder that can be made or written to; without it the commands bring their files along",
    ja="`--out` には書き込みのできるフォルダーを指定してください。省略するとコマンドにファイルの内容も含めます",
)


def show_proposals(proposals: "Sequence[Proposal]", run: "Run", result: "CheckResult") -> None:
    """Write the report, and the files that go with its commands.

    Raises:
        UsageError: a file can't be written.
    """
    options = run.options
    if options.out:
        _write_documents(proposals)
    if options.format == "json":
        from keypost.reports.fixes_json import render_json

        write_report(render_json(proposals, result, language=run.language), file=options.output)
        return
    from keypost.cli.look import find_width, write_lines
    from keypost.reports.fixes import render_fixes

    width = find_width(file=options.output)
    write_lines(render_fixes(proposals, result, language=run.language, width=width), file=options.output)


def _write_documents(proposals: "Sequence[Proposal]") -> None:
    """Write the files; no folder is made where there are none."""
    from pathlib import Path

    from keypost.writers.files import write_files

    snippets = (snippet for proposal in proposals for snippets in proposal.snippets for snippet in snippets)
    files = {path: text for snippet in snippets for path, text in snippet.documents.items()}
    try:
        for path in files:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _refuse(str(error.filename), error.strerror or type(error).__name__) from error
    unwritten = write_files(files)
    if unwritten is not None:
        raise _refuse(unwritten.file, unwritten.reason)


def _refuse(file: str, why: str) -> UsageError:
    return UsageError(_CANT_WRITE.fill(why=why), hint=_OTHER_FOLDER, origin=Origin(file))
