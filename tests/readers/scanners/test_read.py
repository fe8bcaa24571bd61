"""Each scanner's own shape, SARIF, and files that are none."""

import json
from pathlib import Path
from typing import Any

import pytest

from keypost.errors import UnreadableInputError
from keypost.estate.scanned import Scanned
from keypost.readers.scanners.read import read_results

TOPIC_ARN = "arn:aws:sns:us-east-1:111122223333:alerts"
# What Checkov 3 itself wrote for the first example, shortened.
CHECKOV = {
    "check_type": "cloudformation",
    "results": {
        "failed_checks": [
            {
                "check_id": "CKV_AWS_26",
                "check_result": {"result": "FAILED", "evaluated_keys": ["Properties/KmsMasterKeyId"]},
                "file_path": "/t.yaml",
                "repo_file_path": "/t.yaml",
                "file_line_range": [5, 8],
                "resource": "AWS::SNS::Topic.Alerts",
                "resource_address": None,
            }
        ],
        "parsing_errors": [],
    },
    "summary": {"passed": 4, "failed": 1},
}
EMPTY = {"passed": 0, "failed": 0, "skipped": 0, "parsing_errors": 0, "resource_count": 0, "checkov_version": "3.2.0"}
# What Checkov 3 itself wrote, shortened; then rules by index, a passed result, and an accepted one.
SARIF = {
    "version": "2.1.0",
    "runs": [
        {
            "tool": {"driver": {"name": "Checkov", "rules": [{"id": "CKV_AWS_26"}]}},
            "results": [
                {
                    "ruleIndex": 0,
                    "message": {"text": "..."},
                    "locations": [
                        {
                            "physicalLocation": {
                                "artifactLocation": {"uri": "file:///a%20b/t.yaml"},
                                "region": {"startLine": 5, "endLine": 8},
                            }
                        }
                    ],
                },
                {"ruleId": "CKV_AWS_27", "kind": "pass"},
                {"ruleId": "CKV_AWS_27", "suppressions": [{"kind": "inSource"}]},
            ],
        }
    ],
}
TRIVY = {
    "SchemaVersion": 2,
    "ArtifactName": ".",
    "Results": [
        {
            "Target": "main.tf",
            "Class": "config",
            "Misconfigurations": [
                {
                    "ID": "AWS-0095",
                    "AVDID": "AVD-AWS-0095",
                    "Status": "FAIL",
                    "CauseMetadata": {"Resource": "aws_sns_topic.alerts", "StartLine": 1, "EndLine": 3},
                },
                {"ID": "AWS-0136", "Status": "PASS"},
            ],
        },
        {"Target": "no misconfigurations"},
    ],
}
OCSF = [
    {
        "metadata": {"event_code": "sns_topics_kms_encryption_at_rest_enabled", "product": {"name": "Prowler"}},
        "status_code": "FAIL",
        "resources": [{"uid": TOPIC_ARN, "name": "alerts", "type": "AwsSnsTopic"}],
    },
    {"metadata": {"event_code": "other"}, "status_code": "PASS", "resources": [{"uid": TOPIC_ARN}]},
]
PROWLER = [
    {
        "CheckID": "sns_topics_kms_encryption_at_rest_enabled",
        "Status": "FAIL",
        "ResourceId": "alerts",
        "ResourceArn": TOPIC_ARN,
    }
]
CFN_NAG = [
    {
        "filename": "t.yaml",
        "file_results": {
            "failure_count": 0,
            "violations": [
                {"id": "W47", "type": "WARN", "logical_resource_ids": ["Alerts", "Others"], "line_numbers": [5, 9]}
            ],
        },
    }
]
KICS = {
    "files_scanned": 1,
    "queries": [
        {
            "query_id": "28545147-2fc6-42d5-a1f9-cf226658e591",
            "files": [{"file_name": "main.tf", "line": 1, "search_key": "aws_sns_topic[alerts].kms_master_key_id"}],
        },
        {
            "query_id": "9d13b150-a2ab-42a1-b6f4-142e41f81e52",
            "files": [{"file_name": "t.yaml", "line": 6, "search_key": "Resources.Alerts.Properties"}],
        },
    ],
}
TFSEC = {
    "results": [
        {
            "rule_id": "AVD-AWS-0095",
            "long_id": "aws-sns-enable-topic-encryption",
            "resource": "aws_sns_topic.alerts",
            "status": 0,
            "location": {"filename": "/srv/main.tf", "start_line": 1, "end_line": 3},
        }
    ]
}
KMS_CHECK = "sns_topics_kms_encryption_at_rest_enabled"


