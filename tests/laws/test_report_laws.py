"""Laws of reports: whatever the input names is shown, and does nothing."""

import json
import re
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from keypost.checker.compare import Access, Comparison, Turn
from keypost.checker.fingerprint import fingerprint_findings
from keypost.estate.estate import build_reading
from keypost.reports.comparison import render_json as render_comparison
from keypost.reports.comparison import render_markdown
from keypost.reports.formats.escaping import LIMIT
from keypost.reports.formats.regions import build_replacements
from keypost.reports.formats.registry import FORMATS, render
from keypost.reports.html.data import build_data
from keypost.reports.html.fixes import Offer
from keypost.reports.html.render import PARTS, STYLES, render_page
from keypost.reports.html.table import show_lines
from keypost.reports.json import render_json
from keypost.reports.outline import build_outline
from keypost.reports.page import render_plain
from keypost.reports.text import render_text
from tests.reports import hostile, samples

LAW = settings(max_examples=40, deadline=None)
UNSAFE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff"
    "\ud800-\udfff\ue000-\uf8ff\U000e0000-\U000e0fff]"
)
NAMES = st.one_of(
    st.sampled_from(hostile.NAMES),
    st.lists(st.sampled_from(hostile.NAMES), min_size=2, max_size=3).map("".join),
    st.text(max_size=40),
)
LANGUAGES = st.sampled_from(["en", "ja"])


def render_all(name: str, language: str) -> dict[str, str]:
    result = hostile.poison(name)
    outline = hostile.outline(name, language=language)
    lines = render_text(result, scope=samples.SCOPE, language=language, width=60)
    reports = {"text": render_plain(lines), "json": render_json(result, language=language)}
    turns = tuple(Turn(None, one) for one in result.deliveries)
    compared = Comparison(turns, gained=(Access(name, name, (name,), (name,)),))
    reports["diff"] = render_markdown(compared, language=language)
    reports["diff as json"] = render_comparison(compared)
    return reports | {one: render(one, outline) for one in FORMATS}


@LAW
@given(NAMES, LANGUAGES)
def test_names_do_nothing_in_any_format(name: str, language: str) -> None:
    reports = render_all(name, language)
    for report in reports.values():
        assert not UNSAFE.search(report)
        assert "##[" not in report
        assert report.encode()
    commands = [line for line in reports["text"].splitlines() if line.lstrip().startswith("::")]
    assert commands == []
    assert json.loads(reports["json"])["schema"] == "keypost.check.v1"
    look_at_sarif(json.loads(reports["sarif"]))
    look_at_gitlab(json.loads(reports["gitlab"]))
    look_at_junit(reports["junit"])
    look_at_commands(reports["github"])
    look_at_markdown(reports["markdown"])
    look_at_markdown(reports["diff"])


def render_page_of(name: str, language: str) -> str:
    result = hostile.poison(name)
    data = build_data(build_reading(()), result, language=language, offer=Offer())
    return render_page(data, parts=PARTS, styles=STYLES)


@LAW
@given(NAMES, LANGUAGES)
def test_names_are_text_and_nothing_else_on_the_page(name: str, language: str) -> None:
    page, plain = (Markup.read(render_page_of(one, language)) for one in (name, "x"))
    assert page.found == plain.found
    assert page.scripts[1:] == plain.scripts[1:]
    assert not re.search(r"[<>&]", page.scripts[0])
    data = json.loads(page.scripts[0])
    assert not any(UNSAFE.search(text) for text in list_strings(data))
    stems = data["names"]["stems"]
    names = {one if isinstance(one, str) else stems[one[0]] + one[1] for one in data["names"]["rows"]}
    assert show_lines(name) in names


