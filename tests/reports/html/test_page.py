"""The page in a real browser: the graph, the details, the filters, the keyboard, both languages, and no barrier."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from support.browser import find_barriers
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
    context = browser.new_context(viewport=WIDE, permissions=["clipboard-read", "clipboard-write"])  # type: ignore[arg-type]
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    assert said == []


@pytest.fixture
def page(tab: "Page", several: str) -> "Page":
    return open_page(tab, several)


def open_page(page: "Page", address: str, *, size: dict[str, int] = WIDE) -> "Page":
    """Open the page anew: an address that differs by its fragment alone loads nothing."""
    page.goto("about:blank")
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.goto(address)
    page.wait_for_selector("#list [role=option], .empty, .cards")
    return page


def list_rows(page: "Page") -> "Locator":
    return page.locator("#list [role=option]")


def test_what_fails_stands_first_and_is_open(page: "Page") -> None:
    assert page.locator("h1").inner_text() == "4 of 8 deliveries don't get through"
    assert "FAILS" in (list_rows(page).first.get_attribute("class") or "").split()
    assert list_rows(page).first.get_attribute("aria-selected") == "true"
    assert page.locator("#details .badge").first.inner_text() == "FAILS"
    assert page.locator(".end.target").count() > 3
    assert page.locator("path.line.FAILS").count() == 4


def test_a_click_shows_every_call_and_the_statement_that_decides(page: "Page") -> None:
    list_rows(page).filter(has_text="Orders").filter(has_text="Backup").click()
    page.wait_for_selector("#details >> text=NobodyElse")
    assert "#delivery=" in page.url
    details = page.locator("#details")
    assert details.locator("details.call").count() == 2
    hit = details.locator(".statement.decides.FAILS").first
    assert "NobodyElse" in hit.inner_text()
    assert "aws:PrincipalArn" in hit.locator(".line.hit").first.inner_text()
    assert "PrincipalIsAWSService: 'false'" in details.locator(".diff .added").last.inner_text()


def test_search_and_filters_leave_what_fits(page: "Page") -> None:
    page.locator("#search").fill("sqs billing")
    assert page.locator("[data-verdict=FAILS] .count").inner_text() == "1"
    page.locator("[data-verdict=FAILS]").click()
    expect(list_rows(page)).to_have_count(1)
    assert page.locator("#told").inner_text() == "1 delivery found"
    page.locator("#search").fill("no such thing")
    assert page.locator(".empty h2").inner_text() == "No delivery matches"
    page.locator(".empty button").click()
    expect(list_rows(page)).to_have_count(8)
    page.locator(".filter select").first.select_option("sns-to-sqs")
    expect(list_rows(page)).to_have_count(2)


def test_the_keyboard_is_enough(page: "Page") -> None:
    page.keyboard.press("/")
    page.keyboard.type("highcpu")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.wait_for_selector("#details h2:focus")
    assert page.locator("#details h2").inner_text() == "CloudWatch alarm to SNS topic"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "list"
    assert page.locator("#details").is_hidden()
    page.keyboard.press("n")
    assert page.locator("#details .badge").first.inner_text() in {"FAILS", "DEPENDS"}
    page.keyboard.press("?")
    page.locator("dialog input").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("1")
    assert page.locator("[data-verdict=FAILS]").get_attribute("aria-pressed") == "false"


def test_both_languages_are_whole(page: "Page", several: str) -> None:
    page.keyboard.press("l")
    assert page.locator("h1").inner_text() == "8 件の配信のうち 4 件が届きません"
    assert page.evaluate("document.documentElement.lang") == "ja"
    assert page.locator("#details h3").first.inner_text() == "不備"
    address = page.url
    open_page(page, address)
    assert page.locator("#tab-gaps").inner_text().startswith("読み取れなかったもの")
    page.locator("#language").click()
    assert page.locator("h1").inner_text().startswith("4 of 8")
    assert several in page.url


def test_an_address_opens_its_delivery(page: "Page", several: str) -> None:
    open_page(page, f"{several}#delivery=sns-to-sqs%3EOrders%3EShippingQueue")
    assert page.locator("#details .way dd a").all_inner_texts() == ["Orders", "ShippingQueue", "alias/aws/sqs"]
    page.locator("#details a", has_text="ShippingQueue").first.click()
    page.wait_for_selector("#details h2:text-is('ShippingQueue')")
    page.go_back()
    page.wait_for_selector("#details h2:text-is('SNS topic to SQS queue')")
    page.locator("#details >> text=What is known of this path").click()
    page.wait_for_selector("#details >> text=aws:SourceArn")
    assert page.locator("#details a[href^='https://docs.aws.amazon.com/']").count() > 0


def test_a_delivery_is_copied_for_a_ticket(page: "Page") -> None:
    list_rows(page).filter(has_text="HighCpu").first.click()
    page.wait_for_selector("#copy-ticket")
    page.keyboard.press("c")
    page.wait_for_selector("#told:text-is('Copied as Markdown')")
    ticket = page.evaluate("navigator.clipboard.readText()")
    assert ticket.startswith("### FAILS: CloudWatch alarm to SNS topic\n\n- Source: `HighCpu` (AWS::CloudWatch::Alarm")
    assert "| `kms:GenerateDataKey` | `cloudwatch.amazonaws.com` | not allowed |" in ticket
    assert "\n```diff\n" in ticket


def test_on_a_phone_the_details_cover_the_list(page: "Page", several: str) -> None:
    open_page(page, several, size=NARROW)
    assert page.locator("#details").is_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
    list_rows(page).first.click()
    page.wait_for_selector("#details h2")
    assert page.evaluate("document.getElementById('panel').inert")
    assert page.evaluate("document.getElementById('details').scrollWidth") <= NARROW["width"]
    page.locator("#close").click()
    assert page.locator("#details").is_hidden()


def test_on_paper_everything_is_open(page: "Page") -> None:
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#print article").count() == 5
    assert page.locator("#print details:not([open])").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#print article").count() == 0


def test_hostile_names_do_nothing(page: "Page", tmp_path: Path) -> None:
    open_page(page, write_hostile(tmp_path))
    list_rows(page).first.click()
    page.wait_for_selector("#details h2")
    page.keyboard.press("c")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("window.struck === undefined && !document.querySelector('img')")
    shown = page.locator("#details").inner_text()
    assert "<script>window.struck=1</script>" in shown
    assert not {"\u202e", "\x1b"} & set(shown)
    assert not {"\u202e", "\x1b"} & set(page.evaluate("navigator.clipboard.readText()"))


def test_a_run_without_deliveries_says_so(page: "Page", tmp_path: Path) -> None:
    template = tmp_path / "topic.yaml"
    template.write_text("Resources: {Alerts: {Type: AWS::SNS::Topic}}\n", encoding="utf-8")
    open_page(page, write_page(tmp_path / "none.html", template, language="ja"))
    assert page.locator("h1").inner_text() == "配信は見つかりませんでした"
    assert "読み取ったファイル: 1 個" in page.locator(".empty").inner_text()


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
    page.wait_for_selector("#details h2")
    assert find_barriers(page, axe) == []
    open_page(page, several)
    page.keyboard.press("?")
    assert find_barriers(page, axe) == []


def test_one_delivery_needs_no_folds(page: "Page", tmp_path: Path) -> None:
    file = EXAMPLES / "3-backup-vault-deny" / "broken.yaml"
    open_page(page, write_page(tmp_path / "one.html", file))
    assert page.locator("h1").inner_text() == "The one delivery doesn't get through"
    expect(list_rows(page)).to_have_count(1)
