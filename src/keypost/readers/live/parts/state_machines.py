"""Step Functions: state machines with their definitions.

https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html
"""

from collections.abc import Iterator

from keypost.readers.live.api import Api
from keypost.readers.live.part import Part
from keypost.readers.live.reply import Item, settle, wrap
from keypost.readers.snapshot.record import Record


def _fetch(api: Api) -> Iterator[Record]:
    yield from api.each(api.items("ListStateMachines", "stateMachines"), _fetch_machine)


def _fetch_machine(api: Api, machine: Item) -> Iterator[Record]:
    arn, name = machine["stateMachineArn"], machine["name"]
    reply = api.call("DescribeStateMachine", about=arn, stateMachineArn=arn)
    properties = {
        "StateMachineName": name,
        "StateMachineType": machine.get("type"),
        "RoleArn": reply.text("roleArn"),
        "Definition": reply.document("definition"),
        "EncryptionConfiguration": wrap("KmsKeyId", reply.text("encryptionConfiguration", "kmsKeyId")),
        "LoggingConfiguration": wrap("Level", reply.text("loggingConfiguration", "level")),
    }
    call = "states:DescribeStateMachine"
    yield Record("AWS::StepFunctions::StateMachine", arn, arn, name, settle(properties), call)


_OPERATIONS = ("ListStateMachines", "DescribeStateMachine")
PART = Part("stepfunctions", "stepfunctions", {name: f"states:{name}" for name in _OPERATIONS}, _fetch)
