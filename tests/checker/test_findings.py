"""What findings say beyond their rule: where an encryption context comes from."""

from pathlib import Path

import pytest

from tests.spec.deliveries.cases import HERE, read_spec
from tests.spec.deliveries.verdicts import check_case


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("configuration channel, the objects as context although there is a Bucket Key", "has an S3 Bucket Key"),
        ("configuration channel, the bucket as context without a Bucket Key", "has no S3 Bucket Key"),
    ],
)
def test_a_dead_condition_on_the_context_of_s3_names_the_bucket_key(name: str, said: str, tmp_path: Path) -> None:
    (case,) = [one for one in read_spec(HERE / "bucket_key.yaml") if one.name == name]
    (finding,) = [one for one in check_case(case, folder=tmp_path).findings if one.rule == "condition-value-differs"]
    assert [said in related.message.en for related in finding.related] == [True]
