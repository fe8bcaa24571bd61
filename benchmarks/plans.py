"""How `keypost check` on a Terraform plan of 2,000 resources compares with parsing its JSON alone.

The plan is one of a first run, where no ARN is known yet: per ten resources a key, its alias, a topic and a queue with
their policies, a subscription and three alarms, so 800 deliveries. What counts is CPU time of the whole program, less
what a plan of ten resources costs; `json.loads` runs on the same bytes. Exits with 1 when the target is missed.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.startup import ENVIRONMENT, PROGRAMS

PROGRAM = PROGRAMS / "keypost"

RESOURCES = 2_000
GROUP = 10
RUNS = 5
TARGET = 10.0

Json = dict[str, object]


def main() -> int:
    """Measure, print the figures, and return 1 when the target was missed."""
    with tempfile.TemporaryDirectory() as folder:
        content = json.dumps(build_plan(RESOURCES // GROUP)).encode()
        whole, start = Path(folder, "whole.json"), Path(folder, "start.json")
        whole.write_bytes(content)
        start.write_bytes(json.dumps(build_plan(1)).encode())
        pairs = [(measure(whole), measure(start), measure_parse(content)) for _ in range(RUNS + 1)][1:]
    check, begin, parse = (1000 * min(costs) for costs in zip(*pairs, strict=True))
    ratio = (check - begin) / parse
    print(
        f"{RESOURCES:,} resources, {len(content):,} bytes: json.loads {parse:.0f} ms, a plan of {GROUP} {begin:.0f} ms"
    )
    verdict = "met" if ratio <= TARGET else "MISSED"
    print(f"check: {check:.0f} ms, beyond start {ratio:.1f} times json.loads (target {TARGET:.0f}: {verdict})")
    return 0 if ratio <= TARGET else 1


def measure(plan: Path) -> float:
    """Return the CPU seconds of checking a plan."""
    command = [str(PROGRAM), "check", str(plan), "--account", "111122223333"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, check=False, capture_output=True, env=ENVIRONMENT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode > 1:
        sys.exit(done.stderr.decode())
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def measure_parse(content: bytes) -> float:
    """Return the CPU seconds that Python's own JSON parser takes."""
    start = time.process_time()
    json.loads(content)
    return time.process_time() - start


def build_plan(groups: int) -> Json:
    """Return a plan as `terraform show -json` writes it."""
    resources = [one for group in range(groups) for one in build_group(group)]
    return {
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "planned_values": {"root_module": {"resources": [plan_values(one) for one in resources]}},
        "resource_changes": [plan_change(one) for one in resources],
        "configuration": {
            "provider_config": {"aws": {"name": "aws", "expressions": {"region": {"constant_value": "eu-west-1"}}}},
            "root_module": {"resources": [plan_configuration(one) for one in resources]},
        },
    }


class Planned:
    """One resource of the plan: what is known of it, what isn't, and what the files refer to."""

    def __init__(self, kind: str, name: str, known: Json, unknown: Sequence[str], references: dict[str, str]) -> None:
        """Take what tells it from the others; `references` are its attributes that refer to one of another resource."""
        self.kind = kind
        self.name = name
        self.known = known
        self.unknown = (*unknown, *references)
        self.references = references

    @property
    def start(self) -> Json:
        """What every part of a plan says of it."""
        mode, kind = ("data", self.kind[5:]) if self.kind.startswith("data.") else ("managed", self.kind)
        address = f"{self.kind}.{self.name}"
        provider = "registry.terraform.io/hashicorp/aws"
        return {"address": address, "mode": mode, "type": kind, "name": self.name, "provider_name": provider}


def plan_values(one: Planned) -> Json:
    """Return the resource among the planned values."""
    return one.start | {"schema_version": 0, "values": one.known, "sensitive_values": {"tags_all": {}}}


def plan_change(one: Planned) -> Json:
    """Return its change."""
    change: Json = {
        "actions": ["create"],
        "before": None,
        "after": one.known,
        "after_unknown": dict.fromkeys(one.unknown, True),
        "before_sensitive": False,
        "after_sensitive": {"tags_all": {}},
    }
    return one.start | {"change": change}


def plan_configuration(one: Planned) -> Json:
    """Return what the files say of it."""
    constants = {name: {"constant_value": value} for name, value in one.known.items() if value is not None}
    references = {
        name: {"references": [reference, reference.rpartition(".")[0]]} for name, reference in one.references.items()
    }
    return one.start | {"provider_config_key": "aws", "expressions": constants | references, "schema_version": 0}


