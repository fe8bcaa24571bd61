"""SNS topic -> chat client -> channel: a POST to a webhook on this machine, or kept under `/_keypost/chat`.

Sources: Amazon Q Developer in chat applications Administrator Guide, troubleshooting (raw message delivery has to be
off; what isn't of a format that it takes isn't shown).
"""

import json
from collections.abc import Mapping
from functools import partial
from typing import Any

from keypost.catalogue.paths.sns_to_chatbot_slack import PATH
from keypost.endpoint.channel import find_webhook, post
from keypost.endpoint.courier import carry
from keypost.endpoint.deliveries.attempt import write_attempt
from keypost.endpoint.deliveries.chat_client import find_channel, list_configurations
from keypost.endpoint.deliveries.chat_formats import write_chat
from keypost.endpoint.deliveries.declare import Delivery
from keypost.endpoint.deliveries.notification import Notice, list_notices, list_receivers
from keypost.endpoint.deliveries.sns_to_http import CHAT_CLIENT
from keypost.endpoint.front import Done, Front
from keypost.endpoint.posting import fetch_posted

_RAW = "Raw message delivery is on: the chat client takes the envelope only."
_DROPPED = "The chat client doesn't take messages of this format, and drops them."


def deliver(front: Front, done: Done) -> None:
    """Show each published message in the channels that a configuration links to the topic."""
    for notice in list_notices(done):
        for subscriber, text in list_receivers(notice, "https"):
            if subscriber.endpoint == CHAT_CLIENT:
                shown = "" if subscriber.is_raw else write_chat(text, notice.subject)
                why = _RAW if subscriber.is_raw else "" if shown else _DROPPED
                for one in list_configurations(front, notice.topic):
                    carry(partial(_send, front, notice, one, shown, why, done.request_id))


def _send(front: Front, notice: Notice, configuration: Mapping[str, Any], text: str, why: str, request_id: str) -> None:
    channel, arn = find_channel(configuration), str(configuration["ChatConfigurationArn"])
    webhook = find_webhook(front.state, channel) or front.settings.webhook
    error = why or _post(webhook, channel, text)
    if not error:
        post(front.state, channel, configuration=arn, text=text, webhook=webhook)
    write_attempt(front, path=PATH.id, source=notice.topic, target=arn, error=error, request_id=request_id)


def _post(webhook: str, channel: str, text: str) -> str:
    """Post as to an incoming webhook of the chat; return what went wrong. Without a webhook nothing is sent."""
    if not webhook:
        return ""
    body = json.dumps({"channel": channel, "text": text}, ensure_ascii=False).encode()
    posted = fetch_posted(webhook, body, {"Content-Type": "application/json; charset=utf-8"})
    return "" if posted.is_taken else f"{webhook}: {posted.status or 'no answer'}: {posted.told}"


DELIVERY = Delivery(reactions={("sns", "Publish"): deliver, ("sns", "PublishBatch"): deliver})
