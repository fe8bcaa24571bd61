"""The live page in a real browser, and what its server answers to others."""

import http.client
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from keypost.serve.desk import Asked, Desk
from keypost.serve.listening import Server
from support.browser import find_barriers

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

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
    thread.join(timeout=5)


def ask(address: str, name: str = "", *, body: object = None, **headers: str) -> tuple[int, str, dict[str, str]]:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=20)
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
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address)
    page.wait_for_selector("#details h2")
    yield page
    page.close()
    assert said == []


@pytest.mark.browser
def test_a_fix_that_is_tried_turns_the_delivery(page: "Page", folder: Path) -> None:
    page.locator("#list [role=option]", has_text="Orders").click()
    page.wait_for_selector("#details h2:text('Backup')")
    page.locator("#details .try").first.click()
    page.wait_for_selector(".edits:has-text('1 delivery turned')")
    page.wait_for_selector("#details .badge.WORKS")
    page.locator("#list [role=option]", has_text="HighCpu").click()
    page.wait_for_selector("#details h2:text('CloudWatch')")
    page.wait_for_selector("#details .try")  # what mends the others is looked for again
    page.locator("#list [role=option]", has_text="Backup").click()
    page.wait_for_selector("#details h2:text('Backup')")
    assert (folder / "vault.yaml").read_bytes() == (EXAMPLES / NAMES["vault.yaml"]).read_bytes()
    with page.expect_download() as download:
        page.get_by_text("Download diff").click()
    assert "+++ b" in Path(download.value.path()).read_text(encoding="utf-8")
    page.get_by_text("Undo all").click()
    page.wait_for_selector(".edits", state="detached")
    page.wait_for_selector("#details .badge.FAILS")


@pytest.mark.browser
def test_a_policy_edited_by_hand_turns_the_delivery_at_once(page: "Page", axe: str) -> None:
    page.locator("#list [role=option]", has_text="Orders").click()
    page.locator("#details .statement .edit-here, #details .policy .edit-here").first.click()
    text = page.locator("#edit-text")
    text.wait_for()
    assert "NobodyElse" in text.input_value()
    text.fill(text.input_value().replace("Effect: Deny", "Effect: Allow"))
    page.wait_for_selector(".side .badge.WORKS")
    text.fill("Resources: [")
    page.wait_for_selector(".problem:has-text('vault.yaml')")
    assert page.locator(".side .badge.WORKS").count() == 1
    assert find_barriers(page, axe) == []


@pytest.mark.browser
def test_an_error_message_is_explained_by_what_lies_there(page: "Page", axe: str) -> None:
    page.locator("#tab-explain").click()
    page.locator("#explain-text").fill(
        "CloudWatch Alarms does not have authorization to access the SNS topic encryption key."
    )
    page.locator("#explain-act").click()
    page.wait_for_selector(".told-causes li")
    assert page.locator(".told-causes li").first.inner_text().startswith("decided here aws-managed-key-for-service")
    assert find_barriers(page, axe) == []


@pytest.mark.browser
def test_a_file_that_changes_shows_by_itself(page: "Page", folder: Path) -> None:
    whole = (folder / "alarm.yaml").read_text(encoding="utf-8")
    (folder / "alarm.yaml").write_text(
        whole.replace("KmsMasterKeyId: alias/aws/sns", "FifoTopic: false"), encoding="utf-8"
    )
    page.wait_for_selector("h1:text-is('1 of 3 deliveries doesn\\'t get through')")
    (folder / "alarm.yaml").write_text(whole, encoding="utf-8")
    page.wait_for_selector("h1:text-is('2 of 3 deliveries don\\'t get through')")


@pytest.mark.browser
def test_records_that_are_dropped_on_the_page_are_decided(page: "Page", axe: str) -> None:
    page.locator("#tab-replay").click()
    page.locator("#replay-file").set_input_files(EXAMPLES / "replay" / "trail.json")
    page.locator("#replay-act").click()
    page.wait_for_selector(".told-causes section")
    shown = page.locator(".told-causes").inner_text()
    assert "backup-storage.amazonaws.com" in shown
    assert "What CloudTrail doesn't show" in shown
    assert find_barriers(page, axe) == []
    page.locator("#replay-file").set_input_files({"name": "x.json", "mimeType": "application/json", "buffer": b"{}"})
    page.locator("#replay-act").click()
    page.wait_for_selector(".problem[role=alert]")
