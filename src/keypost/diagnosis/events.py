"""CloudTrail events in a pasted text: the one that failed, and the facts that it tells."""

import json
from collections.abc import Iterator, Mapping

from keypost.diagnosis.declare import Manner
from keypost.diagnosis.facts import Facts
from keypost.diagnosis.paste import Paste, walk_documents
from keypost.readers.trail.record import KMS, SERVICE, Record, Use, read_record

_Event = Mapping[str, object]
_LINKED = "/aws-service-role/"
_INTERNAL = "AWS Internal"
_MANNERS = {
    SERVICE: Manner.SERVICE,
    "AssumedRole": Manner.ROLE,
    "Role": Manner.ROLE,
    "IAMUser": Manner.USER,
    "Root": Manner.USER,
    "FederatedUser": Manner.USER,
    "AWSAccount": Manner.ROLE,
}


def list_events(paste: Paste) -> tuple[_Event, ...]:
    """Return the CloudTrail events in the text, in their order."""
    return tuple(found for document in paste.documents for found in _walk(document))


def _walk(document: object) -> Iterator[_Event]:
    return (found for found in walk_documents(document) if "eventSource" in found and "eventName" in found)


def choose_failed(events: tuple[_Event, ...]) -> _Event | None:
    """Return the event that failed, one of KMS before others; None where none did."""
    failed = [event for event in events if event.get("errorCode") or event.get("errorMessage")]
    ordered = sorted(failed, key=lambda event: event.get("eventSource") != KMS)
    return ordered[0] if ordered else None


def render_event(event: _Event) -> str:
    """Return the event alone, as text to look for messages in."""
    return json.dumps(event, ensure_ascii=False)


def add_event(facts: Facts, event: _Event) -> Facts:
    """Return the facts with what the event's own fields tell, which is surer than what stands in its texts."""
    record = read_record(event)
    use = next(iter(record.uses), Use("", ""))
    return facts._replace(
        principal=record.session or record.caller or facts.principal,
        manner=_manner_of(record, facts),
        service=_service_of(record) or facts.service,
        action=use.action or facts.action,
        key=record.alias or use.key or facts.key,
        account=record.caller_account or facts.account,
        key_account=_account_of(use.key) or facts.key_account,
        region=record.region or facts.region,
        error=record.error or facts.error,
        operation=record.name,
        names=tuple(dict.fromkeys((*facts.names, *filter(None, (record.caller, use.key))))),
    )


def _service_of(record: Record) -> str:
    if record.invoked_by and record.invoked_by != _INTERNAL:
        return record.invoked_by
    return "" if record.source == KMS else record.source


def _manner_of(record: Record, facts: Facts) -> Manner:
    if _LINKED in record.caller:
        return Manner.LINKED_ROLE
    return _MANNERS.get(record.kind, facts.manner)


def _account_of(key: str) -> str:
    return key.split(":")[4] if key.count(":") > 4 else ""
