"""Every rule, in the order in which they are asked about a denied call: the most specific first."""

from functools import cache
from importlib import import_module

from keypost.checker.rule import Rule

RULES = (
    "key-in-other-region",
    "key-disabled",
    "key-pending-deletion",
    "key-spec-not-symmetric",
    "deny-hits-service",
    "deny-hits-role",
    "aws-managed-key-for-service",
    "aws-managed-key-for-other-account",
    "condition-key-never-sent",
    "condition-value-differs",
    "key-policy-omits-action",
    "key-policy-omits-service",
    "key-policy-without-delegation",
    "role-lacks-key-permission",
    "topic-policy-omits-caller",
    "queue-policy-omits-caller",
    "bucket-policy-omits-caller",
    "resource-policy-omits-caller",
    "role-lacks-target-permission",
    "statement-without-effect",
    "policy-malformed",
    "alias-names-nothing",
)


@cache
def load_rule(rule_id: str) -> Rule:
    """Return the rule with that id; raises KeyError where there is none."""
    if rule_id not in RULES:
        raise KeyError(rule_id)
    rule: Rule = import_module(f"keypost.checker.rules.{rule_id.replace('-', '_')}").RULE
    return rule


def all_rules() -> tuple[Rule, ...]:
    """Return every rule, in order."""
    return tuple(load_rule(rule_id) for rule_id in RULES)
