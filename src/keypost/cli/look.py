"""How a text report looks where it goes: its width, and whether it has colours."""

import os
import sys

from keypost.cli.output import write_report
from keypost.named import Iterable, Mapping
from keypost.reports.page import DEFAULT_WIDTH, Line, print_coloured, render_plain

# Longer lines are hard to read, however wide the window is.
_WIDEST = 120
_NARROWEST = 36


def find_width(*, file: str | None) -> int:
    """Return the width of the terminal; for files and pipes one that doesn't depend on where the run happens."""
    if file is not None or not sys.stdout.isatty():
        return DEFAULT_WIDTH
    import shutil

    return min(max(shutil.get_terminal_size((DEFAULT_WIDTH, 24)).columns, _NARROWEST), _WIDEST)


def write_lines(lines: Iterable[Line], *, file: str | None) -> None:
    """Write the report: with colours where somebody watches, else the same characters without."""
    if file is None and has_colours(os.environ, is_terminal=sys.stdout.isatty()):
        print_coloured(lines, stream=sys.stdout)
    else:
        write_report(render_plain(lines), file=file)


def has_colours(environment: Mapping[str, str], *, is_terminal: bool) -> bool:
    """Tell whether to colour: NO_COLOR forbids (no-color.org), FORCE_COLOR and CLICOLOR_FORCE ask, CLICOLOR=0 asks not.

    Else a terminal that isn't dumb has colours (bixense.com/clicolors).
    """
    if environment.get("NO_COLOR"):
        return False
    if any(environment.get(name, "0") not in {"", "0"} for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return is_terminal and environment.get("CLICOLOR") != "0" and environment.get("TERM") != "dumb"
