"""The mailbox: every e-mail that a service sends, kept on this machine."""

from datetime import UTC, datetime

from keypost.endpoint.state import State
from keypost.named import NamedTuple

_KIND = "mails"


class Mail(NamedTuple):
    """One e-mail."""

    at: datetime
    sender: str
    recipient: str
    subject: str
    text: str


def post(state: State, recipient: str, *, sender: str, subject: str, text: str) -> None:
    """Put an e-mail into the mailbox."""
    state.list(_KIND).append(Mail(datetime.now(UTC), sender, recipient, subject, text))


def list_mails(state: State) -> list[Mail]:
    """Return the e-mails that are kept, oldest first."""
    return list(state.list(_KIND))
