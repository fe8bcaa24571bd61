"""Documents as people write them, and what an edit makes of them: the change, and nothing else."""

import json

import pytest

from keypost.writers.edit import Append, Insert, Json, Remove, Replace
from keypost.writers.editor import edit_text
from tests.writers.texts import STATEMENT, edit, refuse, written


def test_a_statement_is_written_like_its_neighbours() -> None:
    before = """\
    # Alarms
    Resources:
      Key:
        Type: AWS::KMS::Key   # shared
        Properties:
          KeyPolicy:
            Version: '2012-10-17'
            Statement:
              - Sid: Root
                Action: kms:*  # all
                # as IAM says

          EnableKeyRotation: true
    """
    after = """\
    # Alarms
    Resources:
      Key:
        Type: AWS::KMS::Key   # shared
        Properties:
          KeyPolicy:
            Version: '2012-10-17'
            Statement:
              - Sid: Root
                Action: kms:*  # all
                # as IAM says
              - Sid: AllowAlarms
                Effect: Allow
                Principal:
                  Service: cloudwatch.amazonaws.com
                Action:
                  - kms:Decrypt
                  - kms:GenerateDataKey*
                Resource: '*'

          EnableKeyRotation: true
    """
    assert edit(before, Append("/Resources/Key/Properties/KeyPolicy/Statement", STATEMENT)) == written(after)


def test_indentation_and_quotes_are_the_documents_own() -> None:
    before = """\
    Policy:
        Statement:
        -   Sid: "Root"
            Action: ["kms:*"]
        -   Sid: "More"
            Action: ["kms:Decrypt"]
    """
    after = """\
    Policy:
        Statement:
        -   Sid: "Root"
            Action: ["kms:*"]
        -   Sid: "More"
            Action: ["kms:Decrypt"]
        -   Sid: "AllowAlarms"
            Effect: "Allow"
            Principal:
                Service: "cloudwatch.amazonaws.com"
            Action: ["kms:Decrypt", "kms:GenerateDataKey*"]
            Resource: "*"
    """
    assert edit(before, Append("/Policy/Statement", STATEMENT)) == written(after)


def test_what_is_apart_by_blank_lines_stays_apart() -> None:
    before = "R:\n  A: 1\n\n  B: 2\n\n# the end\nO: 1\n"
    assert edit(before, Insert("/R", "C", 3)) == "R:\n  A: 1\n\n  B: 2\n\n  C: 3\n\n# the end\nO: 1\n"


def test_a_comment_of_the_next_key_stays_with_it() -> None:
    before = "S:\n- a\n# about T\nT: 1\n"
    assert edit(before, Append("/S", "b")) == "S:\n- a\n- b\n# about T\nT: 1\n"


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("kms:*", "a: kms:*"),
        ("*", "a: '*'"),
        ("2012-10-17", "a: '2012-10-17'"),
        ("111122223333", "a: '111122223333'"),
        ("012345678901", "a: '012345678901'"),
        ("1e3", "a: '1e3'"),
        ("yes", "a: 'yes'"),
        ("N", "a: 'N'"),
        ("null", "a: 'null'"),
        ("", "a: ''"),
        ("it's", "a: it's"),
        ("'", "a: ''''"),
        ("a: b", "a: 'a: b'"),
        ("a #b", "a: 'a #b'"),
        ("a:", "a: 'a:'"),
        ("- a", "a: '- a'"),
        ("a\nb", 'a: "a\\nb"'),
        ("\x85", 'a: "\\u0085"'),
        ("アラーム", "a: アラーム"),
        ("false", "a: 'false'"),
        (False, "a: false"),
        (None, "a: null"),
        (7, "a: 7"),
        ([], "a: []"),
        ({}, "a: {}"),
        ({"Ref": "Key"}, "a: !Ref Key"),
        ({"Fn::GetAtt": ["Key", "Arn"]}, "a: !GetAtt Key.Arn"),
        ({"Fn::Sub": "${A}"}, "a: !Sub ${A}"),
        ({"Fn::Join": [":", ["a", {"Ref": "B"}]]}, "a: !Join [':', [a, !Ref B]]"),
        ({"Fn::Base64": {"Ref": "B"}}, "a:\n  Fn::Base64: !Ref B"),
        ({"Fn::Transform": {"Name": "X"}}, "a:\n  Fn::Transform:\n    Name: X"),
    ],
)
def test_values_mean_the_same_to_every_reader(value: Json, line: str) -> None:
    assert edit("a: x\n", Replace("/a", value)) == line + "\n"