class Markup(HTMLParser):
    """Collects what isn't text: elements with their attributes, comments and the like; and the scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[object] = []
        self.scripts: list[str] = []

    @classmethod
    def read(cls, page: str) -> "Markup":
        markup = cls()
        markup.feed(page)
        markup.close()
        return markup

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, attrs))
        if tag == "script":
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        self.found.append(tag)

    def handle_comment(self, data: str) -> None:
        self.found.append(("a comment", data))

    def handle_decl(self, decl: str) -> None:
        self.found.append(("a declaration", decl))

    def unknown_decl(self, data: str) -> None:
        self.found.append(("a declaration", data))

    def handle_pi(self, data: str) -> None:
        self.found.append(("an instruction", data))

    def handle_data(self, data: str) -> None:
        if self.found[-1:] and self.found[-1][0] == "script":  # type: ignore[index]
            self.scripts[-1] += data


def list_strings(part: Any) -> list[str]:
    if isinstance(part, str):
        return [part]
    parts = [*part.keys(), *part.values()] if isinstance(part, dict) else part if isinstance(part, list) else ()
    return [text for one in parts for text in list_strings(one)]


def look_at_sarif(log: Any) -> None:
    (run,) = log["runs"]
    assert len(run["results"]) == 4
    for text in find_texts(run):
        assert "](" not in text
        assert not UNSAFE.search(text)
    for uri in re.findall(r'"uri": "([^"]*)"', json.dumps(log)):
        assert re.fullmatch(r"(?:[A-Za-z0-9\-._~!$'()*,=:@/]|%[0-9A-F]{2})+", uri)


def find_texts(part: Any) -> list[str]:
    if isinstance(part, dict):
        own = [value for name, value in part.items() if name == "text" and isinstance(value, str)]
        return [*own, *(text for value in part.values() for text in find_texts(value))]
    return [text for one in part for text in find_texts(one)] if isinstance(part, list) else []


def look_at_gitlab(entries: Any) -> None:
    assert len(entries) == 3
    assert len({entry["fingerprint"] for entry in entries}) == 3


def look_at_junit(report: str) -> None:
    root = Xml.fromstring(report)  # noqa: S314  our own report
    assert [len(root.findall(f".//{tag}")) for tag in ("testcase", "failure", "skipped", "system-out")] == [4, 1, 2, 1]
    assert {element.tag for element in root.iter()} <= {
        "testsuites", "testsuite", "testcase", "failure", "skipped", "system-out"
    }  # fmt: skip


def look_at_commands(report: str) -> None:
    *commands, last = report.splitlines()
    assert len(commands) == 4  # two findings, a delivery that depends, a gap
    assert not last.lstrip().startswith("::")
    for command in commands:
        found = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", command)
        assert found is not None
        assert [one.partition("=")[0] for one in found[2].split(",")] == ["file", "line", "title"]


class Reader(HTMLParser):
    """Collects tags with their attributes, and the text outside of code."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.plain = ""
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {f"{tag}.{name}" for name, _ in attrs}
        self.depth += tag in {"code", "pre"}

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag in {"code", "pre"}

    def handle_comment(self, data: str) -> None:
        self.tags.add(f"comment {data}")

    def handle_data(self, data: str) -> None:
        if not self.depth:
            self.plain += data


def look_at_markdown(report: str) -> None:
    reader = Reader()
    reader.feed(MarkdownIt("commonmark", {"html": True}).enable("table").render(report))
    known = "h3 h4 p ul li code pre table thead tbody tr th td strong em details summary"
    assert reader.tags <= set(known.split())
    assert reader.attributes <= {"code.class"}
    assert not re.search(r"[@#!$~%][\w{]|://\w|(?i:www)\.\w", reader.plain)
    outside = re.sub(r"^(`{3,})\w+\n.*?^\1$", "", report, flags=re.MULTILINE | re.DOTALL)
    assert not re.search(r"^\s*/\w", outside, re.MULTILINE)
    assert len(report) <= LIMIT


def test_a_comparison_is_cut_where_it_would_be_too_long_and_says_so() -> None:
    many = Comparison((), gained=(Access("Key", "somebody", ("kms:Decrypt",)),) * 3000)
    report = render_markdown(many, language="en")
    assert len(report) <= LIMIT
    assert re.search(r"^_\d{3,} more lines don't fit in a comment", report, re.MULTILINE)
    assert report.endswith("0 stay as they are\n")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_comment_is_cut_where_it_would_be_too_long_and_says_so(language: str) -> None:
    result = samples.everything()
    finding = result.findings[0]._replace(deliveries=(0,))
    many = result._replace(findings=tuple(finding._replace(subject=str(number)) for number in range(1500)))
    report = render("markdown", build_outline(many, language=language, exit_code=1))
    assert len(report) <= LIMIT
    assert re.search(r"\d{3,}", report.splitlines()[-1])
    assert ("comment" if language == "en" else "コメント") in report.splitlines()[-1]


@LAW
@given(st.randoms(use_true_random=False), st.integers(0, 500))
def test_fingerprints_survive_lines_that_move_and_findings_that_change_places(random: Any, moved: int) -> None:
    result = hostile.poison("x")
    places = range(8)
    findings = [
        result.findings[number % 3]._replace(
            subject=f"Key:{number % 2}",
            origin=samples.at(number),
            message=result.findings[0].message.fill() if number < 4 else samples.DENY_FINDING.message,
        )
        for number in places
    ]
    before = fingerprint_findings(result._replace(findings=tuple(findings)))
    assert len(set(before)) == len(before)
    order = list(places)
    random.shuffle(order)
    shifted = [
        findings[index]._replace(origin=samples.at((findings[index].origin.line or 0) + moved)) for index in order
    ]
    after = fingerprint_findings(result._replace(findings=tuple(shifted)))
    assert set(after) == set(before)


TEXTS = st.lists(st.sampled_from(["a\n", "b\n", "c\r\n", "d", "\n", "é\u2028\n", "\r"]), max_size=8).map("".join)


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS)
def test_the_replacements_of_a_fix_make_the_one_text_of_the_other(before: str, after: str) -> None:
    lines = before.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    made = before
    for one in reversed(list(build_replacements(before, after))):
        region = one["deletedRegion"]
        start, end = (starts[region[f"{side}Line"] - 1] + region[f"{side}Column"] - 1 for side in ("start", "end"))
        assert 0 <= start <= end <= len(before)
        made = made[:start] + one.get("insertedContent", {}).get("text", "") + made[end:]
    assert made == after