def tell(one: Scanned) -> tuple[object, ...]:
    return (one.scanner, one.rule, one.resource, one.file, one.first, one.last, one.arn)


CASES: list[tuple[Any, list[tuple[object, ...]]]] = [
    (CHECKOV, [("Checkov", "CKV_AWS_26", "AWS::SNS::Topic.Alerts", "/t.yaml", 5, 8, "")]),
    ([CHECKOV, EMPTY], [("Checkov", "CKV_AWS_26", "AWS::SNS::Topic.Alerts", "/t.yaml", 5, 8, "")]),
    (EMPTY, []),
    (SARIF, [("Checkov", "CKV_AWS_26", "", "/a b/t.yaml", 5, 8, "")]),
    (TRIVY, [("Trivy", "AWS-0095", "aws_sns_topic.alerts", "main.tf", 1, 3, "")]),
    (OCSF, [("Prowler", KMS_CHECK, "alerts", "", 0, 0, TOPIC_ARN)]),
    (PROWLER, [("Prowler", KMS_CHECK, "alerts", "", 0, 0, TOPIC_ARN)]),
    (CFN_NAG, [("cfn-nag", "W47", "Alerts", "t.yaml", 5, 5, ""), ("cfn-nag", "W47", "Others", "t.yaml", 9, 9, "")]),
    (
        KICS,
        [
            ("KICS", "28545147-2fc6-42d5-a1f9-cf226658e591", "aws_sns_topic.alerts", "main.tf", 1, 1, ""),
            ("KICS", "9d13b150-a2ab-42a1-b6f4-142e41f81e52", "Alerts", "t.yaml", 6, 6, ""),
        ],
    ),
    (TFSEC, [("tfsec", "AVD-AWS-0095", "aws_sns_topic.alerts", "/srv/main.tf", 1, 3, "")]),
]


@pytest.mark.parametrize(("data", "found"), CASES)
def test_what_failed_is_found(data: object, found: list[tuple[object, ...]], tmp_path: Path) -> None:
    file = tmp_path / "results.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    assert [tell(one) for one in read_results(str(file))] == found


def test_a_finding_has_its_place_in_the_results(tmp_path: Path) -> None:
    file = tmp_path / "results.json"
    file.write_text(json.dumps(SARIF), encoding="utf-8")
    (one,) = read_results(str(file))
    assert (one.origin.file, one.origin.pointer) == (str(file), "/runs/0/results/0")


def test_a_finding_a_line(tmp_path: Path) -> None:
    file = tmp_path / "results.json"
    file.write_text("".join(json.dumps(one) + "\n" for one in OCSF), encoding="utf-8")
    assert len(read_results(str(file))) == 1


@pytest.mark.parametrize("start", [b"\xff\xfe", b"\xfe\xff"])
def test_what_powershell_writes(start: bytes, tmp_path: Path) -> None:
    file = tmp_path / "results.json"
    encoding = "utf-16-le" if start == b"\xff\xfe" else "utf-16-be"
    file.write_bytes(start + json.dumps(CHECKOV).encode(encoding))
    assert len(read_results(str(file))) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (json.dumps(CHECKOV)[:200], "no whole JSON"),
        ("", "no whole JSON"),
        ("[" * 100_000, "no whole JSON"),
        ("\udcff", "no whole JSON"),
        ("{}", "isn't the result of a scanner"),
        ("[]", "isn't the result of a scanner"),
        ('{"Resources": {}}', "isn't the result of a scanner"),
        ('{"runs": [1]}', "isn't the result of a scanner"),
    ],
)
def test_what_is_no_result_is_refused(text: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "results.json"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(UnreadableInputError) as error:
        read_results(str(file))
    assert said in error.value.message.en
    assert error.value.origin.file == str(file)


def test_a_file_that_isnt_there() -> None:
    with pytest.raises(UnreadableInputError, match="doesn't exist"):
        read_results("nowhere.json")


# Parts that are of another kind than they should be are passed over.
def test_odd_parts_are_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "results.json"
    odd = {"SchemaVersion": 2, "Results": [1, {"Misconfigurations": [None, {"ID": 3, "CauseMetadata": []}]}]}
    file.write_text(json.dumps(odd), encoding="utf-8")
    assert [tell(one) for one in read_results(str(file))] == [("Trivy", "", "", "", 0, 0, "")]
