"""The catalogue on a terminal: the list of delivery paths, and one of them in full."""

from collections.abc import Iterable, Iterator

from keypost.catalogue.declare import Path, Wiring
from keypost.checker.statements import Form
from keypost.reports.paths.encryption import list_rows
from keypost.reports.paths.facts import (
    Facts,
    describe_call,
    group_contexts,
    name_accepted,
    name_caller,
    name_grade,
    name_role,
    name_way,
    sort_keys,
)
from keypost.reports.paths.statements import (
    Way,
    explain_hardened,
    explain_minimal,
    lay_out,
    list_placeholders,
    list_ways,
)
from keypost.reports.paths.trust import explain_trust, find_trust_needed
from keypost.reports.wording import path_statements
from keypost.reports.wording import paths as words
from keypost.reports.wording.failures import FAILURES
from keypost.reports.wrapping import width_of, wrap
from keypost.text import LANGUAGES, Text

_WIDTH = 100


def render_list(paths: Iterable[Path], *, language: str) -> str:
    """Return the titles of the paths, grouped by what they lead into."""
    groups: dict[str, list[Path]] = {}
    for path in paths:
        groups.setdefault(path.target.value, []).append(path)
    column = max(len(path.id) for group in groups.values() for path in group) + 2
    count = sum(map(len, groups.values()))
    lines = [words.COUNT.fill(count=count).in_language(language)]
    for kind, group in sorted(groups.items()):
        lines += ["", words.INTO.fill(kind=kind).in_language(language)]
        lines += [f"  {path.id:<{column}}{path.title.in_language(language)}" for path in group]
    return "\n".join([*lines, "", words.MORE.in_language(language), ""])


def render_path(path: Path, *, language: str) -> str:
    """Return all that the catalogue knows about one path."""
    facts = Facts(path)
    lines = [path.id, path.title.in_language(language), ""]
    lines += _render_facts(path, language)
    lines += ["", words.CALLS.in_language(language), *_render_calls(facts, language)]
    lines += _render_condition_keys(facts, language)
    lines += _render_trust(facts, language)
    lines += _render_statements(facts, language)
    lines += _render_encryption(path, language)
    if path.symptoms:
        lines += ["", words.MESSAGES.in_language(language), *(f"  {symptom}" for symptom in path.symptoms)]
    if path.notes:
        lines += ["", words.NOTES.in_language(language), *_indent(path.notes.in_language(language))]
    lines += ["", words.SOURCES.in_language(language)]
    for doc in path.documented_by:
        lines += [f"  {doc.url} ({words.READ_ON.fill(date=doc.read_on).in_language(language)})"]
        lines += _indent(doc.says.in_language(language), by=4)
    return "\n".join([*lines, ""])


def _render_facts(path: Path, language: str) -> Iterator[str]:
    attributes = list(dict.fromkeys(attribute for wiring in path.wirings for attribute in wiring.terraform))
    facts = [
        (words.CALLER, [name_caller(path.caller).in_language(language)]),
        (words.SOURCE, [", ".join(kind.value for kind in path.source) or words.NO_SOURCE.in_language(language)]),
        (words.TARGET, [path.target.value]),
        (words.ACCOUNTS, [words.REACHES[path.reach].in_language(language)]),
        (words.KEY, [words.KEYS_OF[path.key_of].in_language(language)]),
        *([(words.ENCRYPTION, [name_accepted(path.accepts).in_language(language)])] if path.accepts else []),
        (
            words.SETTINGS,
            [setting.in_language(language) for setting in _name_settings(path.wirings) or [words.NO_SETTINGS]],
        ),
        *([(words.TERRAFORM, attributes)] if attributes else []),
        (words.FAILURE, [FAILURES[path.failure].in_language(language)]),
        (words.SEEN_IN, [place.in_language(language) for place in path.seen_in]),
        (words.EVIDENCE, [words.EVIDENCES[path.evidence].in_language(language)]),
    ]
    column = max(width_of(label.in_language(language)) for label, _ in facts) + 2
    for label, values in facts:
        lines = [line for value in values for line in wrap(value, width=_WIDTH - column)]
        for number, line in enumerate(lines):
            yield _pad(label.in_language(language) if number == 0 else "", column) + line


