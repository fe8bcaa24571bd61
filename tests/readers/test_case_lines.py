"""Lines of cases: what is read once is read as if every line stood alone."""

import json
from typing import Any

import pytest

from keypost.errors import UnreadableInputError
from keypost.readers.case_lines import CaseLines
from keypost.readers.simulation import decode_case, read_case

REQUEST = {"principal": "111122223333", "action": "kms:Decrypt", "resource": "*", "context": {"a:b": "c"}}
ALLOW = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
DENY = {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*", "Sid": "日本"}]}


def line(policies: Any, **request: Any) -> bytes:
    return json.dumps({"name": "n", "request": {**REQUEST, **request}, "policies": policies}).encode()


def test_policies_that_are_written_alike_are_one_object() -> None:
    lines = CaseLines()
    first, second = lines.read(line({"identity": [ALLOW]})), lines.read(line({"identity": [ALLOW]}, action="kms:X"))
    other = lines.read(line({"identity": [DENY]}))
    assert second.policies is first.policies
    assert (first.request.action, second.request.action) == ("kms:Decrypt", "kms:X")
    assert other.policies is not first.policies
    assert lines.read(line({"identity": [ALLOW]})).policies is first.policies


def test_each_line_is_read_as_if_it_stood_alone() -> None:
    lines = CaseLines()
    given = [
        line({"identity": [ALLOW]}),
        line({"identity": [DENY]}),
        line({"identity": [ALLOW]}, principal="anonymous"),
        json.dumps({"policies": {"identity": [ALLOW]}, "request": REQUEST, "name": '"policies"'}).encode(),
        json.dumps({"name": 'a "policies": {"identity": []}', "request": REQUEST, "policies": {}}).encode(),
        json.dumps({"request": REQUEST}).encode(),
    ]
    for one in given * 2:
        alone, read = read_case(decode_case(one)), lines.read(one)
        assert read.request == alone.request
        assert (read.name, read.key) == (alone.name, alone.key)
        assert [str(policy) for policy in read.policies.identity] == [str(policy) for policy in alone.policies.identity]


@pytest.mark.parametrize(
    "wrong",
    [
        b'{"request": {}, "policies": {}, "policies": {}}',
        b'{"policies": {"identity": []}, "policies": {"identity": []}}',
        b'{"request": {"policies": {"identity": []}}, "policies": {"identity": []}}',
        b'{"policies": {"identity": []}',
        b'{"x\\"policies": {"identity": []}}',
        b"\xff",
        b"[]",
    ],
)
def test_what_is_wrong_stays_wrong_after_lines_that_were_right(wrong: bytes) -> None:
    lines = CaseLines()
    lines.read(b'{"request": ' + json.dumps(REQUEST).encode() + b', "policies": {"identity": []}}')
    with pytest.raises(UnreadableInputError):
        lines.read(wrong)
