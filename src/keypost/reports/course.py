"""The course of a delivery through its input: the places where it begins, is linked, is encrypted and is decided."""

from keypost.checker.verdict import Delivery, Related, Verdict
from keypost.named import Iterator
from keypost.reports.places import locate_call
from keypost.reports.wording import pipeline as words
from keypost.reports.wording.sentences import fill, quote
from keypost.text import Text


def trace_delivery(delivery: Delivery) -> Iterator[Related]:
    """Yield the places in order, those that the input doesn't hold left out; last what decides."""
    for message, origin in _list_places(delivery):
        if str(origin):
            yield Related(message, origin)


def _list_places(delivery: Delivery) -> Iterator[Related]:
    wire, target, key = delivery.wire, delivery.target, delivery.key
    yield Related(words.SOURCE.fill(name=delivery.source.id), delivery.source.origin)
    yield Related(words.SETTING.fill(setting=wire.setting, name=wire.holder.id), wire.origin)
    yield Related(words.TARGET.fill(name=target.id), target.origin)
    if delivery.encryption is not None:
        yield Related(words.ENCRYPTED.fill(name=target.id), delivery.encryption.origin)
    if key is not None:
        yield Related(words.KEY.fill(name=key.id), key.origin)
    for call in delivery.calls:
        if call.verdict is not Verdict.WORKS:
            label: Text = fill(words.DECIDES, action=quote([call.call.action]))
            yield Related(label, locate_call(call, delivery=delivery))
