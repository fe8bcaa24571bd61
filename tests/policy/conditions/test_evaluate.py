"""Compiled tests: how several values, unknown values and the quick way answer."""

import pytest

from keypost.policy.conditions.evaluate import ContestedTest, SeveralValuesError
from keypost.policy.conditions.evaluate import Test as Compiled
from keypost.policy.document import Condition, Quantifier, Version
from keypost.policy.facts import ANY_VALUE, Doubt, Facts, Unsettled
from keypost.unknown import Tri, Unread, Why, build_unknown

UNREAD = Unread(Why.UNKNOWN_VALUE, "value")
ANY, ALL, NONE = Quantifier.FOR_ANY, Quantifier.FOR_ALL, Quantifier.NONE
UNKNOWN = build_unknown("Value")


def compile_test(
    operator: str, *values: str, quantifier: Quantifier = NONE, if_exists: bool = False, unread: Unread | None = None
) -> Compiled:
    condition = Condition(operator, "A:Key", values, quantifier, if_exists, unread=unread)
    return Compiled(condition, version=Version.CURRENT)


@pytest.mark.parametrize(
    ("test", "values", "answer"),
    [
        (compile_test("StringEquals", "x"), ("y", "x"), True),
        (compile_test("StringEquals", "x"), ("y", "z"), False),
        (compile_test("StringLike", "x*", "y"), ("z", "xy"), True),
        (compile_test("StringLike", "x*", "y"), ("z", "yx"), False),
        (compile_test("StringNotEquals", "x"), ("x",), False),
        (compile_test("StringNotEquals", "x"), ("x", "x"), False),
        (compile_test("StringNotEquals", "x"), ("y", "z"), True),
        (compile_test("StringNotEquals", "x"), ("x", "y"), None),
        (compile_test("StringNotEquals", "x"), ("y", "x"), None),
        (compile_test("StringNotEquals", "x", quantifier=ANY), ("x", "y"), True),
        (compile_test("StringNotEquals", "x", quantifier=ALL), ("x", "y"), False),
        (compile_test("StringEquals", "x", quantifier=ALL), ("x", "y"), False),
        (compile_test("StringEquals", "x", quantifier=ANY), ("y", "z"), False),
        (compile_test("StringEquals", "x", unread=UNREAD), ("x",), True),
        (compile_test("StringEquals", "x", unread=UNREAD), ("y",), None),
        (compile_test("StringNotEquals", "x", unread=UNREAD), ("y",), None),
        (compile_test("StringEquals", "x"), (UNKNOWN,), None),
        (compile_test("StringEquals", "x" + UNKNOWN), ("xy",), None),
        (compile_test("StringEquals", "x" + UNKNOWN), ("yx",), False),
        (compile_test("StringEquals"), ("x",), False),
        (compile_test("StringLike"), ("x",), False),
        (compile_test("StringNotLike"), ("x",), True),
        (compile_test("Unheard"), ("x",), None),
    ],
)
def test_several_values_of_a_request_combine(test: Compiled, values: tuple[str, ...], answer: Tri) -> None:
    assert test({"a:key": values}) is answer


@pytest.mark.parametrize(
    ("test", "found", "answer"),
    [
        (compile_test("StringEquals", "x"), ANY_VALUE, None),
        (compile_test("StringEquals", "x"), Unsettled(Doubt.SENT_OR_NOT, ("x",)), None),
        (compile_test("StringEquals", "x"), Unsettled(Doubt.SENT_OR_NOT, ("y",)), False),
        (compile_test("StringEquals", "x", if_exists=True), Unsettled(Doubt.SENT_OR_NOT, ("x",)), True),
        (compile_test("StringEquals", "x", "y"), Unsettled(Doubt.EITHER, ("x", "y")), True),
        (compile_test("StringEquals", "x"), Unsettled(Doubt.EITHER, ("x", "y")), None),
        (compile_test("StringEquals", "x"), Unsettled(Doubt.EITHER, ("z", "y")), False),
        (compile_test("StringLike", "*"), Unsettled(Doubt.NOT_THE_CUSTOMERS, ("\x01",)), None),
        (compile_test("StringEquals", "x"), Unsettled(Doubt.NOT_THE_CUSTOMERS, ("\x01",)), False),
        (compile_test("StringNotEquals", "x"), Unsettled(Doubt.NOT_THE_CUSTOMERS, ("\x01",)), True),
        (compile_test("Null", "true"), ANY_VALUE, None),
        (compile_test("Null", "true", "false"), ANY_VALUE, True),
        (compile_test("Null", "true", "false", "x"), ANY_VALUE, True),
        (compile_test("Null", "false"), Unsettled(Doubt.EITHER, ("x", "y")), True),
        (compile_test("Null", "true"), Unsettled(Doubt.EITHER, ("x", "y")), False),
    ],
)
def test_a_doubtful_key_settles_only_what_holds_either_way(test: Compiled, found: Unsettled, answer: Tri) -> None:
    assert test({"a:key": found}) is answer


