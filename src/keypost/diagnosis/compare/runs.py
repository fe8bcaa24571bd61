"""One history -> runs: by what mentions them, by their times, by their sessions."""

from collections.abc import Iterable, Sequence

from keypost.named import NamedTuple
from keypost.readers.trail.each import Told
from keypost.readers.trail.record import Record, has_succeeded


class Run(NamedTuple):
    """Records that belong together, in the order of time; `name` is what they were found by.

    `first` and `last` are when it began and ended, also where only some of its records are looked at.
    """

    name: str
    records: tuple[Record, ...]
    first: str = ""
    last: str = ""

    def keep_services(self, services: Iterable[str]) -> "Run":
        """Return the run with its calls to these services only, called as in event sources (kms.amazonaws.com)."""
        wanted = set(services)
        return self._replace(records=tuple(one for one in self.records if one.source in wanted))


class Span(NamedTuple):
    """A time from one moment up to another, both as CloudTrail writes them."""

    start: str
    end: str


def _build(name: str, records: Sequence[Record]) -> Run:
    times = [record.time for record in records]
    return Run(name, tuple(records), min(times, default=""), max(times, default=""))


def build_run(name: str, told: Iterable[Told]) -> Run:
    """Return all of these as one run."""
    return _build(name, [one.record for one in told])


def cut_span(told: Sequence[Told], span: Span) -> Run:
    """Return what happened in that time as one run."""
    name = f"{span.start}/{span.end}"
    return build_run(name, (one for one in told if span.start <= one.record.time <= span.end))


def cut_around(told: Sequence[Told], text: str) -> Run:
    """Return what happened from the first record that mentions the text to the last that does.

    Services call KMS without mentioning the job that they call it for: what falls in that time counts.
    """
    times = [one.record.time for one in told if text in one.text]
    return cut_span(told, Span(min(times), max(times)))._replace(name=text) if times else Run(text, ())


def split_sessions(told: Sequence[Told]) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Return the sessions of roles in which all went well, and those in which something failed, of the same roles."""
    sessions: dict[str, list[Record]] = {}
    for one in told:
        if one.record.session:
            sessions.setdefault(one.record.session, []).append(one.record)
    runs = [_build(session, records) for session, records in sessions.items()]
    bad = tuple(run for run in runs if not all(has_succeeded(record.error) for record in run.records))
    roles = {run.records[0].caller for run in bad}
    good = tuple(run for run in runs if run not in bad and run.records[0].caller in roles)
    return good, bad
