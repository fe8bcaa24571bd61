import pytest

from keypost.organization.words import find_made_up, name_word, split_words


@pytest.mark.parametrize(
    "word",
    [
        "orders-topic-1A2B3C4D5E6F",
        "1234abcd-12ab-34cd-56ef-1234567890ab",
        "orders-42",
    ],
)
def test_a_long_word_with_two_digits_is_made_up(word: str) -> None:
    assert find_made_up([word.encode()]) == {word.encode()}


@pytest.mark.parametrize(
    "word",
    [
        "default",
        "us-east-1",
        "ap-northeast-1",
        "2012-10-17",
        "123456789012",
        "AES256",
        "RSA_2048",
        "SYMMETRIC_DEFAULT",
        "aws-waf-logs-1234",
        "GenerateDataKey",
        "a1b2c3",
        "logs-\x01-eu12",
    ],
)
def test_what_has_a_meaning_is_not_made_up(word: str) -> None:
    assert not find_made_up([word.encode()])


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("orders-topic", "orders-topic"),
        ("alias/orders", "orders"),
        ("/aws/lambda/send", "send"),
        ("arn:aws:sns:us-east-1:1:orders:0a1b", "0a1b"),
        ("High CPU load", "High"),
        ("orders.fifo", "orders"),
        ("", ""),
    ],
)
def test_a_name_is_told_by_the_longest_word_behind_its_last_separator(name: str, word: str) -> None:
    assert name_word(name.encode()) == word.encode()


def test_words_are_what_letters_digits_hyphens_and_underscores_make() -> None:
    assert split_words(b'{"Topic":"arn:aws:sns:x:a-b_c/d"}') == [b"Topic", b"arn", b"aws", b"sns", b"x", b"a-b_c", b"d"]


def test_made_up_words_are_found_among_others() -> None:
    assert find_made_up([b"default", b"orders-42", b"", b"x", b"AES256"]) == {b"orders-42"}
    assert not find_made_up([])
