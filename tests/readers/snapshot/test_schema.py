"""Snapshots fit the schemas that are published."""

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from keypost.readers.snapshot.manifest import Manifest, Scope
from keypost.readers.snapshot.record import End, Fault, Line, Missed, Record, decode_line, encode_line
from keypost.readers.snapshot.store import Store
from keypost.unknown import Unread, Why

ARN = "arn:aws:sns:eu-west-1:111122223333:alerts"
UNREAD = {"TopicName": "alerts", "KmsMasterKeyId": Unread(Why.ACCESS_DENIED, f"{ARN} KmsMasterKeyId")}


def read_schema(name: str) -> dict[str, Any]:
    text = (files("keypost.reports") / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def list_lines() -> Iterator[Line]:
    yield Record("AWS::SNS::Topic", ARN, ARN, "alerts", UNREAD, "sns:GetTopicAttributes", {"A": "sns:ListTopics"})
    yield Record("AWS::SNS::TopicPolicy", f"{ARN} Policy", "", "", {"Topics": [ARN]}, "sns:GetTopicAttributes")
    yield from (Missed("sns:ListTopics", "sns:ListTopics", "", fault, "Code", "said") for fault in Fault)
    yield End(3, 2, "2026-01-01T00:00:00Z")


@pytest.mark.parametrize("line", list(list_lines()), ids=lambda line: type(line).__name__)
def test_a_line_fits_its_schema_and_is_read_as_it_was_written(line: Line) -> None:
    text = encode_line(line)
    jsonschema.validate(json.loads(text), read_schema("snapshot-line.v1"))
    assert decode_line(text) == line


def test_a_manifest_fits_its_schema(tmp_path: Path) -> None:
    store = Store(str(tmp_path))
    store.begin(Manifest({"111122223333": ("eu-west-1",)}, {"global": ("iam",), "*": ("sns",)}))
    store.write(Scope("111122223333", "eu-west-1", "sns"), [])
    manifest = json.loads((tmp_path / "snapshot.json").read_text(encoding="utf-8"))
    jsonschema.validate(manifest, read_schema("snapshot.v1"))
