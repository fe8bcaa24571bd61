import json

from keypost.organization.shapes import Shapes
from keypost.organization.words import ACCOUNT

REGION = "us-east-1"
NAMES = frozenset({b"alarm-1a2b3c4d", b"alarm-9z8y7x6w", b"topic-11112222", b"topic-33334444"})


def alarm(name: str, topic: str, **more: object) -> bytes:
    arn = f"arn:aws:cloudwatch:{REGION}:{ACCOUNT.decode()}:alarm:{name}"
    action = f"arn:aws:sns:{REGION}:{ACCOUNT.decode()}:{topic}"
    record = {"type": "AWS::CloudWatch::Alarm", "id": arn, "arn": arn, "name": name}
    properties = {"AlarmActions": [action], **more}
    text = json.dumps(record | {"properties": properties, "call": "cloudwatch:DescribeAlarms"}, separators=(",", ":"))
    return text.replace("\\u0001", "\x01").encode()


def test_lines_that_differ_in_made_up_names_alone_have_one_shape() -> None:
    shapes = Shapes()
    one, names = shapes.find(alarm("alarm-1a2b3c4d", "topic-11112222"), REGION, NAMES)
    other, others = shapes.find(alarm("alarm-9z8y7x6w", "topic-33334444"), REGION, NAMES)
    assert one is other
    assert names == (b"alarm-1a2b3c4d", b"topic-11112222")
    assert others == (b"alarm-9z8y7x6w", b"topic-33334444")
    assert (one.own, one.links, one.is_plain, one.is_special) == (0, (1,), True, False)


def test_a_shape_is_recognized_in_lines_of_that_length() -> None:
    shapes = Shapes()
    shape, _ = shapes.find(alarm("alarm-1a2b3c4d", "topic-11112222"), REGION, NAMES)
    line = alarm("alarm-9z8y7x6w", "topic-33334444")
    (seen,) = shapes.recognize([line], REGION)
    assert (seen.shape, seen.lines, seen.names) == (shape, [line], [(b"alarm-9z8y7x6w", b"topic-33334444")])
    assert list(seen.words) == [b"alarm-9z8y7x6w"]


def test_a_shape_without_names_is_recognized() -> None:
    shapes = Shapes()
    line = alarm("default", "topic")
    shape, _ = shapes.find(line, REGION, NAMES)
    (seen,) = shapes.recognize([line, line], REGION)
    assert (seen.shape, seen.names, list(seen.words)) == (shape, [(), ()], [b"default", b"default"])


def test_lines_of_that_length_and_another_shape_are_told_apart() -> None:
    """The pattern fits the second: only what stands between the names tells it from the first."""
    shapes = Shapes()
    shape, _ = shapes.find(alarm("alarm-1a2b3c4d", "topic-11112222", Text="100% a"), REGION, NAMES)
    lines = [alarm("alarm-9z8y7x6w", "topic-33334444", Text=text) for text in ("100% a", "100% b", "100% a")]
    seen, other = shapes.recognize(lines, REGION)
    assert (seen.shape, seen.lines) == (shape, [lines[0], lines[2]])
    assert (other.lines, list(other.words)) == ([lines[1]], [b"alarm-9z8y7x6w"])
    assert not other.fits(NAMES)


def test_a_name_that_stands_twice_must_be_the_same_twice() -> None:
    shapes = Shapes()
    shapes.find(alarm("alarm-1a2b3c4d", "topic-11112222", Text="alarm-1a2b3c4d"), REGION, NAMES)
    (seen,) = shapes.recognize([alarm("alarm-9z8y7x6w", "topic-33334444", Text="alarm-1a2b3c4d")], REGION)
    assert not seen.fits(NAMES)


def test_another_region_is_another_shape() -> None:
    shapes = Shapes()
    line = alarm("alarm-1a2b3c4d", "topic-11112222")
    assert shapes.find(line, "eu-west-1", NAMES)[0] is not shapes.find(line, REGION, NAMES)[0]


def test_a_name_inside_a_longer_word_stays() -> None:
    shape, names = Shapes().find(alarm("alarm-1a2b3c4d", "topic-11112222-dlq"), REGION, NAMES)
    assert names == (b"alarm-1a2b3c4d",)
    assert b"topic-11112222-dlq" in shape.words


def test_what_looks_inside_names_makes_a_shape_special() -> None:
    special = alarm("alarm-1a2b3c4d", "topic-11112222", Text="${aws:username}")
    assert Shapes().find(special, REGION, NAMES)[0].is_special


def test_words_beside_a_star_are_parts_of_patterns() -> None:
    line = alarm("alarm-1a2b3c4d", "topic-11112222", Pattern="arn:aws:sns:*:1:orders-*", Other="*-dlq")
    assert Shapes().find(line, REGION, NAMES)[0].partial == {b"orders-", b"-dlq"}


def test_names_beside_another_account_are_strange() -> None:
    line = alarm("alarm-1a2b3c4d", "x", Other="arn:aws:sns:us-east-1:111122223333:topic-11112222")
    shape, names = Shapes().find(line, REGION, NAMES)
    assert [names[place] for place in shape.strange] == [b"topic-11112222"]
    assert shape.accounts[b"111122223333"] >= {b"sns", b"us-east-1"}
