"""A function polls a queue as its role: refused when the mapping is made, or in silence by the queue's key."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from keypost.endpoint.deliveries.attempt import list_deliveries
from tests.endpoint.local import ACCOUNT, Local, allow, document, pack, refusal

QUEUE = f"arn:aws:sqs:us-east-1:{ACCOUNT}:orders"
POLL = ("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes")
LAMBDA = {"Service": "lambda.amazonaws.com"}


class Function:
    """A function whose role may do what it is told."""

    def __init__(self, local: Local, *actions: str, timeout: int = 3) -> None:
        self.local, self.lambdas = local, local.client("lambda")
        self.role = local.role("worker", *[allow(*actions)] * bool(actions), trusted=LAMBDA)
        self.arn = self.lambdas.create_function(
            FunctionName="worker", Runtime="python3.12", Role=self.role, Handler="index.handler", Timeout=timeout,
            Code={"ZipFile": pack()},
        )["FunctionArn"]  # fmt: skip

    def listen(self) -> dict[str, Any]:
        made: dict[str, Any] = self.lambdas.create_event_source_mapping(EventSourceArn=QUEUE, FunctionName="worker")
        return made

    def outcomes(self) -> list[tuple[str, str]]:
        made = list_deliveries(self.local.front.state)
        assert {one.path for one in made} <= {"lambda-esm-sqs"}
        return [(one.note, one.error.partition(":")[0]) for one in made]


def send(local: Local, queue: str) -> None:
    local.client("sqs").send_message(QueueUrl=queue, MessageBody="m")


@pytest.mark.parametrize("missing", POLL)
def test_a_mapping_is_refused_unless_the_role_may_poll(local: Local, missing: str) -> None:
    local.queue("orders")
    function = Function(local, *(one for one in POLL if one != missing))
    with pytest.raises(ClientError) as raised:
        function.listen()
    action = missing.removeprefix("sqs:")
    told = f"The function execution role does not have permissions to call {action} on SQS"
    assert refusal(raised.value) == ("InvalidParameterValueException", 400, told)


def test_a_function_that_runs_longer_than_messages_stay_hidden_is_refused(local: Local) -> None:
    local.queue("orders")
    with pytest.raises(ClientError, match="Queue visibility timeout: 30 seconds is less than Function timeout: 60 sec"):
        Function(local, *POLL, timeout=60).listen()


def test_messages_are_taken_away_and_the_invocation_is_written_down(local: Local) -> None:
    queue = local.queue("orders")
    send(local, queue)
    function = Function(local, *POLL)
    mapping = function.listen()
    send(local, queue)
    would = (f"would invoke {function.arn} with 1 messages", "")
    assert function.outcomes() == [would, would]
    assert local.receive(queue) == []
    shown = function.lambdas.get_event_source_mapping(UUID=mapping["UUID"])
    assert (shown["LastProcessingResult"], shown["State"]) == ("OK", "Enabled")


def test_the_queue_s_key_stops_the_poller_until_the_role_may_decrypt(local: Local) -> None:
    key = local.key()
    queue = local.queue("orders", KmsMasterKeyId=key)
    function = Function(local, *POLL)
    mapping = function.listen()
    send(local, queue)
    assert {error for _, error in function.outcomes()} == {"KmsAccessDenied"}
    (shown,) = function.lambdas.list_event_source_mappings()["EventSourceMappings"]
    assert shown["LastProcessingResult"].startswith("PROBLEM: KmsAccessDenied")
    before = len(function.outcomes())
    statement = allow("kms:Decrypt", on=key)
    local.client("iam").put_role_policy(RoleName="worker", PolicyName="key", PolicyDocument=document(statement))
    assert function.lambdas.get_event_source_mapping(UUID=mapping["UUID"])["LastProcessingResult"] == "OK"
    assert function.outcomes()[before:] == [(f"would invoke {function.arn} with 1 messages", "")]
    names = {one["EventName"] for one in local.client("cloudtrail").lookup_events()["Events"]}
    assert "Decrypt" in names


def test_a_mapping_that_is_switched_off_polls_nothing(local: Local) -> None:
    queue = local.queue("orders")
    function = Function(local, *POLL)
    mapping = function.listen()
    function.lambdas.update_event_source_mapping(UUID=mapping["UUID"], Enabled=False)
    send(local, queue)
    assert function.outcomes() == []
    assert local.receive(queue) == ["m"]


def test_a_function_without_a_policy_is_its_account_s_and_with_one_lets_in_whom_it_names(local: Local) -> None:
    function = Function(local)
    lambdas = local.client("lambda", local.user("ann"))
    with pytest.raises(ClientError, match="no identity-based policy allows the lambda:GetFunction"):
        lambdas.get_function(FunctionName="worker")
    who = f"arn:aws:iam::{ACCOUNT}:user/ann"
    function.lambdas.add_permission(
        FunctionName="worker", StatementId="ann", Action="lambda:GetFunction", Principal=who
    )
    assert lambdas.get_function(FunctionName="worker")["Configuration"]["FunctionArn"] == function.arn
