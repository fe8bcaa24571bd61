"""What a plan does counts: what it makes, changes, replaces and deletes; and what a state says."""

import json
from collections.abc import Mapping
from pathlib import Path

from keypost.estate.estate import Estate
from keypost.estate.kind import Kind
from keypost.estate.resource import Encryption, Resource
from keypost.policy.document import Policy
from keypost.readers.read import read_paths
from keypost.unknown import Unread
from tests.readers.reading import HERE, POLICY, one, show
from tests.readers.terraform.plans import change, refers_to, write_plan

_ARN = "arn:aws:sns:eu-west-1:111122223333:t"
_OTHER = {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}]}
_TOPIC = {"name": "t", "arn": _ARN, "id": _ARN, "policy": json.dumps(POLICY)}


def _read(folder: Path, content: bytes) -> Estate:
    (folder / "plan.json").write_bytes(content)
    (case,) = read_paths([str(folder / "plan.json")], HERE).cases
    return case.estate


def _effect(resource: Resource) -> str:
    policy = resource.policy
    assert isinstance(policy, Policy)
    return policy.statements[0].effect.value


def _topic(**more: object) -> dict[str, object]:
    return change("aws_sns_topic", "t", after=_TOPIC, actions=["no-op"], before=_TOPIC, **more)  # type: ignore[arg-type]


def _policy(document: Mapping[str, object] | None, *, actions: tuple[str, ...]) -> dict[str, object]:
    before = {"arn": _ARN, "policy": json.dumps(POLICY)}
    after = None if document is None else {"arn": _ARN, "policy": json.dumps(document)}
    written = {"arn": refers_to("aws_sns_topic.t.arn"), "policy": {}}
    return change("aws_sns_topic_policy", "t", after=after, before=before, actions=actions, written=written)


def test_a_policy_of_its_own_counts_before_what_the_provider_last_read(tmp_path: Path) -> None:
    estate = _read(tmp_path, write_plan(_topic(), _policy(_OTHER, actions=("update",))))
    assert _effect(one(estate, "aws_sns_topic.t")) == "Deny"


def test_a_policy_that_is_deleted_is_gone_from_what_the_provider_last_read(tmp_path: Path) -> None:
    topic = one(_read(tmp_path, write_plan(_topic(), _policy(None, actions=("delete",)))), "aws_sns_topic.t")
    assert isinstance(topic.policy, Policy)
    assert topic.policy.statements[0].sid == "__default_statement_ID"  # SNS has none without one


def test_two_policies_that_files_give_to_one_topic_leave_it_open(tmp_path: Path) -> None:
    estate = _read(tmp_path, write_plan(_topic(written={"policy": {}}), _policy(_OTHER, actions=("create",))))
    policy = one(estate, "aws_sns_topic.t").policy
    assert isinstance(policy, Unread)
    assert show(policy) == "unread ambiguous aws_sns_topic.t"


def test_what_a_plan_replaces_has_a_new_arn(tmp_path: Path) -> None:
    old = "arn:aws:kms:eu-west-1:111122223333:key/11111111-1111-1111-1111-111111111111"
    key = change(
        "aws_kms_key", "k", after={}, unknown=("arn", "key_id", "policy"), before={"arn": old},
        actions=("delete", "create"),
    )  # fmt: skip
    topic = change(
        "aws_sns_topic",
        "t",
        after={"name": "t"},
        before={**_TOPIC, "kms_master_key_id": old},
        unknown=("kms_master_key_id",),
        actions=("update",),
        written={"kms_master_key_id": refers_to("aws_kms_key.k.arn")},
    )
    encryption = one(_read(tmp_path, write_plan(key, topic)), "aws_sns_topic.t").encryption
    assert isinstance(encryption, Encryption)
    assert show(encryption.key) == "arn:aws:kms:eu-west-1:111122223333:key/${aws_kms_key.k}"


