"""Templates as text: what is read, with which lines, and what is refused."""

import json
import sys
import time
from collections.abc import Callable

import pytest

from keypost.errors import EXIT_UNREADABLE, UnreadableInputError
from keypost.readers.cloudformation.load import load_template, looks_like_template, read_document
from keypost.readers.cloudformation.loading.document import MAX_BYTES, MAX_DEPTH
from tests.readers.cloudformation.resolving import build_stack, show

MINIMAL = "Resources:\n  A: {Type: AWS::SNS::Topic}\n"


def probe(value: str) -> object:
    template = load_template(f"Resources:\n  P:\n    Type: T::T::T\n    Properties: {{V: {value}}}\n", file="t.yaml")
    properties = template.resources["P"].properties
    return properties["V"] if isinstance(properties, dict) else None


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2012-10-17", "2012-10-17"),
        ("2012-10-17T00:00:00Z", "2012-10-17T00:00:00Z"),
        ("111122223333", 111122223333),
        ("012345678901", "012345678901"),
        ("'111122223333'", "111122223333"),
        ("0", 0),
        ("-5", -5),
        ("+5", "+5"),
        ("1.5", 1.5),
        ("1.50", "1.50"),
        ("1e3", "1e3"),
        ("0x1F", "0x1F"),
        ("0o17", "0o17"),
        ("1_000", "1_000"),
        ("22:22", "22:22"),
        ("190:20:30", "190:20:30"),
        ("9" * 5000, "9" * 5000),
        ("yes", True),
        ("No", False),
        ("on", True),
        ("OFF", False),
        ("y", "y"),
        ("N", "N"),
        ("'yes'", "yes"),
        ("True", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("!!str 123", "123"),
        ("!!str yes", "yes"),
        ("!!int 7", 7),
        (".inf", ".inf"),
        ("=", "="),
        ("kms:*", "kms:*"),
        ('"a\\ue200b"', "a\ufffdb"),
        ("a\ue200b", "a\ufffdb"),
    ],
)
def test_yaml_scalar(written: str, expected: object) -> None:
    value = probe(written)
    assert value == expected
    assert type(value) is type(expected)


def test_keys_stay_as_written() -> None:
    assert probe("{111122223333: a, 012345678901: b, yes: c, 2012-10-17: d}") == {
        "111122223333": "a",
        "012345678901": "b",
        "yes": "c",
        "2012-10-17": "d",
    }


def test_short_forms_become_long_forms() -> None:
    assert probe("[!Ref A, !GetAtt A.B, !Sub [x, {y: !Ref z}], !Condition c, !If [c, !Ref a, b]]") == [
        {"Ref": "A"},
        {"Fn::GetAtt": "A.B"},
        {"Fn::Sub": ["x", {"y": {"Ref": "z"}}]},
        {"Condition": "c"},
        {"Fn::If": ["c", {"Ref": "a"}, "b"]},
    ]


def test_anchors_aliases_and_merges() -> None:
    template = load_template(
        """
Resources:
  A: &a
    Type: T::T::T
    Properties: &p
      X: 1
      Y: 2
  B: *a
  C:
    Type: T::T::T
    Properties:
      <<: *p
      Y: 3
  D:
    Type: T::T::T
    Properties:
      <<: [{Z: 1}, {Z: 2, W: 3}]
""",
        file="t.yaml",
    )
    assert template.resources["B"].properties == {"X": 1, "Y": 2}
    assert template.resources["C"].properties == {"X": 1, "Y": 3}
    assert template.resources["D"].properties == {"Z": 1, "W": 3}
    assert template.origin(("Resources", "C", "Properties", "X")).line == 6
    assert template.origin(("Resources", "C", "Properties", "Y")).line == 13


