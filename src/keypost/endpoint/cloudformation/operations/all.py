"""Every operation of CloudFormation's that is answered on our own engine, by name."""

from keypost.endpoint.call import Call, Caller
from keypost.endpoint.cloudformation.operations import change_sets, queries, stacks, templates
from keypost.endpoint.front import Front, Operation, Result
from keypost.endpoint.refusal import RefusalError


def refuse(_front: Front, call: Call, _caller: Caller) -> Result:
    """Refuse what isn't built: moto would answer of stacks that it doesn't have."""
    raise RefusalError("NotImplemented", f"keypost local doesn't have {call.operation}.", status=501)


OPERATIONS: dict[tuple[str, str], Operation] = {
    ("cloudformation", name): operation
    for name, operation in {
        **dict.fromkeys(("GetStackPolicy", "SetStackPolicy"), refuse),
        **stacks.OPERATIONS,
        **queries.OPERATIONS,
        **templates.OPERATIONS,
        **change_sets.OPERATIONS,
    }.items()
}
