"""EventBridge: changing a bus, which moto lacks (Amazon EventBridge API reference, UpdateEventBus)."""

from keypost.endpoint.call import Call, Caller
from keypost.endpoint.front import Front, Operation, Result
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.store.rules import find_bus

_SETTINGS = {
    "Description": "description", "KmsKeyIdentifier": "kms_key_identifier", "DeadLetterConfig": "dead_letter_config",
}  # fmt: skip


def update_event_bus(_front: Front, call: Call, _caller: Caller) -> Result:
    """Change a bus; what isn't given stays."""
    name = call.get("Name") or "default"
    bus = find_bus(name, account=call.account, region=call.region)
    if bus is None:
        raise RefusalError("ResourceNotFoundException", f"Event bus {name} does not exist.")
    for parameter, attribute in _SETTINGS.items():
        if parameter in call.parameters:
            setattr(bus, attribute, call.parameters[parameter])
    shown = {name: call.parameters[name] for name in _SETTINGS if name in call.parameters}
    return {"Arn": bus.arn, "Name": bus.name, **shown}


OPERATIONS: dict[str, Operation] = {"UpdateEventBus": update_event_bus}
