"""The documentation site in a real browser, opened as files: search, languages, filter, dark and light, no barrier."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from support.browser import find_barriers, open_tab
from tests.docs.site import provide_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PATH = "paths/cloudwatch-alarm-to-sns.html"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    return provide_site(tmp_path_factory).as_uri()


@pytest.fixture
def tab(browser: "Browser", address: str) -> "Iterator[Page]":
    """A tab that asks nothing of any host, and whose console stays silent."""
    asked: list[str] = []
    with open_tab(browser, viewport={"width": 1400, "height": 900}) as page:
        page.on("request", lambda request: None if request.url.startswith(address) else asked.append(request.url))
        yield page
    assert asked == []


@pytest.mark.parametrize(
    ("start", "words", "found"),
    [
        ("tutorial.html", "condition key never sent", "rules/condition-key-never-sent.html"),
        ("paths/index.html", "cloudwatch-alarm-to-sns", PATH),
        ("ja/index.html", "抑制", "ja/suppressions.html"),
        ("ja/tutorial.html", "バックアップボールトのポリシー", "ja/"),
    ],
)
def test_search_finds_pages_in_both_languages(tab: "Page", address: str, start: str, words: str, found: str) -> None:
    tab.goto(f"{address}/{start}")
    tab.keyboard.press("/")
    tab.keyboard.insert_text(words)
    expect(tab.locator("#found li").first).to_be_visible()
    hrefs = tab.locator("#found a").evaluate_all("links => links.map(link => link.href)")
    assert any(href.startswith(f"{address}/{found}") for href in hrefs[:8]), hrefs[:8]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("install", "install.html"),
        ("exit code", "reports-in-pipelines.html"),
        ("baseline", "reports-in-pipelines.html"),
    ],
)
def test_how_tos_come_before_schemas_and_tests(tab: "Page", address: str, words: str, wanted: str) -> None:
    tab.goto(f"{address}/index.html")
    tab.keyboard.press("/")
    tab.keyboard.insert_text(words)
    expect(tab.locator("#found li").first).to_be_visible()
    hrefs = tab.locator("#found a").evaluate_all("links => links.map(link => link.href)")
    first = [href.removeprefix(f"{address}/").partition("#")[0] for href in hrefs[:5]]
    assert wanted in first, first
    assert not [one for one in first if one.startswith(("tests/", "src/", "support/", "benchmarks/"))], first


def test_a_found_page_is_reached_with_the_keyboard(tab: "Page", address: str) -> None:
    tab.goto(f"{address}/index.html")
    tab.keyboard.press("/")
    tab.keyboard.type("Budgets")
    expect(tab.locator("#found li").first).to_be_visible()
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    tab.wait_for_url(lambda url: not url.endswith("index.html"))
    expect(tab.locator("main")).to_contain_text("budget", ignore_case=True)


def test_nothing_found_is_said(tab: "Page", address: str) -> None:
    tab.goto(f"{address}/ja/index.html")
    tab.locator("#search input").fill("qqqqqq")
    expect(tab.get_by_role("status")).to_have_text("見つかりませんでした")


def test_the_switch_leads_to_the_same_page_in_the_other_language(tab: "Page", address: str) -> None:
    tab.goto(f"{address}/{PATH}")
    tab.get_by_role("link", name="日本語").click()
    tab.wait_for_url(f"{address}/ja/{PATH}")
    expect(tab.locator("html")).to_have_attribute("lang", "ja")
    tab.get_by_role("link", name="English").click()
    tab.wait_for_url(f"{address}/{PATH}")


def test_the_index_of_paths_is_narrowed_by_service_and_words(tab: "Page", address: str) -> None:
    tab.goto(f"{address}/paths/index.html")
    rows = tab.locator("article tbody tr:visible")
    tab.get_by_label("Section").select_option(label="AWS Backup")
    assert 0 < rows.count() < 40
    tab.get_by_label("Show only rows with").fill("vault fully managed")
    assert 0 < rows.count() < 10
    expect(tab.locator("main").get_by_role("status")).to_contain_text("shown")


def test_dark_and_light_are_kept_and_pictures_follow(tab: "Page", address: str) -> None:
    tab.goto(f"{address}/index.html")
    tab.get_by_role("button", name="Dark or light").click()
    expect(tab.locator("html")).to_have_attribute("data-theme", "dark")
    tab.wait_for_function(
        "[...document.querySelectorAll('picture img')].every(image => image.currentSrc.includes('dark'))"
    )
    tab.goto(f"{address}/tutorial.html")
    expect(tab.locator("html")).to_have_attribute("data-theme", "dark")


@pytest.mark.parametrize(
    ("page", "scheme", "width"),
    [("index.html", "light", 1400), (PATH, "dark", 390), ("ja/rules/deny-hits-service.html", "dark", 1400)],
)
def test_axe_finds_no_barrier(browser: "Browser", address: str, axe: str, page: str, scheme: str, width: int) -> None:
    """And nothing but code and tables is wider than the screen."""
    with open_tab(browser, viewport={"width": width, "height": 900}, color_scheme=scheme) as opened:
        opened.goto(f"{address}/{page}")
        assert find_barriers(opened, axe) == []
        assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_search_and_filter_have_no_barrier(browser: "Browser", address: str, axe: str) -> None:
    with open_tab(browser) as page:
        page.goto(f"{address}/ja/paths/index.html")
        page.get_by_label("絞り込み").fill("vault-create")
        page.locator("#search input").fill("キーポリシー")
        expect(page.locator("#found li").first).to_be_visible()
        assert find_barriers(page, axe) == []


def test_the_page_for_what_is_not_there_has_no_barrier(browser: "Browser", address: str, axe: str) -> None:
    with open_tab(browser) as page:
        page.goto(f"{address}/404.html")
        assert find_barriers(page, axe) == []


def test_a_page_can_be_read_without_scripts(browser: "Browser", address: str) -> None:
    with open_tab(browser, java_script_enabled=False) as page:
        page.goto(f"{address}/{PATH}")
        expect(page.get_by_text("Minimal statements").first).to_be_visible()
        expect(page.locator("#search")).to_be_hidden()


def test_copying_leaves_out_the_prompt_and_the_output(browser: "Browser", address: str) -> None:
    with open_tab(browser, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto(f"{address}/tutorial.html")
        page.locator(".is-console").first.hover()
        page.locator(".is-console .copy").first.click()
        page.wait_for_function("document.querySelector('.is-console .copy').textContent === 'Copied'")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == "keypost check examples/6-encrypt-all-topics/before.yaml"
