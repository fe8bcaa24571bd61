"""Pages to open in a browser: written once for all tests that look at them."""

import json
from pathlib import Path
from typing import Any

from keypost.checker.check import check
from keypost.readers.options import ReadOptions
from keypost.readers.read import read_paths
from keypost.reports.html.data import Data, build_data
from keypost.reports.html.render import render_html

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
SEVERAL = (
    "1-alarm-encrypted-topic/broken.yaml",
    "3-backup-vault-deny/broken.yaml",
    "4-queue-fan-out/broken.yaml",
    "9-open-questions/parameter.yaml",
)
HOSTILE = "x</script><script>window.struck=1</script><img src=x onerror=window.struck=1>\"'`&amp;\u202e\x1b[31m¤"


def read_data(*files: Path) -> Data:
    """Return what the page shows of these files."""
    reading = read_paths([str(file) for file in files], ReadOptions())
    return build_data(reading, check(reading, today="2026-11-22"), language="en")


def write_page(target: Path, *files: Path, language: str = "en") -> str:
    """Write the page of these files, and return its address."""
    reading = read_paths([str(file) for file in files], ReadOptions())
    result = check(reading, today="2026-11-22")
    target.write_text(render_html(reading, result, language=language), encoding="utf-8")
    return target.as_uri()


def write_several(folder: Path) -> str:
    """Write a page with all verdicts, and return its address."""
    return write_page(folder / "several.html", *(EXAMPLES / name for name in SEVERAL))


def write_hostile(folder: Path) -> str:
    """Write a page of a template whose names are markup, and return its address."""
    template = folder / "<img src=x onerror=window.struck=1>\u202e.json"
    template.write_text(json.dumps(build_hostile_template()), encoding="utf-8")
    return write_page(folder / "hostile.html", template)


def build_hostile_template() -> dict[str, Any]:
    """Return a template in which whatever has a name is called `HOSTILE`."""
    statement = {"Sid": HOSTILE, "Effect": "Deny", "Principal": "*", "Action": "kms:*", "Resource": HOSTILE}
    policy = {
        "Version": "2012-10-17",
        "Statement": [statement, {**statement, "Condition": {"StringEquals": {HOSTILE: HOSTILE}}}],
    }
    return {
        "Resources": {
            f"Key{HOSTILE}": {"Type": "AWS::KMS::Key", "Properties": {"KeyPolicy": policy}},
            f"Topic{HOSTILE}": {
                "Type": "AWS::SNS::Topic",
                "Properties": {"TopicName": HOSTILE, "KmsMasterKeyId": {"Ref": f"Key{HOSTILE}"}},
            },
            f"Alarm{HOSTILE}": {
                "Type": "AWS::CloudWatch::Alarm",
                "Properties": {"AlarmName": HOSTILE, "AlarmActions": [{"Ref": f"Topic{HOSTILE}"}]},
            },
        }
    }


def build_many(*, targets: int) -> dict[str, Any]:
    """Return a template with ten alarms for each topic: under the AWS managed key, one of another template, or none."""
    keys: tuple[Any, ...] = ("alias/aws/sns", {"Fn::ImportValue": "a-key"}, None)
    resources: dict[str, Any] = {}
    for number in range(targets):
        key = keys[number % 3]
        properties = {} if key is None else {"KmsMasterKeyId": key}
        resources[f"Topic{number}"] = {"Type": "AWS::SNS::Topic", "Properties": properties}
        for letter in "ABCDEFGHIJ":
            alarm = {"AlarmActions": [{"Ref": f"Topic{number}"}]}
            resources[f"Alarm{number}{letter}"] = {"Type": "AWS::CloudWatch::Alarm", "Properties": alarm}
    return {"Resources": resources}
