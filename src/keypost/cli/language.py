"""Which of the two languages to speak."""

import os

from keypost.named import Mapping, Sequence
from keypost.text import LANGUAGES

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def find_language(arguments: Sequence[str]) -> str:
    """Return the language that `--lang` asks for, else that of the locale; wrong values are the parser's to refuse."""
    asked = ask_language(arguments)
    return asked if asked in LANGUAGES else locale_language(os.environ)


def ask_language(arguments: Sequence[str]) -> str | None:
    """Return the value of `--lang`, looked up before any parser exists: it has to speak the language itself."""
    asked = None
    for index, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang":
            asked = arguments[index + 1] if index + 1 < len(arguments) else None
        elif argument.startswith("--lang="):
            asked = argument.removeprefix("--lang=")
    return asked


def locale_language(environment: Mapping[str, str]) -> str:
    """Return `ja` for a Japanese locale, else `en`: the first of the three variables that is set decides."""
    locale = next((environment[name] for name in _VARIABLES if environment.get(name)), "")
    return "ja" if locale.lower().replace("-", "_").split("_")[0].split(".")[0] in {"ja", "japanese"} else "en"
