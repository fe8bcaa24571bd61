"""Stacks that are gone: the last ones can be looked up."""

import json

import pytest

from keypost.endpoint.cloudformation import stacks
from tests.endpoint.local import Local

TEMPLATE = json.dumps({"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}})


def test_of_deleted_stacks_only_the_last_are_kept(local: Local, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stacks, "_MOST_GONE", 2)
    cloudformation = local.client("cloudformation")
    cloudformation.create_stack(StackName="stays", TemplateBody=TEMPLATE)
    for number in range(4):
        cloudformation.create_stack(StackName=f"gone-{number}", TemplateBody=TEMPLATE)
        cloudformation.delete_stack(StackName=f"gone-{number}")
    cloudformation.create_stack(StackName="last", TemplateBody=TEMPLATE)
    told = cloudformation.list_stacks()["StackSummaries"]
    assert sorted(one["StackName"] for one in told) == ["gone-2", "gone-3", "last", "stays"]
