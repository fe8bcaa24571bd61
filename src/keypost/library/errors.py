"""The one exception of the library."""

from collections.abc import Iterator
from contextlib import contextmanager

from keypost.errors import KeypostError
from keypost.library.values import Location, Text


class InputError(Exception):
    """What was given can't be read, or asks for something that doesn't exist.

    `message` says what is wrong, `location` where, `hint` what to do; `str` is all three, in English.
    """

    def __init__(self, text: str, *, message: Text, hint: Text, location: Location) -> None:
        """Take the whole text and its parts."""
        super().__init__(text)
        self.message = message
        self.hint = hint
        self.location = location


@contextmanager
def told_as_input_error() -> Iterator[None]:
    """Raise what stops a run as an `InputError`."""
    try:
        yield
    except KeypostError as error:
        raise _translate(error) from error


def _translate(error: KeypostError) -> InputError:
    file, line, pointer, call = error.origin.parts()
    return InputError(
        f"{error.say('en')}\n  {error.hint.en}",
        message=Text(en=error.message.en, ja=error.message.ja),
        hint=Text(en=error.hint.en, ja=error.hint.ja),
        location=Location(file=file, line=line, pointer=pointer or None, call=call),
    )
