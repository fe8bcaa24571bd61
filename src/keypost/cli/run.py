"""One run of a command that reads its inputs more than once: as they are, and as they would be."""

import time

from keypost.cli.inputs import read_inputs
from keypost.cli.parser import Options
from keypost.named import TYPE_CHECKING, NamedTuple
from keypost.settings.find import Settings

if TYPE_CHECKING:
    from keypost.checker.verdict import CheckResult
    from keypost.estate.estate import Reading


class Run(NamedTuple):
    """One run: what was asked, and in which language it is answered."""

    options: Options
    settings: Settings
    language: str

    def read(self, texts: dict[str, str] | None = None) -> "tuple[Reading, CheckResult]":
        """Read and check the inputs, files with these `texts` as if they were written already."""
        from keypost.checker.check import check

        edited = {file: text.encode() for file, text in (texts or {}).items()}
        reading = read_inputs(self.options, self.settings, language=self.language, edited=edited)
        today = time.strftime("%Y-%m-%d", time.gmtime())
        return reading, check(reading, suppressions=self.settings.suppressions, today=today)
