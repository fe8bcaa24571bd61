"""The statements that repairs add, as JSON text that can be pasted."""

import json

from keypost.checker.rule import Fault
from keypost.estate.kind import Kind
from keypost.named import Sequence
from keypost.policy.document import Listing, NamedPrincipal, PrincipalForm, build_allow
from keypost.policy.render import render_statement
from keypost.text import Text
from keypost.unknown import render_unknown


def service_statement(fault: Fault, *, resources: Sequence[str]) -> str:
    """Return the statement that lets the service make its failing calls, as JSON."""
    return _render(fault, resources, NamedPrincipal(PrincipalForm.SERVICE, fault.caller))


def identity_statement(fault: Fault, *, resources: Sequence[str]) -> str:
    """Return the statement that a role's own policy needs, as JSON."""
    return _render(fault, resources)


def add_statement(fault: Fault, *, resources: Sequence[str] = ("*",)) -> Text:
    """Return the advice to add the service's statement to the policy in question."""
    text = Text(
        en="Add this statement to the policy at {place}:\n{statement}",
        ja="{place} のポリシーに次のステートメントを追加してください:\n{statement}",
    )
    return text.fill(place=fault.policy_origin, statement=service_statement(fault, resources=resources))


def add_trust(fault: Fault) -> Text:
    """Return the advice to let the service assume the role; a trust policy has no Resource (IAM User Guide)."""
    text = Text(
        en="Add this statement to the trust policy at {place}:\n{statement}",
        ja="{place} の信頼ポリシーに次のステートメントを追加してください:\n{statement}",
    )
    statement = {"Effect": "Allow", "Principal": {"Service": fault.caller}, "Action": fault.call.call.action}
    return text.fill(place=fault.policy_origin, statement=json.dumps(statement, indent=2))


def add_role_statement(fault: Fault) -> Text:
    """Return the advice to name the role in the key policy, for roles whose own policies nobody can change."""
    text = Text(
        en="Add this statement to the key policy at {place} (the policies of a service-linked role can't be changed):\n"
        "{statement}",
        ja="{place} のキーポリシーに次のステートメントを追加してください "
        "(サービスにリンクされたロールのポリシーは変更できません):\n"
        "{statement}",
    )
    principal = NamedPrincipal(PrincipalForm.AWS, fault.caller)
    return text.fill(place=fault.policy_origin, statement=_render(fault, ("*",), principal))


def add_identity_statement(fault: Fault, *, resources: Sequence[str]) -> Text:
    """Return the advice to add a statement to the role's own policies."""
    text = Text(
        en="Add this statement to a policy of {role}:\n{statement}",
        ja="{role} のポリシーに次のステートメントを追加してください:\n{statement}",
    )
    return text.fill(role=f"`{fault.caller}`", statement=identity_statement(fault, resources=resources))


def name_target(fault: Fault) -> tuple[str, ...]:
    """Return what a statement on the target names: its ARN, of a bucket also that of its objects where they are meant.

    S3's actions on a bucket have Bucket in their names (Service Authorization Reference, "Amazon S3").
    """
    target = fault.delivery.target
    if target.kind is not Kind.BUCKET:
        return (target.arn,)
    on_bucket = {"Bucket" in action for action in fault.advised_actions}
    return tuple(target.arn if one else f"{target.arn}/*" for one in sorted(on_bucket, reverse=True))


def _render(fault: Fault, resources: Sequence[str], *principals: NamedPrincipal) -> str:
    named = Listing(tuple(map(render_unknown, resources)))
    statement = build_allow(fault.advised_actions, resource="", principals=principals)._replace(resources=named)
    return json.dumps(render_statement(statement), indent=2)
