"""The claim that a resource's policy doesn't let a service in, shared by the rules for each kind of resource."""

from keypost.checker.remedies import add_statement, name_target
from keypost.checker.rule import Claim, Fault, quote
from keypost.text import Text


def claim_omission(fault: Fault, *, message: Text) -> Claim | None:
    """Claim an implicit deny of a service's call on the target."""
    if fault.on_key or not fault.by_service:
        return None
    target = fault.delivery.target
    return Claim(
        message=message.fill(target=target.id, caller=fault.caller, actions=quote(fault.actions)),
        origin=fault.policy_origin,
        subject=fault.caller,
        about=target.id,
        fixes=(add_statement(fault, resources=name_target(fault)),),
    )
