"""Who calls, whom a Principal element means, and what context follows (IAM User Guide, Principal; condition keys)."""

import re
from typing import Any, NamedTuple

from tests.naive.conditions import as_list
from tests.naive.worlds import World

PROVIDERS = ("saml-provider/", "oidc-provider/")
UNSEEN = "\x02"  # in values that AWS keeps to itself: no text of a customer has it


class Caller(NamedTuple):
    text: str
    kind: str
    account: str | None
    name: str = ""

    @property
    def in_account(self) -> bool:
        return self.kind not in ("service", "anonymous", "provider")

    @property
    def is_root(self) -> bool:
        return self.kind in ("root", "account")

    @property
    def is_service_linked(self) -> bool:
        return "role/aws-service-role/" in self.text or "assumed-role/AWSServiceRoleFor" in self.text


def read_caller(text: str) -> Caller:
    if text == "anonymous":
        return Caller(text, "anonymous", None)
    if re.fullmatch("[0-9]{12}", text):
        return Caller(text, "account", text)
    if not text.startswith("arn:"):
        return Caller(text, "service", None)
    _, _, _, _, account, resource = text.split(":", 5)
    if resource.startswith(PROVIDERS):
        return Caller(text, "provider", None)
    if resource == "root":
        return Caller(text, "root", account)
    word, _, rest = resource.partition("/")
    if word == "assumed-role":
        return Caller(text, "session", account, rest.split("/")[0])
    kind = {"user": "user", "role": "role", "federated-user": "federated"}[word]
    return Caller(text, kind, account, rest.rsplit("/", 1)[-1])


def ways(principal: Any, caller: Caller, world: World) -> set[str]:
    """Return how a Principal element reaches the caller: by which of the forms that the page lists."""
    if principal == "*":
        return {"everyone"}
    if not isinstance(principal, dict):
        return set()
    found = set()
    for form, values in principal.items():
        for value in as_list(values):
            if form == "AWS":
                found.add(way_of_aws(str(value), caller))
            elif form == "Service" and caller.kind == "service" and value == caller.text:
                found.add("service")
            elif form == "Federated" and caller.kind in ("provider", "service") and value == caller.text:
                found.add("provider")
            elif form == "CanonicalUser" and caller.in_account:
                found.add(world.choose(("canonical user", value, caller.account), ("", "account")))
    return found - {""}


def way_of_aws(value: str, caller: Caller) -> str:
    if value == "*":
        return "everyone"
    account = re.fullmatch(r"([0-9]{12})|arn:aws:iam::([0-9]{12}):root", value)
    if account:
        if not caller.in_account or caller.account not in account.groups():
            return ""
        return "itself" if caller.is_root else "account"
    if value == caller.text:
        return "role" if caller.kind == "role" else "itself"
    part = value.split(":", 5)
    if len(part) == 6 and part[4] == caller.account and part[2] == "iam":
        word, _, rest = part[5].partition("/")
        same_name = rest.rsplit("/", 1)[-1] == caller.name
        if caller.kind == "session" and word == "role" and same_name:
            return "role"
        if caller.kind == "federated" and word == "user" and same_name:
            return "user of the federated session"
    return ""


def except_for(principal: Any, caller: Caller, world: World, *, bounded: bool) -> bool:
    """NotPrincipal in a Deny: tell whether the caller is denied."""
    if bounded and caller.in_account:
        return True
    found = ways(principal, caller, world)
    if "everyone" in found:
        return False
    if not caller.in_account or caller.is_root:
        return not found
    named, with_account = found - {"account"}, "account" in found
    if caller.kind == "session" and "role" not in named and named:
        # AWS may look at the account, then the role, then the session: without the role it might be denied.
        return world.choose(("NotPrincipal without role", str(principal)), (True, False))
    if named and not with_account:
        return world.choose(("NotPrincipal without account", str(principal)), (True, False))
    return not (named and with_account)


def derive(caller: Caller, world: World) -> dict[str, list[str]]:
    """What AWS tells of the caller."""
    if caller.kind == "service":
        return derive_service(caller, world)
    if caller.kind in ("anonymous", "provider"):
        words = {"aws:principaltype": "Anonymous", "aws:principalaccount": "anonymous", "aws:userid": "anonymous"}
        return {key: [value] for key, value in words.items()} if caller.kind == "anonymous" else {}
    arn = caller.text
    if caller.kind == "account":
        arn = f"arn:aws:iam::{caller.account}:root"
    if caller.kind == "session":
        arn = f"arn:aws:iam::{caller.account}:role/{caller.name}"
    kinds = {"user": "User", "federated": "FederatedUser", "root": "Account", "account": "Account"}
    known = {
        "aws:principalarn": [arn],
        "aws:principalaccount": [str(caller.account)],
        "aws:principaltype": [kinds.get(caller.kind, "AssumedRole")],
        "aws:principalisawsservice": ["false"],
    }
    if caller.kind == "user":
        known["aws:username"] = [caller.name]
    if caller.is_root:
        known["aws:userid"] = [str(caller.account)]
    if caller.kind == "federated":
        known["aws:userid"] = [f"{caller.account}:{caller.name}"]
    return known


def derive_service(caller: Caller, world: World) -> dict[str, list[str]]:
    """What AWS tells of a service; what no page says may be one thing or the other."""
    known = {
        "aws:principalisawsservice": ["true"],
        "aws:principalservicename": [caller.text],
    }
    doubtful: dict[str, tuple[list[str], ...]] = {
        "aws:principalarn": ([], [f"arn:aws:iam::{UNSEEN}:{UNSEEN}"]),
        "aws:principalaccount": ([], [UNSEEN * 12]),
        "aws:securetransport": ([], ["true"]),
        "aws:sourceip": ([], ["203.0.113.250"]),
    }
    return Doubtful(known, doubtful, world)


class Doubtful(dict[str, list[str]]):
    """Looks up a doubtful key only when somebody asks for it, so that few worlds differ."""

    def __init__(self, known: dict[str, list[str]], doubtful: dict[str, tuple[list[str], ...]], world: World) -> None:
        super().__init__(known)
        self.doubtful = doubtful
        self.world = world

    def get(self, key: str, default: Any = None) -> Any:
        if key in self.doubtful:
            return self.world.choose(("key", key), self.doubtful[key])
        return super().get(key, default)

    def without(self, key: str) -> "Doubtful":
        known = {name: values for name, values in self.items() if name != key}
        doubtful = {name: values for name, values in self.doubtful.items() if name != key}
        return Doubtful(known, doubtful, self.world)
