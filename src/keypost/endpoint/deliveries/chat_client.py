"""The chat client (Amazon Q Developer in chat applications, once AWS Chatbot): configurations of channels.

A configuration's topics get a subscription of the chat client, made by its service-linked role. A workspace or a team
counts as connected whatever its id: that happens in a browser. Sources: AWS Chatbot API reference; Administrator Guide,
service-linked role for Amazon Q Developer in chat applications.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from keypost.arn import parse_arn
from keypost.endpoint.call import PARTITION, Call, Caller
from keypost.endpoint.deliveries.declare import Delivery
from keypost.endpoint.deliveries.sns_to_http import CHAT_CLIENT
from keypost.endpoint.front import Front, Operation, Result
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.store.subscriptions import list_subscribers
from keypost.named import NamedTuple
from keypost.policy.request import Principal, PrincipalKind

_KIND = "chat-configurations"
_ROLE = "aws-service-role/management.chatbot.amazonaws.com/AWSServiceRoleForAWSChatbot"
_ALLOWED = (
    "sns:ListSubscriptionsByTopic", "sns:ListTopics", "sns:Unsubscribe", "sns:Subscribe", "sns:ListSubscriptions",
)  # fmt: skip
_POLICY = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": _ALLOWED, "Resource": "*"}]})


class _Chat(NamedTuple):
    """A chat application: its part of the ARN, and the member of answers that holds a configuration."""

    kind: str
    member: str


_SLACK = _Chat("slack-channel", "ChannelConfiguration")
_TEAMS = _Chat("microsoft-teams-channel", "ChannelConfiguration")


def list_configurations(front: Front, topic: str) -> list[dict[str, Any]]:
    """Return the configurations of any account that show a topic in a channel."""
    kept = [one for key, found in front.state.maps.items() if key[0] == _KIND for one in list(found.values())]
    return [one for one in kept if topic in one["SnsTopicArns"]]


def find_channel(configuration: Mapping[str, Any]) -> str:
    """Return the id of the channel that a configuration is about."""
    return str(configuration.get("SlackChannelId") or configuration.get("ChannelId") or "")


def _create(chat: _Chat) -> Operation:
    def create(front: Front, call: Call, _caller: Caller) -> Result:
        arn = f"arn:{PARTITION}:chatbot::{call.account}:chat-configuration/{chat.kind}/{call.get('ConfigurationName')}"
        kept = front.state.map(_KIND, call.account)
        if arn in kept:
            raise RefusalError("ConflictException", f"{call.get('ConfigurationName')} exists already.", status=409)
        made = {"SnsTopicArns": [], "LoggingLevel": "NONE", "GuardrailPolicyArns": [], "SlackTeamName": "local"}
        made |= {**call.parameters, "ChatConfigurationArn": arn, "State": "ENABLED"}
        _follow(front, call.account, before=(), after=made["SnsTopicArns"])
        kept[arn] = made
        return {chat.member: made}

    return create


def _update(chat: _Chat) -> Operation:
    def update(front: Front, call: Call, _caller: Caller) -> Result:
        kept = _require(front, call)
        given = {name: value for name, value in call.parameters.items() if name != "ChatConfigurationArn"}
        before = tuple(kept["SnsTopicArns"])
        _follow(front, call.account, before=(), after=given.get("SnsTopicArns", ()))
        kept |= given
        _follow(front, call.account, before=before, after=kept["SnsTopicArns"])
        return {chat.member: kept}

    return update


def _delete(front: Front, call: Call, _caller: Caller) -> Result:
    kept = _require(front, call)
    del front.state.map(_KIND, call.account)[kept["ChatConfigurationArn"]]
    _follow(front, call.account, before=kept["SnsTopicArns"], after=())
    return {}


def _get(front: Front, call: Call, _caller: Caller) -> Result:
    return {"ChannelConfiguration": _require(front, call)}


def _list(chat: _Chat, member: str) -> Operation:
    def show(front: Front, call: Call, _caller: Caller) -> Result:
        wanted, part = call.get("ChatConfigurationArn"), f"/{chat.kind}/"
        kept = [one for arn, one in front.state.map(_KIND, call.account).items() if part in arn]
        team = call.get("TeamId")
        return {
            member: [
                one for one in kept if wanted in {"", one["ChatConfigurationArn"]} and team in {"", one.get("TeamId")}
            ]
        }

    return show


def _list_workspaces(front: Front, call: Call, _caller: Caller) -> Result:
    teams = {one["SlackTeamId"] for one in front.state.map(_KIND, call.account).values() if "SlackTeamId" in one}
    return {"SlackWorkspaces": [{"SlackTeamId": one, "SlackTeamName": "local"} for one in sorted(teams)]}


def _require(front: Front, call: Call) -> dict[str, Any]:
    arn = call.get("ChatConfigurationArn")
    found: dict[str, Any] | None = front.state.map(_KIND, call.account).get(arn)
    if found is None:
        raise RefusalError("ResourceNotFoundException", f"There is no configuration {arn}.", status=404)
    return found


def _follow(front: Front, account: str, *, before: Iterable[str], after: Iterable[str]) -> None:
    """Subscribe the chat client to topics, and end the subscriptions to those that no configuration names any more."""
    role = _build_role(account)
    for topic in after:
        told = {"TopicArn": topic, "Protocol": "https", "Endpoint": CHAT_CLIENT}
        front.call(_place(topic, "Subscribe", told), role)
    for topic in before:
        if not list_configurations(front, topic):
            for one in list(list_subscribers(topic, "https")):
                if one.endpoint == CHAT_CLIENT:
                    front.call(_place(topic, "Unsubscribe", {"SubscriptionArn": one.arn}), role)


def _place(topic: str, operation: str, parameters: Mapping[str, Any]) -> Call:
    arn = parse_arn(topic)
    if arn is None or arn.service != "sns":
        raise RefusalError("InvalidParameterException", f"{topic} is no topic's ARN.")
    return Call("sns", operation, parameters, arn.account, arn.region)


def _build_role(account: str) -> Caller:
    name = _ROLE.rpartition("/")[2]
    session = f"arn:{PARTITION}:sts::{account}:assumed-role/{name}/chatbot-session"
    principal = Principal(PrincipalKind.ROLE_SESSION, session, account, f"arn:{PARTITION}:iam::{account}:role/{_ROLE}")
    return Caller(principal, account, identity=(_POLICY,))


DELIVERY = Delivery(
    operations={
        ("chatbot", "CreateSlackChannelConfiguration"): _create(_SLACK),
        ("chatbot", "UpdateSlackChannelConfiguration"): _update(_SLACK),
        ("chatbot", "DeleteSlackChannelConfiguration"): _delete,
        ("chatbot", "DescribeSlackChannelConfigurations"): _list(_SLACK, "SlackChannelConfigurations"),
        ("chatbot", "DescribeSlackWorkspaces"): _list_workspaces,
        ("chatbot", "CreateMicrosoftTeamsChannelConfiguration"): _create(_TEAMS),
        ("chatbot", "UpdateMicrosoftTeamsChannelConfiguration"): _update(_TEAMS),
        ("chatbot", "DeleteMicrosoftTeamsChannelConfiguration"): _delete,
        ("chatbot", "GetMicrosoftTeamsChannelConfiguration"): _get,
        ("chatbot", "ListMicrosoftTeamsChannelConfigurations"): _list(_TEAMS, "TeamChannelConfigurations"),
    }
)
