"""Every test here has a local AWS of its own."""

from collections.abc import Callable, Iterator

import pytest
from botocore.client import BaseClient

from tests.readers.live.account import local_aws


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], BaseClient]]:
    with local_aws(monkeypatch) as client:
        yield client
