"""Lines of older snapshots become lines of the wanted version, one step at a time."""

import json

from keypost.readers.snapshot.manifest import VERSION
from keypost.readers.snapshot.migrations import STEPS, Step, migrate_line

RENAME: Step = lambda data: {("name" if key == "title" else key): value for key, value in data.items()}  # noqa: E731
MARK: Step = lambda data: data | {"marked": True}  # noqa: E731


def test_every_older_version_has_a_step() -> None:
    assert sorted(STEPS) == list(range(1, VERSION))


def test_a_line_of_this_version_stays_as_it_is() -> None:
    assert migrate_line(b'{"a": 1}', version=VERSION) == b'{"a": 1}'


def test_steps_follow_each_other() -> None:
    line = migrate_line(b'{"title": "x"}', version=1, steps={1: RENAME, 2: MARK}, wanted=3)
    assert json.loads(line) == {"name": "x", "marked": True}


def test_a_damaged_line_is_left_to_whoever_reads_it() -> None:
    assert migrate_line(b"{", version=1, steps={1: MARK}, wanted=2) == b"{"
