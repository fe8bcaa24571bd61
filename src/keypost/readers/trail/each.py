"""Every record of a trail by itself, in whatever form it lies: for the few that somebody looks at one by one."""

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from keypost.named import NamedTuple
from keypost.readers.trail.files import BrokenError, find_trail_files, open_trail
from keypost.readers.trail.record import Record, read_record
from keypost.readers.trail.requests import Skipped

_PIECE = 1 << 20
_LINE = re.compile(rb"\r?\n")
_Object = Mapping[str, object]
_NO_JSON, _TOO_DEEP = "no JSON", "its JSON is nested too deeply"


class Told(NamedTuple):
    """A record, and all its text: what it mentions can be looked for there."""

    record: Record
    text: str


class Telling(NamedTuple):
    """What trails tell, in the order of time; `skipped` are files that couldn't be read to their end."""

    told: tuple[Told, ...]
    skipped: tuple[Skipped, ...] = ()


def fetch_records(trails: Sequence[str]) -> Telling:
    """Return all records of the trails: files of CloudTrail, answers of `lookup-events`, arrays, a record a line.

    Raises:
        UnreadableInputError: a path doesn't exist, or a folder has no such files.
        UsageError: a named file is a table.
    """
    told: list[Told] = []
    skipped: list[Skipped] = []
    for file in find_trail_files(trails):
        before = len(told)
        try:
            told.extend(Told(read_record(data), _write(data)) for data in _decode(_read(file.name)))
        except (BrokenError, msgspec.DecodeError, RecursionError) as error:
            why = _TOO_DEEP if isinstance(error, RecursionError) else str(error)
            skipped.append(Skipped(file.name, why, len(told) - before))
    return Telling(tuple(sorted(told, key=lambda one: one.record.time)), tuple(skipped))


def _read(name: str) -> bytes:
    with open_trail(name) as trail:
        return b"".join(iter(lambda: trail.read(_PIECE), b""))


def _decode(content: bytes) -> Iterator[_Object]:
    """Yield the records of one document, or else of one a line. Raises msgspec.DecodeError."""
    try:
        document = msgspec.json.decode(content)
    except msgspec.DecodeError:
        lines = [line for line in _LINE.split(content) if line.strip()]
        if len(lines) < 2:
            raise
        for line in lines:
            yield from _list_records(msgspec.json.decode(line))
    else:
        yield from _list_records(document)


def _list_records(data: object) -> Iterator[_Object]:
    if isinstance(data, list):
        for one in data:
            yield from _list_records(one)
    elif not isinstance(data, dict):
        raise msgspec.DecodeError(_NO_JSON)
    elif isinstance(data.get("CloudTrailEvent"), str):
        yield from _list_records(msgspec.json.decode(data["CloudTrailEvent"]))
    else:
        inside = next((data[name] for name in ("Records", "Events") if isinstance(data.get(name), list)), None)
        if inside is None:
            yield data
        else:
            yield from _list_records(inside)


def _write(data: _Object) -> str:
    return msgspec.json.encode(data).decode()
