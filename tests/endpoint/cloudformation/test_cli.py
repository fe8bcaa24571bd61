"""`aws cloudformation deploy`, as people run it."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from keypost.endpoint.client import build_command, build_environment
from tests.endpoint.cloudformation.deploying import ids, outputs, show, write
from tests.endpoint.local import Local

CLI = shutil.which("aws")


@pytest.mark.skipif(CLI is None, reason="the AWS CLI isn't installed")
def test_deploy_makes_a_stack(local: Local, tmp_path: Path) -> None:
    file = tmp_path / "template.json"
    topic = {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": {"Ref": "Title"}}}
    parameters = {"Title": {"Type": "String", "Default": "one"}}
    file.write_text(write({"T": topic}, Parameters=parameters, Outputs={"Arn": {"Value": {"Ref": "T"}}}))
    words = ["aws", "cloudformation", "deploy", "--stack-name", "app", "--template-file", str(file)]
    done = subprocess.run(
        build_command(words, address=local.address), check=False, capture_output=True, text=True,
        env=build_environment(os.environ, address=local.address, region="us-east-1"),
    )  # fmt: skip
    assert "Successfully created/updated stack - app" in done.stdout, done.stderr
    assert outputs(show(local, "app")) == {"Arn": ids(local)["T"]}
