"""What holds for every case of `simulate`, whatever its policies say; cases as the naive evaluator is asked about."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keypost.errors import KeypostError
from keypost.policy.authorize import authorize
from keypost.policy.compile import compile_policies
from keypost.policy.parse import NotAPolicyError, parse_policy
from keypost.policy.render import render_policy
from keypost.policy.request import Policies, PrincipalKind, Unlisted
from keypost.readers.simulation import decode_case, read_case
from keypost.reports.decision import encode_decision
from tests.naive.conditions import as_list
from tests.naive.generate import CONTEXT, Json, Scene
from tests.naive.unknowns import DIGS, Dig, decide_engine, keeps

RANK = {"allow": 2, "undecided": 1, "implicit_deny": 0, "explicit_deny": 0}
LAW = settings(max_examples=150, deadline=None)
SEEDS = st.integers(min_value=0, max_value=2**32)


def build_case(seed: int) -> Json:
    return Scene(Random(seed)).make_case(unknown=0.2)  # noqa: S311  chosen to be repeated, not to be secret


CASES = SEEDS.map(build_case)
RANDOMS = SEEDS.map(Random)


def decide(case: Json) -> str:
    read = read_case(case)
    return authorize(read.request, read.policies, key=read.key).outcome.value


def copy_of(case: Json) -> Json:
    copied: Json = json.loads(json.dumps(case))
    return copied


def documents_of(case: Json) -> Iterator[tuple[str, Json]]:
    """Yield every policy document with its kind, to be changed in place."""
    for kind, found in case["policies"].items():
        if kind == "resource":
            yield kind, found
        elif kind != "grants":
            for level in found if kind.endswith("Control") else [found]:
                yield from ((kind, document) for document in level)


def statements_of(case: Json) -> list[Json]:
    for _, document in documents_of(case):
        document["Statement"] = as_list(document["Statement"])
    return [statement for _, document in documents_of(case) for statement in document["Statement"]]


@LAW
@given(CASES, RANDOMS, SEEDS.map(build_case))
def test_a_further_deny_never_allows(case: Json, random: Random, other: Json) -> None:
    denied = copy_of(case)
    statements_of(denied)
    places = list(documents_of(denied))
    donors = statements_of(copy_of(other))
    if places and donors:
        kind, document = random.choice(places)
        deny = {**random.choice(donors), "Effect": "Deny"}
        standing = kind in ("resource", "vpcEndpoint", "resourceControl")
        document["Statement"].append({**({"Principal": "*"} if standing else {}), **deny})
        assert RANK[decide(denied)] <= RANK[decide(case)]


@LAW
@given(CASES, RANDOMS)
def test_one_allow_less_never_allows(case: Json, random: Random) -> None:
    fewer = copy_of(case)
    allows = [one for one in statements_of(fewer) if one["Effect"] == "Allow"]
    if allows:
        gone = random.choice(allows)
        for _, document in documents_of(fewer):
            document["Statement"] = [one for one in document["Statement"] if one is not gone]
        assert RANK[decide(fewer)] <= RANK[decide(case)]


@LAW
@given(CASES)
def test_one_grant_less_never_allows(case: Json) -> None:
    for index in range(len(case["policies"].get("grants", []))):
        fewer = copy_of(case)
        del fewer["policies"]["grants"][index]
        assert RANK[decide(fewer)] <= RANK[decide(case)]


@LAW
@given(CASES, RANDOMS)
def test_no_order_counts(case: Json, random: Random) -> None:
    assert decide(shuffle(copy_of(case), random)) == decide(case)


def shuffle(value: Any, random: Random) -> Any:
    """Shuffle every list but the values of the context, where a chain of services has its order."""
    if isinstance(value, dict):
        parts = list(value.items())
        random.shuffle(parts)
        return {key: part if key == "context" else shuffle(part, random) for key, part in parts}
    if isinstance(value, list):
        random.shuffle(value)
        return [shuffle(part, random) for part in value]
    return value


@LAW
@given(CASES)
def test_the_case_of_actions_and_keys_is_irrelevant(case: Json) -> None:
    swapped = copy_of(case)
    swapped["request"]["action"] = swapped["request"]["action"].swapcase()
    for statement in statements_of(swapped):
        for element in ("Action", "NotAction"):
            if element in statement:
                statement[element] = [one.swapcase() for one in as_list(statement[element])]
        for operator, tests in statement.get("Condition", {}).items():
            statement["Condition"][operator] = {key.swapcase(): values for key, values in tests.items()}
    assert decide(swapped) == decide(case)


@LAW
@given(CASES)
def test_the_case_of_values_is_irrelevant_where_the_operator_says_so(case: Json) -> None:
    swapped = copy_of(case)
    for statement in statements_of(swapped):
        for operator, tests in statement.get("Condition", {}).items():
            if "IgnoreCase" in operator:
                swap_values(tests)
    assert decide(swapped) == decide(case)


def swap_values(tests: Json) -> None:
    for key, values in tests.items():
        tests[key] = [one.swapcase() if isinstance(one, str) and "${" not in one else one for one in as_list(values)]


@LAW
@given(CASES)
def test_the_fast_decision_is_the_explained_one(case: Json) -> None:
    read = read_case(case)
    authorizer = compile_policies(read.policies, key=read.key)
    assert authorizer.explain(read.request)._replace(trace=()) == authorizer.decide(read.request)


@LAW
@given(CASES, RANDOMS, st.sampled_from(DIGS))
def test_filling_a_hole_of_a_case_contradicts_nothing(case: Json, random: Random, into: Dig) -> None:
    hole = into({**case, "request": {**case["request"], "unknown": []}}, random)
    if hole is not None:
        before = decide_engine(hole.seen)
        assert all(keeps(before, frozenset({decide_engine(settled)})) for settled in hole.settled)


# What may be sent although nobody lists it: with every call, for principals of accounts, for services.
UNLISTED = ("aws:ResourceTag/Team", "kms:ResourceAliases", "aws:CurrentTime")
UNLISTED_OF_PRINCIPALS = ("aws:PrincipalTag/Team", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths")
UNLISTED_OF_SERVICES = ("aws:SourceOrgID",)


@LAW
@given(CASES)
def test_what_nobody_lists_may_be_there_or_not(case: Json) -> None:
    read = read_case(case)
    of_service = read.request.principal.kind is PrincipalKind.SERVICE
    keys = (*UNLISTED, *(UNLISTED_OF_SERVICES if of_service else UNLISTED_OF_PRINCIPALS))
    authorizer = compile_policies(read.policies, key=read.key)
    before = authorizer.decide(read.request._replace(unlisted=Unlisted.UNKNOWN)).outcome.value
    given_keys = {key.lower() for key in (*read.request.context, *read.request.unknown)}
    contexts = [{key: (value,)} for key in keys if key.lower() not in given_keys for value in CONTEXT[key]]
    for more in ({}, *contexts):
        settled = read.request._replace(context={**read.request.context, **more})
        assert keeps(before, frozenset({authorizer.decide(settled).outcome.value})), more


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_what_was_asked_before_changes_no_answer(seed: int) -> None:
    """Requests one after the other, against each by itself: plans, narrowed plans and traces are kept in between."""
    scene = Scene(Random(seed))  # noqa: S311  chosen to be repeated, not to be secret
    cases = [scene.make_case(unknown=0.2) for _ in range(8)]
    reads = [read_case(case) for case in cases]
    authorizer = compile_policies(reads[0].policies, key=reads[0].key)
    for read in [*reads, *reads[:3]]:
        alone = authorize(read.request, read.policies, key=read.key)
        assert authorizer.explain(read.request) == alone
        assert authorizer.decide(read.request) == alone._replace(trace=())


@LAW
@given(CASES)
def test_what_is_rendered_and_parsed_again_decides_the_same(case: Json) -> None:
    again = copy_of(case)
    for _, document in documents_of(again):
        rendered = render_policy(parse_policy(document))
        assert render_policy(parse_policy(rendered)) == rendered
        document.clear()
        document.update(rendered)
    assert decide(again) == decide(case)


@pytest.mark.parametrize("options", [[], ["--no-trace"]])
def test_a_batch_answers_as_single_cases_do(options: list[str]) -> None:
    random = Random(7)  # noqa: S311  chosen to be repeated, not to be secret
    scenes = [Scene(random) for _ in range(15)]
    cases = [scene.make_case(unknown=0.2) for scene in scenes for _ in range(4)]
    command = [sys.executable, "-m", "keypost.cli.main", "simulate", "--batch", *options]
    lines = "\n".join(map(json.dumps, cases)).encode()
    done = subprocess.run(command, input=lines, capture_output=True, check=True, timeout=60)
    for case, answer in zip(cases, done.stdout.splitlines(), strict=True):
        read = read_case(case)
        decision = authorize(read.request, read.policies, key=read.key)
        assert json.loads(answer) == encode_decision(decision, with_trace=not options)


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
WORDS = st.sampled_from(
    [
        *(
            "Version",
            "2012-10-17",
            "Id",
            "Statement",
            "Sid",
            "Effect",
            "Allow",
            "Deny",
            "Principal",
            "NotPrincipal",
            "*",
        ),
        *(
            "AWS",
            "Service",
            "Federated",
            "Action",
            "NotAction",
            "kms:*",
            "Resource",
            "NotResource",
            "Condition",
            "Null",
        ),
        *(
            "StringLike",
            "ForAllValues:ArnLikeIfExists",
            "DateLessThan",
            "IpAddress",
            "aws:SourceArn",
            "${aws:username}",
        ),
        *("${", "arn:aws:kms:*", "111122223333", "arn:aws:iam::111122223333:root", "AROAEXAMPLEID1234567"),
    ]
)
ANYTHING: st.SearchStrategy[Any] = st.recursive(
    SCALARS | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS | st.text(max_size=4), inner, max_size=5),
    max_leaves=25,
)
ELEMENTS = ("Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition")
WILD_STATEMENTS = st.fixed_dictionaries({}, optional=dict.fromkeys(ELEMENTS, ANYTHING))
WILD_POLICIES = ANYTHING | st.fixed_dictionaries(
    {"Statement": WILD_STATEMENTS | st.lists(WILD_STATEMENTS | ANYTHING, max_size=3)}, optional={"Version": ANYTHING}
)


@settings(max_examples=400, deadline=None)
@given(WILD_POLICIES, CASES)
def test_no_document_breaks_the_engine(document: Any, case: Json) -> None:
    try:
        policy = parse_policy(document)
    except NotAPolicyError:
        return
    request = read_case(case).request
    for policies in (Policies(resource=policy), Policies(identity=(policy,), resource=policy, session=(policy,))):
        authorizer = compile_policies(policies)
        assert authorizer.explain(request)._replace(trace=()) == authorizer.decide(request)
    render_policy(policy)


@settings(max_examples=300, deadline=None)
@given(ANYTHING.map(lambda value: json.dumps(value).encode()) | st.binary(max_size=60) | st.text().map(str.encode))
def test_no_line_breaks_the_reader(line: bytes) -> None:
    refuses_or_reads(lambda: read_case(decode_case(line)))


@settings(max_examples=300, deadline=None)
@given(CASES, st.sampled_from(["request", "policies", "key", "context", "resource", "grants", "identity"]), ANYTHING)
def test_no_part_of_a_case_breaks_the_reader(case: Json, part: str, value: Any) -> None:
    holder = case["request"] if part == "context" else case if part in case else case["policies"]
    refuses_or_reads(lambda: decide({**case, **({part: value} if holder is case else {})}))
    refuses_or_reads(lambda: decide({**case, "policies": {**case["policies"], part: value}}))


def refuses_or_reads(reading: Callable[[], object]) -> None:
    """Bad input ends in a message for people, never in another error."""
    with suppress(KeypostError):
        reading()
