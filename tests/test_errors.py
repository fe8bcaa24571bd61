"""What stops the program, as it is said."""

import pytest

from keypost.errors import UsageError
from keypost.origin import NOWHERE, Origin
from keypost.text import Text

HINT = Text(en="mend it", ja="直してください")


@pytest.mark.parametrize(
    ("message", "origin", "said"),
    [
        ("it can't be read", Origin("d"), "d: it can't be read"),
        ("it can't be read", Origin("a.toml", 3), "a.toml:3: it can't be read"),
        ("it can't be read", NOWHERE, "it can't be read"),
        ("d/a.yaml doesn't exist", Origin("d/a.yaml"), "d/a.yaml doesn't exist"),
        ("a.yaml isn't read", Origin("a.yaml", 3), "a.yaml:3 isn't read"),
    ],
)
def test_the_place_is_said_once(message: str, origin: Origin, said: str) -> None:
    assert UsageError(Text(en=message, ja=message), hint=HINT, origin=origin).say("en") == said
