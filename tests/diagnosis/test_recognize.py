"""Messages are found however they were pasted, and not in what merely resembles them."""

import pytest

from keypost.diagnosis.explain import explain
from keypost.diagnosis.paste import read_paste
from keypost.diagnosis.recognize import recognize


def _ids(text: str) -> set[str]:
    return {one.message.id for one in recognize(read_paste(text))}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("flow log fl-1: Access error", True),
        ("printer 7: Access error", False),
        (' "Access error." ', True),
        ("Access\n  error", True),
    ],
)
def test_what_must_stand_beside_a_wording_needn_t_where_it_is_all(text: str, *, found: bool) -> None:
    assert ("flow-log-access-error" in _ids(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("aws_ecr_repository.app: KmsException", True),
        ("KmsException\n", True),
        ("printer 7: KmsException", False),
        ("ecr: KmsExceptional", False),
    ],
)
def test_what_must_stand_beside_an_error_name_needn_t_where_it_is_all(text: str, *, found: bool) -> None:
    assert ("repository-key-failure" in _ids(text)) == found


def test_words_that_run_together_name_no_service() -> None:
    assert explain("Input parameter is invalid").facts.service != "ssm.amazonaws.com"
