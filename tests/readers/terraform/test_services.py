"""A plan with resources of many services: the deliveries that it makes, told from the facts of each path.

The key has the default policy, so that whatever calls as a service fails, and a role with `kms:*` gets through; the
topic has the default policy, the bucket none.
"""

from keypost.checker.check import decide_reading
from keypost.readers.read import read_paths
from tests.readers.reading import HERE
from tests.readers.terraform.plans import PLANS

TOPIC, KEY, BUCKET = "aws_sns_topic.alerts", "aws_kms_key.data", "aws_s3_bucket.logs"
TOLD = {
    ("autoscaling-ebs-cmk", "aws_autoscaling_group.web", KEY, "FAILS"),
    ("autoscaling-notification-to-sns", "aws_autoscaling_group.web", TOPIC, "FAILS"),
    ("backup-to-vault-fully-managed", "aws_dynamodb_table.orders", "aws_backup_vault.main", "WORKS"),
    ("backup-to-vault-fully-managed", "aws_dynamodb_table.plain", "aws_backup_vault.main", "WORKS"),
    ("backup-vault-notifications-to-sns", "aws_backup_vault.main", TOPIC, "FAILS"),
    ("cost-anomaly-to-sns", "aws_ce_anomaly_subscription.spikes", TOPIC, "FAILS"),
    ("codepipeline-approval-to-sns", "aws_codepipeline.release", TOPIC, "WORKS"),
    ("codepipeline-artifacts", "aws_codepipeline.release", BUCKET, "WORKS"),
    ("config-to-s3", "aws_config_delivery_channel.c", BUCKET, "DEPENDS"),  # the recorder's role isn't in the plan
    ("config-to-sns", "aws_config_delivery_channel.c", TOPIC, "DEPENDS"),
    ("dynamodb-to-kinesis", "aws_dynamodb_table.orders", "aws_kinesis_stream.changes", "WORKS"),
    ("vpc-flow-logs-to-s3", "aws_flow_log.vpc", BUCKET, "FAILS"),
    ("alb-access-logs-to-s3", "aws_lb.web", BUCKET, "FAILS"),
    ("iot-rule-to-sns", "aws_iot_topic_rule.r", TOPIC, "WORKS"),
    ("iot-rule-to-sqs", "aws_iot_topic_rule.r", "aws_sqs_queue.in", "WORKS"),
    ("firehose-to-s3", "aws_kinesis_firehose_delivery_stream.logs", BUCKET, "WORKS"),
    ("eventbridge-pipes-sqs", "aws_pipes_pipe.p", "aws_sqs_queue.in", "WORKS"),
    ("eventbridge-pipes-sqs", "aws_pipes_pipe.p", TOPIC, "WORKS"),
    ("rds-event-to-sns", "aws_db_event_subscription.db", TOPIC, "FAILS"),
    ("eventbridge-scheduler-to-sqs-sns", "aws_scheduler_schedule.nightly", TOPIC, "WORKS"),
}
# Its definition is a text with an ARN in it that is known after apply: only the files say where it goes.
WITH_FILES = {("stepfunctions-to-sns", "aws_sfn_state_machine.notify", TOPIC, "WORKS")}


def _decide(*paths: str) -> set[tuple[str, str, str, str]]:
    found = decide_reading(read_paths(paths, HERE))
    return {(one.path.reported_id, one.source.id, one.target.id, one.verdict.value) for one in found}


def test_a_plan_of_many_services_makes_their_deliveries() -> None:
    assert _decide(str(PLANS / "services" / "plan.json")) == TOLD


def test_with_its_files_it_makes_those_that_stand_in_texts_too() -> None:
    assert _decide(str(PLANS / "services")) == TOLD | WITH_FILES


def test_what_each_value_is_only_the_files_tell() -> None:
    alarm = "aws_cloudwatch_metric_alarm.each"
    alone = _decide(str(PLANS / "alternatives" / "plan.json"))
    assert {(source, verdict) for _, source, _, verdict in alone} == {
        (f'{alarm}["a"]', "DEPENDS"),
        (f'{alarm}["b"]', "DEPENDS"),
    }
    assert _decide(str(PLANS / "alternatives")) == {
        ("cloudwatch-alarm-to-sns", f'{alarm}["a"]', "aws_sns_topic.a", "WORKS"),
        ("cloudwatch-alarm-to-sns", f'{alarm}["b"]', "aws_sns_topic.b", "FAILS"),
    }
