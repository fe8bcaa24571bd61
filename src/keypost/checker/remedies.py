"""The statements that repairs add, as JSON text that can be pasted."""

import json

from keypost.checker.rule import Fault
from keypost.text import Text
from keypost.unknown import render_unknown


def service_statement(fault: Fault, *, resource: str) -> str:
    """Return the statement that lets the service make its failing calls, as JSON."""
    return _render({"Principal": {"Service": fault.caller}, "Action": _one_or_list(fault.advised_actions)}, resource)


def identity_statement(fault: Fault, *, resource: str) -> str:
    """Return the statement that a role's own policy needs, as JSON."""
    return _render({"Action": _one_or_list(fault.advised_actions)}, resource)


def add_statement(fault: Fault, *, resource: str) -> Text:
    """Return the advice to add the service's statement to the policy in question."""
    text = Text(
        en="Add this statement to the policy at {place}:\n{statement}",
        ja="{place} のポリシーに次のステートメントを追加してください:\n{statement}",
    )
    return text.fill(place=fault.policy_origin, statement=service_statement(fault, resource=resource))


def add_role_statement(fault: Fault) -> Text:
    """Return the advice to name the role in the key policy, for roles whose own policies nobody can change."""
    text = Text(
        en="Add this statement to the key policy at {place} (the policies of a service-linked role can't be changed):\n"
        "{statement}",
        ja="{place} のキーポリシーに次のステートメントを追加してください "
        "(サービスにリンクされたロールのポリシーは変更できません):\n"
        "{statement}",
    )
    middle = {"Principal": {"AWS": fault.caller}, "Action": _one_or_list(fault.advised_actions)}
    return text.fill(place=fault.policy_origin, statement=_render(middle, "*"))


def add_identity_statement(fault: Fault, *, resource: str) -> Text:
    """Return the advice to add a statement to the role's own policies."""
    text = Text(
        en="Add this statement to a policy of {role}:\n{statement}",
        ja="{role} のポリシーに次のステートメントを追加してください:\n{statement}",
    )
    return text.fill(role=f"`{fault.caller}`", statement=identity_statement(fault, resource=resource))


def _render(middle: dict[str, object], resource: str) -> str:
    return json.dumps({"Effect": "Allow", **middle, "Resource": render_unknown(resource)}, indent=2)


def _one_or_list(actions: tuple[str, ...]) -> object:
    return actions[0] if len(actions) == 1 else list(actions)
