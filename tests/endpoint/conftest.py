"""One endpoint for all tests of a process, emptied before each."""

from collections.abc import Iterator

import pytest

from keypost.endpoint import courier
from keypost.endpoint.settings import Settings
from tests.endpoint.local import Local


@pytest.fixture(scope="session")
def endpoint() -> Iterator[Local]:
    local = Local(Settings())
    yield local
    local.server.stop()


@pytest.fixture(autouse=True)
def _with_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for what receivers answer however busy the machine is."""
    monkeypatch.setattr(courier, "_PATIENCE", 60.0)


@pytest.fixture
def local(endpoint: Local) -> Local:
    endpoint.front.reset()
    return endpoint
