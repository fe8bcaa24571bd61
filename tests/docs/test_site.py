"""The documentation site as it is written: complete in both languages, and no link of it leads nowhere."""

from pathlib import Path

import pytest

from support.bootstrap import ROOT
from support.site import contents
from support.site.checking import find_faults
from support.site.places import exists, name_twin
from tests.architecture.source import is_japanese
from tests.docs.site import list_addresses, list_bases, list_broken_links, provide_site

# What is there in English only, and why.
IN_ENGLISH_ONLY = {
    "CHANGELOG.md": "a line for each change, for those who upgrade; the pages that it is about are in both languages",
    "benchmarks/README.md": "for those who change the code, whose words are English",
    "tests/spec/matrix/README.md": "for those who change the code, whose words are English",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return provide_site(tmp_path_factory)


def test_no_link_leads_nowhere_and_no_other_host_is_asked(site: Path) -> None:
    assert list_broken_links(site) == []
    assert find_faults(site) == []


def test_every_page_is_there_in_both_languages(site: Path) -> None:
    bases = list_bases(site)
    assert len(bases) > 300
    assert [place for base in bases for place in list_addresses(base) if not (site / place).is_file()] == []


def test_what_is_in_english_only_is_known_with_the_reason(site: Path) -> None:
    alone = [base for base in list_bases(site) if base.endswith(".md") and not exists(name_twin(base))]
    found = {base for base in alone if not is_japanese((ROOT / base).read_text(encoding="utf-8"))}
    assert found - set(IN_ENGLISH_ONLY) == set()


def test_every_page_of_the_documentation_is_on_the_site(site: Path) -> None:
    written = {each.relative_to(ROOT).as_posix() for each in (ROOT / "docs").rglob("*.md")}
    assert {file for file in written if not file.endswith(".ja.md")} - set(list_bases(site)) == set()


def test_the_contents_name_each_page_once_in_both_languages() -> None:
    files = [entry.file for entry in contents.list_entries()]
    assert len(files) == len(set(files))
    lines = (ROOT / contents.FILE).read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line.startswith("| [")]
    assert len(rows) == len(files)
    for file, row in zip(files, rows, strict=True):
        assert Path(name_twin(file)).name in row or not exists(name_twin(file)), row


def test_a_path_is_made_from_its_module(site: Path) -> None:
    page = (site / "paths" / "cloudwatch-alarm-to-sns.html").read_text(encoding="utf-8")
    assert "<code>src/keypost/catalogue/paths/cloudwatch_alarm_to_sns.py</code>" in page


def test_the_site_is_light(site: Path) -> None:
    """A page weighs what its text weighs; the index of the search is fetched only by who searches."""
    assert (site / "paths" / "cloudwatch-alarm-to-sns.html").stat().st_size < 40_000
    assert sum((site / name).stat().st_size for name in ("site.css", "site.js", "icon.svg")) < 40_000
    assert all((site / f"search.{language}.js").stat().st_size < 3_000_000 for language in ("en", "ja"))
