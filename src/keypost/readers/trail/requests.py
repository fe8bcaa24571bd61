"""Distinct requests: what many records of one history have in common, counted.

Every engine reduces a history to the same rows, `SELECT <the fields of PastRequest>, COUNT(*), MIN(time), MAX(time)
... GROUP BY <the fields>`, over the records that a `Selection` selects. The fields come from `Record`; a record gives
one row for each of its uses (two for ReEncrypt). Then `merge` puts rows together that are equal.

What has a value of its own in nearly every record would leave nothing to count. So `Asked` says what somebody will look
at: a field of a session, address, MFA or alias is empty unless it is asked for, and `shorten` cuts the values of two
pairs of the encryption context unless their pair is.
"""

import re
from collections.abc import Iterable, Iterator

from keypost.named import NamedTuple
from keypost.readers.trail.record import KMS, Record

# Pairs whose values hardly ever repeat, and what of them is kept: of an object in a bucket (the context of SSE-KMS
# without a bucket key) the bucket, of the public key that the AWS Encryption SDK makes for each message nothing.
_OBJECT = re.compile(r"\A(arn:aws[a-z-]*:s3:::[^/]+)/.*", re.DOTALL)
OBJECT_PAIR, _MESSAGE_KEY = "aws:s3:arn", "aws-crypto-public-key"
Context = tuple[tuple[str, str], ...]


class Asked(NamedTuple):
    """What of the ever changing parts of a record stays; `pairs` are some of the encryption context, in lower case."""

    sessions: bool = False
    addresses: bool = False
    mfa: bool = False
    aliases: bool = False
    pairs: frozenset[str] = frozenset()


class Selection(NamedTuple):
    """Which records count: API calls on `key` (an ARN; empty: on any key or none) from `since` on and before `until`.

    Times are as CloudTrail writes them, so texts compare as times do; empty means without a limit. `sources` are
    event sources, by default AWS KMS alone; empty means any.
    """

    key: str = ""
    since: str = ""
    until: str = ""
    sources: frozenset[str] = frozenset({KMS})


class PastRequest(NamedTuple):
    """One distinct request: these fields, texts all, are equal in every record that counts for it.

    They are named and filled as those of `Record` and its `Use`; `encryption_context` holds sorted pairs.
    """

    account: str
    region: str
    kind: str
    caller: str
    caller_account: str
    invoked_by: str
    action: str
    key: str
    encryption_context: Context
    endpoint: str
    error: str
    session: str = ""
    address: str = ""
    mfa: str = ""
    alias: str = ""


class Seen(NamedTuple):
    """How often a distinct request was made, when first and when last."""

    request: PastRequest
    times: int
    first: str
    last: str


class Skipped(NamedTuple):
    """A file that couldn't be read to its end: why, and how many of its records count all the same."""

    file: str
    why: str
    records: int = 0


class History(NamedTuple):
    """What an engine found: `records` were read, of whatever service; `seen` is what the selection leaves of them.

    `keys` are those that the selected records name, most often first, whatever key is selected. `files` were read to
    their end; `skipped` weren't. `complete` is False where the reading was interrupted.
    """

    seen: tuple[Seen, ...]
    records: int
    keys: tuple[tuple[str, int], ...] = ()
    files: int = 0
    skipped: tuple[Skipped, ...] = ()
    complete: bool = True


def reduce_record(record: Record, *, asked: Asked) -> Iterator[PastRequest]:
    """Return what the record counts for: a request for each of its uses."""
    for use in record.uses:
        yield PastRequest(
            account=record.account,
            region=record.region,
            kind=record.kind,
            caller=record.caller,
            caller_account=record.caller_account,
            invoked_by=record.invoked_by,
            action=use.action,
            key=use.key,
            encryption_context=shorten(use.encryption_context, asked=asked),
            endpoint=record.endpoint,
            error=record.error,
            session=record.session if asked.sessions else "",
            address=record.address if asked.addresses else "",
            mfa=record.mfa if asked.mfa else "",
            alias=record.alias if asked.aliases else "",
        )


def selects(selection: Selection, record: Record) -> bool:
    """Tell whether the record counts, whatever key its uses are on."""
    if not record.is_call or (selection.sources and record.source not in selection.sources):
        return False
    return record.time >= selection.since and (not selection.until or record.time < selection.until)


def shorten(context: Context, *, asked: Asked) -> Context:
    """Return the pairs with values that repeat: `arn:aws:s3:::bucket/*` for an object, `*` for a message's public key.

    A pair that is asked for keeps its value.
    """
    return tuple((name, value if name.lower() in asked.pairs else _shorten(name, value)) for name, value in context)


def merge(parts: Iterable[Seen]) -> tuple[Seen, ...]:
    """Return the parts with equal requests added up, in the order of their fields."""
    found: dict[PastRequest, Seen] = {}
    for seen in parts:
        known = found.get(seen.request)
        found[seen.request] = seen if known is None else _add(known, seen)
    return tuple(found[request] for request in sorted(found))


def _add(one: Seen, other: Seen) -> Seen:
    return Seen(one.request, one.times + other.times, min(one.first, other.first), max(one.last, other.last))


def _shorten(name: str, value: str) -> str:
    if name == OBJECT_PAIR:
        return _OBJECT.sub(r"\1/*", value)
    return "*" if name == _MESSAGE_KEY else value
