"""Which deliveries of an estate a text speaks of."""

import pytest

from keypost.diagnosis.decide import Answer
from tests.reports.test_explain import ALARM, EXAMPLES, decide_example

UNNAMED = "CloudWatch Alarms does not have authorization to access the SNS topic encryption key."
BACKUP = "KMS key is either disabled or pending deletion or access to KMS key is denied"
CONFIG = "Insufficient delivery policy to s3 bucket: logs, unable to write to bucket, provided kms key is 'null'."


@pytest.mark.parametrize(
    ("text", "file", "rule"),
    [
        (UNNAMED, "1-alarm-encrypted-topic/broken.yaml", "aws-managed-key-for-service"),
        (BACKUP, "3-backup-vault-deny/broken.yaml", "deny-hits-service"),
        (CONFIG, "5-control-tower-landing-zone/broken.yaml", "key-policy-omits-service"),
    ],
)
def test_the_only_delivery_of_its_kind_is_meant(text: str, file: str, rule: str) -> None:
    decided = decide_example(text, file)
    assert (decided.answer, decided.is_sure) == (Answer.FAILS, True)
    assert decided.findings[0].rule == rule


def test_a_name_that_no_resource_can_have_is_no_sure_match() -> None:
    """AWS makes up the name of the template's topic, and would never call it `alerts`."""
    decided = decide_example(ALARM, "1-alarm-encrypted-topic/broken.yaml")
    assert (decided.answer, decided.is_sure) == (Answer.FAILS, False)


def test_of_two_of_a_kind_none_is_singled_out() -> None:
    decided = decide_example(UNNAMED, "1-alarm-encrypted-topic/broken.yaml", "1-alarm-encrypted-topic/repaired.yaml")
    assert (decided.answer, decided.is_sure) == (Answer.FAILS, False)


@pytest.mark.parametrize("file", ["1-alarm-encrypted-topic/repaired.yaml"])
def test_what_works_is_told(file: str) -> None:
    decided = decide_example(UNNAMED, file)
    assert decided.answer is Answer.WORKS
    assert decided.findings == ()


def test_a_text_about_something_else_matches_nothing() -> None:
    assert decide_example("It doesn't work.", "1-alarm-encrypted-topic/broken.yaml").answer is Answer.NO_MATCH


@pytest.fixture(scope="module")
def estate(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return a template whose alarm fails at the key of the topic `ops-alerts`, after it may publish."""
    text = (EXAMPLES / "1-alarm-encrypted-topic" / "broken.yaml").read_text(encoding="utf-8")
    file = tmp_path_factory.mktemp("estate") / "named.yaml"
    file.write_text(text.replace("KmsMasterKeyId:", "TopicName: ops-alerts\n      KmsMasterKeyId:"), encoding="utf-8")
    return str(file)


@pytest.mark.parametrize(("name", "answer"), [("ops-alerts", Answer.FAILS), ("other-topic", Answer.NO_MATCH)])
def test_a_topic_of_another_name_is_not_meant(estate: str, name: str, answer: Answer) -> None:
    decided = decide_example(ALARM.replace("alerts", name), estate)
    assert decided.answer is answer
    assert bool(decided.absent) == (answer is Answer.NO_MATCH)


def test_a_masked_name_contradicts_nothing(estate: str) -> None:
    assert decide_example(ALARM.replace("alerts", "ops-******"), estate).answer is Answer.FAILS


def test_of_a_delivery_only_the_refused_call_counts(estate: str) -> None:
    refused = "User: cloudwatch.amazonaws.com is not authorized to perform: SNS:Publish on resource: "
    decided = decide_example(f"{refused}arn:aws:sns:us-east-1:111122223333:ops-alerts", estate)
    assert (decided.answer, decided.findings, decided.allowed) == (Answer.WORKS, (), "SNS:Publish")
