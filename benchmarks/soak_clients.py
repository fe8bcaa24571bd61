"""Clients that load an endpoint, and count what they sent and what arrived."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from benchmarks.endpoint_requests import REGION, Client, Ready, connect, send

QUEUES = ("inbox", "events", "objects", "dead")
_USED = ("sns.amazonaws.com", "events.amazonaws.com", "s3.amazonaws.com", "cloudwatch.amazonaws.com")
_PATTERN = json.dumps({"source": ["soak"]})
# How many messages the requests of one kind make, by the path that they take.
Sent = dict[str, int]
_FAN: Sent = {"sns-to-sqs": 1}
_BURIED: Sent = {"sns-to-sqs": 1, "sns-subscription-dlq": 1}
_BATCH = 5
_MOST = 10


class Tally:
    """What was sent, by path; messages sent to queues past every path; what arrived; answers that weren't expected."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.sent, self.seen = Counter[str](), set[str]()
        self.requests = self.direct = self.twice = 0
        self.unexpected: list[str] = []

    @property
    def arrived(self) -> int:
        """How many messages came out of queues."""
        return len(self.seen) + self.twice

    @staticmethod
    def join(tallies: Iterable["Tally"]) -> "Tally":
        """Return them as one."""
        joined = Tally()
        for one in tallies:
            joined.sent.update(one.sent)
            joined.twice += one.twice + len(joined.seen & one.seen)
            joined.seen |= one.seen
            joined.requests += one.requests
            joined.direct += one.direct
            joined.unexpected += one.unexpected
        return joined


class Task(NamedTuple):
    """A request that is sent again and again, what it makes, and how many messages it puts into queues itself."""

    request: Ready
    sent: Sent
    direct: int = 0


class Worker:
    """One client: it sends its requests in turn, and now and then receives what has arrived."""

    def __init__(self, address: str, account: str, number: int) -> None:
        """Take where to send, as whom, and which client it is."""
        self.tally, self._client = Tally(), Client(address, (account, "test"))
        self._connection = connect(address)
        self._queues = {name: f"{address}/{account}/{name}" for name in QUEUES}
        self._tasks = list(list_tasks(self._client, account, number))
        self._looks = [self._client.prepare("sqs", "receive_message", QueueUrl=queue, MaxNumberOfMessages=_MOST)
                       for queue in self._queues.values()]  # fmt: skip

    def run(self, requests: int) -> Tally:
        """Send about so many requests; return what came of them."""
        while self.tally.requests < requests:
            for task in self._tasks:
                self._do(task)
            for number in (0, *range(len(QUEUES))):  # the first gets twice as much as one look shows
                self._take(number)
        self._connection.close()
        return self.tally

    def drain(self) -> Tally:
        """Take everything out of the queues."""
        for number in range(len(QUEUES)):
            while self._take(number):
                pass
        self._connection.close()
        return self.tally

    def _do(self, task: Task) -> None:
        if self._send(task.request) is not None:
            self.tally.sent.update(task.sent)
            self.tally.direct += task.direct

    def _take(self, number: int) -> int:
        """Receive some messages and delete them; return how many there were."""
        body = self._send(self._looks[number])
        messages = json.loads(body or b"{}").get("Messages", ())
        if not messages:
            return 0
        for one in messages:
            self.tally.twice += one["MessageId"] in self.tally.seen
            self.tally.seen.add(one["MessageId"])
        entries = [{"Id": str(at), "ReceiptHandle": one["ReceiptHandle"]} for at, one in enumerate(messages)]
        queue = self._queues[QUEUES[number]]
        self._send(self._client.prepare("sqs", "delete_message_batch", QueueUrl=queue, Entries=entries))
        return len(messages)

    def _send(self, request: Ready) -> bytes | None:
        """Return the answer's body, None for one that isn't as it should be."""
        self.tally.requests += 1
        status, body = send(self._connection, request)
        if status < 300 and b'"Failed":[{' not in body.replace(b" ", b""):
            return body
        self.tally.unexpected.append(
            f"{request.method} {request.target} {request.body[:80]!r}: {status} {body[:300]!r}"
        )
        return None


def drain_all(address: str, account: str) -> Tally:
    """Take everything out of an account's queues."""
    return Worker(address, account, 0).drain()


def list_tasks(client: Client, account: str, number: int) -> Iterator[Task]:
    """Yield what one client does in turn."""
    good, buried, lost = (f"arn:aws:sns:{REGION}:{account}:{name}" for name in ("good", "buried", "lost"))
    queue = f"{client.address}/{account}/inbox"
    text, prepare = json.dumps({"client": number, "text": "x" * 200}), client.prepare
    batch = [{"Id": str(at), "Message": text} for at in range(_BATCH)]
    entries = [{"Id": str(at), "MessageBody": text} for at in range(_BATCH)]
    event = {"Source": "soak", "DetailType": "t", "Detail": text}
    yield Task(prepare("sns", "publish", TopicArn=good, Message=text), _FAN)
    yield Task(prepare("sns", "publish_batch", TopicArn=good, PublishBatchRequestEntries=batch),
               {"sns-to-sqs": _BATCH})  # fmt: skip
    yield Task(prepare("sns", "publish", TopicArn=buried, Message=text), _BURIED)
    yield Task(prepare("sns", "publish", TopicArn=lost, Message=text), _FAN)
    yield Task(prepare("sqs", "send_message", QueueUrl=queue, MessageBody=text), {}, direct=1)
    yield Task(prepare("sqs", "send_message_batch", QueueUrl=queue, Entries=entries), {}, direct=_BATCH)
    yield Task(prepare("events", "put_events", Entries=[event]), {"eventbridge-rule-to-sqs": 1})
    yield Task(
        prepare("s3", "put_object", Bucket=f"soak-{account}", Key=f"{number}", Body=text.encode()),
        {"s3-event-to-sqs": 1},
    )
    for state in ("OK", "ALARM"):
        sent = {"cloudwatch-alarm-to-sns": 1, **_FAN} if state == "ALARM" else {}
        set_state = {"AlarmName": f"alarm-{number}", "StateValue": state, "StateReason": "soak"}
        yield Task(prepare("cloudwatch", "set_alarm_state", **set_state), sent)
    yield from (Task(request, {}) for request in _list_others(prepare, account, number))


