"""Writes docs/paths, a page for each delivery path, from the catalogue: `./x python support/path_pages.py`."""

import sys
from collections.abc import Iterator
from pathlib import Path as File

from keypost.catalogue.all import all_paths
from keypost.catalogue.declare import Part, Path
from keypost.reports import paths as reports
from keypost.reports.wording import paths as words
from keypost.reports.wording.failures import FAILURES
from keypost.text import Text

FOLDER = File(__file__).resolve().parent.parent / "docs" / "paths"
INDEX = "index.md"
WRITTEN = "<!-- Written by support/path_pages.py from src/keypost/catalogue/paths/{module}.py: change that file. -->"
ABOUT = Text(
    en="What Keypost knows about each way on which an AWS service, or a workload, hands something to a resource that "
    "is encrypted with a KMS key. `keypost paths ID` shows the same on a terminal.",
    ja="AWS のサービスやワークロードが、KMS キーで暗号化されたリソースに何かを渡す経路について、"
    "Keypost が持つ情報です。端末では `keypost paths ID` で同じ内容を表示できます。",
)
LEGEND = Text(
    en="Fields in braces stand for the delivery's own values; `{any}` is a text that nobody knows beforehand. A key "
    "that is inferred to be present may also be absent.",
    ja="波かっこの項目には配信ごとの値が入ります。`{any}` は事前にはわからない文字列です。"
    "「推定」のキーは、実際には送られない可能性もあります。",
)
REFERENCE = Text(
    en="`{reference}` is the target as the setting names it.", ja="`{reference}` は設定に書かれたままの送信先です。"
)


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
    pages = {f"{path.id}.md": "\n".join(_render_page(path)) for path in paths}
    return pages | {INDEX: "\n".join(_render_index(paths))}


def _render_index(paths: tuple[Path, ...]) -> Iterator[str]:
    yield from ("# Delivery paths", "", "配信パス", "", ABOUT.en, "", ABOUT.ja)
    for kind in sorted({path.target for path in paths}, key=lambda kind: kind.value):
        yield from ("", f"## {kind.value}", "", _row("path", "", ""), _row("---", "---", "---"))
        for path in paths:
            if path.target is kind:
                yield _row(f"[{path.id}]({path.id}.md)", path.title.en, path.title.ja)
    yield ""


def _render_page(path: Path) -> Iterator[str]:
    yield from (f"# {path.id}", "", WRITTEN.format(module=path.id.replace("-", "_")), "")
    yield from (f"{path.title.en}<br>{path.title.ja}", "", _row("", ""), _row("---", "---"))
    for label, values in _list_facts(path):
        yield _row(_both(label), "<br>".join(dict.fromkeys(values)))
    yield from ("", f"## {_heading(words.CALLS)}", "")
    yield from _render_calls(path)
    yield from _render_condition_keys(path)
    if path.symptoms:
        yield from ("", f"## {_heading(words.MESSAGES)}", "")
        yield from (f"- `{symptom}`" for symptom in path.symptoms)
    if path.notes:
        yield from ("", f"## {_heading(words.NOTES)}", "", path.notes.en, "", path.notes.ja)
    yield from ("", f"## {_heading(words.SOURCES)}", "")
    for doc in path.documented_by:
        yield f"- <{doc.url}> ({words.READ_ON.fill(date=doc.read_on).en}): {doc.says}"
    yield ""


def _list_facts(path: Path) -> Iterator[tuple[Text, list[str]]]:
    yield words.CALLER, [*_lines(reports.name_caller(path.caller))]
    yield words.SOURCE, [f"`{kind.value}`" for kind in path.source] or [*_lines(words.NO_SOURCE)]
    yield words.TARGET, [f"`{path.target.value}`"]
    yield words.ACCOUNTS, [*_lines(words.REACHES[path.reach])]
    yield words.KEY, [*_lines(words.KEYS_OF[path.key_of])]
    if path.accepts:
        yield words.ENCRYPTION, [*_lines(reports.name_accepted(path.accepts))]
    settings = reports.name_settings(path.wirings)
    yield words.SETTINGS, [f"`{text.en}`" for text in settings] or [*_lines(words.NO_SETTINGS)]
    yield words.FAILURE, [*_lines(FAILURES[path.failure])]
    if path.seen_in:
        yield words.SEEN_IN, [line for place in path.seen_in for line in _lines(place)]
    yield words.EVIDENCE, [*_lines(words.EVIDENCES[path.evidence])]


def _render_calls(path: Path) -> Iterator[str]:
    if not path.calls:
        yield from _lines(words.NO_CALLS, between="")
        return
    yield _row(_heading(words.ACTION), _heading(words.RESOURCE), "")
    yield _row("---", "---", "---")
    for call in path.calls:
        on = call.on.value if isinstance(call.on, Part) else call.on
        yield _row(f"`{call.action}`", f"`{on}`", _both(reports.describe_call(call)))
    if any(isinstance(call.on, Part) and "{reference}" in call.on.value for call in path.calls):
        yield from ("", REFERENCE.en, "", REFERENCE.ja)


def _render_condition_keys(path: Path) -> Iterator[str]:
    groups = reports.group_contexts(path)
    if groups:
        yield from ("", f"## {_heading(words.CONDITION_KEYS)}", "", LEGEND.en, "", LEGEND.ja)
    for name, context in groups:
        yield from ("", f"### {name.en}", *([] if name.en == name.ja.replace("、", ", ") else ["", name.ja]), "")
        yield _row(
            _heading(words.CONDITION_KEY), _heading(words.PRESENCE), _heading(words.EVIDENCE), _heading(words.VALUE)
        )
        yield _row("---", "---", "---", "---")
        for key, value in reports.sort_keys(context):
            grade, text = reports.name_grade(value), reports.name_value(value)
            presence = words.PRESENCES[type(value)]
            yield _row(f"`{key}`", _heading(presence), _heading(grade) if grade else "", f"`{text}`" if text else "")


def _lines(text: Text, *, between: str | None = None) -> Iterator[str]:
    yield text.en
    if between is not None:
        yield between
    yield text.ja


def _both(text: Text) -> str:
    return "<br>".join(dict.fromkeys(_lines(text)))


def _heading(text: Text) -> str:
    return f"{text.en} · {text.ja}"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


if __name__ == "__main__":
    sys.exit(main())
