"""Three topics under three kinds of encryption, each with an alarm."""

from tests.readers.local_aws import Account, use_key


def build(aws: Account) -> None:
    key = aws.key("alias/teams-0", use_key("cloudwatch.amazonaws.com"))
    encryption: list[dict[str, str]] = [{"KmsMasterKeyId": key}, {"KmsMasterKeyId": "alias/aws/sns"}, {}]
    for number, attributes in enumerate(encryption):
        aws.alarm(f"team-{number}", aws.topic(f"team-{number}", **attributes))
