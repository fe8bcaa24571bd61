"""Terraform's provider against the endpoint: it applies, reads back what it made, and destroys it."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from keypost.endpoint.client import build_environment
from support.console_blocks import ROOT
from support.terraform_plans import PLUGINS
from tests.endpoint.local import Local

FOLDER = ROOT / "examples" / "terraform" / "1-alarm-encrypted-topic"
REGION = "ap-northeast-1"
_PATIENCE = 180


@pytest.mark.terraform
@pytest.mark.skipif(
    shutil.which("terraform") is None or not PLUGINS,
    reason="terraform isn't installed, or TERRAFORM_PLUGINS names no folder with the provider",
)
def test_what_is_applied_fails_and_works_as_at_aws(local: Local, tmp_path: Path) -> None:
    for folder, told in (("broken", "does not have authorization"), ("repaired", "Successfully executed")):
        shutil.copy(FOLDER / folder / "main.tf", tmp_path)
        if not (tmp_path / ".terraform").exists():
            run(local, tmp_path, "init", f"-plugin-dir={PLUGINS}")
        run(local, tmp_path, "apply", "-auto-approve")
        assert told in ring(local, f"high-cpu-{folder}")
    assert "No changes" in run(local, tmp_path, "plan")
    run(local, tmp_path, "destroy", "-auto-approve")
    assert local.client("sns", region=REGION).list_topics()["Topics"] == []


def ring(local: Local, alarm: str) -> str:
    """Set the alarm off; return what became of its action."""
    cloudwatch = local.client("cloudwatch", region=REGION)
    cloudwatch.set_alarm_state(AlarmName=alarm, StateValue="ALARM", StateReason="a test")
    history = cloudwatch.describe_alarm_history(AlarmName=alarm, HistoryItemType="Action")["AlarmHistoryItems"]
    return str(history[0]["HistorySummary"])


def run(local: Local, folder: Path, command: str, *arguments: str) -> str:
    """Return what terraform prints; every read and write of the provider must have been answered."""
    ours = {"TF_CLI_CONFIG_FILE": os.devnull, "CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1"}
    environment = build_environment(os.environ | ours, address=local.address, region=REGION)
    done = subprocess.run(
        ["terraform", command, "-input=false", "-no-color", *arguments],  # noqa: S607 -- whichever is on PATH
        cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=_PATIENCE,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
