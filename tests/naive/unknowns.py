"""Cases with a hole, and everything that may stand there: the engine decides once, the naive evaluator each time."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from random import Random
from typing import Any, NamedTuple

from keypost.policy.authorize import authorize
from keypost.readers.simulation import read_case
from keypost.unknown import Shape, Unread, Why, build_unknown
from tests.naive.agreement import UNDECIDED
from tests.naive.evaluate import ALLOW, IMPLICIT, explore_outcomes
from tests.naive.generate import ABROAD, HERE, KEY, THIRD, Json, Scene

UNREAD = Unread(Why.ACCESS_DENIED, "the policy")
ACCOUNT = build_unknown("Account", shape=Shape.ACCOUNT)
NAME = build_unknown("Name")
HIDDEN = ("resource", "identity", "permissionsBoundary", "session", "vpcEndpoint", "serviceControl", "resourceControl")


class Hole(NamedTuple):
    """A case as the engine sees it, and the cases that it may turn out to be."""

    seen: Json
    settled: list[Json]


Dig = Callable[[Json, Random], Hole | None]


def hide_policy(case: Json, random: Random) -> Hole | None:
    """Leave one policy unread: it may hold nothing, what it holds, or allow or deny everything."""
    kinds = [kind for kind in HIDDEN if case["policies"].get(kind)]
    if not kinds:
        return None
    kind = random.choice(kinds)
    found = case["policies"][kind]
    original = found if kind == "resource" else found[0]
    if isinstance(original, list):
        original = original[0] if original else build_document()
    alternatives = [original, build_document(), build_document("Allow"), build_document("Deny")]
    return Hole(
        replace(case, kind, put_first(found, UNREAD)),
        [replace(case, kind, put_first(found, one)) for one in alternatives],
    )


def put_first(found: Any, document: Any) -> Any:
    """Put a document in the place of the first: of the only one, of a list's, of the first level's."""
    if not isinstance(found, list):
        return document
    return [put_first(found[0], document) if found and isinstance(found[0], list) else document, *found[1:]]


def build_document(effect: str | None = None) -> Json:
    whole = {"Effect": effect, "Principal": "*", "Action": "*", "Resource": "*"}
    return {"Version": "2012-10-17", "Statement": [whole] if effect else []}


def replace(case: Json, kind: str, value: Any) -> Json:
    return {**case, "policies": {**case["policies"], kind: value}}


def hide_grants(case: Json, _random: Random) -> Hole | None:
    """Leave the grants unread: there may be none, those given, or one for the caller."""
    caller, action = case["request"]["principal"], case["request"]["action"]
    if case["request"]["resource"] != KEY or "oidc" in caller or caller in ("anonymous", "accounts.google.com"):
        return None
    mine = {"GranteePrincipal": caller, "Operations": [action.partition(":")[2]]}
    given = case["policies"].get("grants", [])
    settled = [replace(case, "grants", grants) for grants in ([], given, [mine])]
    return Hole(replace(case, "grants", UNREAD), settled)


def hide_account(case: Json, random: Random) -> Hole | None:
    """Take an account out of the policies, as a template that names a parameter."""
    written = json.dumps(case["policies"])
    account = random.choice((HERE, ABROAD))
    if account not in written:
        return None
    holes = {key: json.loads(written.replace(account, key)) for key in (ACCOUNT, HERE, ABROAD, THIRD)}
    cases = {key: {**case, "policies": policies} for key, policies in holes.items()}
    return Hole(cases.pop(ACCOUNT), list(cases.values()))


def hide_caller(case: Json, _random: Random) -> Hole | None:
    """Know of the caller only what kind it is."""
    caller: str = case["request"]["principal"]
    head, slash, _ = caller.rpartition("/")
    if not slash or "oidc" in caller or "aws-service-role" in caller or "AWSServiceRole" in caller:
        return None
    names = ("app", "reader", "alice", "bob", "s1", "s2", "zoe")
    settled = [name_caller(case, f"{head}/{name}") for name in names]
    return Hole(name_caller(case, f"{head}/{NAME}"), settled)


def hide_account_of_caller(case: Json, _random: Random) -> Hole | None:
    """Don't know the account of the caller."""
    caller: str = case["request"]["principal"]
    if HERE not in caller or "oidc" in caller:
        return None
    settled = [name_caller(case, caller.replace(HERE, account)) for account in (HERE, ABROAD, THIRD)]
    return Hole(name_caller(case, caller.replace(HERE, ACCOUNT)), settled)


def hide_service(case: Json, _random: Random) -> Hole | None:
    """Don't know which service calls."""
    if not case["request"]["principal"].endswith(".amazonaws.com"):
        return None
    settled = [name_caller(case, name) for name in ("cloudwatch.amazonaws.com", "s3.amazonaws.com", "x.amazonaws.com")]
    return Hole(name_caller(case, build_unknown("Service")), settled)


def name_caller(case: Json, caller: str) -> Json:
    return {**case, "request": {**case["request"], "principal": caller}}


DIGS: tuple[Dig, ...] = (hide_policy, hide_grants, hide_account, hide_caller, hide_account_of_caller, hide_service)


class Contradiction(NamedTuple):
    case: Json
    settled: Json
    engine: str
    naive: frozenset[str]

    def __str__(self) -> str:
        return f"engine {self.engine}, naive {sorted(self.naive)}\n{self.case}\n{json.dumps(self.settled)}"


def decide_engine(case: Json) -> str:
    grants = case["policies"].get("grants")
    read = read_case(replace(case, "grants", None) if isinstance(grants, Unread) else case)
    policies = read.policies._replace(grants=grants) if isinstance(grants, Unread) else read.policies
    return authorize(read.request, policies, key=read.key).outcome.value


def dig(count: int, *, seed: int, into: Dig) -> Iterator[Hole]:
    random = Random(seed)  # noqa: S311  chosen to be repeated, not to be secret
    found = 0
    while found < count:
        hole = into(Scene(random).make_case(), random)
        if hole is not None:
            found += 1
            yield hole


def contradict(count: int, *, seed: int, into: Dig) -> tuple[list[Contradiction], Counter[str]]:
    """Return where a settled answer isn't what comes out once the hole is filled, and how the answers spread."""
    found: list[Contradiction] = []
    spread: Counter[str] = Counter()
    for hole in dig(count, seed=seed, into=into):
        engine = decide_engine(hole.seen)
        answers = [explore_outcomes(case).answers for case in hole.settled]
        spread[engine] += 1
        together = frozenset[str]().union(*answers)
        if engine == UNDECIDED and not (ALLOW in together and len(together) > 1):
            spread["cautious"] += 1
        for case, naive in zip(hole.settled, answers, strict=True):
            if not keeps(engine, naive):
                found.append(Contradiction(hole.seen, case, engine, naive))
    return found, spread


def keeps(engine: str, naive: frozenset[str]) -> bool:
    """Of an implicit denial it may turn out that a Deny was behind it too."""
    if engine == IMPLICIT:
        return ALLOW not in naive
    return engine == UNDECIDED or naive == {engine}
