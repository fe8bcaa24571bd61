"""What AWS says of deliveries, as each service tells it."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from keypost.estate.observation import Course
from keypost.readers.live.all import OBSERVED, PARTS, choose_parts
from keypost.readers.live.observed import (
    alarm_history,
    backup_jobs,
    config_status,
    flow_logs,
    mappings,
    metrics,
    trails,
)
from keypost.readers.live.observing import Attempt, Pair, observe, observe_attempts
from keypost.readers.snapshot.record import Fault
from tests.readers.live.account import ACCOUNT, REGION, read_account
from tests.readers.live.stubbed import Stubbed

HERE = f"{REGION}:{ACCOUNT}"
TOPIC = f"arn:aws:sns:{HERE}:alerts"
BUCKET = "arn:aws:s3:::logs-example"
REFUSED = "CloudWatch Alarms does not have authorization to access the SNS topic encryption key."


def at(hour: int) -> datetime:
    return datetime(2026, 11, 20, hour, tzinfo=UTC)


def action(hour: int, state: str, **more: str) -> dict[str, object]:
    data = {"actionState": state, "notificationResource": TOPIC, **more}
    return {"AlarmName": "cpu", "Timestamp": at(hour), "HistoryData": json.dumps(data), "HistoryItemType": "Action"}


def test_an_alarms_action_fails_since_the_first_failure_after_the_last_success() -> None:
    items = [
        action(9, "Failed", error=REFUSED),
        action(8, "Failed", error="older"),
        action(7, "Succeeded"),
        action(6, "Failed"),
    ]
    told = Stubbed(alarm_history.PART).answers("describe_alarm_history", {"AlarmHistoryItems": items}).read_properties()
    assert told == [
        {
            "Source": f"arn:aws:cloudwatch:{HERE}:alarm:cpu",
            "Target": TOPIC,
            "Course": "failing",
            "Seen": "2026-11-20T09:00:00Z",
            "Since": "2026-11-20T08:00:00Z",
            "Delivered": "2026-11-20T07:00:00Z",
            "Says": REFUSED,
        }
    ]


def test_an_alarms_action_that_got_through_again_delivers() -> None:
    items = [action(9, "Succeeded"), action(8, "Failed")]
    (told,) = (
        Stubbed(alarm_history.PART).answers("describe_alarm_history", {"AlarmHistoryItems": items}).read_properties()
    )
    assert (told["Course"], told["Seen"], "Since" in told, "Says" in told) == (
        "delivering",
        "2026-11-20T09:00:00Z",
        False,
        False,
    )


@pytest.mark.parametrize("data", [None, "text", "[]", '{"actionState": "InProgress"}', '{"actionState": "Failed"}'])
def test_an_item_that_does_not_say_how_it_went_and_to_whom_tells_nothing(data: str | None) -> None:
    item = {"AlarmName": "cpu", "Timestamp": at(9)} | ({"HistoryData": data} if data is not None else {})
    assert (
        Stubbed(alarm_history.PART).answers("describe_alarm_history", {"AlarmHistoryItems": [item]}).read_properties()
        == []
    )


def test_a_history_that_may_not_be_read_is_missed() -> None:
    assert Stubbed(alarm_history.PART).fails("describe_alarm_history").read() == ([], [Fault.DENIED])


def test_a_trail_tells_its_bucket_its_topic_and_its_log_group_apart() -> None:
    arn, group = f"arn:aws:cloudtrail:{HERE}:trail/all", f"arn:aws:logs:{HERE}:log-group:trail"
    trail = {
        "TrailARN": arn,
        "Name": "all",
        "S3BucketName": "logs-example",
        "SnsTopicARN": TOPIC,
        "CloudWatchLogsLogGroupArn": f"{group}:*",
    }
    status = {
        "LatestDeliveryError": "AccessDenied",
        "LatestDeliveryTime": at(5),
        "LatestNotificationTime": at(9),
        "LatestCloudWatchLogsDeliveryError": "",
    }
    part = Stubbed(trails.PART).answers("describe_trails", {"trailList": [trail]}).answers("get_trail_status", status)
    bucket, topic = part.read_properties()
    assert (bucket["Target"], bucket["Course"], bucket["Says"], bucket["Delivered"]) == (
        BUCKET,
        "failing",
        "AccessDenied",
        "2026-11-20T05:00:00Z",
    )
    assert (topic["Target"], topic["Course"], topic["Seen"]) == (TOPIC, "delivering", "2026-11-20T09:00:00Z")


def test_a_trail_whose_status_may_not_be_read_tells_nothing() -> None:
    trail = {"TrailARN": f"arn:aws:cloudtrail:{HERE}:trail/all", "Name": "all", "S3BucketName": "logs-example"}
    part = Stubbed(trails.PART).answers("describe_trails", {"trailList": [trail]}).fails("get_trail_status")
    assert part.read() == ([], [Fault.DENIED])


def test_the_delivery_channel_of_config() -> None:
    failure = {
        "lastStatus": "Failure",
        "lastErrorCode": "AccessDenied",
        "lastErrorMessage": "unable to write to bucket",
        "lastAttemptTime": at(9),
        "lastSuccessfulTime": at(3),
    }
    status = {
        "name": "default",
        "configHistoryDeliveryInfo": failure,
        "configSnapshotDeliveryInfo": {"lastStatus": "SUCCESS", "lastAttemptTime": at(4)},
        "configStreamDeliveryInfo": {"lastStatus": "Success", "lastStatusChangeTime": at(2)},
    }
    channel = {"name": "default", "s3BucketName": "logs-example", "snsTopicARN": TOPIC}
    part = Stubbed(config_status.PART)
    part.answers("describe_delivery_channel_status", {"DeliveryChannelsStatus": [status]})
    bucket, topic = part.answers("describe_delivery_channels", {"DeliveryChannels": [channel]}).read_properties()
    assert bucket["Source"] == f"{ACCOUNT}/{REGION}/DeliveryChannel/default"
    assert (bucket["Target"], bucket["Course"], bucket["Says"]) == (
        BUCKET,
        "failing",
        "AccessDenied unable to write to bucket",
    )
    assert (bucket["Seen"], bucket["Delivered"]) == ("2026-11-20T09:00:00Z", "2026-11-20T03:00:00Z")
    assert (topic["Target"], topic["Course"], topic["Seen"]) == (TOPIC, "delivering", "2026-11-20T02:00:00Z")


def test_a_delivery_channel_that_has_nothing_to_deliver_tells_nothing() -> None:
    status = {"name": "default", "configStreamDeliveryInfo": {"lastStatus": "Not_Applicable"}}
    part = Stubbed(config_status.PART).answers("describe_delivery_channel_status", {"DeliveryChannelsStatus": [status]})
    part.answers(
        "describe_delivery_channels", {"DeliveryChannels": [{"name": "default", "s3BucketName": "logs-example"}]}
    )
    assert part.read_properties() == []


def test_flow_logs_to_a_folder_of_a_bucket_and_to_a_log_group() -> None:
    failed = {
        "FlowLogId": "fl-1",
        "DeliverLogsStatus": "FAILED",
        "DeliverLogsErrorMessage": "Access error",
        "LogDestination": f"{BUCKET}/vpc/",
    }
    works = {"FlowLogId": "fl-2", "DeliverLogsStatus": "SUCCESS", "LogGroupName": "vpc"}
    part = Stubbed(flow_logs.PART).answers("describe_flow_logs", {"FlowLogs": [failed, works, {"FlowLogId": "fl-3"}]})
    one, other = part.read_properties()
    assert (one["Source"], one["Target"]) == (f"arn:aws:ec2:{HERE}:vpc-flow-log/fl-1", BUCKET)
    assert (one["Course"], one["Says"]) == ("failing", "Access error")
    assert (other["Target"], other["Course"]) == (f"arn:aws:logs:{HERE}:log-group:vpc", "delivering")


@pytest.mark.parametrize(
    ("result", "course"),
    [
        ("OK", ["delivering"]),
        ("PROBLEM: Lambda couldn't decrypt", ["failing"]),
        ("PROBLEM: Function call failed", []),
        ("No records processed", []),
    ],
)
def test_an_event_source_mapping(result: str, course: list[str]) -> None:
    mapping = {
        "UUID": "12345678-1234-1234-1234-123456789012",
        "EventSourceArn": f"arn:aws:sqs:{HERE}:jobs",
        "LastProcessingResult": result,
    }
    part = Stubbed(mappings.PART).answers("list_event_source_mappings", {"EventSourceMappings": [mapping]})
    assert [told["Course"] for told in part.read_properties()] == course


def test_backup_jobs_by_resource_and_vault() -> None:
    vault, table = f"arn:aws:backup:{HERE}:backup-vault:main", f"arn:aws:dynamodb:{HERE}:table/orders"
    job = {"BackupVaultArn": vault, "ResourceArn": table}
    jobs = [
        job | {"State": "FAILED", "StatusMessage": "Given key ID is not accessible", "CompletionDate": at(9)},
        job | {"State": "COMPLETED", "CompletionDate": at(8)},
        job | {"State": "ABORTED", "CompletionDate": at(10)},
        job | {"State": "RUNNING", "CreationDate": at(10)},
    ]
    (told,) = Stubbed(backup_jobs.PART).answers("list_backup_jobs", {"BackupJobs": jobs}).read_properties()
    assert (told["Source"], told["Target"], told["Course"]) == (table, vault, "failing")
    assert (told["Since"], told["Says"]) == ("2026-11-20T09:00:00Z", "Given key ID is not accessible")


def metric(**dimensions: str) -> dict[str, object]:
    return {"Dimensions": [{"Name": name, "Value": value} for name, value in dimensions.items()]}


def series(name: str, values: dict[int, float]) -> dict[str, object]:
    return {"Id": name, "Timestamps": [at(hour) for hour in values], "Values": list(values.values())}


def test_metrics_tell_of_a_source_and_not_of_its_targets() -> None:
    part = Stubbed(metrics.PART)
    part.answers(
        "list_metrics", {"Metrics": [metric(RuleName="nightly"), metric(RuleName="r", EventBusName="orders"), metric()]}
    )
    part.answers("list_metrics", {"Metrics": [metric(TopicName="alerts"), metric(TopicName="alerts", Country="us")]})
    part.answers("list_metrics", {"Metrics": [metric(DeliveryStreamName="logs")]})
    results = [
        series("f0", {7: 2, 8: 3}),
        series("s0", {6: 1, 8: 5}),
        series("s1", {6: 1}),
        series("f2", {}),
        series("f3", {7: 1.0, 8: 0.5}),
    ]
    told = part.answers("get_metric_data", {"MetricDataResults": results}).read_properties()
    rule, of_bus, stream = told
    assert rule == {
        "Source": f"arn:aws:events:{HERE}:rule/nightly",
        "Course": "failing",
        "Since": "2026-11-20T07:00:00Z",
        "Seen": "2026-11-20T08:00:00Z",
        "Delivered": "2026-11-20T06:00:00Z",
        "Says": "FailedInvocations 3",
    }
    assert (of_bus["Source"], of_bus["Course"]) == (f"arn:aws:events:{HERE}:rule/orders/r", "delivering")
    assert stream["Source"] == f"arn:aws:firehose:{HERE}:deliverystream/logs"
    assert (stream["Course"], stream["Says"], stream["Since"]) == (
        "failing",
        "DeliveryToS3.Success 50%",
        "2026-11-20T08:00:00Z",
    )


def test_no_attempt_is_no_observation() -> None:
    assert observe_attempts(Pair("a", "b"), [], call="x:Y") is None


def test_what_never_got_through_fails_since_the_first_attempt_that_is_known() -> None:
    record = observe_attempts(
        Pair("a", "b"), [Attempt(at(3), succeeded=False), Attempt(at(1), succeeded=False)], call="x:Y"
    )
    assert record is not None
    assert (record.properties["Since"], "Delivered" in record.properties) == ("2026-11-20T01:00:00Z", False)


def test_observations_can_be_left_out() -> None:
    assert choose_parts(observes=False) == PARTS
    assert choose_parts(observes=True) == (*PARTS, *OBSERVED)
    assert len({part.name for part in choose_parts(observes=True)}) == len(PARTS) + len(OBSERVED)


@pytest.mark.usefixtures("aws")
def test_a_snapshot_holds_them_and_the_estate_has_them(tmp_path: Path) -> None:
    record = observe(Pair("a", "b"), call="x:Y", fails=False, seen=at(1))
    part = alarm_history.PART._replace(fetch=lambda _: iter([record]))
    estate = read_account(tmp_path / "s", parts=[part]).cases[0].estate
    (observation,) = estate.observations
    assert (observation.source, observation.target, observation.course) == ("a", "b", Course.DELIVERING)
    assert (observation.account, observation.region) == (ACCOUNT, REGION)
    assert observation.origin.call == "x:Y a -> b"
    assert estate.resources == ()
