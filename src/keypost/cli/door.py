"""What every command passes through: streams that take any character, and a message for whatever stops the run."""

import errno
import io
import os
import sys

from keypost.errors import EXIT_UNREADABLE, KeypostError
from keypost.named import TYPE_CHECKING
from keypost.reports.printable import make_printable
from keypost.text import Text

if TYPE_CHECKING:
    from types import TracebackType

DEBUG_VARIABLE = "KEYPOST_DEBUG"
EXIT_BUG = 70  # EX_SOFTWARE of sysexits.h: a bug must not look like a failing delivery (1)
EXIT_INTERRUPTED = 130
EXIT_BROKEN_PIPE = 141

_BUG = Text(
    en="keypost: this is a bug in Keypost, not in your input: {kind}: {message} ({place})",
    ja="keypost: 入力ではなく Keypost 自体の不具合です: {kind}: {message} ({place})",
)
_NO_ROOM = Text(en="keypost: the report can't be written: {why}", ja="keypost: レポートを書き込めません: {why}")
_MAKE_ROOM = Text(
    en="  make room, or write it elsewhere with `--output`",
    ja="  空き容量を確保するか、`--output` で別の場所に書き込んでください。",
)
_NO_ROOM_ERRORS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
_REPORT = Text(
    en="  please report it, together with what `KEYPOST_DEBUG=1` in the environment adds here",
    ja="  環境変数 `KEYPOST_DEBUG=1` を付けて実行したときの出力を添えて、ご報告ください。",
)


class Door:
    """Turns what stops a run into a message on stderr and an exit code; never a traceback unasked.

    `exit_code` is to be returned where the body didn't come to its end.
    """

    def __init__(self, language: str) -> None:
        """Take the language to speak."""
        self.language = language
        self.exit_code = EXIT_BUG

    def __enter__(self) -> "Door":
        """Make stdout and stderr take every character, whatever the locale says; one that is closed takes nothing."""
        _open_closed_streams()
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: "TracebackType | None"
    ) -> bool:
        """Tell what stopped the run; a planned end of the program goes on."""
        if isinstance(error, KeypostError):
            _tell_error(error, self.language)
            self.exit_code = EXIT_UNREADABLE
        elif isinstance(error, BrokenPipeError):
            _discard_stdout()
            self.exit_code = EXIT_BROKEN_PIPE
        elif isinstance(error, OSError) and error.errno in _NO_ROOM_ERRORS:
            _tell_no_room(error, self.language)
            _discard_stdout()
            self.exit_code = EXIT_UNREADABLE
        elif isinstance(error, KeyboardInterrupt):
            self.exit_code = EXIT_INTERRUPTED
        elif isinstance(error, Exception):
            _tell_bug(error, self.language)
        else:
            return False
        return True


def _open_closed_streams() -> None:
    """Give a standard stream that the caller has closed the null device, as Python has None in its place."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - open until the process ends


def _tell_no_room(error: OSError, language: str) -> None:
    why = _NO_ROOM.fill(why=error.strerror).in_language(language)
    sys.stderr.write(f"{why}\n{_MAKE_ROOM.in_language(language)}\n")


def _tell_error(error: KeypostError, language: str) -> None:
    sys.stderr.write(f"{make_printable(f'keypost: {error.say(language)}')}\n")
    hint = make_printable(error.hint.in_language(language))
    sys.stderr.write(f"  {hint}\n" if hint else "")


def _tell_bug(bug: Exception, language: str) -> None:
    """Ask for a report; the traceback is shown where the environment asks for it."""
    message = " ".join(str(bug).split())[:200]
    text = _BUG.fill(kind=type(bug).__name__, message=message, place=_last_place(bug))
    sys.stderr.write(f"{make_printable(text.in_language(language))}\n{_REPORT.in_language(language)}\n")
    if os.environ.get(DEBUG_VARIABLE):
        from traceback import format_exception

        lines = "".join(format_exception(bug)).splitlines()
        sys.stderr.write("".join(f"{make_printable(line)}\n" for line in lines))


def _last_place(bug: Exception) -> str:
    """Return the file and line that raised, the innermost one."""
    traceback = bug.__traceback__
    while traceback is not None and traceback.tb_next is not None:
        traceback = traceback.tb_next
    if traceback is None:
        return "?"
    return f"{traceback.tb_frame.f_globals.get('__name__')}:{traceback.tb_lineno}"


def _discard_stdout() -> None:
    """Let what is left in the buffer go nowhere: the interpreter flushes once more when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
