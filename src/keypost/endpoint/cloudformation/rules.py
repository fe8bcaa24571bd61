"""The Rules section: what must hold of the parameters before anything is made.

Source: CloudFormation User Guide, Rules section syntax reference, rule-specific intrinsic functions.
"""

from collections.abc import Mapping
from typing import Any

from keypost.endpoint.cloudformation.failure import invalid

_OF_LISTS = frozenset({"Fn::Contains", "Fn::EachMemberEquals", "Fn::EachMemberIn"})


def check_rules(rules: Any, values: Mapping[str, Any]) -> None:
    """Let nothing begin that an assertion forbids; `values` is what `Ref` gives for each parameter.

    Raises:
        RefusalError: an assertion doesn't hold.
    """
    for rule in rules.values() if isinstance(rules, Mapping) else ():
        if "RuleCondition" in rule and not _evaluate(rule["RuleCondition"], values):
            continue
        for one in rule.get("Assertions") or ():
            if not _evaluate(one.get("Assert"), values):
                told = one.get("AssertDescription") or "an assertion of the template's Rules doesn't hold"
                raise invalid(f"Template validation error: {told}")


def _evaluate(expression: Any, values: Mapping[str, Any]) -> Any:
    if not isinstance(expression, Mapping) or len(expression) != 1:
        return [_evaluate(one, values) for one in expression] if isinstance(expression, list) else expression
    ((name, argument),) = expression.items()
    if name == "Ref":
        return values.get(str(argument), "")
    found = _evaluate(argument, values)
    if name in _OF_LISTS:
        return _compare_lists(name, *found)
    if name == "Fn::Equals":
        return found[0] == found[1]
    if name in {"Fn::And", "Fn::Or"}:
        return all(found) if name == "Fn::And" else any(found)
    if name == "Fn::Not":
        return not found[0]
    raise invalid(f"Template validation error: keypost local doesn't build {name} in Rules.")


def _compare_lists(name: str, left: Any, right: Any) -> bool:
    members = left if isinstance(left, list) else [left]
    if name == "Fn::Contains":
        return right in members
    wanted = right if isinstance(right, list) else [right]
    return all(one in wanted for one in members)