def _name_settings(wirings: Iterable[Wiring]) -> list[Text]:
    return [_name_setting(wiring) for wiring in wirings]


def _name_setting(wiring: Wiring) -> Text:
    """Return the setting with the kind of resource that has it, and where it names source, role and key."""
    source = name_way(wiring.source) if name_way(wiring.target) else ""
    parts = ((words.SOURCE, source), (words.ROLE, name_role(wiring)), (words.KEY, name_way(wiring.key)))
    remarks = [(label, way) for label, way in parts if way]
    name = f"{wiring.holder.value}: {name_way(wiring.target) or name_way(wiring.source)}"
    en, ja = (", ".join(f"{label.in_language(at)} {way}" for label, way in remarks) for at in LANGUAGES)
    return Text(en=f"{name} ({en})", ja=f"{name} ({ja})") if remarks else Text(en=name, ja=name)


def _render_calls(facts: Facts, language: str) -> Iterator[str]:
    calls = facts.path.calls
    if not calls:
        yield "  " + words.NO_CALLS.in_language(language)
    column = max((len(call.action) for call in calls), default=0) + 2
    for call in calls:
        yield f"  {call.action:<{column}}{facts.name_part(call.on)}"
        yield from _indent(describe_call(call).in_language(language), by=2 + column)


def _render_condition_keys(facts: Facts, language: str) -> Iterator[str]:
    groups = group_contexts(facts.path)
    column = max((len(key) for _, context in groups for key in context), default=0) + 2
    for name, context in groups:
        yield ""
        yield f"{words.CONDITION_KEYS.in_language(language)}: {name.in_language(language)}"
        for key, value in sort_keys(context):
            presence = _pad(words.PRESENCES[type(value)].in_language(language), 16)
            grade = name_grade(value)
            graded = _pad(grade.in_language(language) if grade else "", 18)
            yield f"  {key:<{column}}{presence}{graded}{facts.name_value(value)}".rstrip()


def _render_trust(facts: Facts, language: str) -> Iterator[str]:
    trust = find_trust_needed(facts)
    if trust is not None:
        yield from ("", path_statements.TRUST_POLICY.in_language(language))
        for text in explain_trust(trust):
            yield from _indent(text.in_language(language))
        yield from ("", *(f"    {line}" for line in lay_out(trust.statement).splitlines()))


def _render_statements(facts: Facts, language: str) -> Iterator[str]:
    parts = (
        (path_statements.MINIMAL, explain_minimal(facts), Form.MINIMAL),
        (path_statements.HARDENED, explain_hardened(facts), Form.HARDENED),
    )
    for title, explanation, form in parts:
        sentences = [line for text in explanation for line in _indent(text.in_language(language))]
        if sentences:
            yield from ("", title.in_language(language), *sentences)
            for way in list_ways(facts, form=form):
                yield from _render_way(way, language)
    placeholders = list_placeholders(facts)
    if placeholders:
        yield from ("", path_statements.PLACEHOLDER_TABLE.in_language(language))
    column = max((len(name) for name, _ in placeholders), default=0) + 2
    for name, meaning in placeholders:
        yield f"  {name:<{column}}{meaning.in_language(language)}"


def _render_way(way: Way, language: str) -> Iterator[str]:
    if way.title is not None:
        yield from ("", f"  {way.title.in_language(language)}")
    for block in way.blocks:
        yield from ("", f"  {block.heading.in_language(language)}")
        yield from (f"    {line}" for line in block.text.splitlines())


def _render_encryption(path: Path, language: str) -> Iterator[str]:
    rows = list_rows(path)
    if not rows:
        return
    yield from ("", path_statements.ENCRYPTION.in_language(language))
    yield from _indent(path_statements.CHOICES_INTRO.in_language(language))
    column = max(width_of(row.name.in_language(language)) for row in rows) + 2
    for row in rows:
        yield "  " + _pad(row.name.in_language(language), column) + row.verdict.value
        for reason in row.why:
            yield from _indent(reason.in_language(language), by=4)


def _indent(text: str, *, by: int = 2) -> list[str]:
    return [" " * by + line for line in wrap(text, width=_WIDTH - by)]


def _pad(text: str, columns: int) -> str:
    return text + " " * max(columns - width_of(text), 1)
