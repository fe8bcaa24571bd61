"""The one case in a file of `keypost simulate`: what can't be read is told with its place in the file."""

from keypost.errors import UnreadableInputError
from keypost.origin import Origin, Pointer
from keypost.readers.simulation import Case, decode_case, read_case
from keypost.text import Text

_SEVERAL = Text(
    en="{name} can't be read: it holds several cases, one a line",
    ja="{name} を読み込めません: 1 行に 1 件ずつ、複数のケースが書かれています",
)
_BATCH = Text(en="`--batch` answers one case a line", ja="`--batch` を付けると、1 行のケースごとに 1 行ずつ答えます。")


def read_case_file(content: bytes, *, name: str) -> Case:
    """Return the case that the file `name` holds.

    Raises:
        UnreadableInputError: it isn't a case; the error names the file and, where it can be told, the line.
    """
    try:
        return read_case(decode_case(content))
    except UnreadableInputError as error:
        raise _place(error, content, name) from error


def _place(error: UnreadableInputError, content: bytes, name: str) -> UnreadableInputError:
    """Return the error as the reader of JSON documents says it, or else with the line of what it is about."""
    if _holds_cases(content):
        return UnreadableInputError(_SEVERAL.fill(name=name), hint=_BATCH, origin=Origin(name, 2))
    line = None
    try:
        line = _find_line(content, error.origin.pointer or "", name)
    except UnreadableInputError as refused:
        return refused
    except (UnicodeDecodeError, RecursionError):
        pass  # no line can be told: the error says already what it is
    return UnreadableInputError(error.message, hint=error.hint, origin=Origin(name, line))


def _holds_cases(content: bytes) -> bool:
    """Tell whether each of the first two lines is an object by itself."""
    lines = [line for line in content.splitlines() if line.strip()][:2]
    try:
        return len([decode_case(line) for line in lines]) > 1
    except UnreadableInputError:
        return False


def _find_line(content: bytes, pointer: str, name: str) -> int | None:
    from keypost.readers.cloudformation.loading.json_document import read_json

    document = read_json(content.decode("utf-8-sig"), file=name)
    return document.line(_split(pointer, document.data)) if pointer else None


def _split(pointer: str, data: object) -> Pointer:
    """Return the steps of a JSON pointer; those into lists are numbers."""
    steps: list[str | int] = []
    for part in pointer.split("/")[1:]:
        step = part.replace("~1", "/").replace("~0", "~")
        if isinstance(data, list) and step.isdecimal():
            steps.append(int(step))
            data = data[int(step)] if int(step) < len(data) else None
        else:
            steps.append(step)
            data = data.get(step) if isinstance(data, dict) else None
    return tuple(steps)
