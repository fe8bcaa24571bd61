"""Messages are found however they were pasted, and not in what merely resembles them."""

import pytest

from keypost.diagnosis.explain import explain
from keypost.diagnosis.paste import read_paste
from keypost.diagnosis.rank import Likelihood
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


BACKUP = "KMS key is either disabled or pending deletion or access to KMS key is denied"


def test_words_within_a_longer_message_are_no_message_of_their_own() -> None:
    assert [one.message.id for one in explain(BACKUP).messages] == ["backup-key-unusable"]


def test_the_same_words_beside_the_longer_message_count() -> None:
    ids = [one.message.id for one in explain(f"{BACKUP}. arn:aws:kms:us-east-1:1:key/1 is pending deletion").messages]
    assert ids[0] == "backup-key-unusable"
    assert "kms-key-pending-deletion" in ids


def test_a_backup_that_may_not_use_the_key_may_be_stopped_by_a_deny() -> None:
    rules = [one.cause for one in explain(BACKUP).causes]
    assert "deny-hits-service" in rules[:3]
    assert "key-pending-deletion" in rules
    assert "key-not-found" not in rules[:4]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (
            "key is 'arn:aws:kms:us-east-1:1:key/a1b2-masked-xyz. (Service: Config)",
            "arn:aws:kms:us-east-1:1:key/a1b2-masked-xyz",
        ),
        (
            "key is 'arn:aws:kms:us-east-1:567890123456:key/a1b2c3c4-5678-9a0b-a1\nb2-c1d2f3g4h5j6. (Service: Config)",
            "arn:aws:kms:us-east-1:567890123456:key/a1b2c3c4-5678-9a0b-a1b2-c1d2f3g4h5j6",
        ),
    ],
)
def test_a_key_is_named_whole_and_without_the_full_stop(text: str, key: str) -> None:
    assert explain(text).facts.key == key


def test_any_action_of_kms_is_read_whole() -> None:
    text = "User: arn:aws:iam::111122223333:user/app is not authorized to perform: kms:ListKeyRotations on resource: x"
    assert explain(text).facts.action == "kms:ListKeyRotations"


@pytest.mark.parametrize("text", ["Error: connect ECONNREFUSED 127.0.0.1:4566", "npm ERR! ERESOLVE unable to resolve"])
def test_a_text_of_something_else_is_told_apart(text: str) -> None:
    assert explain(text).is_foreign
    assert not explain("Access denied for bucket: logs").is_foreign


@pytest.mark.parametrize("code", ["ExpiredToken", "ExpiredTokenException"])
def test_expired_credentials_are_to_be_renewed(code: str) -> None:
    first = explain(f"An error occurred ({code}) when calling the AssumeRole operation: The token expired").causes[0]
    assert (first.cause, first.likelihood) == ("not-a-key-problem", Likelihood.HIGH)
    assert "renew the credentials" in first.reasons[0].means.en
