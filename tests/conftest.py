"""How the tests run: on every core when all of them do, in one process when somebody asks for a few."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser


# A busy machine is slow without being wrong.
settings.register_profile("without deadline", deadline=None)
settings.load_profile("without deadline")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Start workers for the whole suite only: a few tests are done before a worker has started."""
    asked_for_everything = config.args == config.getini("testpaths")
    return os.cpu_count() or 1 if asked_for_everything else 0


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """Start one Chromium for all tests of this process that open a page; mark them `browser`."""
    from support.browser import find_chromium, start_browser

    program = find_chromium()
    if program is None:
        pytest.skip("there is no Chromium on PATH: `apt-get install chromium`, or name one in KEYPOST_CHROMIUM")
    with start_browser(program) as started:
        yield started


@pytest.fixture(scope="session")
def axe() -> str:
    """Return axe-core's script, for `support.browser.find_barriers`."""
    from support.browser import fetch_axe

    script = fetch_axe()
    if script is None:
        pytest.skip("axe-core isn't here, and npm can't fetch it")
    return script
