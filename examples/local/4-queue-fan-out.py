"""A topic and two encrypted queues: lost under `alias/aws/sqs`; then the consumers are locked out; then mended.

Run it with `keypost local exec -- python examples/local/4-queue-fan-out.py`.
"""

import json
import os

import boto3
from botocore.exceptions import ClientError

sns, sqs, kms, iam = (boto3.client(name) for name in ("sns", "sqs", "kms", "iam"))
account = boto3.client("sts").get_caller_identity()["Account"]
topic = sns.create_topic(Name="orders")["TopicArn"]


def policy(*statements: dict[str, object]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def allow(*actions: str, **parts: object) -> dict[str, object]:
    return {"Effect": "Allow", "Action": actions, "Resource": "*", **parts}


to_sns = {"Principal": {"Service": "sns.amazonaws.com"}}
queues = {}
for name in ("billing", "shipping"):
    attributes = {"KmsMasterKeyId": "alias/aws/sqs", "Policy": policy(allow("sqs:SendMessage", **to_sns))}
    queues[name] = sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]
    queue_arn = topic.replace(":sns:", ":sqs:").replace(":orders", f":{name}")
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=queue_arn)

iam.create_user(UserName="consumer")
iam.put_user_policy(UserName="consumer", PolicyName="queues", PolicyDocument=policy(allow("sqs:*")))
made = iam.create_access_key(UserName="consumer")["AccessKey"]
consumer = boto3.client("sqs", aws_access_key_id=made["AccessKeyId"], aws_secret_access_key=made["SecretAccessKey"])


def publish(title: str) -> None:
    sns.publish(TopicArn=topic, Message="an order")
    print(f"{title}:")
    for name, queue in queues.items():
        waiting = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["ApproximateNumberOfMessages"])
        count = waiting["Attributes"]["ApproximateNumberOfMessages"]
        try:
            for message in consumer.receive_message(QueueUrl=queue).get("Messages", []):
                consumer.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
            said = "the consumer reads it" if count != "0" else "nothing to read"
        except ClientError as error:
            said = f"the consumer gets {error.response['Error']['Code']}"
        print(f"  {name}: {count} arrived, {said}")


publish("under alias/aws/sqs")

delegation = allow("kms:*", Principal={"AWS": f"arn:aws:iam::{account}:root"})
for_sns = allow("kms:GenerateDataKey", "kms:Decrypt", **to_sns)
key = kms.create_key(Policy=policy(delegation))["KeyMetadata"]["Arn"]
for queue in queues.values():
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"KmsMasterKeyId": key})
publish("under a key with the default policy")

kms.put_key_policy(KeyId=key, PolicyName="default", Policy=policy(delegation, for_sns))
publish("under a key that lets Amazon SNS in")

via = {"kms:ViaService": f"sqs.{os.environ['AWS_REGION']}.amazonaws.com", "kms:CallerAccount": account}
consumers = allow("kms:Decrypt", Principal={"AWS": "*"}, Condition={"StringEquals": via})
kms.put_key_policy(KeyId=key, PolicyName="default", Policy=policy(delegation, for_sns, consumers))
publish("under a key that lets the account's consumers in as well")