def test_functions_are_tags_where_the_document_has_tags() -> None:
    value = {"Fn::If": ["Prod", {"Fn::Sub": "a"}, {"Ref": "AWS::NoValue"}]}
    assert edit("a: 1\nb: !Ref X\n", Replace("/a", value)) == "a: !If [Prod, !Sub a, !Ref 'AWS::NoValue']\nb: !Ref X\n"
    assert edit("a: 1\nb: {Ref: X}\n", Replace("/a", {"Ref": "Z"})) == "a:\n  Ref: Z\nb: {Ref: X}\n"


def test_a_long_function_has_lines_of_its_own() -> None:
    value = {"Fn::Join": ["", ["x" * 60, "y" * 60]]}
    assert edit(
        "a: 1\n", Replace("/a", value)
    ) == f"a: !Join\n  - ''\n  -\n    - {'x' * 60}\n    - {'y' * 60}\n".replace("-\n    - x", "- - x")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("A: x # why\nB: 1\n", "A:\n  - x # why\n  - w\nB: 1\n"),
        ("A: [x] # why\n", "A: [x, w] # why\n"),
        ("A: [ x ]\n", "A: [ x, w ]\n"),
        ("A: []\n", "A:\n  - w\n"),
        ("A:\nB: 1\n", "A:\n  - w\nB: 1\n"),
        ("A: # why\n", "A: # why\n  - w\n"),
        ("A: x\nB: [1]\n", "A: [x, w]\nB: [1]\n"),
        ("A: '*'\nB: [1]\n", "A: ['*', w]\nB: [1]\n"),
        ("A: a,b\nB: [1]\n", "A: ['a,b', w]\nB: [1]\n"),
        ("{A: x}\n", "{A: [x, w]}\n"),
        ("A:\n  Ref: x\n", "A:\n  - Ref: x\n  - w\n"),
        ("A: !Sub x\nB: [1]\n", "A: [!Sub x, w]\nB: [1]\n"),
        ("A: !GetAtt K.Arn\n", "A:\n  - !GetAtt K.Arn\n  - w\n"),
        ("A: |\n  x\n  z\n", "A:\n  - |\n    x\n    z\n  - w\n"),
        ("A: [\n  x, # x\n  z  # z\n]\n", "A: [\n  x, # x\n  z,  # z\n  w\n]\n"),
        ("A: [\n  x,\n  z, # z\n]\n", "A: [\n  x,\n  z, # z\n  w,\n]\n"),
        ("A: [\n    x\n  ]\n", "A: [\n    x,\n    w\n  ]\n"),
        ("A:\n  - - x\n", "A:\n  - - x\n  - w\n"),
        ("A:\n- |+\n  x\n\nB: 1\n", "A:\n- |+\n  x\n\n- w\nB: 1\n"),
        ("A:\n- x", "A:\n- x\n- w"),
        ("A:\r\n- x\r\n", "A:\r\n- x\r\n- w\r\n"),
        ("\ufeffA:\n- x\n", "\ufeffA:\n- x\n- w\n"),
        ("A: &a x\nB: [1]\n", "A: [&a x, w]\nB: [1]\n"),
        ("A: 'x\n  z'\nB: [1]\n", "A:\n  - 'x\n    z'\n  - 'w'\nB: [1]\n"),
        ("---\nA: [x]\n...\n", "---\nA: [x, w]\n...\n"),
    ],
)
def test_an_item_is_appended(before: str, after: str) -> None:
    assert edit_text(before, [Append("/A", "w")], file="t.yaml") == after


@pytest.mark.parametrize(
    ("before", "pointer", "after"),
    [
        ("A:\n- x # why\n- z\n", "/A/0", "A:\n- - x # why\n  - w\n- z\n"),
        ("A:\n- b: 1\n  # about c\n  c: 2\n", "/A/0", "A:\n- - b: 1\n    # about c\n    c: 2\n  - w\n"),
        ("A: !Join\n  # why\n  b: 1\n  c: 2\n", "/A/Fn::Join", "A: !Join\n  # why\n  - b: 1\n    c: 2\n  - w\n"),
    ],
)
def test_a_list_begins_where_a_value_stood(before: str, pointer: str, after: str) -> None:
    assert edit_text(before, [Append(pointer, "w")], file="t.yaml") == after


