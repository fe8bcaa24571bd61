"""The engine that needs nothing but this machine: files are read by as many processes as there are cores."""

import multiprocessing
import os
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from multiprocessing.sharedctypes import Synchronized

from keypost.errors import UnreadableInputError
from keypost.readers.trail.engine import Tell, tell_nobody
from keypost.readers.trail.files import TrailFile, find_trail_files
from keypost.readers.trail.reading import Part, Reading
from keypost.readers.trail.requests import Asked, History, Selection, merge
from keypost.text import Text

# How often a process tells how far it is, in seconds.
_PAUSE = 0.1
_ENDED = Text(en="a process that read the trail has ended", ja="証跡を読み取っていたプロセスが終了しました")
_ENDED_HINT = Text(
    en="perhaps for lack of memory; read fewer files at a time",
    ja="メモリ不足の可能性があります。一度に読むファイルを減らしてください。",
)


class Embedded:
    """Reads CloudTrail's files where they lie."""

    def __init__(self, processes: int | None = None) -> None:
        """Take how many processes may read at a time, by default as many as there are cores to run them."""
        self._processes = processes or count_cores()

    def fetch_history(
        self, trails: Sequence[str], selection: Selection, *, asked: Asked, tell: Tell = tell_nobody
    ) -> History:
        """Return what the files tell; see `Engine`."""
        files = find_trail_files(trails)
        if min(self._processes, len(files)) < 2:
            return _read_alone(files, selection, asked=asked, tell=tell)
        return _Readers(files, tell).run(selection, asked=asked, processes=min(self._processes, len(files)))


def count_cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _read_alone(files: Sequence[TrailFile], selection: Selection, *, asked: Asked, tell: Tell) -> History:
    total = sum(file.size for file in files)

    def note(done: int, records: int) -> bool:
        tell(done, total, records)
        return True

    reading = Reading(selection, asked=asked, note=note)
    complete = True
    try:
        for file in files:
            reading.read(file)
    except KeyboardInterrupt:
        complete = False
    return _join([reading.build_part()], complete=complete)


@contextmanager
def _holding_interrupts() -> Iterator[None]:
    """Hold Ctrl-C back until the body is done: processes that are started in it never see one.

    It reaches all processes of a terminal at once, and the first one tells the others in order.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Readers:
    """Several processes, each of which takes the next file when it is done with one."""

    def __init__(self, files: Sequence[TrailFile], tell: Tell) -> None:
        self._files, self._tell = files, tell
        self._total = sum(file.size for file in files)
        forks = "fork" in multiprocessing.get_all_start_methods()
        self._context = multiprocessing.get_context("fork" if forks else "spawn")
        self._next: Synchronized[int] = self._context.Value("q", 0)
        self._readers: dict[Connection, multiprocessing.process.BaseProcess] = {}
        self._parts: list[Part] = []

    def run(self, selection: Selection, *, asked: Asked, processes: int) -> History:
        """Start them and wait; interrupted, let each hand out what it has read."""
        complete = True
        try:
            try:
                with _holding_interrupts():
                    for _ in range(processes):
                        self._start(selection, asked)
                self._wait()
            except KeyboardInterrupt:
                complete = False
                self._next.value = -1
                self._wait()
        finally:
            for process in self._readers.values():
                process.terminate()
        return _join(self._parts, complete=complete)

    def _start(self, selection: Selection, asked: Asked) -> None:
        here, there = self._context.Pipe(duplex=False)
        arguments = (self._files, self._next, there, selection, asked)
        process = self._context.Process(target=_read_beside_others, args=arguments, daemon=True)  # type: ignore[attr-defined]
        process.start()
        there.close()
        self._readers[here] = process

    def _wait(self) -> None:
        """Hear the processes until each has handed out its part."""
        heard: dict[Connection, tuple[int, int]] = {}
        while self._readers:
            for one in [reader for reader in wait(list(self._readers)) if isinstance(reader, Connection)]:
                said = _receive(one)
                if isinstance(said, Part):
                    self._parts.append(said)
                    self._readers.pop(one).join()
                else:
                    heard[one] = said
            done, records = (sum(numbers) for numbers in zip(*heard.values(), strict=True)) if heard else (0, 0)
            self._tell(done, self._total, records)


def _receive(connection: Connection) -> Part | tuple[int, int]:
    try:
        said: Part | tuple[int, int] = connection.recv()
    except EOFError as error:
        raise UnreadableInputError(_ENDED, hint=_ENDED_HINT) from error
    return said


def _read_beside_others(
    files: Sequence[TrailFile], following: "Synchronized[int]", there: Connection, selection: Selection, asked: Asked
) -> None:
    """Read the next file until there is none; `following` is its number, -1 once the reading is to stop."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    told = 0.0

    def note(done: int, records: int) -> bool:
        nonlocal told
        if (now := time.monotonic()) - told > _PAUSE:
            told = now
            there.send((done, records))
        return following.value >= 0

    reading = Reading(selection, asked=asked, note=note)
    while (file := _take_next(files, following)) is not None and reading.read(file):
        pass
    there.send(reading.build_part())


def _take_next(files: Sequence[TrailFile], following: "Synchronized[int]") -> TrailFile | None:
    with following.get_lock():
        number = following.value
        if not 0 <= number < len(files):
            return None
        following.value = number + 1
    return files[number]


def _join(parts: Sequence[Part], *, complete: bool) -> History:
    keys: dict[str, int] = {}
    for part in parts:
        for key, times in part.keys:
            keys[key] = keys.get(key, 0) + times
    return History(
        seen=merge(seen for part in parts for seen in part.seen),
        records=sum(part.records for part in parts),
        keys=tuple(sorted(keys.items(), key=lambda pair: (-pair[1], pair[0]))),
        files=sum(part.files for part in parts),
        skipped=tuple(sorted(one for part in parts for one in part.skipped)),
        complete=complete,
    )
