"""Counts the records of a trail by what they say.

Nearly every record says what another has said before. So the members that matter make a handle, as they stand in the
file; only a record with a handle of its own is read as `read_record` reads it.
"""

from collections.abc import Iterable

from keypost.readers.trail.events import NULL, Event, Parameters, to_record
from keypost.readers.trail.record import SESSION, Record
from keypost.readers.trail.requests import OBJECT_PAIR, Asked, PastRequest, Seen, Selection, reduce_record, selects

# Handles kept before they are put together: a history in which no two are equal must not fill the memory.
_MOST_HANDLES = 20_000
_OBJECT = b'"%b":"arn:' % OBJECT_PAIR.encode()
_OBJECT_ALONE = b"{%b" % _OBJECT
_BUCKET = b":s3:::"
_NOTHING_SAID = Parameters()
_RE_ENCRYPT = "ReEncrypt"
_Handle = tuple[object, ...]


class Count:
    """How often, when first and when last; and for which requests: for none, where the record isn't selected."""

    __slots__ = ("first", "last", "requests", "times")

    def __init__(self, requests: tuple[PastRequest, ...] = ()) -> None:
        """Take what is counted."""
        self.requests = requests
        self.times, self.first, self.last = 0, "~", ""

    def add(self, times: int, first: str, last: str) -> None:
        """Count further records."""
        self.times += times
        self.first, self.last = min(self.first, first), max(self.last, last)


class Tally:
    """Distinct requests of one or more trails, and how many records there were."""

    def __init__(self, selection: Selection, *, asked: Asked) -> None:
        """Take which records count, and what of them stays."""
        self.records = 0
        self.keys: dict[str, int] = {}
        self._selection, self._asked = selection, asked
        self._handles: dict[_Handle, Count] = {}
        self._values: dict[object, object] = {}
        self._requests: dict[PastRequest, Count] = {}
        self._keeps_objects = OBJECT_PAIR in asked.pairs
        self._keeps_more = asked.sessions or asked.addresses or asked.mfa

    def add(self, events: Iterable[Event | Record]) -> None:
        """Count these records."""
        handles, sources = self._handles, self._selection.sources
        since, until = self._selection.since, self._selection.until or "~"
        for event in events:
            self.records += 1
            if isinstance(event, Record):
                self._add_record(event)
                continue
            time = event.event_time or ""
            if (sources and (event.event_source or "") not in sources) or not since <= time < until:
                continue
            handle = self._make_handle(event)
            count = handles.get(handle)
            if count is None:
                count = self._keep(handle, event)
            count.times += 1
            if time < count.first:  # noqa: PLR1730  a call of `min` costs as much as three comparisons
                count.first = time
            if time > count.last:  # noqa: PLR1730
                count.last = time
        if len(handles) > _MOST_HANDLES:
            self._put_together()

    def seen(self) -> list[Seen]:
        """Return the distinct requests so far."""
        self._put_together()
        return [Seen(request, count.times, count.first, count.last) for request, count in self._requests.items()]

    def _keep(self, handle: _Handle, event: Event) -> Count:
        """Keep a new handle, of values that other handles have as well: comparing touches little memory then."""
        values = self._values
        count = self._build_count(to_record(event))
        self._handles[tuple([values.setdefault(value, value) for value in handle])] = count
        return count

    def _make_handle(self, event: Event) -> _Handle:
        """Return what tells the event from those that reduce to something else; this is the innermost loop."""
        who, said = event.user_identity, event.request_parameters or _NOTHING_SAID
        if who is None or event.event_name == _RE_ENCRYPT:
            return event.event_type, *reduce_record(to_record(event), asked=self._asked)
        session = who.session_context
        issuer = None if session is None or who.type != SESSION else session.session_issuer
        context, resources = bytes(said.encryption_context), bytes(event.resources)
        handle = (
            event.event_name,
            who.arn if issuer is None else issuer.arn or who.arn,
            who.invoked_by,
            said.key_id,
            context if self._keeps_objects else _shorten(context),
            resources,
            event.error_code,
            event.error_message if resources == NULL else None,
            who.type,
            who.account_id,
            event.event_source,
            event.event_type,
            event.aws_region,
            event.recipient_account_id,
            event.vpc_endpoint_id,
        )
        return (*handle, *self._make_more(event)) if self._keeps_more else handle

    def _make_more(self, event: Event) -> _Handle:
        """Return what changes all the time, as far as somebody asks for it."""
        who, asked = event.user_identity, self._asked
        session = None if who is None else who.session_context
        attributes = None if session is None else session.attributes
        return (
            who.arn if who is not None and asked.sessions else None,
            event.source_ip_address if asked.addresses else None,
            attributes.mfa_authenticated if attributes is not None and asked.mfa else None,
        )

    def _add_record(self, record: Record) -> None:
        count = self._build_count(record)
        count.add(1, record.time, record.time)
        self._put_away(count)

    def _build_count(self, record: Record) -> Count:
        return Count(tuple(reduce_record(record, asked=self._asked)) if selects(self._selection, record) else ())

    def _put_together(self) -> None:
        for count in self._handles.values():
            self._put_away(count)
        self._handles.clear()
        self._values.clear()

    def _put_away(self, count: Count) -> None:
        for request in count.requests:
            self.keys[request.key] = self.keys.get(request.key, 0) + count.times
            if self._selection.key in {"", request.key}:
                self._requests.setdefault(request, Count()).add(count.times, count.first, count.last)


def _shorten(context: bytes) -> bytes:
    """Return an encryption context as it stands in the file, without what `shorten` cuts off an object of a bucket.

    Where that isn't quite clear (white space, an escaped character, the ARN of a table), the context stays as it is, a
    handle of its own.
    """
    at = 0 if context.startswith(_OBJECT_ALONE) else context.find(_OBJECT)
    if at < 0:
        return context
    slash, end = context.find(b"/", at), context.find(b'"', at + len(_OBJECT_ALONE))
    is_object = 0 < slash < end and _BUCKET in context[at:slash] and b"\\" not in context[at:end]
    return context[:slash] + context[end:] if is_object else context
