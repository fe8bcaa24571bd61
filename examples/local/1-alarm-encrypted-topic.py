"""A CloudWatch alarm and a topic under `alias/aws/sns`: lost, still lost with a key of one's own, then mended.

Run it with `keypost local exec -- python examples/local/1-alarm-encrypted-topic.py`.
"""

import json

import boto3

sns, sqs, kms, cloudwatch = (boto3.client(name) for name in ("sns", "sqs", "kms", "cloudwatch"))
account = boto3.client("sts").get_caller_identity()["Account"]
topic = sns.create_topic(Name="alerts")["TopicArn"]
inbox_arn = topic.replace(":sns:", ":sqs:").replace(":alerts", ":inbox")


def policy(*statements: dict[str, object]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


from_topic = {"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage"}
from_topic |= {"Resource": inbox_arn, "Condition": {"ArnEquals": {"aws:SourceArn": topic}}}
inbox = sqs.create_queue(QueueName="inbox", Attributes={"Policy": policy(from_topic)})["QueueUrl"]
sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=inbox_arn)
cloudwatch.put_metric_alarm(
    AlarmName="cpu",
    Namespace="AWS/EC2",
    MetricName="CPUUtilization",
    Statistic="Average",
    Period=60,
    EvaluationPeriods=1,
    Threshold=80,
    ComparisonOperator="GreaterThanThreshold",
    AlarmActions=[topic],
)


def fire(title: str) -> None:
    for state in ("OK", "ALARM"):
        cloudwatch.set_alarm_state(AlarmName="cpu", StateValue=state, StateReason="a test")
    history = cloudwatch.describe_alarm_history(AlarmName="cpu", HistoryItemType="Action", MaxRecords=1)
    arrived = sqs.receive_message(QueueUrl=inbox).get("Messages", [])
    for message in arrived:
        sqs.delete_message(QueueUrl=inbox, ReceiptHandle=message["ReceiptHandle"])
    print(f"{title}: {len(arrived)} arrived\n  {history['AlarmHistoryItems'][0]['HistorySummary']}")


def encrypt(key: str) -> None:
    sns.set_topic_attributes(TopicArn=topic, AttributeName="KmsMasterKeyId", AttributeValue=key)


fire("not encrypted")
encrypt("alias/aws/sns")
fire("under alias/aws/sns")

delegation = {
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{account}:root"},
    "Action": "kms:*",
    "Resource": "*",
}
key = kms.create_key(Policy=policy(delegation))["KeyMetadata"]["Arn"]
encrypt(key)
fire("under a key with the default policy")

for_alarms = {"Effect": "Allow", "Principal": {"Service": "cloudwatch.amazonaws.com"}, "Resource": "*"}
for_alarms |= {"Action": ["kms:Decrypt", "kms:GenerateDataKey*"]}
kms.put_key_policy(KeyId=key, PolicyName="default", Policy=policy(delegation, for_alarms))
fire("under a key that lets CloudWatch in")
