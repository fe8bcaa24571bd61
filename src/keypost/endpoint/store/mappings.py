"""Event source mappings and functions as moto keeps them; nothing of moto's polls for them."""

from typing import Any

from keypost.arn import parse_arn
from keypost.endpoint.store.resources import find_queue
from keypost.named import NamedTuple


class StoredMapping(NamedTuple):
    """One event source mapping of a queue, and its function with the role that it runs as."""

    uuid: str
    arn: str
    queue: str
    function: str
    role: str
    batch_size: int
    is_enabled: bool


class StoredFunction(NamedTuple):
    """A function: its ARN, its role, and how many seconds it may run."""

    arn: str
    role: str
    timeout: int


def list_mappings(queue_arn: str = "", *, account: str, region: str) -> list[StoredMapping]:
    """Return the mappings of a queue (an ARN), of every queue where none is named."""
    kept = list(_backend(account, region)._event_source_mappings.values())  # noqa: SLF001
    found = [_build(one, account, region) for one in kept if ":sqs:" in one.event_source_arn]
    return [one for one in found if queue_arn in {"", one.queue}]


def find_function(name: str, *, account: str, region: str) -> StoredFunction | None:
    """Return the function that a name or an ARN means, None where there is none."""
    arn = parse_arn(name)
    wanted = arn.resource.split(":")[1] if arn is not None and ":" in arn.resource else name.rpartition(":")[2]
    for one in _backend(account, region).list_functions():
        if one.function_name == wanted:
            return StoredFunction(str(one.function_arn), str(one.role), int(one.timeout))
    return None


def keep_from_polling(queue_arn: str) -> None:
    """Let the queue forget its mappings: moto would run the function."""
    queue = find_queue(queue_arn)
    if queue is not None:
        queue.lambda_event_source_mappings.clear()


def _backend(account: str, region: str) -> Any:
    from moto.awslambda.models import lambda_backends

    return lambda_backends[account][region]


def _build(one: Any, account: str, region: str) -> StoredMapping:
    function = find_function(one.function_arn, account=account, region=region)
    role = function.role if function is not None else ""
    return StoredMapping(
        one.uuid, one.arn, one.event_source_arn, one.function_arn, role, int(one.batch_size), bool(one.enabled)
    )
