"""The check of the site notices each fault that it is there for."""

from pathlib import Path

import pytest

from support.site.checking import find_faults


def write(folder: Path, **pages: str) -> Path:
    for name, content in pages.items():
        (folder / f"{name}.html").write_text(content, encoding="utf-8")
    return folder


def test_a_sound_site_has_no_fault(tmp_path: Path) -> None:
    index = '<h1 id="日本語">x</h1><a href="b.html#%E3%81%82">b</a> <a href="https://docs.aws.amazon.com/">AWS</a>'
    write(tmp_path, index=index, b='<h1 id="あ">b</h1><a href="index.html#日本語">up</a>')
    assert find_faults(tmp_path) == []


@pytest.mark.parametrize(
    ("index", "fault"),
    [
        ('<a href="gone.html">x</a>', "index.html: gone.html leads nowhere"),
        ('<a href="">x</a>', "index.html: an empty link leads nowhere"),
        ('<a href="#gone">x</a>', "index.html: #gone has no such anchor"),
        ('<i id="a"></i><b id="a"></b>', "index.html: two elements have the id a"),
        ('<img src="https://example.com/x.png">', "index.html: asks another host for https://example.com/x.png"),
        ('<img src="//example.com/x.png">', "index.html: asks another host for //example.com/x.png"),
        (
            '<link rel="stylesheet" href="https://example.com/x.css">',
            "index.html: asks another host for https://example.com/x.css",
        ),
    ],
)
def test_each_fault_is_told(index: str, fault: str, tmp_path: Path) -> None:
    assert find_faults(write(tmp_path, index=index)) == [fault]


def test_a_page_that_nothing_leads_to_is_told(tmp_path: Path) -> None:
    write(tmp_path, index="<p>x</p>", lost='<a href="index.html">up</a>')
    assert find_faults(tmp_path) == ["lost.html: no page leads here"]


def test_a_style_that_loads_more_is_told(tmp_path: Path) -> None:
    write(tmp_path, index="<p>x</p>")
    (tmp_path / "site.css").write_text("body { background: url(https://example.com/x.png) }", encoding="utf-8")
    assert find_faults(tmp_path) == ["site.css: a style that asks for more"]
