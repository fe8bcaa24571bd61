"""A pasted text -> what it tells: its facts, the messages in it, its delivery paths, and the causes it leaves."""

from keypost.diagnosis.clouds import speaks_of_aws
from keypost.diagnosis.declare import Manner
from keypost.diagnosis.evidence import find_facts
from keypost.diagnosis.facts import Facts
from keypost.diagnosis.nearest import count_named, find_nearest
from keypost.diagnosis.paste import Paste, may_hold_events, read_paste
from keypost.diagnosis.rank import Ranked, rank
from keypost.diagnosis.recognize import Recognized, recognize
from keypost.named import NamedTuple


class Explanation(NamedTuple):
    """What a text tells: facts, recognized messages, ids of the paths that it is about, and ranked causes.

    `nearest` are ids of paths between the services that the text names, where no message tells the path. Of events that
    all `succeeded` there is nothing to explain; a foreign text doesn't look like one of AWS.
    """

    facts: Facts
    messages: tuple[Recognized, ...]
    paths: tuple[str, ...]
    causes: tuple[Ranked, ...]
    nearest: tuple[str, ...] = ()
    succeeded: bool = False
    is_foreign: bool = False


def explain(raw: str) -> Explanation:
    """Explain a text, whatever it is."""
    paste = read_paste(raw)
    if not may_hold_events(paste):
        return _explain(paste)
    from keypost.diagnosis.events import add_event, choose_failed, list_events, render_event

    events = list_events(paste)
    failed = choose_failed(events)
    if failed is not None:
        explanation = _explain(read_paste(render_event(failed)))
        facts = add_event(explanation.facts, failed)
        return explanation._replace(facts=facts, causes=rank(facts, explanation.messages))
    return _explain(paste)._replace(causes=(), succeeded=True) if events else _explain(paste)


def _explain(paste: Paste) -> Explanation:
    messages = recognize(paste)
    manner = next((one.message.manner for one in messages if one.message.manner is not Manner.UNKNOWN), Manner.UNKNOWN)
    service = next((one.message.service for one in messages if one.message.service), "")
    facts = find_facts(paste, manner=manner, service=service)
    facts = _name_service(facts, manner, is_log="providerResponse" in paste.flat)
    told = dict.fromkeys(path for one in messages for path in one.message.paths)
    paths = tuple(sorted(told, key=lambda path: -count_named(path, paste.letters)))
    nearest = () if paths else find_nearest(paste.letters)
    is_foreign = not messages and not speaks_of_aws(paste.letters)
    return Explanation(facts, messages, paths, rank(facts, messages), nearest, is_foreign=is_foreign)


def _name_service(facts: Facts, manner: Manner, *, is_log: bool) -> Facts:
    """Return the facts with the service as who calls, where the text gives the service's account in its place.

    SNS's delivery status log names a root user, or a role of SNS's own account: https://github.com/aws/aws-cdk/issues/19796
    """
    if manner is not Manner.SERVICE or not facts.service or not (is_log or facts.principal.endswith(":root")):
        return facts
    return facts._replace(manner=manner, account="")
