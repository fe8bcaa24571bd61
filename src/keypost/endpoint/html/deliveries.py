"""The views of what services did by themselves: deliveries with their calls, e-mails, chat messages."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from keypost.endpoint.channel import find_webhook, list_messages
from keypost.endpoint.decisions import Decided
from keypost.endpoint.deliveries.attempt import Delivered, list_deliveries
from keypost.endpoint.front import Front
from keypost.endpoint.html import words
from keypost.endpoint.html.markup import Html, join, tag
from keypost.endpoint.html.parts import (
    MOST,
    Asked,
    show_field,
    show_form,
    show_last,
    show_list,
    show_time,
    show_way,
    show_word,
)
from keypost.endpoint.mailbox import list_mails


def show_deliveries(front: Front, asked: Asked) -> Html:
    """Return the last deliveries, each with the calls that it made."""
    found = list_deliveries(front.state)
    calls: defaultdict[str, list[Decided]] = defaultdict(list)
    for one in front.decisions.list():
        calls[one.request_id].append(one)
    shown = [_show_delivery(asked, one, calls) for one in reversed(found[-MOST:])]
    nothing = tag("p", asked.say(words.NO_DELIVERIES))
    return join(show_last(asked, len(found)), show_list(shown) if shown else nothing)


def _show_delivery(asked: Asked, one: Delivered, calls: Mapping[str, Sequence[Decided]]) -> Html:
    word = tag("span", asked.say(words.FAILED if one.error else words.ARRIVED), class_="bad" if one.error else "good")
    made = calls.get(one.request_id, ()) if one.request_id else ()
    told = [tag("pre", text) for text in (one.error, one.note) if text]
    return join(
        tag("p", word, " ", tag("code", one.path), " ", show_time(one.at)),
        show_way(one.source, one.target),
        *told,
        _show_calls(asked, made, one.request_id),
    )


def _show_calls(asked: Asked, made: Sequence[Decided], request_id: str) -> Html:
    if not made:
        return tag("p", asked.say(words.NO_CALLS))
    rows = [
        tag("li", show_word(asked, one), " ", tag("code", one.request.action), show_way(
            one.request.principal.name, one.request.resource
        ))
        for one in made
    ]  # fmt: skip
    link = tag("a", asked.say(words.TRACE), href=asked.link("decisions", request=request_id))
    summary = tag("summary", asked.say(words.CALLS, count=str(len(made))))
    return tag("details", summary, tag("ul", *rows), tag("p", link))


def show_mails(front: Front, asked: Asked) -> Html:
    """Return the e-mails, newest first."""
    found = list_mails(front.state)
    shown = [
        join(
            tag("p", tag("strong", one.subject), " ", show_time(one.at)),
            tag("p", f"{asked.say(words.FROM)} {one.sender}, {asked.say(words.TO)} {one.recipient}"),
            tag("pre", one.text),
        )
        for one in reversed(found[-MOST:])
    ]
    return join(show_last(asked, len(found)), show_list(shown) if shown else tag("p", asked.say(words.NO_MAILS)))


def show_chat(front: Front, asked: Asked) -> Html:
    """Return what reached the channels, and where it is posted."""
    found = list_messages(front.state)
    form = show_form(
        asked,
        show_field(asked.say(words.WEBHOOK), "webhook", find_webhook(front.state) or front.settings.webhook),
        show_field(asked.say(words.CHANNEL), "channel"),
    )
    shown = [
        join(
            tag("p", tag("strong", one.channel), " ", show_time(one.at)),
            tag("p", one.configuration, class_="name"),
            tag("pre", one.text),
            tag("p", asked.say(words.POSTED, address=one.webhook) if one.webhook else asked.say(words.KEPT)),
        )
        for one in reversed(found[-MOST:])
    ]
    return join(form, show_list(shown) if shown else tag("p", asked.say(words.NO_MESSAGES)))
