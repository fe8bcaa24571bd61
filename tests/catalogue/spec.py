"""The facts as people copied them from the sources (tests/spec/paths), and the catalogue in the same form."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path as File
from typing import Any

import yaml

from keypost.catalogue.declare import (
    Absent,
    Accepts,
    AssumedRole,
    Caller,
    ContextKey,
    ContextValue,
    LinkedRole,
    Nobody,
    Part,
    Path,
    RoleThenService,
    Sent,
    Service,
    ThePrincipal,
    Undocumented,
)

FOLDER = File(__file__).resolve().parent.parent / "spec" / "paths"
Fact = dict[str, Any]


@cache
def read_spec() -> dict[str, Fact]:
    """Return the facts by path id; an id that is there twice is a mistake."""
    facts: dict[str, Fact] = {}
    for file in sorted(FOLDER.glob("*.yaml")):
        for fact in yaml.safe_load(file.read_text(encoding="utf-8")):
            assert facts.setdefault(fact["id"], fact) is fact, f"{fact['id']} is there twice"
    return facts


def list_spec_calls(fact: Fact) -> list[Fact]:
    """Return the calls of the facts, one action each, with what is left out filled in."""
    return [
        {
            "action": action,
            "on": group.get("resource") or ("{key.arn}" if action.startswith("kms:") else "{target.arn}"),
            "as": group.get("as"),
            "when": group.get("when") or ("target-uses-kms" if action.startswith("kms:") else "always"),
            "evidence": group.get("evidence", "documented"),
            "necessity": group.get("necessity", "required"),
            "grant": group.get("grant", "none"),
            "keys": dict(group["keys"]),
            "role_keys": dict(group.get("role_keys", {})),
        }
        for group in fact["calls"]
        for action in group["actions"]
    ]


def list_declared_calls(path: Path) -> list[Fact]:
    """Return the calls of a path in the form of the facts."""
    return [
        {
            "action": call.action,
            "on": call.on.value if isinstance(call.on, Part) else call.on,
            "as": spell_caller(call.caller) if call.caller else None,
            "when": call.when.value,
            "evidence": call.evidence.value,
            "necessity": call.necessity.value,
            "grant": call.grant.value,
            "keys": spell_context(call.context),
            "role_keys": spell_context(call.role_context),
        }
        for call in path.calls
    ]


def spell_context(context: Mapping[ContextKey, ContextValue]) -> dict[str, str]:
    """Leave out what nobody documents, and what the laws say of every service: it belongs to no organization."""
    return {
        key: spell_value(value)
        for key, value in context.items()
        if not isinstance(value, Undocumented) and key != "aws:PrincipalOrgID"
    }


def spell_value(value: ContextValue) -> str:
    match value:
        case Sent(value=sent, evidence=evidence, others=others):
            return " ".join((evidence.value, sent.value if isinstance(sent, Part) else sent, *others))
        case Absent(evidence=evidence):
            return f"absent {evidence.value}"
        case Undocumented():
            return "undocumented"


def spell_accepts(accepts: Accepts | None) -> str | None:
    if accepts is None:
        return None
    return f"{accepts.evidence.value} {accepts.action} under {', '.join(kind.value for kind in accepts.kinds)}"


def spell_caller(caller: Caller) -> str:
    match caller:
        case Service(name=name):
            return f"service {name}"
        case AssumedRole(trusted_service=name):
            return f"role for {name}"
        case LinkedRole(service=service, name=name, account=account):
            elsewhere = " in the target's account" if account is Part.TARGET_ACCOUNT else ""
            return f"linked role {name} of {service}{elsewhere}"
        case RoleThenService(service=name):
            return f"role, then service {name}"
        case ThePrincipal():
            return "principal"
        case Nobody():
            return "nobody"
