"""The stack that a call names."""

from keypost.endpoint.call import Call
from keypost.endpoint.cloudformation.failure import invalid
from keypost.endpoint.cloudformation.records import Stack
from keypost.endpoint.cloudformation.stacks import find_stack
from keypost.endpoint.front import Front

WITH_ID = "Stack with id {name} does not exist"
IN_BRACKETS = "Stack [{name}] does not exist"


def require_stack(front: Front, call: Call, *, message: str = WITH_ID) -> Stack:
    """Return the stack that the call names.

    Raises:
        RefusalError: there is none.
    """
    name = call.get("StackName")
    stack = find_stack(front, name, account=call.account, region=call.region)
    if stack is None:
        raise invalid(message.format(name=name))
    return stack