@pytest.mark.parametrize(
    ("values", "facts", "answer"),
    [
        (("true",), {}, True),
        (("true",), {"a:key": ()}, True),
        (("TRUE",), {"a:key": ("x",)}, False),
        (("False",), {"a:key": ("x",)}, True),
        (("false",), {}, False),
        (("x",), {}, False),
        ((UNKNOWN,), {}, None),
        ((UNKNOWN, "true"), {}, True),
    ],
)
def test_null_asks_whether_the_key_is_there(values: tuple[str, ...], facts: Facts, answer: Tri) -> None:
    assert compile_test("Null", *values)(facts) is answer


def test_an_unread_value_of_null_leaves_open_what_the_others_dont_settle() -> None:
    test = compile_test("Null", "true", unread=UNREAD)
    assert test({}) is True
    assert test({"a:key": ("x",)}) is None


@pytest.mark.parametrize(
    ("test", "written"),
    [
        (compile_test("StringEquals", "x"), "StringEquals"),
        (compile_test("ArnLike", "x", quantifier=ANY, if_exists=True), "ForAnyValue:ArnLikeIfExists"),
        (compile_test("Null", "true"), "Null"),
        (compile_test("Unheard", "x", quantifier=ALL), "Unheard"),
    ],
)
def test_an_operator_is_shown_as_written(test: Compiled, written: str) -> None:
    assert test.written == written


def test_only_tests_without_a_set_operator_are_loose() -> None:
    assert compile_test("StringEquals", "x").is_loose
    assert not compile_test("StringEquals", "x", quantifier=ANY).is_loose
    assert not compile_test("Null", "true").is_loose


def test_a_test_looks_at_its_key_and_those_of_its_variables() -> None:
    assert compile_test("StringEquals", "x").keys == {"a:key"}
    assert compile_test("StringEquals", "x", "${aws:UserName}${A:B}").keys == {"a:key", "aws:username", "a:b"}
    assert compile_test("NumericEquals", "${aws:UserName}").keys == {"a:key"}
    assert compile_test("Null", "${aws:UserName}").keys == {"a:key"}


QUICK = [
    compile_test(operator, *values, quantifier=quantifier, if_exists=if_exists)
    for operator, values in (
        ("StringEquals", ("x", "y")),
        ("StringNotEquals", ("x",)),
        ("StringLike", ("x*",)),
        ("StringNotLike", ("x*", "z")),
        ("StringEquals", ("${a:key}",)),
        ("Null", ("false",)),
        ("Unheard", ("x",)),
    )
    for quantifier in Quantifier
    for if_exists in (False, True)
]


@pytest.mark.parametrize("test", QUICK)
@pytest.mark.parametrize("value", ["x", "xy", "z", UNKNOWN])
def test_the_quick_way_answers_alike(test: Compiled, value: str) -> None:
    assert test.for_key("A:key")({"A:key": (value,)}) is test({"a:key": (value,)})


@pytest.mark.parametrize("values", [(), ("x", "y"), ("z", "x")])
def test_the_quick_way_is_for_one_value(values: tuple[str, ...]) -> None:
    with pytest.raises(SeveralValuesError):
        compile_test("StringEquals", "x").for_key("A:Key")({"A:Key": values})
    loose = compile_test("StringEquals", "x", quantifier=ANY)
    assert loose.for_key("A:Key")({"A:Key": values}) is loose({"a:key": values})


@pytest.mark.parametrize(("value", "answer"), [("x", None), ("y", False)])
def test_a_contested_key_counts_with_its_value_and_without(value: str, answer: Tri) -> None:
    condition = Condition("StringEquals", "A:Key", ("x",))
    test = ContestedTest(condition, version=Version.CURRENT)
    assert test({"a:key": (value,)}) is answer
    assert test.for_key("A:Key")({"A:Key": (value,)}) is answer
