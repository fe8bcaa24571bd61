"""Policies that are a JSON text inside a document."""

import pytest

from keypost.writers.edit import Append, Edit, Insert, Json, Remove, Replace
from tests.writers.texts import edit, refuse, written


def test_the_lines_of_a_block_stay_where_they_are() -> None:
    before = """\
    Queue:
      Policy: |
        {
          "Version": "2012-10-17",
          "Statement": [
            {"Sid": "a"}
          ]
        }

      Other: 1
    """
    after = """\
    Queue:
      Policy: |
        {
          "Version": "2012-10-17",
          "Statement": [
            {"Sid": "a"},
            {"Sid": "b"}
          ]
        }

      Other: 1
    """
    assert edit(before, Append("/Queue/Policy/Statement", {"Sid": "b"})) == written(after)


def test_a_folded_block_is_json_all_the_same() -> None:
    before = 'P: !Sub >-\n   {\n     "S": {\n       "Sid": "${X}"\n     }\n   }\nQ: 1\n'
    after = before.replace('"${X}"', '"${X}",\n       "Id": "${AWS::Region}"')
    assert edit(before, Insert("/P/S", "Id", {"Ref": "AWS::Region"})) == after


def test_line_endings_are_the_files_own() -> None:
    before = 'P: |\r\n  {\r\n    "A": [\r\n      1\r\n    ]\r\n  }\r\n'
    assert edit(before, Append("/P/A", 2)) == before.replace("1\r\n", "1,\r\n      2\r\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("""P: '{"A": ["it''s"]}'\n""", """P: '{"A": ["it''s", "x''s"]}'\n"""),
        ('P: "{\\"A\\": [1]}" # why\n', 'P: "{\\"A\\": [1, \\"x\'s\\"]}" # why\n'),
        ("""P: '{"A":\n  [1]}'\n""", """P: '{"A":\n  [1, "x''s"]}'\n"""),
        ("""[{P: '{"A": []}'}]\n""", """[{P: '{"A": ["x''s"]}'}]\n"""),
    ],
)
def test_quotes_stay_as_they_are(before: str, after: str) -> None:
    pointer = "/0/P/A" if before.startswith("[") else "/P/A"
    assert edit(before, Append(pointer, "x's")) == after


def test_json_in_json() -> None:
    before = '{"P": "{\\"A\\": [1]}"}'
    assert edit(before, Append("/P/A", "x"), file="t.json") == '{"P": "{\\"A\\": [1, \\"x\\"]}"}'


@pytest.mark.parametrize(
    ("asked", "after"),
    [
        (Insert("/P", "Id", 1), """P: '{"A": [1, 2], "Id": 1}'\n"""),
        (Remove("/P/A/0"), """P: '{"A": [2]}'\n"""),
        (Remove("/P/A"), "P: '{}'\n"),
        (Replace("/P/A", 1), """P: '{"A": 1}'\n"""),
        (Replace("/P", "x"), "P: 'x'\n"),
    ],
)
def test_every_edit_goes_inside(asked: Edit, after: str) -> None:
    assert edit("""P: '{"A": [1, 2]}'\n""", asked) == after


@pytest.mark.parametrize(
    ("value", "held"),
    [
        ({"Ref": "A"}, "${A}"),
        ({"Fn::GetAtt": ["A", "Arn"]}, "${A.Arn}"),
        ({"Fn::GetAtt": "A.Arn"}, "${A.Arn}"),
        ({"Fn::Sub": "x${A}"}, "x${A}"),
        ({"Fn::Join": ["/", ["x", {"Ref": "A"}]]}, "x/${A}"),
        ("${aws:username}", "${!aws:username}"),
        ("${!aws:username}", "${!aws:username}"),
    ],
)
def test_a_text_under_sub_says_what_functions_give(value: Json, held: str) -> None:
    assert edit("P: !Sub '[1]'\n", Append("/P/Fn::Sub/0", value)) == "P: !Sub '[[1, \"{}\"]]'\n".replace("{}", held)
    assert edit("P:\n  Fn::Sub: ['{\"A\": []}', {}]\n", Append("/P/Fn::Sub/0/A", value)) == (
        'P:\n  Fn::Sub: [\'{"A": ["' + held + "\"]}', {}]\n"
    )


def test_the_way_goes_on_through_sub_and_to_json_string() -> None:
    assert edit("P: !Sub '{}'\n", Insert("/P", "A", [{"Ref": "X"}])) == 'P: !Sub \'{"A": ["${X}"]}\'\n'
    assert edit("P: !ToJsonString {A: []}\n", Append("/P/A", {"Ref": "X"})) == "P: !ToJsonString {A: [!Ref X]}\n"


@pytest.mark.parametrize("value", [{"Ref": "X"}, [{"k": {"Fn::GetAtt": "A.Arn"}}]])
def test_a_text_without_sub_has_no_functions(value: Json) -> None:
    assert refuse("P: '{\"A\": []}'\n", Append("/P/A", value)) == ("function-in-text", 1)


def test_sub_cannot_say_everything() -> None:
    assert refuse("P: !Sub '{\"A\": []}'\n", Append("/P/A", {"Fn::ImportValue": "x"})) == ("function-in-text", 1)


def test_a_text_that_is_no_json_has_no_parts() -> None:
    assert refuse("P: '{broken'\n", Insert("/P", "A", 1)) == ("not-a-mapping", 1)
    assert refuse("P: '{broken'\n", Remove("/P/A")) == ("missing", 1)
