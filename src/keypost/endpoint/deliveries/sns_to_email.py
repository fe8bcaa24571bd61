"""SNS topic -> e-mail: into the mailbox; a subscription counts as confirmed, for nobody reads mail here.

Source: SNS Developer Guide, email notifications (`email` sends the message alone, `email-json` its whole envelope).
"""

from keypost.endpoint.deliveries.declare import Delivery
from keypost.endpoint.deliveries.notification import list_notices, list_receivers, write_envelope
from keypost.endpoint.front import Done, Front
from keypost.endpoint.mailbox import post

_SENDER = "AWS Notifications"
_SUBJECT = "AWS Notification Message"


def deliver(front: Front, done: Done) -> None:
    """Put each published message into the mailbox for every address that subscribes to the topic."""
    for notice in list_notices(done):
        for protocol in ("email", "email-json"):
            for subscriber, text in list_receivers(notice, protocol):
                body = text if protocol == "email" else write_envelope(front, notice, text, subscriber)
                post(front.state, subscriber.endpoint, sender=_SENDER, subject=notice.subject or _SUBJECT, text=body)


DELIVERY = Delivery(reactions={("sns", "Publish"): deliver, ("sns", "PublishBatch"): deliver})
