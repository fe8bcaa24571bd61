"""moto decides nothing: what the front lets through is carried out."""

import pytest

from keypost.endpoint.store import silence
from keypost.endpoint.store.silence import StoreChangedError
from tests.endpoint.local import DELEGATION, Local, document

BUCKET = "amzn-s3-demo-bucket"
# Denies what comes without TLS, as most buckets' policies do: nothing that comes here.
INSECURE = {
    "Effect": "Deny",
    "Principal": "*",
    "Resource": "*",
    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
}


def test_a_deny_whose_condition_does_not_hold_keeps_no_object_out(local: Local) -> None:
    s3 = local.client("s3")
    s3.create_bucket(Bucket=BUCKET)
    s3.put_bucket_policy(Bucket=BUCKET, Policy=document({**INSECURE, "Action": "s3:*"}))
    s3.put_object(Bucket=BUCKET, Key="k", Body=b"m")
    assert s3.get_object(Bucket=BUCKET, Key="k")["Body"].read() == b"m"
    told = s3.delete_objects(Bucket=BUCKET, Delete={"Objects": [{"Key": "k"}]})
    assert ([one["Key"] for one in told["Deleted"]], told.get("Errors")) == (["k"], None)


def test_a_deny_whose_condition_does_not_hold_hides_no_key(local: Local) -> None:
    kms = local.client("kms")
    policy = document(DELEGATION, {**INSECURE, "Action": ["kms:*"]})
    key = kms.create_key(Policy=policy)["KeyMetadata"]["KeyId"]
    assert kms.describe_key(KeyId=key)["KeyMetadata"]["Enabled"]


def test_another_moto_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(silence, "_REFUSES", silence._Place("moto.kms.responses", "", "elsewhere"))  # noqa: SLF001
    with pytest.raises(StoreChangedError, match="elsewhere"):
        silence.silence()
