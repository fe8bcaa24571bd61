"""CloudWatch Logs and a log group's key: tried when the key is set.

Source: CloudWatch Logs User Guide, encrypt log data in CloudWatch Logs using AWS KMS.
"""

from keypost.catalogue.paths import cwlogs_log_group_kms
from keypost.endpoint.actions.declare import build_arn
from keypost.endpoint.call import Call, Caller
from keypost.endpoint.deliveries.attempt import write_attempt
from keypost.endpoint.deliveries.declare import Delivery
from keypost.endpoint.deliveries.sender import build_sender
from keypost.endpoint.encryption.declare import KeyUse
from keypost.endpoint.front import Front, Result
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.store.perform import perform


def set_key(front: Front, call: Call, _caller: Caller) -> Result:
    """Carry the operation out once CloudWatch Logs could use the key that it names."""
    key, name = call.get("kmsKeyId"), call.get("logGroupName")
    if key:
        group = build_arn(call, "logs", f"log-group:{name}")
        path = cwlogs_log_group_kms.PATH
        actions = tuple(dict.fromkeys(one.action for one in path.calls if one.on_key))
        sender = build_sender(path, source=group, target=group)
        use = KeyUse(actions, key, call.account, call.region, "logs", {"aws:logs:arn": group}, group)
        try:
            front.use_key(use, sender, service="logs")
        except RefusalError as refusal:
            write_attempt(front, path=path.id, source=group, target=group, error=str(refusal))
            told = f"The specified KMS key does not exist or is not allowed to be used with LogGroup '{group}'"
            raise RefusalError("InvalidParameterException", told) from refusal
        write_attempt(front, path=path.id, source=group, target=group, error="")
    return perform(call.service, call.operation, call.parameters, account=call.account, region=call.region)


DELIVERY = Delivery(operations={("logs", "CreateLogGroup"): set_key, ("logs", "AssociateKmsKey"): set_key})
