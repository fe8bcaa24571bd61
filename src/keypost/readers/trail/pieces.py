"""One trail, from its bytes to its records, piece by piece: small ones, which stay in the processor's cache.

CloudTrail writes one long line, `{"Records":[{"eventVersion":...},{"eventVersion":...}]}`. A piece ends where one
record ends and the next begins; where that is a mistake (the same bytes in a nested object), the piece is no JSON, and
the rest of the trail is decoded as a whole. So nothing rests on the guess but speed.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from keypost.readers.trail.events import Event, NotJsonError, decode_array, decode_document, decode_lines
from keypost.readers.trail.record import Record

Read = Callable[[int], bytes]
Events = Sequence[Event | Record]
_PIECE = 1 << 16
_BETWEEN = b'},{"eventVersion"'
_BETWEEN_SPACED = re.compile(rb'\}(?=\s*,\s*\{\s*"eventVersion")')
_OPENING = re.compile(rb'\s*(?:\{\s*"Records"\s*:\s*)?\[')
# Files of CloudTrail one after the other, as `cat` joins them: inside a document these bytes are no JSON.
_JOINT = re.compile(rb'\]\s*\}\s*\{\s*"Records"\s*:\s*\[')
_LONGEST_CLOSING = 64
_BREAKS_OFF, _TOO_DEEP = "it breaks off", "its JSON is nested too deeply"
_CLOSING = re.compile(rb"\]\s*\}?\s*\Z")


class DamagedError(Exception):
    """The trail breaks off, or is no JSON; what was read before was handed out."""


def read_pieces(read: Read) -> Iterator[Events]:
    """Return the records of the trail that `read` reads, piece by piece.

    Raises DamagedError where it can't be read on.
    """
    start = read(_PIECE)
    opening = _OPENING.match(start)
    try:
        yield from _read_array(read, start[opening.end() :]) if opening else _read_lines(read, start)
    except RecursionError as error:
        raise DamagedError(_TOO_DEEP) from error


def _read_array(read: Read, rest: bytes) -> Iterator[Events]:
    """Read what stands in brackets, up to the last; a piece that isn't JSON after all waits for what follows."""
    may_cut, waiting = True, [rest]
    while more := read(_PIECE):
        cut = more.rfind(_BETWEEN) + 1 if may_cut else 0
        if cut:
            try:
                yield _decode_elements(*waiting, memoryview(more)[:cut])
            except NotJsonError:
                may_cut = False
            else:
                waiting = [more[cut + 1 :]]
                continue
        waiting.append(more)
    yield from _read_end(b"".join(waiting))


def _decode_elements(*content: bytes | memoryview) -> Events:
    """Return the elements of an array, without its brackets; of several files of CloudTrail, the records of all."""
    array = b"".join((b"[", *content, b"]"))
    try:
        return decode_array(array)
    except NotJsonError:
        joined, joints = _JOINT.subn(b",", array)
        if not joints:
            raise
    return decode_array(joined)


def _read_end(rest: bytes) -> Iterator[Events]:
    """Read the last piece; of one that breaks off, the records before the break."""
    rest = rest.rstrip()
    closing = _CLOSING.search(rest, max(0, len(rest) - _LONGEST_CLOSING))
    body = rest[: closing.start()] if closing else rest
    try:
        if closing is None:
            raise NotJsonError(_BREAKS_OFF)
        yield _decode_elements(body)
    except NotJsonError as error:
        yield from _read_whole_ones(body)
        raise DamagedError(str(error)) from error


def _read_whole_ones(body: bytes) -> Iterator[Events]:
    """Read the records before the break, as CloudTrail writes them, and as people lay them out."""
    ends = [0, *(found.end() for found in _BETWEEN_SPACED.finditer(body))]
    try:
        yield _decode_elements(body[: ends[-1]])
    except NotJsonError:
        return


def _read_lines(read: Read, rest: bytes) -> Iterator[Events]:
    """Read a record a line; what isn't that may still be one document over many lines."""
    may_cut, waiting = True, [rest]
    while more := read(_PIECE):
        cut = more.rfind(b"\n") + 1 if may_cut else 0
        if cut:
            try:
                yield list(decode_lines(b"".join((*waiting, more[:cut]))))
            except NotJsonError:
                may_cut = False
            else:
                waiting = [more[cut:]]
                continue
        waiting.append(more)
    yield from _read_last_lines(b"".join(waiting))


def _read_last_lines(rest: bytes) -> Iterator[Events]:
    try:
        yield list(decode_lines(rest))
        return
    except NotJsonError:
        pass
    try:
        yield decode_document(rest)
    except NotJsonError as error:
        yield from _read_until_damaged(rest)
        raise DamagedError(str(error)) from error


def _read_until_damaged(rest: bytes) -> Iterator[Events]:
    for line in rest.split(b"\n"):
        try:
            yield list(decode_lines(line))
        except NotJsonError:
            return
