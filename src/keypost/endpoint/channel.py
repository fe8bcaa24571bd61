"""Chat channels: where their messages go on this machine, and what was posted to them."""

from datetime import UTC, datetime

from keypost.endpoint.state import State
from keypost.named import NamedTuple

_KIND = "chat-messages"
_WEBHOOKS = "chat-webhooks"
# Under this name stands the webhook of all channels that have none of their own.
_EVERY = ""


class ChatMessage(NamedTuple):
    """One message in a channel: of which configuration (an ARN), posted where; without a webhook it stays here."""

    at: datetime
    channel: str
    configuration: str
    text: str
    webhook: str


def post(state: State, channel: str, *, configuration: str, text: str, webhook: str) -> None:
    """Keep a message that reached its channel."""
    state.list(_KIND).append(ChatMessage(datetime.now(UTC), channel, configuration, text, webhook))


def list_messages(state: State) -> list[ChatMessage]:
    """Return the messages that are kept, oldest first."""
    return list(state.list(_KIND))


def set_webhook(state: State, address: str, *, channel: str = _EVERY) -> None:
    """Let the messages of a channel, or of all that have no webhook of their own, be posted to an address."""
    state.map(_WEBHOOKS)[channel] = address


def find_webhook(state: State, channel: str = _EVERY) -> str:
    """Return the address that a channel's messages are posted to, an empty text where there is none."""
    kept = state.map(_WEBHOOKS)
    return str(kept.get(channel) or kept.get(_EVERY, ""))