def test_spaces_that_a_text_ends_with_stay_in_it() -> None:
    after = edit_text("A: |-\n  x\n   \nB: 1\n", [Append("/A", "w")], file="t.yaml")
    assert after == "A:\n  - |-\n    x\n     \n  - w\nB: 1\n"


def test_a_single_statement_becomes_a_list_of_both() -> None:
    before = """\
    Policy:
      Statement:
        # the account
        Sid: Root
        Action:
          - kms:*   # all

        Note: |
          two
            lines
      Version: '2012-10-17'
    """
    after = """\
    Policy:
      Statement:
        # the account
        - Sid: Root
          Action:
            - kms:*   # all

          Note: |
            two
              lines
        - Sid: New
      Version: '2012-10-17'
    """
    assert edit(before, Append("/Policy/Statement", {"Sid": "New"})) == written(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("A:\n  x: 1\n", "A:\n  x: 1\n  k:\n    - v\n"),
        ("A: {x: 1}\n", "A: {x: 1, k: [v]}\n"),
        ("A: {}\n", "A:\n  k:\n    - v\n"),
        ("A:\n", "A:\n  k:\n    - v\n"),
        ("A: { # why\n  }\n", "A: { # why\n  k: [v]}\n"),
        ("- A\nA: 1\n", None),
        ("A:\n    x:\n        y: 1\n", "A:\n    x:\n        y: 1\n    k:\n      - v\n"),
        ("A:\n    x:\n        - y\n", "A:\n    x:\n        - y\n    k:\n        - v\n"),
        ("'A':\n  'x': 1\n", "'A':\n  'x': 1\n  'k':\n    - v\n"),
        (
            "A:\n  x: 1 # one\n    # still x\n  # B\nB: 1\n",
            "A:\n  x: 1 # one\n    # still x\n  k:\n    - v\n  # B\nB: 1\n",
        ),
    ],
)
def test_a_key_is_inserted(before: str, after: str | None) -> None:
    result = edit_text(before, [Insert("/A", "k", ["v"])], file="t.yaml")
    assert result == after if after is not None else not isinstance(result, str)


@pytest.mark.parametrize(
    ("before", "pointer", "after"),
    [
        ("A:\n- x # x\n- y\n", "/A/0", "A:\n- y\n"),
        ("A:\n- x\n# about y\n- y\n", "/A/1", "A:\n- x\n# about y\n"),
        ("A:\n- x\n- y", "/A/1", "A:\n- x"),
        ("A:\n- x\nB: 1\n", "/A/0", "A: []\nB: 1\n"),
        ("A:\n  b: 1\nB: 1\n", "/A/b", "A: {}\nB: 1\n"),
        ("- a: 1\n  b: 2\n", "/0/a", "- b: 2\n"),
        ("- a: 1\n  # about b\n  b: 2\n", "/0/a", "- \n  # about b\n  b: 2\n"),
        ("A:\n  b:\n    c: 1\n    # more\n  d: 2\n", "/A/b", "A:\n  d: 2\n"),
        ("A: [x, y, z]\n", "/A/0", "A: [y, z]\n"),
        ("A: [x, y, z]\n", "/A/1", "A: [x, z]\n"),
        ("A: [x, y, z]\n", "/A/2", "A: [x, y]\n"),
        ("A: [ x ]\n", "/A/0", "A: []\n"),
        ("A: [x,]\n", "/A/0", "A: []\n"),
        ("A: [\n  x, # x\n  y, # y\n  z # z\n]\n", "/A/1", "A: [\n  x, # x\n  z # z\n]\n"),
        ("A: [\n  x, # x\n  z # z\n]\n", "/A/1", "A: [\n  x # x\n]\n"),
        ("A: [x, # x\n  z]\n", "/A/1", "A: [x # x\n  ]\n"),
        ("A: {x: 1, y: 2}\n", "/A/y", "A: {x: 1}\n"),
        ("A: |-\n  x\nB: 1\n   \nC: 1\n", "/B", "A: |-\n  x\nC: 1\n"),
        ("A: |-\n  x\nB: 1\n\nC: 1\n", "/B", "A: |-\n  x\n\nC: 1\n"),
    ],
)
def test_an_entry_is_removed_with_its_lines(before: str, pointer: str, after: str) -> None:
    assert edit_text(before, [Remove(pointer)], file="t.yaml") == after


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("A: x # why\n", "w", "A: w # why\n"),
        ('A: "x"\n', "w", 'A: "w"\n'),
        ("A: 'x'\n", "it's", "A: 'it''s'\n"),
        ("A: x # why\nB: 1\n", {"k": 1}, "A: # why\n  k: 1\nB: 1\n"),
        ("A:\n  # about k\n  k: 1 # one\nB: 1\n", {"z": 2}, "A:\n  # about k\n  z: 2\nB: 1\n"),
        ("A:\n  k: 1\nB: 1\n", "w", "A: w\nB: 1\n"),
        ("A: [x]\n", ["w"], "A: [w]\n"),
        ("A: |\n  x\nB: 1\n", "w", "A: w\nB: 1\n"),
        ("A: !Ref x # why\n", {"Ref": "w"}, "A: !Ref w # why\n"),
        ("A:\n", "w", "A: w\n"),
        ("{A: }\n", "w", "{A: w }\n"),
    ],
)
def test_a_value_is_replaced(before: str, value: Json, after: str) -> None:
    assert edit_text(before, [Replace("/A", value)], file="t.yaml") == after


