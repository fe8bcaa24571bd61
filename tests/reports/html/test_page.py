"""The page in a real browser: the graph, the details, the filters, the keyboard, both languages, and no barrier.

What an act brings about is waited for (`expect`); nothing is read off the page at once but what can't change any more.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from support.browser import find_barriers, open_tab
from tests.reports.html.pages import EXAMPLES, write_hostile, write_page, write_several

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser

WIDE = {"width": 1400, "height": 900}
NARROW = {"width": 390, "height": 800}


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> str:
    return write_several(tmp_path_factory.mktemp("pages"))


@pytest.fixture(scope="module")
def tab(browser: "Browser") -> "Iterator[Page]":
    """One tab for all tests; whatever its console says fails the last of them."""
    with open_tab(browser, viewport=WIDE, permissions=["clipboard-read", "clipboard-write"]) as page:
        yield page


@pytest.fixture
def page(tab: "Page", several: str) -> "Page":
    return open_page(tab, several)


def open_page(page: "Page", address: str, *, size: dict[str, int] = WIDE) -> "Page":
    """Open the page anew: an address that differs by its fragment alone loads nothing."""
    page.goto("about:blank")
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.goto(address)
    # These are the last to be drawn: the head and the details stand before.
    expect(page.locator("#list [role=option], .empty, .cards").first).to_be_visible()
    return page


def list_rows(page: "Page") -> "Locator":
    return page.locator("#list [role=option]")


def open_delivery(page: "Page", *names: str) -> None:
    """Open the first delivery whose row has these names."""
    rows = list_rows(page)
    for name in names:
        rows = rows.filter(has_text=name)
    rows.first.click()
    expect(page.locator("#details h2")).to_be_focused()  # which comes last, and never by itself
    expect(page.locator("#details .way dd a").first).to_have_text(names[0])


def print_page(page: "Page", event: str) -> None:
    page.evaluate("name => dispatchEvent(new Event(name))", event)


def test_what_fails_stands_first_and_is_open(page: "Page") -> None:
    expect(page.locator("h1")).to_have_text("4 of 8 deliveries don't get through")
    expect(list_rows(page).first).to_have_class(re.compile(r"\bFAILS\b"))
    expect(list_rows(page).first).to_have_attribute("aria-selected", "true")
    expect(page.locator("#details .badge").first).to_have_text("FAILS")
    expect(page.locator(".end.target")).to_have_count(6)
    expect(page.locator("path.line.FAILS")).to_have_count(4)


def test_a_click_shows_every_call_and_the_statement_that_decides(page: "Page") -> None:
    open_delivery(page, "Orders", "Backup")
    expect(page).to_have_url(re.compile("#delivery="))
    details = page.locator("#details")
    expect(details.locator("details.call")).to_have_count(2)
    hit = details.locator(".statement.decides.FAILS").first
    expect(hit).to_contain_text("NobodyElse")
    expect(hit.locator(".line.hit").first).to_contain_text("aws:PrincipalArn")
    expect(details.locator(".diff .added").last).to_contain_text("PrincipalIsAWSService: 'false'")


def test_search_and_filters_leave_what_fits(page: "Page") -> None:
    page.locator("#search").fill("sqs billing")
    expect(page.locator("[data-verdict=FAILS] .count")).to_have_text("1")
    page.locator("[data-verdict=FAILS]").click()
    expect(list_rows(page)).to_have_count(1)
    expect(page.locator("#told")).to_have_text("1 delivery found")
    page.locator("#search").fill("no such thing")
    expect(page.locator(".empty h2")).to_have_text("No delivery matches")
    page.locator(".empty button").click()
    expect(list_rows(page)).to_have_count(8)
    page.locator(".filter select").first.select_option("sns-to-sqs")
    expect(list_rows(page)).to_have_count(2)


def test_the_keyboard_is_enough(page: "Page") -> None:
    details = page.locator("#details")
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type("highcpu")
    expect(list_rows(page)).to_have_count(2)
    page.keyboard.press("ArrowDown")
    expect(page.locator("#list")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(details.locator("h2")).to_be_focused()
    expect(details.locator("h2")).to_have_text("CloudWatch alarm to SNS topic")
    page.keyboard.press("Escape")
    expect(page.locator("#list")).to_be_focused()
    expect(details).to_be_hidden()
    page.keyboard.press("n")
    expect(details.locator(".badge").first).to_have_text(re.compile("FAILS|DEPENDS"))


def test_single_keys_can_be_switched_off(page: "Page") -> None:
    is_pressed = page.locator("[data-verdict=FAILS][aria-pressed=true]")
    for is_on in (False, True):
        page.locator("#help").click()
        page.locator("dialog input").set_checked(is_on)
        page.keyboard.press("Escape")
        expect(page.locator("dialog")).to_have_count(0)
        page.keyboard.press("1")  # were it heard twice, the second time would take the first back
    expect(is_pressed).to_have_count(1)
    expect(list_rows(page)).to_have_count(4)


def test_both_languages_are_whole(page: "Page", several: str) -> None:
    page.keyboard.press("l")
    expect(page.locator("h1")).to_have_text("8 件の配信のうち 4 件が届きません")
    expect(page.locator("html")).to_have_attribute("lang", "ja")
    expect(page.locator("#details h3").first).to_have_text("不備")
    expect(page).to_have_url(re.compile(f"^{re.escape(several)}#.*lang=ja"))
    open_page(page, page.url)
    expect(page.locator("#tab-gaps")).to_contain_text("読み取れなかったもの")
    page.locator("#language").click()
    expect(page.locator("h1")).to_contain_text("4 of 8")
    expect(page.locator("#tab-gaps")).to_contain_text("Not read")


def test_an_address_opens_its_delivery(page: "Page", several: str) -> None:
    open_page(page, f"{several}#delivery=sns-to-sqs%3EOrders%3EShippingQueue")
    details = page.locator("#details")
    expect(details.locator(".way dd a")).to_have_text(["Orders", "ShippingQueue", "alias/aws/sqs"])
    details.locator("a", has_text="ShippingQueue").first.click()
    expect(details.locator("h2")).to_have_text("ShippingQueue")
    page.go_back()
    expect(details.locator("h2")).to_have_text("SNS topic to SQS queue")
    details.get_by_text("What is known of this path").click()
    expect(details).to_contain_text("aws:SourceArn")
    expect(details.locator("a[href^='https://docs.aws.amazon.com/']").first).to_be_visible()


def test_a_delivery_is_copied_for_a_ticket(page: "Page") -> None:
    open_delivery(page, "HighCpu")
    page.keyboard.press("c")
    expect(page.locator("#told")).to_have_text("Copied as Markdown")
    ticket = page.evaluate("navigator.clipboard.readText()")
    assert ticket.startswith("### FAILS: CloudWatch alarm to SNS topic\n\n- Source: `HighCpu` (AWS::CloudWatch::Alarm")
    assert "| `kms:GenerateDataKey` | `cloudwatch.amazonaws.com` | not allowed |" in ticket
    assert "\n```diff\n" in ticket


def test_on_a_phone_the_details_cover_the_list(page: "Page", several: str) -> None:
    open_page(page, several, size=NARROW)
    expect(page.locator("#details")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
    list_rows(page).first.click()
    expect(page.locator("#details h2")).to_be_visible()
    expect(page.locator("#panel[inert]")).to_have_count(1)
    assert page.evaluate("document.getElementById('details').scrollWidth") <= NARROW["width"]
    page.locator("#close").click()
    expect(page.locator("#details")).to_be_hidden()
    expect(page.locator("#panel[inert]")).to_have_count(0)


def test_on_paper_everything_is_open(page: "Page") -> None:
    print_page(page, "beforeprint")
    expect(page.locator("#print article")).to_have_count(5)
    expect(page.locator("#print details:not([open])")).to_have_count(0)
    print_page(page, "afterprint")
    expect(page.locator("#print article")).to_have_count(0)


def test_hostile_names_do_nothing(page: "Page", tmp_path: Path) -> None:
    open_page(page, write_hostile(tmp_path))
    list_rows(page).first.click()
    expect(page.locator("#details h2")).to_be_focused()
    page.keyboard.press("c")
    expect(page.locator("#told")).to_have_text("Copied as Markdown")
    print_page(page, "beforeprint")
    expect(page.locator("#print article").first).to_be_attached()
    assert page.evaluate("window.struck === undefined && !document.querySelector('img')")
    shown = page.locator("#details").inner_text()
    assert "<script>window.struck=1</script>" in shown
    assert not {"\u202e", "\x1b"} & set(shown)
    assert not {"\u202e", "\x1b"} & set(page.evaluate("navigator.clipboard.readText()"))


def test_a_run_without_deliveries_says_so(page: "Page", tmp_path: Path) -> None:
    template = tmp_path / "topic.yaml"
    template.write_text("Resources: {Alerts: {Type: AWS::SNS::Topic}}\n", encoding="utf-8")
    open_page(page, write_page(tmp_path / "none.html", template, language="ja"))
    expect(page.locator("h1")).to_have_text("配信は見つかりませんでした")
    expect(page.locator(".empty")).to_contain_text("読み取ったファイル: 1 個")


@pytest.mark.parametrize(
    ("scheme", "fragment"),
    [
        ("light", ""),
        ("dark", "#lang=ja"),
        ("dark", "#path=sns-to-sqs"),
        ("light", "#resource=2"),
        ("light", "#view=limits"),
    ],
)
def test_axe_finds_no_barrier(page: "Page", several: str, axe: str, scheme: str, fragment: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    open_page(page, several + fragment)
    assert find_barriers(page, axe) == []


def test_axe_finds_no_barrier_on_a_phone_nor_in_the_help(page: "Page", several: str, axe: str) -> None:
    open_page(page, several, size=NARROW)
    assert find_barriers(page, axe) == []
    list_rows(page).first.click()
    expect(page.locator("#details h2")).to_be_visible()
    assert find_barriers(page, axe) == []
    open_page(page, several)
    page.keyboard.press("?")
    expect(page.locator("dialog h2")).to_be_visible()
    assert find_barriers(page, axe) == []


def test_one_delivery_needs_no_folds(page: "Page", tmp_path: Path) -> None:
    file = EXAMPLES / "3-backup-vault-deny" / "broken.yaml"
    open_page(page, write_page(tmp_path / "one.html", file))
    expect(page.locator("h1")).to_have_text("The one delivery doesn't get through")
    expect(list_rows(page)).to_have_count(1)
