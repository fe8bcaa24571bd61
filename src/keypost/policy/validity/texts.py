"""Sids and characters: what AWS takes as text."""

import re
from collections.abc import Iterator

from keypost.policy.document import Statement
from keypost.policy.validity.defect import Defect, DocumentKind, Problem, Standing, Subject
from keypost.unknown import has_unknown, render_unknown

# IAM User Guide, policy element Sid: letters and digits. KMS Developer Guide: spaces are allowed in a key policy.
_PLAIN_SIDS = frozenset({DocumentKind.IDENTITY, DocumentKind.ROLE})
_PLAIN_SID = r"[A-Za-z0-9]*"
# Where a Sid given twice is refused: IAM User Guide, policy element Sid; SNS Developer Guide, API permissions.
_UNIQUE_SIDS = frozenset({DocumentKind.IDENTITY, DocumentKind.ROLE, DocumentKind.TOPIC})
# KMS API, PutKeyPolicy; IAM API, policyDocumentType: [\u0009\u000A\u000D\u0020-\u00FF]+
_LATIN_ONLY = frozenset({DocumentKind.KEY, DocumentKind.IDENTITY, DocumentKind.ROLE})
_REFUSED_CHARACTER = "[^\t\n\r\x20-\xff\ue000-\ue2ff]"


def find_in_sids(subject: Subject) -> Iterator[Defect]:
    """Yield Sids given twice, and those with characters that IAM refuses."""
    seen: set[str] = set()
    for statement in subject.policy.statements:
        sid = statement.sid
        if not sid or has_unknown(sid):
            continue
        if subject.kind in _PLAIN_SIDS and not re.fullmatch(_PLAIN_SID, sid):
            yield _tell(Problem.SID_CHARACTERS, statement, Standing.REFUSED)
        if sid in seen:
            unique = subject.kind in _UNIQUE_SIDS
            yield _tell(Problem.SID_TWICE, statement, Standing.REFUSED if unique else Standing.STORED)
        seen.add(sid)


def _tell(problem: Problem, statement: Statement, standing: Standing) -> Defect:
    return Defect(problem, standing, statement.origin.inside("Sid"), statement.sid or "", statement)


def find_characters(subject: Subject) -> Iterator[Defect]:
    """Yield the first text with a character that KMS and IAM refuse."""
    if subject.kind not in _LATIN_ONLY:
        return
    for steps, text in _texts(subject.policy.source, ()):
        found = re.search(_REFUSED_CHARACTER, text)
        if found:
            origin = subject.policy.origin.inside(*steps)
            shown = render_unknown(text)
            yield Defect(Problem.CHARACTER, Standing.REFUSED, origin, shown, details={"character": _name(found[0])})
            return


def _name(character: str) -> str:
    return f"U+{ord(character):04X}"


def _texts(value: object, at: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield every text of the document, keys too, with the way to it."""
    todo = [(at, value)]
    while todo:
        at, value = todo.pop()
        if isinstance(value, str):
            yield at, value
        elif isinstance(value, dict):
            yield from (((*at, key), key) for key in value if isinstance(key, str))
            todo += [((*at, key), inner) for key, inner in value.items()]
        elif isinstance(value, list):
            todo += [((*at, index), inner) for index, inner in enumerate(value)]
