"""The live page in a real browser, and what its server answers to others."""

import http.client
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from keypost.serve.desk import Asked, Desk
from keypost.serve.listening import Server
from support.browser import find_barriers, open_tab

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
NAMES = {"vault.yaml": "3-backup-vault-deny/broken.yaml", "alarm.yaml": "1-alarm-encrypted-topic/broken.yaml"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("templates")
    for name, example in NAMES.items():
        shutil.copy(EXAMPLES / example, folder / name)
    return folder


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    server = Server(Desk(Asked((str(folder),))), port=0, language="en")
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    yield server.address
    server.stop()
    thread.join()


def ask(address: str, name: str = "", *, body: object = None, **headers: str) -> tuple[int, str, dict[str, str]]:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=60)
    own = {"Origin": f"http://{parts.netloc}", "Content-Type": "application/json"} if body is not None else {}
    sent = body if isinstance(body, str) or body is None else json.dumps(body)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET" if body is None else "POST", parts.path + name, sent, own | named)
    answer = connection.getresponse()
    told = answer.status, answer.read().decode(), dict(answer.getheaders())
    connection.close()
    return told


def test_the_page_is_kept_out_of_frames_and_caches(address: str) -> None:
    status, text, headers = ask(address)
    assert (status, headers["X-Frame-Options"], headers["Cache-Control"]) == (200, "DENY", "no-store")
    assert "connect-src 'self'" in text
    assert "Server" not in headers


def test_without_the_token_there_is_nothing(address: str) -> None:
    parts = urlsplit(address)
    assert ask(f"http://{parts.netloc}/")[0] == 404
    assert ask(f"http://{parts.netloc}/data")[0] == 404


@pytest.mark.parametrize("headers", [{"Host": "evil.example"}, {"Origin": "https://evil.example"}])
def test_other_sites_get_nothing(address: str, headers: dict[str, str]) -> None:
    status, text, told = ask(address, "reset", body={}, **headers)
    assert status in {403, 421}
    assert "deliveries" not in text
    assert "Access-Control-Allow-Origin" not in told


@pytest.mark.parametrize(
    ("name", "body", "status"),
    [
        ("edit", "{", 400),
        ("edit", "[]", 400),
        ("edit", {"file": 1, "text": "x"}, 400),
        ("edit", {}, 400),
        ("try", {"fix": "x"}, 400),
        ("try", {"fix": "x", "candidate": []}, 400),
        ("edit", "[" * 100_000, 400),
        ("nothing", {}, 404),
    ],
)
def test_a_bad_question_is_refused_without_a_trace(address: str, name: str, body: object, status: int) -> None:
    told, text, _ = ask(address, name, body=body)
    assert told == status
    assert "Traceback" not in text


def test_a_body_that_is_too_large_is_refused(address: str) -> None:
    status, text, _ = ask(address, "edit", body="{}", Content_Length="8000001")
    assert status == 413
    assert "Traceback" not in text


@pytest.fixture
def page(browser: "Browser", address: str) -> "Iterator[Page]":
    ask(address, "reset", body={})
    with open_tab(browser, viewport={"width": 1400, "height": 900}) as page:
        page.goto(address)
        expect(page.locator("#list [role=option]").first).to_be_visible()
        yield page


def open_delivery(page: "Page", name: str, *, title: str) -> "Locator":
    """Open the delivery whose row has this name, and return its badge."""
    page.locator("#list [role=option]", has_text=name).click()
    expect(page.locator("#details h2")).to_contain_text(title)
    return page.locator("#details .badge").first


@pytest.mark.browser
def test_a_fix_that_is_tried_turns_the_delivery(page: "Page", folder: Path) -> None:
    badge = open_delivery(page, "Orders", title="Backup")
    expect(badge).to_have_text("FAILS")
    page.locator("#details .try").first.click()
    expect(page.locator(".edits")).to_contain_text("1 delivery turned")
    expect(badge).to_have_text("WORKS")
    open_delivery(page, "HighCpu", title="CloudWatch")
    expect(page.locator("#details .try").first).to_be_visible()  # what mends the others is looked for again
    open_delivery(page, "Backup", title="Backup")
    assert (folder / "vault.yaml").read_bytes() == (EXAMPLES / NAMES["vault.yaml"]).read_bytes()
    with page.expect_download() as download:
        page.get_by_text("Download diff").click()
    assert "+++ b" in Path(download.value.path()).read_text(encoding="utf-8")
    page.get_by_text("Undo all").click()
    expect(page.locator(".edits")).to_have_count(0)
    expect(badge).to_have_text("FAILS")


@pytest.mark.browser
def test_a_policy_edited_by_hand_turns_the_delivery_at_once(page: "Page", axe: str) -> None:
    open_delivery(page, "Orders", title="Backup")
    page.locator("#details .statement .edit-here, #details .policy .edit-here").first.click()
    text = page.locator("#edit-text")
    expect(text).to_have_value(re.compile("NobodyElse"))
    turned = page.locator(".side .badge.WORKS")
    expect(turned).to_have_count(0)
    text.fill(text.input_value().replace("Effect: Deny", "Effect: Allow"))
    expect(turned).to_have_count(1)
    text.fill("Resources: [")
    expect(page.locator(".problem")).to_contain_text("vault.yaml")
    expect(turned).to_have_count(1)
    assert find_barriers(page, axe) == []


@pytest.mark.browser
def test_an_error_message_is_explained_by_what_lies_there(page: "Page", axe: str) -> None:
    page.locator("#tab-explain").click()
    page.locator("#explain-text").fill(
        "CloudWatch Alarms does not have authorization to access the SNS topic encryption key."
    )
    page.locator("#explain-act").click()
    first = page.locator(".told-causes li").first
    expect(first).to_have_text(re.compile("^decided here aws-managed-key-for-service"))
    assert find_barriers(page, axe) == []


@pytest.mark.browser
def test_a_file_that_changes_shows_by_itself(page: "Page", folder: Path) -> None:
    title = page.locator("h1")
    whole = (folder / "alarm.yaml").read_text(encoding="utf-8")
    (folder / "alarm.yaml").write_text(
        whole.replace("KmsMasterKeyId: alias/aws/sns", "FifoTopic: false"), encoding="utf-8"
    )
    try:
        expect(title).to_have_text("1 of 3 deliveries doesn't get through")
    finally:
        (folder / "alarm.yaml").write_text(whole, encoding="utf-8")
    expect(title).to_have_text("2 of 3 deliveries don't get through")


@pytest.mark.browser
def test_records_that_are_dropped_on_the_page_are_decided(page: "Page", axe: str) -> None:
    page.locator("#tab-replay").click()
    page.locator("#replay-file").set_input_files(EXAMPLES / "replay" / "trail.json")
    page.locator("#replay-act").click()
    told = page.locator(".told-causes")
    expect(told).to_contain_text("backup-storage.amazonaws.com")
    expect(told).to_contain_text("What CloudTrail doesn't show")
    assert find_barriers(page, axe) == []
    page.locator("#replay-file").set_input_files({"name": "x.json", "mimeType": "application/json", "buffer": b"{}"})
    page.locator("#replay-act").click()
    expect(page.locator(".problem[role=alert]")).to_be_visible()
