"""The view of decisions: what was asked, how it went, every statement that was looked at."""

from keypost.endpoint.decisions import Decided
from keypost.endpoint.front import Front
from keypost.endpoint.html import words
from keypost.endpoint.html.markup import Html, join, mark, tag
from keypost.endpoint.html.parts import MOST, Asked, show_last, show_list, show_table, show_time, show_way, show_word
from keypost.policy.reasons import Outcome
from keypost.reports.explanation import explain_decision, explain_step, name_policy, name_statement


def show_decisions(front: Front, asked: Asked) -> Html:
    """Return the decisions of one request, or the last ones."""
    found = front.decisions.list(asked.request or None)
    if asked.is_denied_only:
        found = [one for one in found if one.decision.outcome is not Outcome.ALLOW]
    shown = [_show(asked, one) for one in reversed(found[-MOST:])]
    nothing = asked.say(words.NO_DENIALS if asked.is_denied_only else words.NO_DECISIONS)
    return join(_choose(asked), show_last(asked, len(found)), show_list(shown) if shown else tag("p", nothing))


def _choose(asked: Asked) -> Html:
    if asked.request:
        named = tag("p", asked.say(words.REQUEST), " ", tag("code", asked.request))
        return join(named, tag("p", tag("a", asked.say(words.EVERYTHING), href=asked.link("decisions"))))
    text, parameters = (words.EVERYTHING, {}) if asked.is_denied_only else (words.ONLY_DENIALS, {"denied": "1"})
    return tag("p", tag("a", asked.say(text), href=asked.link("decisions", **parameters)))


def _show(asked: Asked, decided: Decided) -> Html:
    request = decided.request
    told = explain_decision(decided.decision, request=request, action=request.action)
    head = join(show_word(asked, decided), " ", tag("code", request.action), " ", show_time(decided.at))
    link = asked.link("decisions", request=decided.request_id)
    named = tag("p", asked.say(words.REQUEST), " ", tag("a", decided.request_id, href=link, class_="name"))
    further = [named] if decided.request_id else []
    return join(
        tag("p", head),
        show_way(request.principal.name, request.resource),
        tag("p", mark(asked.say(told))),
        tag("details", tag("summary", asked.say(words.TRACE)), *further, _show_trace(asked, decided)),
    )


def _show_trace(asked: Asked, decided: Decided) -> Html:
    request = decided.request
    rows = [
        (
            asked.say(name_policy(step.policy, action=request.action)),
            mark(asked.say(name_statement(step.policy, step.sid, step.statement, step.origin))),
            asked.say(words.MATCHES[step.outcome.value]),
            mark(asked.say(explain_step(step, request=request))),
        )
        for step in decided.decision.trace
    ]
    told = [(key, ", ".join(values)) for key, values in sorted(request.context.items())]
    heads = [asked.say(text) for text in (words.POLICY, words.STATEMENT, words.OUTCOME, words.WHY)]
    pairs = [asked.say(words.KEY), asked.say(words.VALUE)]
    return join(
        show_table(heads, rows) if rows else join(), tag("p", asked.say(words.CONTEXT)), show_table(pairs, told)
    )
