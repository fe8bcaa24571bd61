"""The language of ways through properties: what each piece of it reaches."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keypost.readers.ways import spell, walk, walk_from
from keypost.unknown import Unread, Why, build_unknown

UNREAD = Unread(Why.UNKNOWN_VALUE, "Targets")
OPEN = build_unknown("Protocol")
DATA = {
    "Name": "n",
    "Nothing": None,
    "Empty": [],
    "List": ["a", "b"],
    "Mixed": ["a", None, "b"],
    "Targets": [
        {"Id": "1", "Arn": "x", "RoleArn": "r", "Dlq": {"Arn": "d1"}},
        {"Id": "2", "Arn": "y", "Enabled": True, "Dlq": {"Arn": "d2"}},
    ],
    "Single": {"Kind": "SNS", "Address": "s"},
    "Attributes": [{"Key": "access_logs.s3.bucket", "Value": "logs"}, {"Key": "idle", "Value": 60}],
    "Json": json.dumps({"deadLetterTargetArn": "dead"}),
    "NotJson": "{oops",
    "JsonList": "[1]",
    "Unread": UNREAD,
    "Items": [UNREAD, {"Arn": "z"}],
    "Open": [{"Protocol": OPEN, "Endpoint": "q"}, {"Protocol": UNREAD, "Endpoint": "u"}],
    "Nested": [{"Filter": {"Type": "ACTUAL"}, "To": [{"Arn": "1"}, {"Arn": "2"}]}, {"To": [{"Arn": "3"}]}],
}


def reach(way: str, data: object = DATA) -> list[object]:
    return [place.value for place in walk(data, way)]


@pytest.mark.parametrize(
    ("way", "values"),
    [
        ("Name", ["n"]),
        ("Missing", []),
        ("Nothing", []),
        ("Name.Deeper", []),
        ("List", [["a", "b"]]),
        ("List[]", ["a", "b"]),
        ("Mixed[]", ["a", "b"]),
        ("Empty[]", []),
        ("Name[]", ["n"]),
        ("Targets[].Arn", ["x", "y"]),
        ("Targets[].Missing", []),
        ("Targets[Arn=*].Id", ["1", "2"]),
        ("Targets[Id=9|*2].Arn", ["y"]),
        ("Targets[RoleArn=r*x].Arn", []),
        ("**.Arn", ["x", "d1", "y", "d2", "z", "1", "2", "3"]),
        ("**[RoleArn].Id", ["1"]),
        ("Targets.**[!RoleArn].Arn", ["d1", "y", "d2"]),
        ("Nested.**[Filter.Type=ACT*].**.Arn", ["1", "2"]),
        ("Json.**.deadLetterTargetArn", ["dead"]),
        ("NotJson.**.Arn", []),
        ("Unread.**.Arn", []),
        ("Name.**", []),
        ("Targets[].Dlq.Arn", ["d1", "d2"]),
        ("Targets[RoleArn].Arn", ["x"]),
        ("Targets[!RoleArn].Arn", ["y"]),
        ("Targets[Id=2].Arn", ["y"]),
        ("Targets[Id=1|2].Arn", ["x", "y"]),
        ("Targets[!Id=1].Arn", ["y"]),
        ("[Attributes[Key=access_logs.s3.bucket].Value=logs].Name", ["n"]),
        ("[Attributes[Key=access_logs.s3.bucket].Value=other|logs].Name", ["n"]),
        ("[Attributes[Key=access_logs.s3.bucket].Value=other].Name", []),
        ("[!Attributes[Key=access_logs.s3.bucket].Value=other].Name", ["n"]),
        ("[Attributes[Key=missing].Value=logs].Name", []),
        ("[Attributes[Key=idle]].Name", ["n"]),
        ("[Attributes[Key=missing]].Name", []),
        ("[!Attributes[Key=missing]].Name", ["n"]),
        ("Targets[Enabled=true].Arn", ["y"]),
        ("Targets[Id=1][RoleArn].Arn", ["x"]),
        ("Targets[Id=1][!RoleArn].Arn", []),
        ("Targets[Dlq.Arn=d2].Arn", ["y"]),
        ("Targets[Dlq.Missing.Deep=d2].Arn", []),
        ("Single[Kind=SNS].Address", ["s"]),
        ("Single[Kind=EMAIL].Address", []),
        ("[Name=n].Targets[Id=1].Arn", ["x"]),
        ("[Name=m].Targets[].Arn", []),
        ("[!Missing].Name", ["n"]),
        ("[Single=x].Name", []),
        ("Attributes[Key=access_logs.s3.bucket].Value", ["logs"]),
        ("Attributes[Value=60].Key", ["idle"]),
        ("Json.deadLetterTargetArn", ["dead"]),
        ("NotJson.deadLetterTargetArn", []),
        ("JsonList.a", []),
        ("Unread.Arn", [UNREAD]),
        ("Unread[].Arn", [UNREAD]),
        ("Items[].Arn", [UNREAD, "z"]),
        ("Items[Arn=z].Arn", [UNREAD, "z"]),
        ("Open[Protocol=sqs].Endpoint", ["q", "u"]),
        ("Open[Protocol.Deep=sqs].Endpoint", ["u"]),
        ("Nested[].To[].Arn", ["1", "2", "3"]),
        ("Nested[Filter.Type=ACTUAL].To[].Arn", ["1", "2"]),
    ],
)
def test_a_way_reaches(way: str, values: list[object]) -> None:
    assert reach(way) == values


def test_a_place_knows_its_pointer() -> None:
    pointers = [place.pointer for place in walk(DATA, "Nested[].To[].Arn")]
    assert pointers == [("Nested", 0, "To", 0, "Arn"), ("Nested", 0, "To", 1, "Arn"), ("Nested", 1, "To", 0, "Arn")]


@pytest.mark.parametrize(
    ("way", "values"),
    [
        (".Arn", ["d1"]),
        ("..RoleArn", ["r"]),
        ("..Dlq.Arn", ["d1"]),
        ("...Name", ["n"]),
        ("....Name", []),
        (".RoleArn", []),
    ],
)
def test_dots_start_at_the_objects_on_the_way(way: str, values: list[object]) -> None:
    place = next(walk(DATA, "Targets[].Dlq.Arn"))
    assert [reached.value for reached in walk_from(place, way)] == values


def test_a_place_reached_by_dots_has_its_whole_pointer() -> None:
    place = next(walk(DATA, "Targets[Id=1].Dlq.Arn"))
    assert [reached.pointer for reached in walk_from(place, "..RoleArn")] == [("Targets", 0, "RoleArn")]


@pytest.mark.parametrize(
    ("value", "text"),
    [("a", "a"), (True, "true"), (False, "false"), (60, "60"), (0.5, "0.5"), (None, None), ([], None)],
)
def test_scalars_are_spelled_as_cloudformation_does(value: object, text: str | None) -> None:
    assert spell(value) == text


NAMES = st.sampled_from(["A", "B", "C"])
TREES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.sampled_from(["x", "y", "{", OPEN]), st.just(UNREAD)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=3)),
    max_leaves=12,
)
SELECTORS = st.sampled_from(["", "[]", "[A]", "[!A]", "[A=x]", "[A=x|y]", "[!A=x]", "[A.B=x]", "[A][B]"])
STEPS = st.builds(lambda name, selector: name + selector, NAMES, SELECTORS)
WAYS = st.lists(STEPS, min_size=1, max_size=4).map(".".join)


@given(tree=TREES, way=WAYS)
def test_whatever_is_reached_stands_at_its_pointer(tree: object, way: str) -> None:
    for place in walk(tree, way):
        value = tree
        for step in place.pointer:
            value = value[step]  # type: ignore[index]
        assert value is place.value
        assert place.value is not None


@given(tree=TREES, way=WAYS)
def test_a_test_and_its_negation_part_the_elements(tree: object, way: str) -> None:
    """Every element passes one of the two; both only where a value isn't known."""
    every = [place.pointer for place in walk(tree, f"{way}[]")]
    having = [place.pointer for place in walk(tree, f"{way}[A]")]
    lacking = [place.pointer for place in walk(tree, f"{way}[!A]")]
    assert set(every) == set(having) | set(lacking)
