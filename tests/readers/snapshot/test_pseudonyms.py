"""Pseudonyms: nothing tells whose account it is, and everything that was equal still is."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keypost.errors import UnreadableInputError
from keypost.readers.snapshot.pseudonyms import Pseudonyms

ACCOUNT = "111122223333"


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("arn:aws:sns:eu-west-1:111122223333:alerts", r"arn:aws:sns:eu-west-1:[1-9][0-9]{11}:alerts"),
        ("logs-111122223333-eu", r"logs-[1-9][0-9]{11}-eu"),
        ("logs111122223333", r"logs[1-9][0-9]{11}"),
        ("AROAIOSFODNN7EXAMPLE", r"AROA[A-Z2-7]{16}"),
        ('"o-a1b2c3d4e5/r-ab12/ou-ab12-11112222/"', r'"o-[a-z0-9]{10}/r-[a-z0-9]{4}/ou-[a-z0-9]{4}-[a-z0-9]{8}/"'),
        ("ann@corp.example", r"[a-z0-9]{8}@example\.com"),
        ("+815012345678", r"\+[1-9]{12}"),
        ("ab" * 32, "[0-9a-f]{64}"),
    ],
)
def test_what_tells_whose_account_it_is(tmp_path: Path, text: str, form: str) -> None:
    replaced = Pseudonyms(tmp_path / "p").replace(text)
    assert replaced != text
    assert re.fullmatch(form, replaced)


@pytest.mark.parametrize(
    "text",
    [
        "2012-10-17",
        "1700000000000",
        "kms:GenerateDataKey*",
        "alias/aws/sns",
        "SYMMETRIC_DEFAULT",
        "prod-r-west",
        "two-o-clock-sharp",
        "arn:aws:iam::aws:policy/AdministratorAccess",
        "arn:aws:kms:eu-west-1::key/1234abcd-12ab-34cd-56ef-1234567890ab",
    ],
)
def test_what_tells_nothing_stays(tmp_path: Path, text: str) -> None:
    assert Pseudonyms(tmp_path / "p").replace(text) == text


ACCOUNTS = st.integers(10**11, 10**12 - 1).map(str)
ORGANIZATIONS = st.integers(0, 10**9 - 1).map(lambda number: f"o-a{number:09}")


@given(st.lists(st.one_of(ACCOUNTS, ORGANIZATIONS, st.sampled_from(["a", "*", "iam", ""])), max_size=8))
def test_equal_texts_stay_equal_and_others_stay_apart(pieces: list[str]) -> None:
    pseudonyms = Pseudonyms(Path("/nowhere"))
    text = ":".join(pieces)
    assert pseudonyms.replace(text) == ":".join(map(pseudonyms.replace, pieces))
    replaced = [pseudonyms.replace(piece) for piece in pieces]
    assert len(set(replaced)) == len(set(pieces))


def test_they_are_kept_for_the_next_run(tmp_path: Path) -> None:
    first = Pseudonyms(tmp_path / "p")
    replaced = first.replace(ACCOUNT)
    (tmp_path / "p").write_text(first.render(), encoding="utf-8")
    assert Pseudonyms(tmp_path / "p").replace(ACCOUNT) == replaced


@pytest.mark.parametrize(
    "content", ["{", "[]", "{}", json.dumps({"schema": "keypost.pseudonyms.v1", "pseudonyms": [1]})]
)
def test_a_file_of_something_else_stops_the_run(tmp_path: Path, content: str) -> None:
    (tmp_path / "p").write_text(content, encoding="utf-8")
    with pytest.raises(UnreadableInputError):
        Pseudonyms(tmp_path / "p")
