"""What a plan doesn't know yet is followed to where it comes from; what can't be told stays unknown."""

import pytest

from tests.readers.terraform.plans import change, load, read_instances, refers_to, show, write_plan

_SNS = "arn:aws:sns:eu-west-1:111122223333"
_SQS = "arn:aws:sqs:eu-west-1:111122223333"
_KEY = "arn:aws:kms:eu-west-1:111122223333:key/${aws_kms_key.k}"
_IN_USE1 = "arn:aws:sns:us-east-1:111122223333:foo-${aws_sns_topic.pfx}"

# What the resources of plans/references are set to; its main.tf says how that is written.
SETTLED = [
    ('aws_cloudwatch_metric_alarm.each["b"]', "alarm_actions", [f"{_SNS}:t-b"]),
    ('aws_cloudwatch_metric_alarm.each["a"]', "ok_actions", [f"{_SNS}:t-a", f"{_SNS}:t-b"]),
    ("aws_cloudwatch_metric_alarm.multi", "alarm_actions", [f"{_SNS}:t-a", _IN_USE1]),
    ("aws_cloudwatch_metric_alarm.multi", "ok_actions", [_IN_USE1]),
    (
        "aws_cloudwatch_metric_alarm.multi",
        "insufficient_data_actions",
        ["${aws_cloudwatch_metric_alarm.multi.insufficient_data_actions}"],
    ),
    ("aws_iam_role_policy.r", "policy", "${aws_iam_role_policy.r.policy}"),
    ("aws_kms_alias.k", "target_key_id", "${aws_kms_key.k}"),
    ("aws_lambda_event_source_mapping.e", "event_source_arn", f"{_SQS}:q"),
    ("aws_s3_bucket_notification.n", "bucket", "foo${aws_s3_bucket.b}"),
    ('aws_sns_topic.each["a"]', "kms_master_key_id", '${aws_sns_topic.each["a"].kms_master_key_id}'),
    ("aws_sns_topic.pfx", "kms_master_key_id", None),
    ("aws_sqs_queue.q", "redrive_policy", {"deadLetterTargetArn": f"{_SQS}:r"}),
    ("aws_sqs_queue.q", "sqs_managed_sse_enabled", None),
    ("aws_sqs_queue.r", "kms_master_key_id", _KEY),
    ("aws_sqs_queue_policy.q", "queue_url", "https://sqs.eu-west-1.amazonaws.com/111122223333/q"),
    ("module.m[0].aws_sns_topic.t[0]", "kms_master_key_id", "${aws_kms_key.k}"),
    (
        "module.m[1].aws_cloudwatch_composite_alarm.c",
        "alarm_actions",
        [_IN_USE1, "arn:aws:sns:us-east-1:111122223333:foo"],
    ),
]


@pytest.mark.parametrize(
    ("address", "attribute", "value"), SETTLED, ids=lambda one: one if isinstance(one, str) else ""
)
def test_a_value_is_followed_to_where_it_comes_from(address: str, attribute: str, value: object) -> None:
    assert show(load("references")[address].values.get(attribute)) == value


def test_blocks_are_followed_one_by_one() -> None:
    queues = load("references")["aws_s3_bucket_notification.n"].values["queue"]
    assert isinstance(queues, list)
    assert [show(one["queue_arn"]) for one in queues] == [f"{_SQS}:q", f"{_SQS}:r"]


def test_what_dynamic_blocks_say_is_open_and_each_block_by_itself() -> None:
    notifications = load("references")["aws_budgets_budget.b"].values["notification"]
    assert isinstance(notifications, list)
    assert [show(one["subscriber_sns_topic_arns"]) for one in notifications] == [
        [f"${{aws_budgets_budget.b.notification[{index}].subscriber_sns_topic_arns}}"] for index in (0, 1)
    ]


def test_a_document_is_written_from_its_blocks() -> None:
    policy = show(load("references")["aws_sqs_queue_policy.q"].values["policy"])
    assert isinstance(policy, dict)
    first, second, third, last = policy["Statement"]
    assert first == {
        "Effect": "Allow",
        "Principal": {"Service": ["sns.amazonaws.com"]},
        "Action": ["sqs:SendMessage"],
        "Resource": [f"{_SQS}:q", f"{_SQS}:r"],
        "Condition": {"ArnEquals": {"aws:SourceArn": [_IN_USE1]}},
    }
    assert second["Resource"] != third["Resource"]  # of a dynamic block: nobody knows either, nor that they are equal
    assert last["Sid"] == "S3"
    assert [one.startswith("arn:aws:s3:::foo${aws_s3_bucket.b}${") for one in last["Resource"]] == [True, True]


def test_two_keys_that_may_be_meant_leave_the_setting_open() -> None:
    key = change("aws_kms_key", "a", unknown=("arn", "key_id"), after={})
    other = change("aws_kms_key", "b", unknown=("arn", "key_id"), after={})
    topic = change(
        "aws_sns_topic",
        "t",
        after={"name": "t"},
        unknown=("arn", "kms_master_key_id"),
        written={"kms_master_key_id": refers_to("aws_kms_key.a.arn", "aws_kms_key.b.arn")},
    )
    read = read_instances(write_plan(key, other, topic))
    assert show(read["aws_sns_topic.t"].values["kms_master_key_id"]) == "${aws_sns_topic.t.kms_master_key_id}"


def test_names_that_refer_to_each_other_come_to_an_end() -> None:
    one = change(
        "aws_sns_topic", "a", after={}, unknown=("name", "arn"), written={"name": refers_to("aws_sns_topic.b.name")}
    )
    two = change(
        "aws_sns_topic", "b", after={}, unknown=("name", "arn"), written={"name": refers_to("aws_sns_topic.a.name")}
    )
    assert show(read_instances(write_plan(one, two))["aws_sns_topic.a"].values["name"]) == "${aws_sns_topic.a.name}"
