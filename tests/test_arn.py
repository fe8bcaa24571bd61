from keypost.arn import Arn, parse_arn


def test_an_arn_is_parsed_and_printed() -> None:
    text = "arn:aws-cn:cloudwatch:cn-north-1:111122223333:alarm:a:b"
    arn = parse_arn(text)
    assert arn == Arn("aws-cn", "cloudwatch", "cn-north-1", "111122223333", "alarm:a:b")
    assert str(arn) == text


def test_the_name_is_the_last_segment() -> None:
    assert Arn("aws", "iam", "", "1", "role/path/app").name == "app"
    assert Arn("aws", "sns", "r", "1", "topic").name == "topic"


def test_other_texts_are_no_arns() -> None:
    assert parse_arn("arn:aws:sns:us-east-1:1") is None
    assert parse_arn("alias:aws:sns:us-east-1:1:x") is None
