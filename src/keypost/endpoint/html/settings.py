"""The views of what is set here, and of what the endpoint doesn't know."""

from collections import Counter

from keypost.endpoint.actions.all import TABLES
from keypost.endpoint.decisions import Mark
from keypost.endpoint.deliveries.budgets_to_sns import get_spend
from keypost.endpoint.front import Front
from keypost.endpoint.html import words
from keypost.endpoint.html.markup import Html, join, mark, tag
from keypost.endpoint.html.parts import Asked, show_field, show_form, show_table


def show_spend(front: Front, asked: Asked) -> Html:
    """Return what the account has spent, and a form that sets it."""
    account = front.settings.account
    spend = get_spend(front, account)
    form = show_form(
        asked,
        show_field(asked.say(words.ACTUAL), "actual", str(spend["ACTUAL"])),
        show_field(asked.say(words.FORECASTED), "forecasted", str(spend["FORECASTED"])),
        show_field(asked.say(words.BUDGET), "budget"),
        show_field(asked.say(words.ACCOUNT_FIELD), "account", account),
    )
    return join(tag("p", asked.say(words.SPENT)), form)


def show_unmodelled(front: Front, asked: Asked) -> Html:
    """Return the operations that were decided without knowing what they need."""
    found = Counter(one.request.action for one in front.decisions.list() if one.mark is Mark.UNMODELLED)
    if not found:
        return join(tag("p", asked.say(words.NO_UNMODELLED)), tag("p", ", ".join(sorted(TABLES)), class_="name"))
    rows = [(action, str(count)) for action, count in sorted(found.items())]
    return join(
        tag("p", mark(asked.say(words.UNMODELLED))),
        show_table([asked.say(words.OPERATION), asked.say(words.COUNT)], rows),
    )