def test_every_key_and_item_has_its_line_in_yaml() -> None:
    text = """Resources:
  A:
    Type: T::T::T
    Properties:
      L:
        - a
        - !Sub
          - x
          - {y: 1}
"""
    template = load_template(text, file="t.yaml")
    steps = ("Resources", "A", "Properties", "L", 1, "Fn::Sub", 1, "y")
    lines = [template.origin(steps[:count]).line for count in range(1, len(steps) + 1)]
    assert lines == [1, 2, 4, 5, 7, 7, 9, 9]
    assert template.origin(("Resources", "A", "Nothing")).line == 2
    assert str(template.origin(steps[:4])) == "t.yaml:5"
    assert template.origin(steps[:4]).pointer == "/Resources/A/Properties/L"


def test_every_key_and_item_has_its_line_in_json() -> None:
    data = {
        "Resources": {"A": {"Type": "T::T::T", "Properties": {"L": ["a", {"x": ["}", "\\", '"']}, 1.5, None], "M": {}}}}
    }
    text = json.dumps(data, indent=1)
    template = load_template(text, file="t.json")
    written = text.splitlines()
    for pointer, shown in [
        (("Resources",), '"Resources": {'),
        (("Resources", "A", "Type"), '"Type": "T::T::T",'),
        (("Resources", "A", "Properties", "L", 0), '"a",'),
        (("Resources", "A", "Properties", "L", 1), "{"),
        (("Resources", "A", "Properties", "L", 1, "x", 2), '"\\""'),
        (("Resources", "A", "Properties", "L", 3), "null"),
        (("Resources", "A", "Properties", "M"), '"M": {}'),
        (("Resources", "A", "Properties", "Nothing"), '"Properties": {'),
    ]:
        line = template.origin(pointer).line
        assert line is not None
        assert written[line - 1].strip() == shown


def test_byte_order_mark_is_no_part_of_the_text() -> None:
    assert load_template(b"\xef\xbb\xbf" + MINIMAL.encode(), file="t.yaml").resources
    assert load_template(b'\xef\xbb\xbf{"Resources": {}}', file="t.json").resources == {}
    assert load_template("\ufeff" + MINIMAL, file="t.yaml").resources


def test_json_escapes_of_reserved_characters_and_lone_surrogates_are_replaced() -> None:
    text = r'{"Resources": {"P": {"Type": "T", "Properties": {"V": "\ue200\\ue200 \ud800 \ud83d\ude00\udc00 \u00e9"}}}}'
    assert load_template(text, file="t.json").resources["P"].properties == {
        "V": "\ufffd\\ue200 \ufffd \U0001f600\ufffd é"
    }


def test_json_numbers_that_would_change_stay_text() -> None:
    text = '{"Resources": {"P": {"Type": "T", "Properties": {"V": [1.50, 1e400, 2, 2.5, %s]}}}}' % ("9" * 5000)
    assert load_template(text, file="t.json").resources["P"].properties == {"V": ["1.50", "1e400", 2, 2.5, "9" * 5000]}


def test_a_python_without_the_quick_scanner_reads_json_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "_json", None)
    document = read_document('{"A": [1,\n {"B": 2.5}]}', file="t.json")
    assert document.data == {"A": [1, {"B": 2.5}]}
    assert document.line(("A", 1, "B")) == 2


def test_flow_style_yaml_in_a_yaml_file_may_start_like_json() -> None:
    assert load_template("{Resources: {A: {Type: !Sub x}}} # flow", file="t.yaml").data == {
        "Resources": {"A": {"Type": {"Fn::Sub": "x"}}}
    }


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("Resources:\n  A: {Type: X::Y::Z}\n  A: {Type: AWS::SNS::Topic}\n", "A", 3),
        ('{"Resources": {"A": {"Type": "X::Y::Z"},\n"A": {"Type": "AWS::SNS::Topic"}}}', "A", 2),
    ],
)
def test_of_duplicate_keys_the_last_counts_and_a_gap_says_so(text: str, key: str, line: int) -> None:
    template = load_template(text, file="t.yaml")
    assert template.resources["A"].type == "AWS::SNS::Topic"
    assert [(gap.what, gap.origin.line) for gap in template.gaps] == [(key, line)]


UNKNOWN_TAG = "Resources: {{A: {{Type: T::T::T, Properties: {{X: {}}}}}}}\n"


