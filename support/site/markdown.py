"""Markdown as GitHub reads it (CommonMark and tables), to HTML: anchors, links to other pages, coloured code."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

Locate = Callable[[str], str | None]

_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_ADDRESSES = re.compile(r'\b(href|src|srcset)="([^"]*)"')
_COMMENT = re.compile(r"^<!--(.*)-->$", re.DOTALL)
_NOT_IN_ANCHOR = re.compile(r"[^\w\- ]")
_VERDICTS = ("WORKS", "FAILS", "DEPENDS", "error", "warning", "note")
_VERDICT = re.compile(r"^( *)(WORKS|FAILS|DEPENDS)\b", re.MULTILINE)
_PROMPT = re.compile(r"^\$ .*$", re.MULTILINE)
_JAPANESE = re.compile(r"[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]")
_OWN_LANGUAGE = ("日本語", "English")


class Part(NamedTuple):
    """A heading, the anchor that it has, and the text below it, up to the next one."""

    level: int
    anchor: str
    title: str
    text: list[str]


class Document(NamedTuple):
    """What became of a page's Markdown."""

    body: str
    parts: tuple[Part, ...]
    made_from: str

    @property
    def title(self) -> str:
        """The first heading."""
        return self.parts[0].title


def render(text: str, *, locate: Locate) -> Document:
    """Return the page's HTML; `locate` gives the address for a link, None for one to the page in the other language."""
    tokens = _PARSER.parse(text)
    comments = [
        found[1] for token in tokens if token.type == "html_block" and (found := _COMMENT.match(token.content.strip()))
    ]
    parts = _name_headings(tokens)
    _lead_links(tokens, locate)
    _mark_cells(tokens)
    body = _write(tokens)
    return Document(body, tuple(parts), comments[0].strip() if comments else "")


def anchor(heading: str) -> str:
    """Return the anchor that GitHub gives a heading."""
    return _NOT_IN_ANCHOR.sub("", heading.strip().lower()).replace(" ", "-")


def _name_headings(tokens: Sequence[Token]) -> list[Part]:
    """Give each heading its anchor, and gather the text below each."""
    parts: list[Part] = []
    used: dict[str, int] = {}
    for token, content in zip(tokens, (*tokens[1:], Token("", "", 0)), strict=True):
        if token.type == "heading_open":
            title = _read_text(content)
            name = anchor(title)
            number = used[name] = used.get(name, -1) + 1
            token.attrs["id"] = f"{name}-{number}" if number else name
            parts.append(Part(int(token.tag[1]), str(token.attrs["id"]), title, []))
            content.meta["is_heading"] = True
        elif parts and (token.type == "fence" or (token.type == "inline" and not token.meta.get("is_heading"))):
            parts[-1].text.extend(_read_text(token).splitlines())
    return parts


def _read_text(token: Token) -> str:
    if token.type == "fence":
        return token.content
    kinds = {"softbreak": "\n", "hardbreak": "\n", "html_inline": " "}
    return "".join(kinds.get(child.type, child.content) for child in token.children or ())


def _lead_links(tokens: Sequence[Token], locate: Locate) -> None:
    for token in tokens:
        if token.type in ("html_block", "html_inline"):
            token.content = _ADDRESSES.sub(lambda found: f'{found[1]}="{locate(found[2]) or ""}"', token.content)
        for name in ("href", "src"):
            if name in token.attrs:
                token.attrs[name] = locate(str(token.attrs[name])) or ""
        if token.children:
            _lead_links(token.children, locate)
            token.children = list(_without_switch(token.children))
            _join_lines(token.children)


def _without_switch(children: Sequence[Token]) -> Iterator[Token]:
    """Leave out the link to the same page in the other language: every page of the site has it at the top."""
    kept: list[Token] = []
    skipped = 0
    for place, child in enumerate(children):
        is_switch = (
            child.type == "link_open" and not child.attrs["href"] and children[place + 1].content in _OWN_LANGUAGE
        )
        skipped = 3 if is_switch else skipped
        if is_switch and kept and kept[-1].type == "text":
            kept[-1].content = kept[-1].content.rstrip(" ·\N{NO-BREAK SPACE}")
        if not skipped:
            kept.append(child)
        skipped = max(0, skipped - 1)
    yield from kept


def _join_lines(children: Sequence[Token]) -> None:
    """A line that ends within Japanese goes on without a space, which a browser would put there."""
    for before, line_end, after in zip(children, children[1:], children[2:], strict=False):
        if line_end.type == "softbreak" and _JAPANESE.match(before.content[-1:]) and _JAPANESE.match(after.content[:1]):
            line_end.type, line_end.content = "text", ""


def _mark_cells(tokens: Sequence[Token]) -> None:
    """Mark the cells that hold nothing but a verdict or a severity; a heading without words is none."""
    for token, content in pairwise(tokens):
        if token.type == "th_open" and not content.content:
            token.tag = tokens[tokens.index(token) + 2].tag = "td"
        if token.type == "td_open" and content.content.strip("`") in _VERDICTS:
            token.attrs["class"] = f"is-{content.content.strip('`').lower()}"


def _write(tokens: Sequence[Token]) -> str:
    written: str = _PARSER.renderer.render(tokens, _PARSER.options, {})
    return written.replace("<p></p>\n", "")


def _write_fence(_: object, tokens: Sequence[Token], place: int, *__: object) -> str:
    token = tokens[place]
    kind = token.info.split()[0] if token.info.strip() else "text"
    code = _colour(kind, token.content.removesuffix("\n"))
    return f'<div class="code is-{kind}"><pre><code>{code}</code></pre></div>\n'


def _write_heading_end(_: object, tokens: Sequence[Token], place: int, *__: object) -> str:
    name = next(str(token.attrs["id"]) for token in reversed(tokens[:place]) if token.type == "heading_open")
    sign = f' <a class="anchor" href="#{escapeHtml(name)}" aria-hidden="true" tabindex="-1">#</a>'
    return f"{'' if tokens[place].tag == 'h1' else sign}</{tokens[place].tag}>\n"


def _write_html(_: object, tokens: Sequence[Token], place: int, *__: object) -> str:
    content = tokens[place].content
    return "" if _COMMENT.match(content.strip()) else content


def _write_table(*_: object) -> str:
    return '<div class="table"><table>\n'


def _write_table_end(*_: object) -> str:
    return "</table></div>\n"


for _name, _rule in (
    ("fence", _write_fence),
    ("heading_close", _write_heading_end),
    ("html_block", _write_html),
    ("table_open", _write_table),
    ("table_close", _write_table_end),
):
    _PARSER.add_render_rule(_name, _rule)


@cache
def _colour(kind: str, code: str) -> str:
    """Return the code with its words marked for their colours."""
    if kind == "console":
        marked = _PROMPT.sub(lambda found: f'<b class="prompt">{found[0]}</b>', escapeHtml(code))
        return _VERDICT.sub(lambda found: f'{found[1]}<b class="is-{found[2].lower()}">{found[2]}</b>', marked)
    try:
        lexer = get_lexer_by_name(kind, stripnl=False)
    except ClassNotFound:
        return escapeHtml(code)
    coloured: str = highlight(code, lexer, HtmlFormatter(nowrap=True))
    return coloured.rstrip("\n")
