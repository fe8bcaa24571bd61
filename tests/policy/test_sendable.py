"""Which context keys a caller can send (IAM User Guide, global condition keys)."""

import pytest

from keypost.policy.principals import parse_principal
from keypost.policy.sendable import can_carry, can_send

ROLE, SERVICE = parse_principal("arn:aws:iam::111122223333:role/app"), parse_principal("sns.amazonaws.com")


@pytest.mark.parametrize(
    ("key", "role", "service"),
    [
        ("aws:SourceArn", False, True),
        ("aws:SourceOrgID", False, True),
        ("kms:ViaService", True, False),
        ("aws:PrincipalOrgID", True, False),
        ("aws:PrincipalTag/Team", True, False),
        ("aws:SourceVpce", True, False),
        ("kms:EncryptionContext:Team", True, True),
        ("aws:PrincipalArn", False, False),
        ("kms:CallerAccount", False, False),
        ("kms:KeySpec", False, False),
    ],
)
def test_what_each_can_send(key: str, *, role: bool, service: bool) -> None:
    assert (can_send(key, caller=ROLE), can_send(key.upper(), caller=SERVICE)) == (role, service)


def test_what_follows_from_the_caller_is_carried_but_not_chosen() -> None:
    assert can_carry("aws:PrincipalArn", caller=ROLE)
    assert not can_send("aws:PrincipalArn", caller=ROLE)