def build_group(group: int) -> Iterator[Planned]:
    """Yield ten resources that belong together."""
    name = f"g{group}"
    key, document = f"aws_kms_key.{name}.arn", f"data.aws_iam_policy_document.{name}.json"
    queue_arn, topic_arn = f"aws_sqs_queue.{name}.arn", f"aws_sns_topic.{name}.arn"
    yield build("aws_kms_key", name, {"policy": json.dumps(KEY_POLICY), "is_enabled": True}, {})
    yield build("aws_kms_alias", name, {"name": f"alias/{name}"}, {"target_key_id": f"aws_kms_key.{name}.key_id"})
    yield build("aws_sns_topic", name, {"name": f"topic-{group}", "fifo_topic": False}, {"kms_master_key_id": key})
    queue = {"name": f"queue-{group}", "delay_seconds": 0, "max_message_size": 262144, "tags": {"team": name}}
    yield build("aws_sqs_queue", name, queue, {"kms_master_key_id": key})
    yield build("data.aws_iam_policy_document", name, {"statement": [STATEMENT]}, {})
    written = {"queue_url": f"aws_sqs_queue.{name}.url", "policy": document}
    yield build("aws_sqs_queue_policy", name, {}, written)
    ends = {"endpoint": queue_arn, "topic_arn": topic_arn}
    yield build("aws_sns_topic_subscription", name, {"protocol": "sqs", "raw_message_delivery": True}, ends)
    for number in range(3):
        alarm = {"alarm_name": f"{name}-{number}", "metric_name": "Age", "namespace": "AWS/SQS", "period": 300}
        yield build("aws_cloudwatch_metric_alarm", f"{name}_{number}", alarm, {"alarm_actions": topic_arn})


def build(kind: str, name: str, known: Json, references: dict[str, str]) -> Planned:
    """Return a resource with all that the provider writes of one, set or not."""
    unset, made = ATTRIBUTES.get(kind, ("tags", "arn id tags_all"))
    return Planned(kind, name, dict.fromkeys(unset.split()) | known, made.split(), references)


def allow(principal: Json, *actions: str) -> Json:
    """Return a statement of a key policy."""
    return {"Effect": "Allow", "Principal": principal, "Action": actions, "Resource": "*"}


KEY_POLICY = {
    "Version": "2012-10-17",
    "Statement": [
        allow({"AWS": "arn:aws:iam::111122223333:root"}, "kms:*"),
        allow({"Service": "cloudwatch.amazonaws.com"}, "kms:Decrypt", "kms:GenerateDataKey*"),
        allow({"Service": "sns.amazonaws.com"}, "kms:Decrypt", "kms:GenerateDataKey*"),
    ],
}
STATEMENT: Json = {
    "actions": ["sqs:SendMessage"],
    "effect": None,
    "principals": [{"identifiers": ["sns.amazonaws.com"], "type": "Service"}],
    "resources": ["*"],
    "condition": [],
    "sid": None,
}

# What version 5.100 of the provider writes of a resource in any case: as null, and as known after apply.
ATTRIBUTES = {
    "aws_cloudwatch_metric_alarm": (
        "alarm_description datapoints_to_alarm dimensions extended_statistic tags threshold_metric_id unit",
        "arn evaluate_low_sample_count_percentiles id tags_all",
    ),
    "aws_kms_alias": ("", "arn id name_prefix target_key_arn"),
    "aws_kms_key": (
        "custom_key_store_id deletion_window_in_days tags timeouts xks_key_id",
        "arn description id key_id multi_region rotation_period_in_days tags_all",
    ),
    "aws_sns_topic": (
        "application_failure_feedback_role_arn application_success_feedback_role_arn "
        "application_success_feedback_sample_rate archive_policy delivery_policy display_name "
        "firehose_failure_feedback_role_arn firehose_success_feedback_role_arn "
        "firehose_success_feedback_sample_rate http_failure_feedback_role_arn http_success_feedback_role_arn "
        "http_success_feedback_sample_rate lambda_failure_feedback_role_arn lambda_success_feedback_role_arn "
        "lambda_success_feedback_sample_rate sqs_failure_feedback_role_arn sqs_success_feedback_role_arn "
        "sqs_success_feedback_sample_rate tags",
        "arn beginning_archive_time fifo_throughput_scope id name_prefix owner policy signature_version tags_all "
        "tracing_config",
    ),
    "aws_sns_topic_subscription": (
        "delivery_policy filter_policy redrive_policy replay_policy subscription_role_arn",
        "arn confirmation_was_authenticated filter_policy_scope id owner_id pending_confirmation",
    ),
    "aws_sqs_queue": (
        "timeouts",
        "arn deduplication_scope fifo_throughput_limit id kms_data_key_reuse_period_seconds name_prefix policy "
        "redrive_allow_policy redrive_policy sqs_managed_sse_enabled tags_all url",
    ),
    "aws_sqs_queue_policy": ("", "id"),
    "data.aws_iam_policy_document": (
        "override_json override_policy_documents policy_id source_json source_policy_documents version",
        "id json minified_json",
    ),
}

if __name__ == "__main__":
    sys.exit(main())
