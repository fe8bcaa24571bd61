"""The AWS SDK for JavaScript, version 3: JSON, CBOR, REST with checksums, buckets in the host's name."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from keypost.endpoint.client import build_environment
from tests.endpoint.local import Local

# A folder with node_modules that have @aws-sdk/client-sns, -sqs, -cloudwatch and -s3.
MODULES = os.environ.get("KEYPOST_AWS_SDK_JS", "")
PROGRAM = """
const load = require("module").createRequire(process.argv[1] + "/x.js");
const { SNSClient, CreateTopicCommand, PublishCommand } = load("@aws-sdk/client-sns");
const { SQSClient, CreateQueueCommand, SendMessageCommand, ReceiveMessageCommand } = load("@aws-sdk/client-sqs");
const { CloudWatchClient, PutMetricDataCommand, ListMetricsCommand } = load("@aws-sdk/client-cloudwatch");
const { S3Client, CreateBucketCommand, PutObjectCommand, GetObjectCommand } = load("@aws-sdk/client-s3");
async function run() {
  const sns = new SNSClient({}), sqs = new SQSClient({}), cloudwatch = new CloudWatchClient({}), s3 = new S3Client({});
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: "alerts" }));
  await sns.send(new PublishCommand({ TopicArn, Message: "m" }));
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "orders" }));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "h\u00e9" }));
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  const MetricData = [{ MetricName: "m", Value: 1.5, Timestamp: new Date() }];
  await cloudwatch.send(new PutMetricDataCommand({ Namespace: "App", MetricData }));
  const { Metrics } = await cloudwatch.send(new ListMetricsCommand({ Namespace: "App" }));
  const place = { Bucket: "amzn-s3-demo-bucket", Key: "a/\u00e9 b+c" };
  await s3.send(new CreateBucketCommand({ Bucket: place.Bucket }));
  await s3.send(new PutObjectCommand({ ...place, Body: "kept" }));
  const { Body } = await s3.send(new GetObjectCommand(place));
  console.log([Messages[0].Body, Metrics.length, await Body.transformToString()].join(" "));
}
run();
"""


@pytest.mark.node
@pytest.mark.skipif(
    shutil.which("node") is None or not Path(MODULES, "node_modules", "@aws-sdk").is_dir(),
    reason="node isn't installed, or KEYPOST_AWS_SDK_JS names no folder with the SDK",
)
def test_the_javascript_sdk_is_understood(local: Local) -> None:
    environment = build_environment(os.environ, address=local.address, region="us-east-1")
    done = subprocess.run(
        ["node", "-e", PROGRAM, MODULES],  # noqa: S607 -- whichever is on PATH
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout == "h\u00e9 1 kept\n", done.stderr
