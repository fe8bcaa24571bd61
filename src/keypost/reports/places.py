"""The place in the input that a call's decision rests on."""

from keypost.checker.verdict import CallVerdict, Delivery
from keypost.origin import NOWHERE, Origin


def locate_call(call: CallVerdict, *, delivery: Delivery) -> Origin:
    """Return the statement that decided, else the policy that should have, else the setting that brought it in."""
    owner = delivery.owner_of(call.call)
    places = [call.decision.origin]
    if owner is not None:
        places += [owner.policy_origin, owner.origin]
    if call.call.on_key and delivery.encryption is not None:
        places.append(delivery.encryption.origin)
    return next((place for place in places if place.file or place.call), NOWHERE)
