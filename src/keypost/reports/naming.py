"""What a delivery is called in a sentence."""

from keypost.checker.verdict import Delivery
from keypost.reports.wording.sentences import fill
from keypost.text import Text

_DELIVERY = Text(en="{title}: `{source}` to `{target}`", ja="{title}: `{source}` から `{target}` へ")


def name_delivery(delivery: Delivery) -> Text:
    """Return the delivery by its path and its ends."""
    return fill(_DELIVERY, title=delivery.path.title, source=delivery.source.id, target=delivery.target.id)
