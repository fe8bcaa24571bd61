"""`keypost fix --review`: one question for each fault."""

import sys

from keypost.checker.verdict import CheckResult
from keypost.cli.look import find_width, write_lines
from keypost.fixer.candidate import Candidate
from keypost.reports.fixes import explain_obstacle, render_proposal
from keypost.reports.printable import make_printable
from keypost.reports.wording import fixes as words
from keypost.reports.wording.sentences import fill
from keypost.writers.changes import Hindered
from keypost.writers.edit import Refused
from keypost.writers.patch import Patch
from keypost.writers.proposals import Proposal


class Review:
    """Shows proposals and takes answers: a number, nothing for none, `q` for no further question."""

    def __init__(self, result: CheckResult, *, language: str) -> None:
        """Take what was checked, and the language to ask in."""
        self._result, self._language = result, language
        self._is_over = False

    def ask(self, proposal: Proposal) -> Candidate | None:
        """Return the candidate to write, None for none."""
        if self._is_over:
            return None
        width = find_width(file=None)
        write_lines(render_proposal(proposal, self._result, language=self._language, width=width), file=None)
        while True:
            answer = self._read(len(proposal.candidates))
            self._is_over = answer is None or answer == "q"
            if not answer or answer in {"n", "q"}:
                return None
            if answer.isdigit() and 1 <= int(answer) <= len(proposal.candidates):
                index = int(answer) - 1
                if self._is_writable(proposal.patches[index]):
                    return proposal.candidates[index]

    def _is_writable(self, patch: Patch | Hindered | Refused) -> bool:
        """Tell whether the files can say it; where they can't, tell the user why."""
        if isinstance(patch, Patch):
            return True
        why = fill(words.NOT_WRITABLE, why=explain_obstacle(patch)).in_language(self._language)
        sys.stdout.write(make_printable(why) + "\n")
        return False

    def _read(self, count: int) -> str | None:
        """Return the answer, None at the end of the input."""
        sys.stdout.write(words.ASK.fill(count=count).in_language(self._language))
        sys.stdout.flush()
        line = sys.stdin.readline()
        return line.strip().lower() if line else None
