"""Records of CloudTrail are decided under the policy as it is edited, beside the one that is saved."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from keypost.errors import UnreadableInputError
from keypost.serve.desk import Asked, Desk
from keypost.serve.history import Asking, read_records, replay_records

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "replay"
RECORDS = (EXAMPLE / "trail.json").read_bytes()
KEY = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"


def build_template(policy: str) -> str:
    document = json.loads((EXAMPLE / policy).read_text(encoding="utf-8"))
    return json.dumps({"Resources": {"VaultKey": {"Type": "AWS::KMS::Key", "Properties": {"KeyPolicy": document}}}})


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    file = tmp_path / "key.json"
    file.write_text(build_template("now.json"), encoding="utf-8")
    return Desk(Asked((str(file),)))


def ask(desk: Desk, *, records: bytes = RECORDS, key: str = "VaultKey", arn: str = KEY) -> Any:
    [file] = desk.list_texts()
    return json.loads(replay_records(desk, Asking(records, file, key, arn)))


@pytest.mark.parametrize("records", [RECORDS, gzip.compress(RECORDS)])
def test_what_an_edit_would_have_denied_is_named(desk: Desk, records: bytes) -> None:
    assert ask(desk, records=records)["summary"]["denied"] == 0
    [file] = desk.list_texts()
    desk.edit({file: build_template("new.json")})
    told = ask(desk, records=records)
    assert told["summary"] == {"denied": 21, "undecided": 0, "stays": 2, "failedThen": 1}
    assert {one["principal"] for one in told["denied"]} == {"backup-storage.amazonaws.com"}
    desk.edit({file: build_template("repaired.json")})
    assert ask(desk, records=records)["summary"]["denied"] == 0


def test_the_only_key_of_the_records_needs_no_choice(desk: Desk) -> None:
    assert ask(desk, arn="")["key"] == KEY


def test_of_several_keys_one_is_chosen(desk: Desk) -> None:
    other = RECORDS.replace(b"1234abcd-12ab", b"99999999-12ab")
    both = json.dumps({"Records": json.loads(RECORDS)["Records"] + json.loads(other)["Records"]}).encode()
    assert sorted(ask(desk, records=both, arn="")["keys"]) == [KEY, KEY.replace("1234abcd-12ab", "99999999-12ab")]


@pytest.mark.parametrize("records", [b"", b"{}", b'{"Records": []}', b"no records", b"\x1f\x8bbroken"])
def test_what_holds_no_record_is_refused(desk: Desk, records: bytes) -> None:
    for arn in ("", KEY):
        with pytest.raises(UnreadableInputError):
            ask(desk, records=records, arn=arn)


def test_a_key_without_a_policy_is_refused(desk: Desk) -> None:
    with pytest.raises(UnreadableInputError):
        ask(desk, key="Another")


@pytest.mark.parametrize("encoded", ["*", "é", "abc"])
def test_what_is_no_base64_is_refused(encoded: str) -> None:
    with pytest.raises(TypeError):
        read_records(encoded)
