"""The statement by which the role of a path trusts the service that assumes it, and what shows it."""

from collections.abc import Iterator

from keypost.catalogue.declare import Evidence
from keypost.checker.assuming import trust_of
from keypost.checker.statements import build_trust_statement, list_callers
from keypost.named import NamedTuple
from keypost.policy.render import Json, render_statement
from keypost.reports.paths.facts import Facts, name_service
from keypost.reports.wording import path_statements as words
from keypost.reports.wording import paths as path_words
from keypost.text import Text


class NeededTrust(NamedTuple):
    """What the trust policy of the role has to say; `shown_by` is a page of AWS or a public template that has it."""

    service: str
    statement: Json
    evidence: Evidence
    shown_by: str


def find_trust_needed(facts: Facts) -> NeededTrust | None:
    """Return what the role has to trust; None where no service assumes a role that somebody can edit."""
    for caller in list_callers(facts.sample):
        trust = trust_of(caller, facts.sample)
        statement = None if trust is None else build_trust_statement(trust, facts.sample)
        if trust is not None and statement is not None:
            service = name_service(trust.call.caller) or ""
            return NeededTrust(service, render_statement(statement), trust.call.evidence, trust.shown_by)
    return None


def explain_trust(trust: NeededTrust) -> Iterator[Text]:
    """Yield what to know about the statement, its source last."""
    yield words.TRUST.fill(service=trust.service)
    if "Condition" in trust.statement:
        yield words.TRUST_NARROWED
    grade = path_words.EVIDENCES[trust.evidence]
    yield Text(
        en=words.TRUST_SHOWN.en.format(url=trust.shown_by, grade=grade.en),
        ja=words.TRUST_SHOWN.ja.format(url=trust.shown_by, grade=grade.ja),
    )
