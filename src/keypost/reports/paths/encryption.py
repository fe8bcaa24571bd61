"""Which kinds of encryption a path gets through, in words."""

from keypost.catalogue.declare import Path
from keypost.checker.choices import Answer, Choice, decide_choices
from keypost.checker.requests import ANYTHING
from keypost.checker.verdict import CallVerdict, Delivery, Need, NeedKind, Verdict
from keypost.named import NamedTuple
from keypost.policy.reasons import Reason
from keypost.reports.explanation import explain_decision
from keypost.reports.needs import explain_need
from keypost.reports.wording import path_statements as words
from keypost.text import Text


class Row(NamedTuple):
    """One kind of encryption: its name, the verdict, and why it isn't WORKS."""

    name: Text
    verdict: Verdict
    why: tuple[Text, ...]


def list_rows(path: Path) -> list[Row]:
    """Return the kinds of encryption that the path's target can have, none where no key is involved."""
    return [
        Row(_name_choice(answer, path), answer.delivery.verdict, _explain(answer.delivery))
        for answer in decide_choices(path)
    ]


def _name_choice(answer: Answer, path: Path) -> Text:
    if answer.choice is Choice.AWS_OWNED:
        of_aws = words.OWNED.get(path.target)
        return words.CHOICES[answer.choice] if of_aws is None else Text(en=of_aws, ja=of_aws)
    key = answer.delivery.key
    if answer.choice is Choice.AWS_MANAGED and key is not None:
        name = words.CHOICES[answer.choice]
        return Text(en=f"{name.en} (`{key.id}`)", ja=f"{name.ja} (`{key.id}`)")
    return words.CHOICES[answer.choice]


def _explain(delivery: Delivery) -> tuple[Text, ...]:
    """The first call that stops it says enough."""
    if delivery.verdict is Verdict.WORKS:
        return ()
    stopped = [call for call in delivery.calls if call.verdict is delivery.verdict]
    if delivery.verdict is Verdict.FAILS:
        return (_explain_call(stopped[0]),)
    if any(call.decision.reason is Reason.ENCRYPTION_REFUSED for call in stopped):
        return (words.REFUSED_PERHAPS,)
    return tuple(_explain_need(need, delivery) for need in delivery.needs)


def _explain_need(need: Need, delivery: Delivery) -> Text:
    """AWS publishes few policies of the keys that it manages."""
    if need.kind is NeedKind.POLICY and delivery.key is not None and need.fact == delivery.key.id:
        return words.POLICY_NOT_KNOWN.fill(key=need.fact)
    return words.NOBODY_KNOWS if need.fact == ANYTHING else explain_need(need)


def _explain_call(call: CallVerdict) -> Text:
    """Without the trace: which statement of a made-up policy comes nearest helps nobody."""
    return explain_decision(call.decision._replace(trace=()), request=call.request, action=call.call.action)
