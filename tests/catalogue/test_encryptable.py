"""What scanners want encrypted, and the rules by which they ask."""

from keypost.catalogue.encryptable import ENCRYPTABLE, KeyPlace, Satisfied
from keypost.catalogue.managed_keys import MANAGED_KEYS

RULES = [(kind, rule) for kind, takes in ENCRYPTABLE.items() for rule in takes.scanners]


def test_a_scanners_rule_asks_for_one_kind_and_stands_somewhere() -> None:
    assert len({(rule.scanner, rule.id) for _, rule in RULES}) == len(RULES)
    assert [rule.id for _, rule in RULES if not rule.url.startswith("https://")] == []


def test_every_kind_is_asked_for_by_somebody_and_documented() -> None:
    assert [kind for kind, takes in ENCRYPTABLE.items() if not takes.scanners] == []
    assert all(takes.documented_at.startswith("https://docs.aws.amazon.com/") for takes in ENCRYPTABLE.values())


def test_what_has_no_aws_managed_key_is_asked_for_a_customer_key_only() -> None:
    for kind, takes in ENCRYPTABLE.items():
        if kind not in MANAGED_KEYS:
            assert {rule.satisfied for rule in takes.scanners} == {Satisfied.BY_CUSTOMER_KEY}, kind
            assert takes.place is not KeyPlace.RESOURCE, kind
