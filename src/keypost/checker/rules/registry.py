"""Every rule: those asked about a denied call, the most specific first, and those that look through an estate."""

from collections.abc import Iterable
from functools import cache
from importlib import import_module

from keypost.checker.rule import Rule

OF_DENIED_CALLS = (
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
)
OF_ESTATES = (
    "statement-without-effect",
    "policy-malformed",
    "alias-names-nothing",
)
RULES = OF_DENIED_CALLS + OF_ESTATES


@cache
def load_rule(rule_id: str) -> Rule:
    """Return the rule with that id; raises KeyError where there is none."""
    if rule_id not in RULES:
        raise KeyError(rule_id)
    rule: Rule = import_module(f"keypost.checker.rules.{rule_id.replace('-', '_')}").RULE
    return rule


def load_rules(rule_ids: Iterable[str]) -> tuple[Rule, ...]:
    """Return the rules with those ids, in that order; a rule is imported when it is first needed."""
    return tuple(load_rule(rule_id) for rule_id in rule_ids)
