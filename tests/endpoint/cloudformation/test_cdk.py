"""What `cdk deploy` does: assets into the bootstrap bucket, then a change set for each stack."""

import json
from pathlib import Path
from typing import Any

from tests.endpoint.cloudformation.deploying import ALL
from tests.endpoint.local import Local

ASSEMBLY = Path(__file__).parents[3] / "examples/cdk-app/cdk.out"


def find_home() -> tuple[str, str]:
    """Return the account and Region that the app is for."""
    manifest = json.loads((ASSEMBLY / "manifest.json").read_text(encoding="utf-8"))
    environment = manifest["artifacts"]["Messaging"]["environment"]
    account, region = environment.removeprefix("aws://").split("/")
    return account, region


def test_an_app_is_deployed(local: Local) -> None:
    account, region = find_home()
    keys = (account, "test", None)
    stacks, s3 = local.client("cloudformation", keys, region=region), local.client("s3", keys, region=region)
    local.client("ssm", keys, region=region).put_parameter(
        Name="/cdk-bootstrap/hnb659fds/version", Value="21", Type="String"
    )
    upload(s3, account, region)
    told: dict[str, Any] = {}
    for name in ("Messaging", "App"):
        template = (ASSEMBLY / f"{name}.template.json").read_text(encoding="utf-8")
        stacks.create_change_set(
            StackName=name, ChangeSetName="cdk", ChangeSetType="CREATE", TemplateBody=template, Capabilities=ALL
        )
        stacks.execute_change_set(StackName=name, ChangeSetName="cdk")
        told[name] = stacks.describe_stacks(StackName=name)["Stacks"][0]["StackStatus"]
        events = stacks.describe_stack_events(StackName=name)["StackEvents"]
        assert [one["ResourceStatusReason"] for one in events if one["ResourceStatus"].endswith("FAILED")] == []
    assert told == {"Messaging": "CREATE_COMPLETE", "App": "CREATE_COMPLETE"}


def upload(s3: Any, account: str, region: str) -> None:
    bucket = f"cdk-hnb659fds-assets-{account}-{region}"
    s3.create_bucket(Bucket=bucket, **({} if region == "us-east-1" else {
        "CreateBucketConfiguration": {"LocationConstraint": region}}))  # fmt: skip
    for file in ASSEMBLY.glob("*.assets.json"):
        for digest, one in json.loads(file.read_text(encoding="utf-8"))["files"].items():
            content = (ASSEMBLY / one["source"]["path"]).read_bytes()
            key = next(iter(one["destinations"].values()))["objectKey"]
            assert digest in key
            s3.put_object(Bucket=bucket, Key=key, Body=content)
