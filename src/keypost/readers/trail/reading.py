"""Files -> one tally: what one process reads, alone or beside others."""

from collections.abc import Callable

from keypost.named import NamedTuple
from keypost.readers.trail.files import BrokenError, TrailFile, open_trail
from keypost.readers.trail.pieces import DamagedError, read_pieces
from keypost.readers.trail.requests import Asked, Seen, Selection, Skipped
from keypost.readers.trail.tally import Tally

# Called now and then with the bytes and records so far; it says whether to go on.
Note = Callable[[int, int], bool]


class Part(NamedTuple):
    """What one process has read."""

    seen: tuple[Seen, ...]
    records: int
    keys: tuple[tuple[str, int], ...]
    files: int
    skipped: tuple[Skipped, ...]


class Reading:
    """Reads one file after the other; what was read so far can be had at any time."""

    def __init__(self, selection: Selection, *, asked: Asked, note: Note) -> None:
        """Take which records count, what of them stays, and who is told how far it is."""
        self._tally = Tally(selection, asked=asked)
        self._note = note
        self._done = self._files = 0
        self._skipped: list[Skipped] = []

    def read(self, file: TrailFile) -> bool:
        """Read the file, and tell whether to go on; one that is damaged counts as far as it could be read."""
        before = self._tally.records
        goes_on = True
        try:
            goes_on = self._read(file)
            self._files += goes_on
        except (BrokenError, DamagedError) as error:
            self._skipped.append(Skipped(file.name, str(error), self._tally.records - before))
        self._done += file.size
        return goes_on and self._note(self._done, self._tally.records)

    def build_part(self) -> Part:
        """Return what was read so far."""
        tally = self._tally
        seen = tuple(tally.seen())
        return Part(seen, tally.records, tuple(tally.keys.items()), self._files, tuple(self._skipped))

    def _read(self, file: TrailFile) -> bool:
        with open_trail(file.name) as trail:
            for events in read_pieces(trail.read):
                self._tally.add(events)
                if not self._note(self._done + trail.place(), self._tally.records):
                    return False
        return True
