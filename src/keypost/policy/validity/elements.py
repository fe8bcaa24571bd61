"""Elements of a document and of its statements: unknown, misplaced, doubled, missing, of a wrong type."""

import json
from collections.abc import Iterator, Mapping

from keypost.named import NamedTuple
from keypost.policy.document import Statement, Version
from keypost.policy.validity.defect import Defect, DocumentKind, Problem, Standing, Subject
from keypost.policy.variables import split_value, variables_in
from keypost.unknown import Unread, has_unknown, render_unknown

# IAM User Guide, grammar of the JSON policy language.
_OF_DOCUMENT = frozenset({"Version", "Id", "Statement"})
_TWINS = (("Principal", "NotPrincipal"), ("Action", "NotAction"), ("Resource", "NotResource"))
_OF_STATEMENT = frozenset({"Sid", "Effect", "Condition", *(name for pair in _TWINS for name in pair)})
# Identity policies: IAM User Guide, policy element Principal. Trust policies are about the role itself, and can't
# have a NotPrincipal (policy element NotPrincipal); that IAM refuses a Resource there is observed
# (MalformedPolicyDocument: Has prohibited field Resource).
_MISPLACED = {
    DocumentKind.IDENTITY: frozenset({"Principal", "NotPrincipal"}),
    DocumentKind.ROLE: frozenset({"NotPrincipal", "Resource", "NotResource"}),
}
_EFFECTS = ("Allow", "Deny")


class _Part(NamedTuple):
    """One statement as it is written, beside what was read of it."""

    statement: Statement
    data: Mapping[str, object]


def find_in_document(subject: Subject) -> Iterator[Defect]:
    """Yield what is wrong with the elements of the document itself."""
    policy = subject.policy
    data = policy.source or {}
    for name in data:
        if name not in _OF_DOCUMENT:
            yield _refuse(Problem.ELEMENT_UNKNOWN, subject, name)
    if not policy.statements and not policy.unread:
        yield _refuse(Problem.NO_STATEMENTS, subject, "Statement")
    yield from _find_in_version(subject, data.get("Version"))
    identifier = data.get("Id")
    if identifier is not None and not isinstance(identifier, str | Unread):
        yield _refuse(Problem.WRONG_TYPE, subject, "Id")


def find_in_statement(subject: Subject, statement: Statement) -> Iterator[Defect]:
    """Yield what is wrong with the elements of one statement."""
    part = _Part(statement, _read(subject, statement))
    yield from _find_names(subject, part)
    yield from _find_missing(subject, part)
    yield from _find_types(subject, part)
    yield from _find_effect(part)
    yield from _find_old_variables(subject, statement)


def _read(subject: Subject, statement: Statement) -> Mapping[str, object]:
    written = (subject.policy.source or {}).get("Statement")
    data = written[statement.number] if isinstance(written, list) else written
    return data if isinstance(data, Mapping) else {}


def _refuse(problem: Problem, subject: Subject, name: str) -> Defect:
    return Defect(problem, Standing.REFUSED, subject.policy.origin.inside(name), name)


def _find_in_version(subject: Subject, value: object) -> Iterator[Defect]:
    if subject.policy.flaws:
        yield _refuse(Problem.VERSION_UNKNOWN, subject, "Version")._replace(subject=_spell(value))
    elif value is None and subject.kind is DocumentKind.KEY:
        # KMS lists Version among what a key policy must have (KMS Developer Guide, creating a key policy); IAM's
        # grammar has it optional.
        yield Defect(Problem.VERSION_MISSING, Standing.STORED, subject.policy.origin, "Version")


def _find_names(subject: Subject, part: _Part) -> Iterator[Defect]:
    misplaced = _MISPLACED.get(subject.kind, frozenset())
    for name in part.data:
        if name not in _OF_STATEMENT:
            yield _of(Problem.ELEMENT_UNKNOWN, part, name)
        elif name in misplaced:
            yield _of(Problem.ELEMENT_MISPLACED, part, name)
    for name, twin in _TWINS:
        if name in part.data and twin in part.data:
            yield _of(Problem.ELEMENT_AND_TWIN, part, twin)._replace(details={"name": name})


def _of(problem: Problem, part: _Part, name: str, *, standing: Standing = Standing.REFUSED) -> Defect:
    origin = part.statement.origin.inside(name) if name in part.data else part.statement.origin
    return Defect(problem, standing, origin, name, part.statement)