def test_what_a_plan_deletes_is_gone_and_what_it_leaves_out_stays(tmp_path: Path) -> None:
    gone = change("aws_sns_topic", "gone", after=None, before=_TOPIC, actions=("delete",))
    deposed = {**change("aws_sns_topic", "t", after=None, before=_TOPIC, actions=("delete",)), "deposed": "abcd"}
    kept = {"address": "aws_sns_topic.kept", "mode": "managed", "type": "aws_sns_topic", "name": "kept"}
    before = {"values": {"root_module": {"resources": [{**kept, "values": _TOPIC}]}}}
    estate = _read(tmp_path, write_plan(gone, _topic(), deposed, prior_state=before))
    assert {resource.id for resource in estate.resources if resource.kind is Kind.TOPIC} == {
        "aws_sns_topic.t",
        "aws_sns_topic.kept",
    }


def test_a_policy_for_a_name_that_is_not_known_makes_any_bucket_uncertain(tmp_path: Path) -> None:
    bucket = change("aws_s3_bucket", "b", after={"bucket": "b"}, unknown=("arn", "policy"), written={"bucket": {}})
    encryption = change(
        "aws_s3_bucket_server_side_encryption_configuration",
        "b",
        after={"rule": [{"apply_server_side_encryption_by_default": [{"sse_algorithm": "aws:kms"}]}]},
        unknown=("bucket",),
        written={"bucket": {"references": ["local.name"]}, "rule": []},
    )
    assert isinstance(one(_read(tmp_path, write_plan(bucket, encryption)), "aws_s3_bucket.b").encryption, Unread)


def test_parts_of_what_is_not_in_the_plan_say_nothing_of_the_rest(tmp_path: Path) -> None:
    written: dict[str, object] = {"bucket": {}, "topic": [{"topic_arn": {}}]}
    after = {"bucket": "elsewhere", "topic": [{"topic_arn": _ARN, "events": ["s3:ObjectCreated:*"]}]}
    estate = _read(tmp_path, write_plan(change("aws_s3_bucket_notification", "n", after=after, written=written)))
    bucket = one(estate, "arn:aws:s3:::elsewhere")
    assert isinstance(bucket.encryption, Unread)
    assert isinstance(bucket.policy, Unread)
    assert [(wire.source.id, wire.target) for wire in estate.wires] == [("arn:aws:s3:::elsewhere", _ARN)]


def test_providers_tell_the_region_and_the_account(tmp_path: Path) -> None:
    there = change("aws_sns_topic", "there", after={"name": "t"}, unknown=("arn",))
    there["written"]["provider_config_key"] = "aws.there"  # type: ignore[index]
    role = {"role_arn": {"constant_value": "arn:aws:iam::444455556666:role/deploy"}}
    providers = {"aws.there": {"expressions": {"region": {"references": ["var.region"]}, "assume_role": [role]}}}
    content = json.loads(write_plan(there, variables={"region": {"value": "us-west-2"}}))
    content["configuration"]["provider_config"] = providers
    topic = one(_read(tmp_path, json.dumps(content).encode()), "aws_sns_topic.there")
    assert topic.arn == "arn:aws:sns:us-west-2:444455556666:t"


def test_a_state_says_what_is_there(tmp_path: Path) -> None:
    topic = {"address": "module.m[0].aws_sns_topic.t", "mode": "managed", "type": "aws_sns_topic", "name": "t"}
    module = {"address": "module.m[0]", "resources": [{**topic, "values": _TOPIC}]}
    state = {
        "format_version": "1.0",
        "terraform_version": "1.11.4",
        "values": {"root_module": {"child_modules": [module]}},
    }
    found = one(_read(tmp_path, json.dumps(state).encode()), "module.m[0].aws_sns_topic.t")
    assert (found.arn, _effect(found)) == (_ARN, "Allow")


def test_a_state_file_says_what_is_there(tmp_path: Path) -> None:
    resource = {
        "module": 'module.m["a.b"]', "mode": "managed", "type": "aws_sns_topic", "name": "t",
        "instances": [{"index_key": 0, "attributes": _TOPIC}, {"index_key": 1, "deposed": "x", "attributes": _TOPIC}],
    }  # fmt: skip
    state = {"version": 4, "terraform_version": "1.11.4", "lineage": "x", "serial": 1, "resources": [resource]}
    estate = _read(tmp_path, json.dumps(state).encode())
    assert [found.id for found in estate.resources if found.kind is Kind.TOPIC] == [
        'module.m["a.b"].aws_sns_topic.t[0]'
    ]
