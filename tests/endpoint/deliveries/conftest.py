"""A topic, and somebody on this machine who takes what is posted."""

from collections.abc import Iterator

import pytest

from tests.endpoint.local import Local
from tests.endpoint.receiver import Receiver, listen


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with listen() as found:
        yield found


@pytest.fixture
def topic(local: Local) -> str:
    return str(local.client("sns").create_topic(Name="alerts")["TopicArn"])
