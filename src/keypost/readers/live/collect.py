"""Reads accounts part by part, many at a time, into a snapshot; what is already there isn't read again."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor, as_completed

from keypost.named import NamedTuple, Protocol
from keypost.readers.live.api import Api
from keypost.readers.live.part import Part, Reach
from keypost.readers.live.session import Access
from keypost.readers.snapshot.manifest import GLOBAL, Manifest, Scope
from keypost.readers.snapshot.record import End, Missed, Record
from keypost.readers.snapshot.store import Store
from keypost.version import __version__

# So many parts are read side by side, and so many calls are made for single resources.
_PARTS_AT_ONCE = 8
_ACCOUNTS_AT_ONCE = 8
_CALLS_AT_ONCE = 24


class Progress(Protocol):
    """Is told what is done: how many parts of how many, and which one has ended."""

    def __call__(self, done: int, total: int, name: str) -> None:
        """Take the counts and the name."""


# Tells how a part is read in an account.
Choose = Callable[[Part, str], Part]


def _as_it_is(part: Part, account: str) -> Part:
    del account
    return part


class Collected(NamedTuple):
    """What a snapshot holds now: parts, and those that were there before; records; calls that told nothing."""

    parts: int
    kept: int
    records: int
    missed: tuple[Missed, ...]


class _Read(NamedTuple):
    end: End
    missed: tuple[Missed, ...]


def plan(accesses: Sequence[Access], parts: Sequence[Part]) -> Manifest:
    """Return what a snapshot of the accounts is to hold."""
    return Manifest(
        {access.account: access.regions for access in accesses},
        {
            GLOBAL: tuple(part.name for part in parts if part.reach is Reach.ACCOUNT),
            "*": tuple(part.name for part in parts if part.reach is Reach.REGION),
        },
        partition=accesses[0].partition,
        begun=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        tool=__version__,
    )


def collect(
    store: Store, accesses: Sequence[Access], parts: Sequence[Part], *, progress: Progress, choose: Choose = _as_it_is
) -> Collected:
    """Read what the store doesn't hold yet, and once more the parts in which calls told nothing.

    Accounts are read some at a time; `choose` tells how a part is read in one of them.

    Raises:
        UsageError: the store's folder holds something else, or can't be written to.
        UnreadableInputError: the credentials are no longer accepted; what has been read stays.
    """
    manifest = plan(accesses, parts)
    store.begin(manifest)
    ends = {(access, scope): store.find_end(scope) for access in accesses for scope in manifest.scopes(access.account)}
    kept = {key: end for key, end in ends.items() if end is not None and end.misses == 0}
    by_name = {part.name: part for part in parts}
    read: list[_Read] = []
    for start in range(0, len(accesses), _ACCOUNTS_AT_ONCE):
        some = accesses[start : start + _ACCOUNTS_AT_ONCE]
        todo = [(access, scope) for access, scope in ends if access in some and (access, scope) not in kept]
        chosen = [(access, scope, choose(by_name[scope.part], access.account)) for access, scope in todo]
        done = len(kept) + len(read)
        read += _collect_some(store, chosen, progress=_count_from(progress, done, len(ends)))
        for access in some:
            access.close()
    records = sum(end.records for end in (*kept.values(), *(one.end for one in read)))
    return Collected(len(ends), len(kept), records, tuple(missed for one in read for missed in one.missed))


def _count_from(progress: Progress, before: int, whole: int) -> Progress:
    def count_all(done: int, total: int, name: str) -> None:
        del total
        progress(before + done, whole, name)

    return count_all


def _collect_some(store: Store, todo: Sequence[tuple[Access, Scope, Part]], *, progress: Progress) -> list[_Read]:
    with ThreadPoolExecutor(_CALLS_AT_ONCE) as calls, ThreadPoolExecutor(_PARTS_AT_ONCE) as readers:
        futures = {
            readers.submit(_collect_part, store, access, part, scope, calls): scope for access, scope, part in todo
        }
        return list(_wait(futures, total=len(todo), progress=progress, pools=(readers, calls)))


def _wait(
    futures: dict[Future[_Read], Scope], *, total: int, progress: Progress, pools: Iterable[ThreadPoolExecutor]
) -> Iterator[_Read]:
    """Yield what was read as it comes; where one part stops the run, those that wait aren't begun."""
    done = total - len(futures)
    progress(done, total, "")
    try:
        for future in as_completed(futures):
            read, scope = future.result(), futures[future]
            done += 1
            progress(done, total, f"{scope.account} {scope.region} {scope.part}: {read.end.records}")
            yield read
    finally:
        for pool in pools:
            pool.shutdown(wait=False, cancel_futures=True)


def _collect_part(store: Store, access: Access, part: Part, scope: Scope, calls: Executor) -> _Read:
    if access.refused is not None:
        return _Read(store.write(scope, (access.refused,)), (access.refused,))
    region = (part.answers_in or access.home_region) if scope.region == GLOBAL else scope.region
    client = access.client(part.service, region)
    api = Api(
        client, part.calls, scope=scope._replace(region=region), partition=access.partition, pool=calls,
        has_endpoint=access.has_endpoint(part.service, region),
    )  # fmt: skip
    return _Read(store.write(scope, _lines(api, part)), tuple(api.missed))


def _lines(api: Api, part: Part) -> Iterator[Record | Missed]:
    """Yield what the part reads, and then what it couldn't."""
    yield from api.guard(part.fetch(api))
    yield from api.missed
