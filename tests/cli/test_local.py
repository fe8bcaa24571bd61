"""What `keypost local` takes: an address elsewhere, or a number that is none, stops it."""

import pytest

from keypost.cli.local import check_delay, check_webhook
from keypost.errors import UsageError


@pytest.mark.parametrize("value", ["https://hooks.slack.com/services/T/B/x", "127.0.0.1:9000", "http://[::1", ""])
def test_a_webhook_is_on_this_machine(value: str) -> None:
    assert check_webhook("http://localhost:9000/hook") == "http://localhost:9000/hook"
    with pytest.raises(UsageError, match="isn't on this machine"):
        check_webhook(value)


@pytest.mark.parametrize("value", ["-1", "five", "1.5", "86401", ""])
def test_a_delay_is_a_number_of_seconds(value: str) -> None:
    assert (check_delay("0"), check_delay("86400")) == (0, 86400)
    with pytest.raises(UsageError, match="is no number of seconds"):
        check_delay(value)
