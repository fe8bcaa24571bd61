"""Chat clients (Amazon Q Developer in chat applications, once AWS Chatbot): Slack and Microsoft Teams channels.

https://docs.aws.amazon.com/chatbot/latest/APIReference/API_Operations.html
One Region answers for the whole account; https://docs.aws.amazon.com/general/latest/gr/chatbot.html lists which do.
"""

from collections.abc import Iterator

from keypost.readers.live.api import Api
from keypost.readers.live.part import Part, Reach
from keypost.readers.live.reply import Item, settle
from keypost.readers.snapshot.record import Record

_SLACK, _TEAMS = "DescribeSlackChannelConfigurations", "ListMicrosoftTeamsChannelConfigurations"


def _fetch(api: Api) -> Iterator[Record]:
    for channel in api.items(_SLACK, "SlackChannelConfigurations"):
        yield _channel(channel, "AWS::Chatbot::SlackChannelConfiguration", call=f"chatbot:{_SLACK}")
    for channel in api.items(_TEAMS, "TeamChannelConfigurations"):
        yield _channel(channel, "AWS::Chatbot::MicrosoftTeamsChannelConfiguration", call=f"chatbot:{_TEAMS}")


def _channel(channel: Item, kind: str, *, call: str) -> Record:
    arn, name = channel["ChatConfigurationArn"], channel.get("ConfigurationName", "")
    properties = {
        "ConfigurationName": name,
        "SnsTopicArns": channel.get("SnsTopicArns"),
        "IamRoleArn": channel.get("IamRoleArn"),
    }
    return Record(kind, arn, arn, name, settle(properties), call)


PART = Part(
    "chat",
    "chatbot",
    {name: f"chatbot:{name}" for name in (_SLACK, _TEAMS)},
    _fetch,
    Reach.ACCOUNT,
    answers_in="us-east-2",
)
