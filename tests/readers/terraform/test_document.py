"""What is no plan, or none that can be read, is refused in one clear message."""

import json
from pathlib import Path

import pytest

from keypost.errors import UnreadableInputError
from keypost.estate.kind import Kind
from keypost.readers.read import read_paths
from keypost.unknown import Shape, build_unknown, has_unknown
from tests.readers.reading import HERE
from tests.readers.terraform.plans import change, write_plan

WHOLE = write_plan(change("aws_sns_topic", "t", after={"name": "t"}, unknown=("arn",)))


def _with(**members: object) -> bytes:
    return json.dumps(json.loads(WHOLE) | members).encode()


REFUSED = {
    "cut off": (WHOLE[:-40], "isn't whole"),
    "of a later format": (_with(format_version="2.0"), "format version is 2.0"),
    "of a run that failed": (_with(errored=True), "run that failed"),
    "saved": (b"PK\x03\x04" + b"\x00" * 20 + b"tfplan" + b"\x00" * 40, "saved plan"),
    "in Latin-1": (WHOLE.replace(b'"t"', b'"\xe9"'), "isn't UTF-8"),
    "nested without end": (b'{"terraform_version": "1", "a": ' + b"[" * 200_000, "nested too deeply"),
    "an old state file": (b'{"version": 3, "terraform_version": "0.11.0", "modules": []}', "format version is 3"),
}


@pytest.mark.parametrize(("content", "message"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "plan.json"
    file.write_bytes(content)
    with pytest.raises(UnreadableInputError, match=message) as refused:
        read_paths([str(file)], HERE)
    assert refused.value.origin.file == str(file)
    assert refused.value.hint


HARMLESS = {
    "of another provider": write_plan(change("google_pubsub_topic", "t", after={"name": "t"})),
    "of nothing": b'{"format_version":"1.2","terraform_version":"1.11.4"}',
    "of an empty state": b'{"format_version":"1.0"}',
    "in UTF-16, as PowerShell writes it": b"\xff\xfe" + WHOLE.decode().encode("utf-16-le"),
    "with a byte order mark": b"\xef\xbb\xbf" + WHOLE,
    "with members of other types": _with(resource_changes=[None, 3, {"change": []}, {"address": 4, "change": None}]),
    "with a configuration of other types": _with(configuration=[], prior_state=3, variables={"a": None}),
}


@pytest.mark.parametrize("content", HARMLESS.values(), ids=HARMLESS)
def test_what_is_odd_is_read_as_far_as_it_goes(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "plan.json"
    file.write_bytes(content)
    assert len(read_paths([str(file)], HERE).cases) == 1


def test_a_broken_plan_that_a_search_finds_leaves_a_gap(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(WHOLE[:-40])
    (tmp_path / "b.json").write_bytes(WHOLE)
    reading = read_paths([str(tmp_path)], HERE)
    assert [gap.what for gap in reading.gaps] == [str(tmp_path / "a.json")]
    assert [one.id for one in reading.cases[0].estate.resources if one.kind.value == "AWS::SNS::Topic"] == [
        "aws_sns_topic.t"
    ]


def test_no_text_of_a_plan_is_taken_for_an_unknown_part(tmp_path: Path) -> None:
    forged = build_unknown("aws_sns_topic.other", shape=Shape.IDENTITY)
    for spelled in (forged, json.dumps(forged)[1:-1]):
        file = tmp_path / "plan.json"
        file.write_text(WHOLE.decode().replace('"name": "t"}', f'"name": "{spelled}"}}'), encoding="utf-8")
        (topic,) = (one for one in read_paths([str(file)], HERE).cases[0].estate.resources if one.kind is Kind.TOPIC)
        assert topic.name
        assert not has_unknown(topic.name)
