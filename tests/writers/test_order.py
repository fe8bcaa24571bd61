"""What AWS checks while it makes a resource waits for the policies that this rests on."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from keypost.checker.check import check
from keypost.readers.cloudformation.load import read_document
from keypost.readers.options import ReadOptions
from keypost.readers.read import read_paths
from keypost.writers.patch import Patch
from keypost.writers.proposals import build_proposals, build_safe_patch
from tests.writers.ordering import BUCKET, build_budget, build_queue_policy, build_uploads

HERE = ReadOptions(account="111122223333", region="us-east-1")


def mend(template: str, folder: Path, *, name: str = "t.json") -> Mapping[str, Any]:
    """Return the template's resources with all that is safe in them."""
    file = folder / name
    file.write_text(template, encoding="utf-8")
    reading = read_paths([str(file)], HERE)
    patch = build_safe_patch(reading, check(reading, today="2026-11-22"))
    data: Any = read_document(patch.after[str(file)], file=str(file)).data
    found: Mapping[str, Any] = data["Resources"]
    return found


@pytest.mark.parametrize("name", ["t.json", "t.yaml"])
def test_a_bucket_waits_for_the_policy_that_its_notification_needs(tmp_path: Path, name: str) -> None:
    template = build_uploads() if name == "t.json" else yaml.safe_dump(yaml.safe_load(build_uploads()))
    resources = mend(template, tmp_path, name=name)
    assert resources["QueuePolicy"]["Type"] == "AWS::SQS::QueuePolicy"
    assert resources["Uploads"]["DependsOn"] == "QueuePolicy"


def test_a_budget_waits_for_the_policy_of_its_topic(tmp_path: Path) -> None:
    assert mend(build_budget(), tmp_path)["MonthlyBudget"]["DependsOn"] == "TopicPolicy"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Other", ["Other", "QueuePolicy"]),
        (["Other", "Key"], ["Other", "Key", "QueuePolicy"]),
    ],
)
def test_what_it_waits_for_already_stays(tmp_path: Path, before: object, after: list[str]) -> None:
    assert mend(build_uploads(depends_on=before), tmp_path)["Uploads"]["DependsOn"] == after


def test_it_waits_for_a_policy_that_was_there_too(tmp_path: Path) -> None:
    policy = build_queue_policy({"Fn::Sub": BUCKET})
    resources = mend(build_uploads(policy=policy), tmp_path)
    assert resources["Uploads"]["DependsOn"] == "Allowed"


def test_what_waits_already_is_left_alone(tmp_path: Path) -> None:
    policy = build_queue_policy({"Fn::Sub": BUCKET})
    assert mend(build_uploads(policy=policy, depends_on="Allowed"), tmp_path)["Uploads"]["DependsOn"] == "Allowed"


def test_a_circle_is_told_and_not_made(tmp_path: Path) -> None:
    file = tmp_path / "t.json"
    file.write_text(build_uploads(policy=build_queue_policy({"Fn::GetAtt": "Uploads.Arn"})), encoding="utf-8")
    reading = read_paths([str(file)], HERE)
    first = build_proposals(reading, check(reading, today="2026-11-22"))[0].patches[0]
    assert isinstance(first, Patch)
    assert first.is_circular
    assert "DependsOn" not in first.after[str(file)]


def test_what_aws_tries_later_waits_for_nothing(tmp_path: Path) -> None:
    example = Path(__file__).parents[2] / "examples" / "1-alarm-encrypted-topic" / "broken.yaml"
    resources = mend(example.read_text(encoding="utf-8"), tmp_path, name="t.yaml")
    assert not any("DependsOn" in one for one in resources.values())