def _find_missing(subject: Subject, part: _Part) -> Iterator[Defect]:
    if "Effect" not in part.data:
        yield _of(Problem.ELEMENT_MISSING, part, "Effect")
    for name, twin in _needed(subject.kind):
        written = part.data.get(name, part.data.get(twin))
        found = name if name in part.data else twin
        if written is None:
            yield from _tell_missing(subject, part, name)
        elif _is_empty(written):
            yield _of(Problem.ELEMENT_EMPTY, part, found)


def _needed(kind: DocumentKind) -> tuple[tuple[str, str], ...]:
    principal, action, resource = _TWINS
    if kind is DocumentKind.IDENTITY:
        return action, resource
    # Of other resource policies some have no Resource at all: an ECR repository's, for one.
    without = {DocumentKind.ROLE, DocumentKind.OTHER}
    return (principal, action) if kind in without else (principal, action, resource)


def _tell_missing(subject: Subject, part: _Part, name: str) -> Iterator[Defect]:
    """KMS stores a statement without Action or Resource (KMS API, PutKeyPolicy); that is told as having no effect."""
    if name == "Principal" or subject.kind is not DocumentKind.KEY:
        yield _of(Problem.ELEMENT_MISSING, part, name)
    else:
        problem = Problem.NO_ACTION if name == "Action" else Problem.NO_RESOURCE
        yield _of(problem, part, name, standing=Standing.STORED)


def _is_empty(written: object) -> bool:
    if isinstance(written, Mapping):
        return all(_is_empty(value) for value in written.values())
    return written in ("", [])


def _find_types(subject: Subject, part: _Part) -> Iterator[Defect]:
    """Yield elements whose value is of the wrong type."""
    for name, written in part.data.items():
        if isinstance(written, Unread) or written is None:
            continue
        if name == "Condition":
            yield from _find_condition_types(part, written)
        elif name == "Sid":
            # Templates, and YAML, are sent as JSON by tools that write numbers as texts.
            is_number = isinstance(written, int) and not isinstance(written, bool)
            if not isinstance(written, str) and not (is_number and subject.size is None):
                yield _of(Problem.WRONG_TYPE, part, name)
        elif name in {"Action", "NotAction", "Resource", "NotResource"} and not _are_texts(written):
            yield _of(Problem.WRONG_TYPE, part, name)


def _find_condition_types(part: _Part, written: object) -> Iterator[Defect]:
    tests = list(written.values()) if isinstance(written, Mapping) else [written]
    if not all(isinstance(test, Mapping | Unread) or _is_open(test) for test in tests):
        yield _of(Problem.WRONG_TYPE, part, "Condition")
        return
    values = [value for test in tests if isinstance(test, Mapping) for value in test.values()]
    if not all(value is not None and _are_scalars(value) for value in values):
        yield _of(Problem.WRONG_TYPE, part, "Condition")


def _are_texts(written: object) -> bool:
    values = written if isinstance(written, list) else [written]
    return all(isinstance(value, str | Unread) for value in values)


def _are_scalars(written: object) -> bool:
    values = written if isinstance(written, list) else [written]
    return not any(isinstance(value, Mapping | list) and not isinstance(value, Unread) for value in values)


def _is_open(value: object) -> bool:
    return isinstance(value, str) and has_unknown(value)


def _find_effect(part: _Part) -> Iterator[Defect]:
    """Effect is case-sensitive (IAM User Guide, policy element Effect)."""
    written = part.data.get("Effect")
    if "Effect" in part.data and written not in _EFFECTS and not isinstance(written, Unread) and not _is_open(written):
        yield _of(Problem.EFFECT_INVALID, part, "Effect")._replace(subject=_spell(written))


def _spell(value: object) -> str:
    """Return the value as it is written: a text as it is, anything else as JSON."""
    return render_unknown(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _find_old_variables(subject: Subject, statement: Statement) -> Iterator[Defect]:
    """Variables need version 2012-10-17; before, `${...}` is plain text (IAM User Guide, policy variables)."""
    if subject.policy.version is Version.CURRENT:
        return
    places = [(condition.origin, condition.values) for condition in statement.conditions]
    if statement.resources is not None:
        places.append((statement.resources.origin, statement.resources.values))
    for origin, values in places:
        for value in values:
            if "${" in value and variables_in(split_value(value, version=Version.CURRENT)):
                yield Defect(Problem.VARIABLE_IN_OLD_VERSION, Standing.STORED, origin, render_unknown(value), statement)
                return
