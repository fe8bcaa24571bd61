"""Command line parsing in both languages: argparse, with options declared in both and errors said in both."""

import argparse
from collections.abc import Callable, Sequence
from typing import NoReturn

from keypost.errors import UsageError
from keypost.text import LANGUAGES, Text

_USAGE = Text(en="usage: ", ja="使い方: ")
_INPUTS = Text(en="inputs", ja="入力")
_OPTIONS = Text(en="options", ja="オプション")
_SEE_HELP = Text(
    en="`keypost {name} --help` lists the options", ja="オプションの一覧は `keypost {name} --help` で表示されます。"
)
_HELP = Text(en="show this text and stop", ja="この説明を表示して終わります")
_LANG = Text(
    en="language of the report (default: `lang` of the config file, else that of the locale)",
    ja="レポートの言語 (省略時は設定ファイルの `lang`、なければロケールの言語)",
)
_FORMAT = Text(en="the report (default: text)", ja="レポートの形式 (省略時は text)")
_OUTPUT = Text(
    en="write the report to this file instead of stdout", ja="レポートを標準出力ではなくこのファイルに書きます"
)
_WIDTH = 100
_COLUMN = 28


class Parser(argparse.ArgumentParser):
    """The parser of one command; options have explanations in both languages and can't be abbreviated."""

    def __init__(self, name: str, *, summary: Text, language: str) -> None:
        """Take the command's name and summary, and the language to speak."""
        self.name, self.language = name, language
        self._calls = [f"keypost {name}"]
        super().__init__(
            prog=f"keypost {name}",
            description=summary.in_language(language),
            add_help=False,
            allow_abbrev=False,
            formatter_class=_HelpFormatter,
        )
        self._inputs = self.add_argument_group(_INPUTS.in_language(language))
        self._choices = self.add_argument_group(_OPTIONS.in_language(language))

    def add_input(
        self, name: str, *, metavar: str, explanation: Text, nargs: str = "*", call: str | None = None
    ) -> None:
        """Declare what the command works on; `call` is how the usage line shows it."""
        self._calls.append(call or (f"[{metavar} ...]" if nargs == "*" else f"[{metavar}]"))
        self._inputs.add_argument(name, metavar=metavar, nargs=nargs, help=self._say(explanation))

    def add_option(self, name: str, *, metavar: str, explanation: Text, parse: Callable[[str], object] = str) -> None:
        """Declare an option that takes a value, given at most once; None where it isn't given."""
        self._choices.add_argument(name, metavar=metavar, help=self._say(explanation), type=parse)

    def add_repeatable(self, name: str, *, metavar: str, explanation: Text, parse: Callable[[str], object]) -> None:
        """Declare an option that may be given several times; an empty list where it isn't given."""
        self._choices.add_argument(
            name, metavar=metavar, help=self._say(explanation), type=parse, action="append", default=[]
        )

    def add_list(self, name: str, *, metavar: str, explanation: Text, into: str) -> None:
        """Declare an option that takes one or more values; None where it isn't given."""
        self._calls.append(f"{name} {metavar} ...")
        self._choices.add_argument(
            name, metavar=metavar, help=self._say(explanation), nargs="+", action="extend", dest=into
        )

    def add_choice(self, name: str, *, choices: Sequence[str], explanation: Text, default: str | None = None) -> None:
        """Declare an option that takes one of a few words."""
        self._choices.add_argument(name, choices=choices, default=default, help=self._say(explanation))

    def add_switch(self, name: str, *, explanation: Text) -> None:
        """Declare an option without a value."""
        self._choices.add_argument(name, action="store_true", help=self._say(explanation))

    def add_report_options(self, *, formats: Sequence[str] = ("text", "json")) -> None:
        """Declare `--format`, `--output` and `--lang`, which every report has."""
        self.add_choice("--format", choices=formats, default=formats[0], explanation=_FORMAT)
        self.add_option("--output", metavar="FILE", explanation=_OUTPUT)
        self.add_choice("--lang", choices=LANGUAGES, explanation=_LANG)

    def read(self, arguments: Sequence[str]) -> argparse.Namespace:
        """Parse the arguments; inputs and options may be mixed. `language` in the answer is the one to speak."""
        self._choices.add_argument("-h", "--help", action="help", help=self._say(_HELP))
        options = self.parse_intermixed_args(arguments)
        options.language = self.language
        return options

    def error(self, message: str) -> NoReturn:
        """Raise what argparse refuses as a usage error, in both languages."""
        from keypost.cli.usage import translate_usage

        raise UsageError(translate_usage(message), hint=_SEE_HELP.fill(name=self.name))

    def format_usage(self) -> str:
        """Return the one line that says how the command is called."""
        return f"{_USAGE.in_language(self.language)}{' '.join(self._calls)} [OPTION ...]\n"

    def format_help(self) -> str:
        """Return the whole explanation of the command."""
        self.usage = argparse.SUPPRESS
        return f"{self.format_usage()}\n{super().format_help().lstrip()}"

    def _say(self, explanation: Text) -> str:
        return explanation.in_language(self.language).replace("%", "%%")


class _HelpFormatter(argparse.HelpFormatter):
    """Folds text by its width on a terminal, so that Japanese stays inside the margin."""

    def __init__(self, prog: str) -> None:
        """Set a fixed width: the same text everywhere, also in the documentation."""
        super().__init__(prog, max_help_position=_COLUMN, width=_WIDTH)

    def _split_lines(self, text: str, width: int) -> list[str]:
        from keypost.reports.wrapping import wrap

        return wrap(text, width=width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(indent + line for line in self._split_lines(text, width - len(indent)))
