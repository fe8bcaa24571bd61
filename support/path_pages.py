"""Writes docs/paths, from the catalogue: two pages for each delivery path, English and Japanese, and the indexes.

`./x python -m support.path_pages` writes them all.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path as File

from keypost.catalogue.all import all_paths
from keypost.catalogue.declare import Wiring
from keypost.checker.statements import Form
from keypost.reports.paths.encryption import list_rows
from keypost.reports.paths.facts import (
    Context,
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
from keypost.text import LANGUAGES, Text
from support.path_index import render_index
from support.path_words import ABOUT_KEYS, ALL_PATHS, HEADINGS, LANGUAGE_NAMES, begin, name_page, render_row

FOLDER = File(__file__).resolve().parent.parent / "docs" / "paths"
WRITTEN = "<!-- Written by support/path_pages.py from src/keypost/catalogue/paths/{module}.py: change that file. -->"


def main() -> int:
    """Write all pages, remove those of paths that are gone, and name what changed."""
    wanted = render_pages()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for page in FOLDER.glob("*.md"):
        if page.name not in wanted:
            page.unlink()
            print(f"removed {page.name}")
    for name, content in wanted.items():
        page = FOLDER / name
        if not page.exists() or page.read_text(encoding="utf-8") != content:
            page.write_text(content, encoding="utf-8", newline="\n")
            print(f"wrote {name}")
    return 0


def render_pages() -> dict[str, str]:
    """Return the content of every page by its file name."""
    paths = all_paths()
    facts = [Facts(path) for path in paths]
    pages = {
        name_page(one.path.id, language): "\n".join(_Page(one, language).render())
        for one in facts
        for language in LANGUAGES
    }
    indexes = {name_page("index", language): "\n".join(render_index(paths, language)) for language in LANGUAGES}
    return pages | indexes


class _Page:
    """One path in one language."""

    def __init__(self, facts: Facts, language: str) -> None:
        self._facts = facts
        self._path = facts.path
        self._language = language

    def render(self) -> Iterator[str]:
        """Yield the lines of the page."""
        path, language = self._path, self._language
        other = next(name for name in LANGUAGES if name != language)
        yield from (f"# {self._say(path.title)}", "", WRITTEN.format(module=path.id.replace("-", "_")), "")
        index = f"[{self._say(ALL_PATHS)}]({name_page('index', language)})"
        yield f"`{path.id}` · {index} · [{LANGUAGE_NAMES[other]}]({name_page(path.id, other)})"
        yield from self._section(None, self._render_facts())
        yield from self._section(words.SETTINGS, self._render_settings())
        yield from self._section(words.CALLS, self._render_calls())
        yield from self._section(words.CONDITION_KEYS, self._render_condition_keys())
        yield from self._section(path_statements.TRUST_POLICY, self._render_trust())
        yield from self._section(path_statements.MINIMAL, self._render_statements(Form.MINIMAL))
        yield from self._section(path_statements.HARDENED, self._render_statements(Form.HARDENED))
        yield from self._section(path_statements.PLACEHOLDER_TABLE, self._render_placeholders())
        yield from self._section(path_statements.ENCRYPTION, self._render_encryption())
        yield from self._section(HEADINGS.failure, self._render_failure())
        yield from self._section(words.NOTES, [self._say(path.notes)] if path.notes else [])
        yield from self._section(words.SOURCES, self._render_sources())
        yield ""

    def _say(self, text: Text) -> str:
        return text.in_language(self._language)

    def _section(self, title: Text | None, lines: Iterable[str]) -> Iterator[str]:
        """Yield a section; one without a line is left out."""
        shown = list(lines)
        if shown:
            yield from ("",) if title is None else ("", f"## {begin(self._say(title))}", "")
            yield from shown

    def _table(self, head: Iterable[Text | str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
        """Yield a table; one without a row is left out."""
        lines = [render_row(row) for row in rows]
        if lines:
            names = [self._say(cell) if isinstance(cell, Text) else cell for cell in head]
            yield from (render_row(names), render_row("---" for _ in names), *lines)

    def _render_facts(self) -> Iterator[str]:
        path = self._path
        facts = [
            (words.CALLER, self._say(name_caller(path.caller))),
            (words.SOURCE, "<br>".join(f"`{kind.value}`" for kind in path.source) or self._say(words.NO_SOURCE)),
            (words.TARGET, f"`{path.target.value}`"),
            (words.ACCOUNTS, self._say(words.REACHES[path.reach])),
            (words.KEY, self._say(words.KEYS_OF[path.key_of])),
            (words.ENCRYPTION, self._say(name_accepted(path.accepts)) if path.accepts else ""),
            (words.FAILURE, self._say(FAILURES[path.failure])),
            (words.EVIDENCE, self._say(words.EVIDENCES[path.evidence])),
        ]
        yield from self._table(("", ""), ((self._say(label), value) for label, value in facts if value))

    def _render_settings(self) -> Iterator[str]:
        wirings = self._path.wirings
        if not wirings:
            yield begin(self._say(words.NO_SETTINGS)) + self._say(HEADINGS.stop)
            return
        head = [HEADINGS.type, words.TARGET, words.SOURCE, words.ROLE, words.KEY]
        rows = [_list_ways(wiring) for wiring in wirings]
        used = [number for number in range(len(head)) if any(row[number] for row in rows)]
        yield "CloudFormation:"
        yield ""
        yield from self._table(
            (head[number] for number in used), ([_code(row[number]) for number in used] for row in rows)
        )
        attributes = dict.fromkeys(attribute for wiring in wirings for attribute in wiring.terraform)
        if attributes:
            yield from ("", f"Terraform: {', '.join(map(_code, attributes))}")

    def _render_calls(self) -> Iterator[str]:
        if not self._path.calls:
            yield self._say(words.NO_CALLS)
        yield from self._table(
            (words.ACTION, words.RESOURCE, ""),
            (
                (_code(call.action), _code(self._facts.name_part(call.on)), self._say(describe_call(call)))
                for call in self._path.calls
            ),
        )

    def _render_condition_keys(self) -> Iterator[str]:
        groups = group_contexts(self._path)
        if groups:
            yield self._say(ABOUT_KEYS)
        for name, context in groups:
            yield from ("", f"### {self._say(name)}", "")
            head = (words.CONDITION_KEY, words.PRESENCE, words.EVIDENCE, words.VALUE)
            yield from self._table(head, self._list_keys(context))

    def _list_keys(self, context: Context) -> Iterator[tuple[str, ...]]:
        for key, value in sort_keys(context):
            grade = name_grade(value)
            presence = self._say(words.PRESENCES[type(value)])
            yield _code(key), presence, self._say(grade) if grade else "", _code(self._facts.name_value(value))

    def _render_trust(self) -> Iterator[str]:
        trust = find_trust_needed(self._facts)
        if trust is not None:
            told = " ".join(map(self._say, explain_trust(trust))).replace(trust.shown_by, f"<{trust.shown_by}>")
            yield from (told, "", "```json", lay_out(trust.statement), "```")

    def _render_statements(self, form: Form) -> Iterator[str]:
        explain = explain_minimal if form is Form.MINIMAL else explain_hardened
        for number, text in enumerate(explain(self._facts)):
            yield from ((self._say(text),) if number == 0 else ("", self._say(text)))
        for way in list_ways(self._facts, form=form):
            yield from self._render_way(way)

    def _render_way(self, way: Way) -> Iterator[str]:
        level = "###"
        if way.title is not None:
            yield from ("", f"### {self._say(way.title)}")
            level = "####"
        for block in way.blocks:
            yield from ("", f"{level} {self._say(block.heading)}", "", "```json", block.text, "```")

    def _render_placeholders(self) -> Iterator[str]:
        rows = ((_code(name), self._say(meaning)) for name, meaning in list_placeholders(self._facts))
        yield from self._table((path_statements.PLACEHOLDER, path_statements.MEANING), rows)

    def _render_encryption(self) -> Iterator[str]:
        rows = list_rows(self._path)
        if rows:
            yield from (self._say(path_statements.CHOICES_INTRO), "")
        head = (path_statements.CHOICE, path_statements.VERDICT, path_statements.WHY)
        yield from self._table(
            head, ((self._say(row.name), row.verdict.value, "<br>".join(map(self._say, row.why))) for row in rows)
        )

    def _render_failure(self) -> Iterator[str]:
        path = self._path
        yield begin(self._say(FAILURES[path.failure])) + self._say(HEADINGS.stop)
        if path.seen_in:
            yield from ("", self._say(HEADINGS.look), "", *(f"- {self._say(place)}" for place in path.seen_in))
        if path.symptoms:
            yield from ("", self._say(HEADINGS.messages), "", *(f"- `{symptom}`" for symptom in path.symptoms))

    def _render_sources(self) -> Iterator[str]:
        for doc in self._path.documented_by:
            read = self._say(words.READ_ON.fill(date=doc.read_on))
            yield f"- <{doc.url}> ({read}): {self._say(doc.says)}"


def _list_ways(wiring: Wiring) -> tuple[str, ...]:
    """Return the cells of a setting: where it has the target, the source, the role and the key."""
    ways = (name_way(wiring.target), name_way(wiring.source), name_role(wiring), name_way(wiring.key))
    return (wiring.holder.value, *ways)


def _code(text: str) -> str:
    return f"`{text}`" if text else ""


if __name__ == "__main__":
    sys.exit(main())
