"""What comes behind a delivery: the deliveries that go on from where it leads, and whoever reads there."""

from keypost.checker.verdict import Delivery
from keypost.named import Iterator, Sequence

# Calls by which a consumer takes what was delivered: its delivery has the same target.
_READS = frozenset({"sqs:ReceiveMessage", "kinesis:GetRecords"})
_Handle = tuple[str, str]


def link_onward(deliveries: tuple[Delivery, ...]) -> tuple[Delivery, ...]:
    """Tell each delivery which others (indexes) go on with what it delivers; dead letters aren't what was delivered."""
    starts: dict[_Handle, list[int]] = {}
    reading: set[int] = set()
    for index, delivery in enumerate(deliveries):
        reads = _reads(delivery)
        if reads:
            reading.add(index)
        if not _carries_dead_letters(delivery):
            end = delivery.target if reads else delivery.source
            starts.setdefault((end.stack, end.id), []).append(index)
    return tuple(
        delivery if index in reading else _follow(index, delivery, starts) for index, delivery in enumerate(deliveries)
    )


def find_behind(onward: Sequence[int], deliveries: Sequence[Delivery]) -> Iterator[int]:
    """Yield these deliveries (indexes) and all that comes behind them, however far: the nearest first, each once."""
    seen, waiting = set[int](), list(onward)
    while waiting:
        following = waiting.pop(0)
        if following not in seen:
            seen.add(following)
            yield following
            waiting += deliveries[following].onward


def _follow(index: int, delivery: Delivery, starts: dict[_Handle, list[int]]) -> Delivery:
    following = starts.get((delivery.target.stack, delivery.target.id), ())
    onward = tuple(other for other in following if other != index)
    return delivery._replace(onward=onward) if onward else delivery


def _reads(delivery: Delivery) -> bool:
    return any(call.action in _READS for call in delivery.path.calls)


def _carries_dead_letters(delivery: Delivery) -> bool:
    return "dlq" in delivery.path.id
