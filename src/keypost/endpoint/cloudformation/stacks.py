"""Stacks where they are kept: found by name or ARN, and by what they export."""

from collections.abc import Iterator

from keypost.arn import parse_arn
from keypost.endpoint.cloudformation.records import Output, Stack
from keypost.endpoint.front import Front

_KIND = "cloudformation-stacks"
_GONE = "DELETE_COMPLETE"
_MOST_GONE = 100


def list_stacks(front: Front, account: str, region: str) -> list[Stack]:
    """Return all stacks of an account and Region, deleted ones too, oldest first."""
    return list(front.state.map(_KIND, account, region).values())


def find_stack(front: Front, reference: str, *, account: str, region: str) -> Stack | None:
    """Return the stack of that name, or of that ARN even if it is deleted."""
    arn = parse_arn(reference)
    if arn is not None:
        found = front.state.map(_KIND, arn.account, arn.region).get(reference)
        return found if isinstance(found, Stack) else None
    alive = (one for one in list_stacks(front, account, region) if one.name == reference and one.status != _GONE)
    return next(alive, None)


def add_stack(front: Front, stack: Stack) -> None:
    """Keep a stack; of deleted ones only the last hundred."""
    kept = front.state.map(_KIND, stack.account, stack.region)
    kept[stack.id] = stack
    gone = [one.id for one in list(kept.values()) if one.status == _GONE]
    for number in gone[:-_MOST_GONE]:
        kept.pop(number, None)


def list_exports(front: Front, account: str, region: str) -> Iterator[tuple[Stack, Output]]:
    """Yield every output that is exported, with its stack."""
    for stack in list_stacks(front, account, region):
        for output in stack.outputs if stack.status != _GONE else ():
            if output.export:
                yield stack, output


def list_importers(front: Front, name: str, *, account: str, region: str) -> list[str]:
    """Return the names of the stacks that import what is exported by that name."""
    return [
        one.name for one in list_stacks(front, account, region) if name in one.imports and one.status != _GONE
    ]  # fmt: skip