@pytest.mark.parametrize(
    ("text", "what", "line"),
    [
        (MINIMAL + "Extras: {}\n", "Extras", 3),
        (MINIMAL + "x-vendor: 1\n", "x-vendor", 3),
        (MINIMAL + "Conditions: []\n", "Conditions", 3),
        (MINIMAL + "Parameters: {P: String}\n", "P", 3),
        (MINIMAL + "Transform: [AWS::LanguageExtensions, MyMacro]\n", "MyMacro", 3),
        ("Resources:\n  A: {Properties: {}}\n", "A", 2),
        ("Resources:\n  A: text\n", "A", 2),
        ("Resources:\n  Fn::Transform: {Name: AWS::Include}\n", "Fn::Transform", 2),
        ("Resources:\n  A: {Type: T::T::T, Properties: {X: !!binary eA==}}\n", "!!binary", 2),
        (UNKNOWN_TAG.format("!!python/object/apply:os.system [ls]"), "!!python/object/apply:os.system", 1),
        (UNKNOWN_TAG.format("!!python/object:os.system {a: b}"), "!!python/object:os.system", 1),
        (UNKNOWN_TAG.format("!<tag:example.com,2000:x> 1"), "!<tag:example.com,2000:x>", 1),
    ],
)
def test_what_is_odd_about_a_template_is_a_gap_with_its_line(text: str, what: str, line: int) -> None:
    gaps = load_template(text, file="t.yaml").gaps
    assert [(gap.what, gap.origin.line) for gap in gaps] == [(what, line)]
    assert gaps[0].why.en
    assert gaps[0].why.ja


def test_unknown_tag_is_a_gap_where_its_value_is_used() -> None:
    stack = build_stack("Resources:\n  A:\n    Type: T::T::T\n    Properties:\n      X: !python/object:os.system ls\n")
    assert show(stack.resources()["A"].properties) == {"X": "?!python/object:os.system:5"}
    assert [(gap.what, gap.origin.line) for gap in stack.gaps] == [("!python/object:os.system", 5)]


BILLION_LAUGHS = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12)
)

REFUSED: list[tuple[str, str | bytes, str, str, int | None]] = [
    ("empty", "", "t.yaml", "no Resources", 1),
    ("a list", "- a\n", "t.yaml", "no Resources", 1),
    ("a text", "hello", "t.yaml", "no Resources", 1),
    ("other yaml", "apiVersion: v1\nkind: Pod\n", "t.yaml", "no Resources", 1),
    ("other json", '{"Version": "2012-10-17", "Statement": []}', "t.json", "no Resources", 1),
    ("resources is a list", "AWSTemplateFormatVersion: x\nResources: []\n", "t.yaml", "no Resources", 2),
    ("broken yaml", "Resources:\n  A: [b\n", "t.yaml", "valid YAML", 3),
    ("two tags", "Resources:\n  A: !Base64 !Sub x\n", "t.yaml", "valid YAML", 2),
    ("tab", "Resources:\n\tA: b\n", "t.yaml", "tab", 2),
    ("broken json", '{"Resources": {\n"A": }', "t.json", "valid JSON", 2),
    ("trailing comma in json", '{"Resources": {"A": {}\n,}}', "t.json", "valid JSON", 2),
    ("no comma in json", '{"A": 1\n"Resources": {}}', "t.json", "a comma or a closing bracket", 2),
    ("no colon in json", '{"Resources" {}}', "t.json", "a colon", 1),
    ("no name in json", '{"A": 1,\n1 "Resources": {}}', "t.json", "a name in double quotes", 2),
    ("json not closed", '{"Resources": {"A": {}', "t.json", "valid JSON", 1),
    ("comment in json", '{"Resources": {} // no\n}', "t.json", "valid JSON", 1),
    ("NaN", '{"Resources": {"A": NaN}}', "t.json", "valid JSON", None),
    ("cut off", '{"Resources": {"A": "', "t.yaml", "valid JSON", 1),
    ("not utf-8", b"Resources:\n  A: caf\xe9\n", "t.yaml", "byte 20", 2),
    ("utf-16", MINIMAL.encode("utf-16"), "t.yaml", "UTF-8", 1),
    ("lone surrogate", "Resources:\n  A: \ud800", "t.yaml", "UTF-8", 2),
    ("null characters", "Resources:\n\n  A: \0", "t.yaml", "doesn't allow", 3),
    ("several documents", MINIMAL + "---\n" + MINIMAL, "t.yaml", "several YAML documents", 3),
    ("key isn't text", "Resources:\n  ? [a]\n  : b\n", "t.yaml", "isn't text", 2),
    ("undefined alias", "Resources:\n  A: *b\n", "t.yaml", "no anchor", 2),
    ("recursive alias", "Resources: &a\n  A: *a\n", "t.yaml", "contains itself", 2),
    ("recursive merge", "Resources: &a\n  <<: *a\n", "t.yaml", "contains itself", 2),
    ("billion laughs", BILLION_LAUGHS, "t.yaml", "aliases", None),
    ("deep flow yaml", "Resources: " + "[" * 100_000, "t.yaml", "levels deep", 1),
    ("deep block yaml", "- " * 100_000, "t.yaml", "levels deep", 1),
    ("deep json", "[" * 1_000_000, "t.json", "levels deep", None),
    ("deep closed json", "[" * 500 + "]" * 500, "t.json", "levels deep", None),
    ("deep json in yaml", '{"a":' * 100_000, "t.yaml", "levels deep", None),
    ("too large", b"x" * (MAX_BYTES + 1), "t.yaml", "bytes", None),
]


