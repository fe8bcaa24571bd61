"""Texts of other clouds and tools are no messages of AWS, whatever words they share."""

import pytest

from keypost.diagnosis.explain import explain


@pytest.mark.parametrize(
    "text",
    [
        "こんにちは、今日は良い天気ですね。",
        'Exception in thread "main" java.lang.NullPointerException at com.example.Main.main(Main.java:14)',
        "npm ERR! code ELIFECYCLE\nnpm ERR! Failed at the build script.",
        'psycopg2.OperationalError: FATAL: password authentication failed for user "app"',
        "ディスクの空き容量が不足しているため、ファイルの暗号化に失敗しました。",
        "git@example.com: Permission denied (publickey).",
        "Google Cloud KMS: Permission 'cloudkms.cryptoKeyVersions.useToDecrypt' denied on resource 'projects/p'",
        "Azure Key Vault: the application does not have secrets get permission on key vault 'v'",
    ],
)
def test_a_text_of_something_else_has_no_cause(text: str) -> None:
    explanation = explain(text)
    assert explanation.messages == ()
    assert explanation.causes == ()


def test_a_text_of_aws_that_names_another_cloud_too_is_read() -> None:
    text = "Migrating from Azure: AccessDenied on arn:aws:s3:::app-data, encrypted with aws:kms"
    assert explain(text).causes


@pytest.mark.parametrize("text", ["AccessDenied", "AccessDenied: Access Denied", "Error: Unable to assume role"])
def test_an_error_of_aws_alone_is_read(text: str) -> None:
    assert explain(text).causes


@pytest.mark.parametrize(
    "text", ["Access denied for user 'root'@'localhost'", "Azure: AccessDenied, see key vault 'v'"]
)
def test_words_that_another_tool_says_too_have_no_cause(text: str) -> None:
    assert explain(text).causes == ()