def _list_others(prepare: Callable[..., Ready], account: str, number: int) -> Iterator[Ready]:
    """Yield requests that send nothing: reading, and making and removing resources."""
    name, role = f"made-{number}", {"RoleName": "worker"}
    other = f"{name}-{account}"
    yield prepare("s3", "get_object", Bucket=f"soak-{account}", Key=f"{number}")
    yield prepare("kms", "generate_data_key", KeyId="alias/good", KeySpec="AES_256")
    yield prepare("cloudwatch", "put_metric_data", Namespace="n", MetricData=[{"MetricName": "m", "Value": 1}])
    yield prepare("iam", "put_role_policy", **role, PolicyName=name, PolicyDocument=_document(_let(None, "sqs:*")))
    yield prepare("iam", "get_role_policy", **role, PolicyName=name)
    yield prepare("sns", "create_topic", Name=name)
    yield prepare("sns", "delete_topic", TopicArn=f"arn:aws:sns:{REGION}:{account}:{name}")
    yield prepare("s3", "create_bucket", Bucket=other)
    yield prepare("s3", "delete_bucket", Bucket=other)
    stack = {"StackName": f"stack-{number}"}
    yield prepare("cloudformation", "create_stack", **stack, TemplateBody=_write_template(number))
    yield prepare("cloudformation", "describe_stacks", **stack)
    yield prepare("cloudformation", "delete_stack", **stack)
    yield prepare("cloudtrail", "lookup_events", MaxResults=5)
    yield prepare("sts", "get_caller_identity")


def _write_template(number: int) -> str:
    queue = {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": f"deployed-{number}"}}
    topic = {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": f"deployed-{number}"}}
    told = {"TopicArn": {"Ref": "Topic"}, "Protocol": "sqs", "Endpoint": {"Fn::GetAtt": ["Queue", "Arn"]}}
    link = {"Type": "AWS::SNS::Subscription", "Properties": told}
    return json.dumps({"Resources": {"Queue": queue, "Topic": topic, "Link": link}})


def furnish_account(address: str, account: str, alarms: int = 8) -> None:
    """Make queues under keys that can and can't be used, and what sends into them."""
    client = Client(address, (account, "test"))
    do, root = client.do, {"AWS": f"arn:aws:iam::{account}:root"}
    for name, principals in (("good", [root, *({"Service": one} for one in _USED)]), ("locked", [root])):
        policy = _document(*(_let(one, "kms:*") for one in principals))
        key = do("kms", "create_key", Policy=policy)["KeyMetadata"]["Arn"]
        do("kms", "create_alias", AliasName=f"alias/{name}", TargetKeyId=key)
    open_queue = _document(*(_let({"Service": one}, "sqs:SendMessage") for one in _USED))
    for name in (*QUEUES, "locked"):
        encryption = {"KmsMasterKeyId": f"alias/{'locked' if name == 'locked' else 'good'}"} if name != "dead" else {}
        do("sqs", "create_queue", QueueName=name, Attributes={"Policy": open_queue, **encryption})
    queue = f"arn:aws:sqs:{REGION}:{account}:"
    for name, target in (("good", "inbox"), ("buried", "locked"), ("lost", "locked")):
        topic = do("sns", "create_topic", Name=name, Attributes={"KmsMasterKeyId": "alias/good"})["TopicArn"]
        dead = {"RedrivePolicy": json.dumps({"deadLetterTargetArn": f"{queue}dead"})} if name == "buried" else {}
        do("sns", "subscribe", TopicArn=topic, Protocol="sqs", Endpoint=queue + target, Attributes=dead)
    for number in range(alarms):
        _put_alarm(client, f"alarm-{number}", f"arn:aws:sns:{REGION}:{account}:good")
    do("events", "put_rule", Name="soak", EventPattern=_PATTERN)
    do("events", "put_targets", Rule="soak", Targets=[{"Id": "1", "Arn": f"{queue}events"}])
    _make_bucket(client, f"soak-{account}", f"{queue}objects")
    trust = {"Effect": "Allow", "Principal": root, "Action": "sts:AssumeRole"}
    do("iam", "create_role", RoleName="worker", AssumeRolePolicyDocument=_document(trust))


def _put_alarm(client: Client, name: str, topic: str) -> None:
    client.do(
        "cloudwatch", "put_metric_alarm", AlarmName=name, Namespace="o", MetricName="m", Statistic="Average",
        Period=60, EvaluationPeriods=1, Threshold=1.0, ComparisonOperator="GreaterThanThreshold", AlarmActions=[topic],
    )  # fmt: skip


def _make_bucket(client: Client, name: str, queue: str) -> None:
    told = {"QueueConfigurations": [{"QueueArn": queue, "Events": ["s3:ObjectCreated:*"]}]}
    client.do("s3", "create_bucket", Bucket=name)
    client.do("s3", "put_bucket_notification_configuration", Bucket=name, NotificationConfiguration=told)


def _let(principal: Any, *actions: str) -> dict[str, Any]:
    who = {} if principal is None else {"Principal": principal}
    return {"Effect": "Allow", **who, "Action": list(actions), "Resource": "*"}


def _document(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})