@pytest.mark.parametrize("before", ["", "# nothing yet\n", "---\n", "# no end"])
def test_an_empty_document_gets_its_first_lines(before: str) -> None:
    after = edit_text(before, [Insert("", "Resources", {"A": {"Type": "T"}})], file="t.yaml")
    assert isinstance(after, str)
    assert after.startswith(before)
    assert after.endswith("Resources:\n  A:\n    Type: T\n")


@pytest.mark.parametrize("indent", [None, 1, 2, 4, "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_json_keeps_its_indentation(indent: int | str | None, newline: str) -> None:
    def render(data: Json) -> str:
        return json.dumps(data, indent=indent).replace("\n", newline)

    data = {"Statement": [{"Sid": "a", "Action": ["x", "y"]}], "Version": "2012-10-17"}
    data_after = {**data, "Statement": [*data["Statement"], STATEMENT]}
    assert edit_text(render(data), [Append("/Statement", STATEMENT)], file="t.json") == render(data_after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('{"A":["x"],"B":1}', '{"A":["x","y"],"B":1}'),
        ('{ "A": [ "x" ] }', '{ "A": [ "x", "y" ] }'),
        ('{"A": []}', '{"A": ["y"]}'),
        ('{\n  "A": []\n}', '{\n  "A": [\n    "y"\n  ]\n}'),
        ('{\n  "A": "x"\n}', '{\n  "A": [\n    "x",\n    "y"\n  ]\n}'),
        ('{\n  "A": "x",\n  "B": ["z"]\n}', '{\n  "A": ["x", "y"],\n  "B": ["z"]\n}'),
        ('{\n\t"A": {\n\t\t"x": 1\n\t}\n}', '{\n\t"A": [\n\t\t{\n\t\t\t"x": 1\n\t\t},\n\t\t"y"\n\t]\n}'),
    ],
)
def test_json_is_edited_in_brackets(before: str, after: str) -> None:
    assert edit_text(before, [Append("/A", "y")], file="t.json") == after


def test_json_keeps_short_lists_on_a_line() -> None:
    before = '{\n  "A": ["x"],\n  "B": {\n    "c": 1\n  }\n}\n'
    assert edit(before, Insert("/B", "k", ["v"]), file="t.json") == before.replace("1\n", '1,\n    "k": ["v"]\n')


def test_a_whole_document_can_be_a_function() -> None:
    assert edit("!Sub x\n", Replace("/Fn::Sub", "z")) == "!Sub z\n"
    assert edit("!Sub x\n", Replace("", {"Ref": "z"})) == "Ref: z\n"


def test_json_escapes_where_the_document_does() -> None:
    assert edit('{"A": "\\u30ad"}', Insert("", "B", "ー"), file="t.json") == '{"A": "\\u30ad", "B": "\\u30fc"}'
    assert edit('{"A": "キ"}', Insert("", "B", "ー"), file="t.json") == '{"A": "キ", "B": "ー"}'


def test_a_pointer_goes_through_functions_and_loops() -> None:
    before = """\
    KeyPolicy: !If
      - Prod
      - Statement: []
      - Fn::If: [Dev, {Statement: [x]}, !Ref AWS::NoValue]
    Resources:
      Fn::ForEach::Topics:
        - Name
        - [A, B]
        - Topic${Name}:
            Type: AWS::SNS::Topic
    """
    after = """\
    KeyPolicy: !If
      - Prod
      - Statement: [a]
      - Fn::If: [Dev, {Statement: [x, b]}, !Ref AWS::NoValue]
    Resources:
      Fn::ForEach::Topics:
        - Name
        - [A, B]
        - Topic${Name}:
            Type: AWS::SNS::Topic
            Properties:
              KmsMasterKeyId: alias/x
      Key:
        Type: AWS::KMS::Key
    """
    edits = (
        Append("/KeyPolicy/Fn::If/1/Statement", "a"),
        Append("/KeyPolicy/Fn::If/2/Fn::If/1/Statement", "b"),
        Insert("/Resources/Fn::ForEach::Topics/2/Topic${Name}", "Properties", {"KmsMasterKeyId": "alias/x"}),
        Insert("/Resources", "Key", {"Type": "AWS::KMS::Key"}),
    )
    assert edit(before, *edits) == written(after)


def test_of_duplicate_keys_the_one_that_counts_is_edited() -> None:
    assert edit("a: {x: 1}\na: {x: 2}\n", Replace("/a/x", 3)) == "a: {x: 1}\na: {x: 3}\n"
    assert refuse("a: {x: 1}\na: {x: 2}\n", Remove("/a")) == ("duplicate-key", 2)


def test_edits_are_made_one_after_the_other() -> None:
    edits = (Append("/A", "w"), Append("/A", "z"), Remove("/A/0"), Insert("", "B", {}), Insert("/B", "k", 1))
    assert edit("A: x\n", *edits) == "A:\n  - w\n  - z\nB:\n  k: 1\n"


def test_nothing_is_done_twice() -> None:
    before = "A:\n  k:   [ 1 ]  # as it was\n"
    assert edit(before, Insert("/A", "k", [1]), Replace("/A/k", [1])) == before
    assert edit(before) == before


@pytest.mark.parametrize(
    ("before", "asked", "why", "line"),
    [
        ("A: [", Append("/A", 1), "unreadable", 2),
        ("A: 1\n---\nB: 1\n", Append("/A", 1), "unreadable", 2),
        ("A:\n  B: 1\n", Append("/A/C", 1), "missing", 2),
        ("A:\n- 1\n", Remove("/A/1"), "missing", 2),
        ("A: 1\n", Remove(""), "missing", 1),
        ("A: x\n", Remove("/A/b"), "missing", 1),
        ("A: 1\n", Insert("/A", "b", 1), "not-a-mapping", 1),
        ("A: {b: 1}\n", Insert("/A", "b", 2), "key-taken", 1),
        ("A: !If [a, b, c]\n", Append("/A", 1), "function", 1),
        ("A: !If [a, b, c]\n", Insert("/A", "b", 1), "function", 1),
        ("A:\n  Ref: x\n", Remove("/A/Ref"), "function", 2),
        ("A: !GetAtt X.Names\n", Append("/A", 1), "function", 1),
        ("A: !Ref AWS::NotificationARNs\n", Append("/A", 1), "function", 1),
        ("Parameters: {P: {Type: 'List<String>'}}\nA: !Ref P\n", Append("/A", 1), "function", 2),
        ("", Append("/A", 1), "missing", 1),
        ("A: 1\n", Replace("/A", float("nan")), "value", 1),
        ("A: 1\n", Replace("/A", ["\ud800"]), "value", 1),
        ("A: 1\n", Replace("/A", {1: 2}), "value", 1),
        ("A: 1\n", Replace("/A", {"a": object()}), "value", 1),
        ("A: 1\n", Replace("/A", "\ue000"), "layout", 1),
    ],
)
def test_what_cannot_be_done_has_a_reason_and_a_line(
    before: str, asked: Append | Insert | Remove | Replace, why: str, line: int
) -> None:
    assert refuse(before, asked) == (why, line)