@pytest.mark.parametrize(
    ("text", "file", "says", "line"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_refused_with_one_clear_message(text: str | bytes, file: str, says: str, line: int | None) -> None:
    with pytest.raises(UnreadableInputError) as caught:
        load_template(text, file=file)
    error = caught.value
    assert says in error.message.en
    assert file in error.message.en
    assert file in error.message.ja
    assert error.hint.en
    assert error.hint.ja
    assert error.origin.file == file
    if line is not None:
        assert error.origin.line == line
    assert EXIT_UNREADABLE == 2


def test_garbage_is_refused_fast() -> None:
    start = time.process_time()
    for garbage in (b"\x00\xff" * 50_000_000, b"[" * (MAX_BYTES - 1), BILLION_LAUGHS.encode()):
        with pytest.raises(UnreadableInputError):
            load_template(garbage, file="t.yaml")
    assert time.process_time() - start < 2


def test_nesting_up_to_the_limit_is_read() -> None:
    depth = MAX_DEPTH - 4
    text = '{"Resources": {"A": {"Type": "T::T::T", "Properties": {"V": ' + "[" * depth + "]" * depth + "}}}}"
    assert load_template(text, file="t.json").resources["A"].properties


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (MINIMAL, True),
        ("AWSTemplateFormatVersion: '2010-09-09'\nResources: {}\n", True),
        ('{"AWSTemplateFormatVersion": "2010-09-09", "Resources": {}}', True),
        ('{\n "Resources": {\n  "A": {"Type": "AWS::SNS::Topic"}}}', True),
        ('{"Description":"x","Resources":{"A":{"Type":"AWS::SNS::Topic"}}}', True),
        ("apiVersion: v1\nkind: List\n", False),
        ("service: x\nresources:\n  Resources:\n    A: {Type: AWS::SNS::Topic}\n", False),
        ('{"Version": "2012-10-17", "Statement": [{"Resource": "*"}]}', False),
        ("", False),
        (b"\xff\xfe\x00", False),
    ],
)
def test_looks_like_template(text: str | bytes, expected: object) -> None:
    assert looks_like_template(text) is expected
    if isinstance(text, str):
        assert looks_like_template(text.encode()) is expected


@pytest.mark.parametrize("build", [str, str.encode], ids=["text", "bytes"])
def test_text_and_bytes_read_the_same(build: Callable[[str], str | bytes]) -> None:
    assert load_template(build(MINIMAL), file="t").data == {"Resources": {"A": {"Type": "AWS::SNS::Topic"}}}
