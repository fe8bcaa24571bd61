"""The fixture that ships with the package."""

import boto3
import pytest

from keypost.endpoint.fixtures import LocalEndpoint


def test_boto3_finds_the_endpoint_by_itself(keypost_local: LocalEndpoint) -> None:
    assert boto3.client("sts").get_caller_identity()["Account"] == keypost_local.account
    boto3.client("sqs").create_queue(QueueName="left-behind")


def test_each_test_begins_empty(keypost_local: LocalEndpoint) -> None:
    assert "QueueUrls" not in keypost_local.client("sqs").list_queues()


def test_the_machine_s_profile_is_out_of_sight(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.setenv("AWS_PROFILE", "production")
    request.getfixturevalue("keypost_local")
    assert boto3.session.Session().profile_name == "default"
