"""The browser of the tests opens pages, and axe notices a barrier."""

from typing import TYPE_CHECKING

import pytest

from support.browser import find_barriers

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def test_axe_notices_a_barrier(browser: "Browser", axe: str) -> None:
    page = browser.new_page()
    page.set_content("<!doctype html><html lang=en><title>t</title><main><h1>t</h1><button></button></main></html>")
    assert [one.partition(":")[0] for one in find_barriers(page, axe)] == ["button-name"]
    page.close()
