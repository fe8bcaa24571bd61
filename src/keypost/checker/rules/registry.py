"""Every rule: those asked about a denied call, the most specific first, those of policy documents and of estates."""

from keypost.checker.rule import Rule
from keypost.named import Iterable, cache

OF_DENIED_CALLS = (
    "multi-region-key-refused",
    "target-refuses-kms",
    "key-in-other-region",
    "key-disabled",
    "key-pending-deletion",
    "key-cannot-sign",
    "key-spec-not-symmetric",
    "service-control-policy-denies",
    "resource-control-policy-denies",
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
    "role-does-not-trust-service",
    "topic-policy-omits-caller",
    "queue-policy-omits-caller",
    "bucket-policy-omits-caller",
    "resource-policy-omits-caller",
    "role-lacks-target-permission",
)
OF_ESTATES = ("alias-names-nothing",)
OF_PREVIEWS = ("encryption-would-break-delivery",)
# Asked about all deliveries together.
OF_SURVEYS = (
    "source-not-limited",
    "sns-on-topic-key",
    "deny-hits-service",
    "condition-key-never-sent",
)
# ... where AWS says something of a delivery.
OF_OBSERVATIONS = ("verdict-contradicted",)
# Rule -> the problems of policy documents that it has words for.
OF_DOCUMENTS = {
    "policy-malformed": "not-a-document no-statements element-of-wrong-type version-unknown",
    "statement-malformed": (
        "element-unknown element-misplaced element-twice element-and-its-twin element-missing element-empty "
        "effect-invalid"
    ),
    "version-out-of-date": "version-missing variable-in-old-version",
    "sid-repeated": "sid-twice",
    "character-refused": "sid-characters character",
    "policy-too-large": (
        "too-large only-inline too-many-statements too-many-principals too-many-conditions too-many-actions "
        "too-many-resources"
    ),
    "principal-invalid": (
        "principal-type principal-shape principal-form principal-wildcard principal-not-here service-wildcard "
        "service-misspelled not-principal-allows not-principal-without-account"
    ),
    "principal-deleted": "principal-deleted",
    "open-to-everyone": "open-to-everyone",
    "deny-hits-service": "service-denied",
    "service-allowed-everything": "service-allowed-everything",
    "key-policy-locks-out": "locks-out denies-everyone",
    "action-unknown": (
        "action-unknown action-misspelled action-without-service action-of-other-service action-out-of-scope "
        "action-wildcard action-service-wildcard action-colons"
    ),
    "resource-refused": (
        "resource-other resource-second resource-partition resource-not-arn resource-service-wildcard resource-unfit"
    ),
    "statement-without-effect": (
        "no-action no-resource nothing-left variable-too-early not-across-accounts resource-is-alias resource-is-no-arn resource-elsewhere"
    ),
    "operator-unknown": "operator-unknown",
    "operator-does-not-fit-key": "operator-unfit value-format value-shape",
    "wildcard-misplaced": "wildcard-literal wildcard-in-exact-key",
    "set-operator-missing": "set-operator-missing",
    "set-operator-too-permissive": "for-all-refused for-all-admits-absent",
    "condition-key-unknown": "key-unknown key-of-other-service variable-unknown",
    "condition-key-never-sent": (
        "key-not-of-services key-only-of-services key-not-of-action key-not-of-delivery key-not-of-some-deliveries"
    ),
}
RULES = tuple(
    dict.fromkeys((*OF_DENIED_CALLS, *OF_DOCUMENTS, *OF_ESTATES, *OF_SURVEYS, *OF_OBSERVATIONS, *OF_PREVIEWS))
)


@cache
def load_rule(rule_id: str) -> Rule:
    """Return the rule with that id; raises KeyError where there is none."""
    if rule_id not in RULES:
        raise KeyError(rule_id)
    module = f"keypost.checker.rules.{rule_id.replace('-', '_')}"
    rule: Rule = __import__(module, fromlist=["RULE"]).RULE
    return rule


@cache
def find_rule(problem: str) -> Rule:
    """Return the rule that has words for a problem of a policy document."""
    return load_rule(next(rule for rule, problems in OF_DOCUMENTS.items() if problem in problems.split()))


def load_rules(rule_ids: Iterable[str]) -> tuple[Rule, ...]:
    """Return the rules with those ids, in that order; a rule is imported when it is first needed."""
    return tuple(load_rule(rule_id) for rule_id in rule_ids)
