"""Actions on a key: patterns, and what was probably meant."""

from keypost.checker.access.key_actions import expand_action, find_close_actions, list_key_actions


def test_a_pattern_stands_for_all_that_it_covers() -> None:
    assert expand_action("kms:decrypt") == ("kms:Decrypt",)
    assert expand_action("kms:ReEncrypt*") == ("kms:ReEncryptFrom", "kms:ReEncryptTo")
    assert expand_action("kms:*") == list_key_actions()
    assert expand_action("s3:*") == ()


def test_what_names_no_key_is_none_of_them() -> None:
    assert expand_action("kms:ListKeys") == ()


def test_a_slip_is_answered_with_what_is_close() -> None:
    assert find_close_actions("kms:Decrpt")[0] == "kms:Decrypt"
    assert find_close_actions("decrypt")[0] == "kms:Decrypt"
    assert find_close_actions("s3:GetObject") == []
