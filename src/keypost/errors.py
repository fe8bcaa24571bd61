"""What stops the program: wrong usage, and input that can't be read."""

from keypost.origin import NOWHERE, Origin
from keypost.text import Text

_TAKE_EXTRA = Text(
    en="install Keypost with the extra `{extra}`, from where you have it: `./x install DIR {extra}` in a checkout, or "
    '`pip install "keypost[{extra}] @ SOURCE"`, SOURCE being its wheel (file:///...) or '
    "git+https://HOST/OWNER/keypost@COMMIT; it isn't on PyPI",
    ja="追加機能 `{extra}` を付けて、入手元から Keypost をインストールしてください: "
    'チェックアウトで `./x install DIR {extra}`、または `pip install "keypost[{extra}] @ SOURCE"`。'
    "SOURCE は wheel (file:///...) か git+https://HOST/OWNER/keypost@COMMIT です。PyPI では公開していません。",
)

EXIT_FAILS = 1
EXIT_UNREADABLE = 2


class KeypostError(Exception):
    """Stops the run with exit code 2 and one message: what, where, and what to do."""

    def __init__(self, message: Text, *, hint: Text, origin: Origin = NOWHERE) -> None:
        """Take what happened, what to do about it, and where it was found."""
        super().__init__(message.en)
        self.message = message
        self.hint = hint
        self.origin = origin

    def say(self, language: str) -> str:
        """Return the message with its place, and the file's name only once."""
        message, place = self.message.in_language(language), str(self.origin)
        if not place or _names(message, place):
            return message
        if self.origin.file and message.startswith(f"{self.origin.file} "):
            return f"{place}{message.removeprefix(self.origin.file)}"
        return f"{place}: {message}"


def _names(message: str, place: str) -> bool:
    """Tell whether the message has the place as a whole: a file `d` isn't named by `can't be read`."""
    import re

    return re.search(rf"(?<!\w){re.escape(place)}(?!\w)", message) is not None


class UsageError(KeypostError):
    """The command line asks for something that doesn't exist."""


class UnreadableInputError(KeypostError):
    """An input is missing, broken, or hostile."""


def tell_extra(extra: str) -> Text:
    """Return how to get an extra: the hint wherever a package of one is missing; docs/install.md tells more."""
    return _TAKE_EXTRA.fill(extra=extra)
