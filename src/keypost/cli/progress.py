"""How far a long run is: a bar on stderr, on a terminal only, and only after half a second."""

import sys
import time

from keypost.named import TYPE_CHECKING
from keypost.reports.printable import make_printable
from keypost.text import Text

if TYPE_CHECKING:
    from types import TracebackType

    from rich.progress import Progress as Bar
    from rich.progress import TaskID

PROGRESS_CHOICES = ("auto", "never")
_PATIENCE = 0.5
_READING = Text(en="reading", ja="読み込み中")


class Progress:
    """Called with what is done, how much there is, and the name of what comes next."""

    def __init__(self, *, mode: str, language: str, title: Text = _READING) -> None:
        """Take `auto` or `never`, the language to speak, and what is going on."""
        self._wanted = mode == "auto" and sys.stderr.isatty()
        self._title = title.in_language(language)
        self._began = time.monotonic()
        self._bar: Bar | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> "Progress":
        """Start the clock."""
        self._began = time.monotonic()
        return self

    def __call__(self, done: int, total: int, name: str) -> None:
        """Show the bar, once the run has taken long enough."""
        if not self._wanted or time.monotonic() - self._began < _PATIENCE:
            return
        bar = self._bar or self._start()
        if self._task is None:
            self._task = bar.add_task(self._title, total=total, name="")
        bar.update(self._task, completed=done, total=total, name=make_printable(name))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: "TracebackType | None"
    ) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()

    def _start(self) -> "Bar":
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
        from rich.progress import Progress as RichProgress

        self._bar = RichProgress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=30),
            MofNCompleteColumn(),
            TextColumn("{task.fields[name]}", markup=False),
            console=Console(stderr=True),
            transient=True,
        )
        self._bar.start()
        return self._bar
