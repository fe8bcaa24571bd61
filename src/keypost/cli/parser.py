"""The command line of one command: what it declares, and what is given; told in both languages."""

from keypost.errors import UsageError
from keypost.named import Callable, Enum, NamedTuple, Sequence, SimpleNamespace
from keypost.text import LANGUAGES, Text

_CONFIG = Text(
    en="the config file, which has defaults for options (default: keypost.toml or pyproject.toml, from the current "
    "folder upwards)",
    ja="オプションの既定値を書いた設定ファイル "
    "(省略時は現在のフォルダーから上へ keypost.toml または pyproject.toml を探します)",
)
_LANG = Text(
    en="language of the report (default: `lang` of the config file, else that of the locale)",
    ja="レポートの言語 (省略時は設定ファイルの `lang`、なければロケールの言語)",
)
_FORMAT = Text(en="the report (default: text)", ja="レポートの形式 (省略時は text)")
_OUTPUT = Text(
    en="write the report to this file instead of stdout", ja="レポートを標準出力ではなくこのファイルに書きます"
)
_HELP = Text(en="show this text and stop", ja="この説明を表示して終わります")

_UNKNOWN = Text(en="there is no option `{given}`", ja="`{given}` というオプションはありません")
_NO_VALUE = Text(en="`{given}` needs a value: {wanted}", ja="`{given}` には値が必要です: {wanted}")
_NEEDLESS_VALUE = Text(en="`{given}` takes no value", ja="`{given}` は値を取りません")
_NO_CHOICE = Text(
    en="`{name}` can't be `{given}`, only one of {wanted}",
    ja="`{name}` に `{given}` は指定できません。{wanted} のいずれかです",
)
_ONE_TOO_MANY = Text(en="`{given}` is one input too many", ja="入力 `{given}` は余分です")
_SEE_HELP = Text(
    en="`keypost {command} --help` lists the options",
    ja="オプションの一覧は `keypost {command} --help` で表示されます。",
)


class Options(SimpleNamespace):
    """What is given: an attribute for every input and option, in `language` the one to speak.

    For a command that takes `--config`, `settings` holds what the config file says.
    """


class Takes(Enum):
    """What follows an option."""

    NOTHING = "nothing"
    A_VALUE = "a-value"  # where it is given twice, the last counts
    A_VALUE_EACH_TIME = "a-value-each-time"
    VALUES = "values"


class Input(NamedTuple):
    """Something that the command works on, given without an option's name."""

    name: str
    metavar: str
    explanation: Text
    takes_all: bool


class Option(NamedTuple):
    """One option: what it is given is found under the name `into`."""

    name: str
    into: str
    takes: Takes
    explanation: Text
    metavar: str = ""
    parse: Callable[[str], object] = str
    choices: Sequence[str] = ()
    default: object = None


_SHOW_HELP = Option("--help", "help", Takes.NOTHING, _HELP, default=False)


class Parser:
    """The parser of one command; options have explanations in both languages and can't be abbreviated."""

    def __init__(self, name: str, *, summary: Text, language: str) -> None:
        """Take the command's name and summary, and the language to speak."""
        self.name, self.summary, self.language = name, summary, language
        self.calls = [f"keypost {name}"]
        self.inputs: list[Input] = []
        self.options: dict[str, Option] = {}
        self.takes_settings = False

    def add_input(
        self, name: str, *, metavar: str, explanation: Text, nargs: str = "*", call: str | None = None
    ) -> None:
        """Declare what the command works on (`nargs` "?": at most one); `call` is how the usage line shows it."""
        takes_all = nargs == "*"
        self.calls.append(call or (f"[{metavar} ...]" if takes_all else f"[{metavar}]"))
        self.inputs.append(Input(name, metavar, explanation, takes_all))

    def add_option(self, name: str, *, metavar: str, explanation: Text, parse: Callable[[str], object] = str) -> None:
        """Declare an option that takes a value; None where it isn't given."""
        self.options[name] = Option(name, _field(name), Takes.A_VALUE, explanation, metavar, parse)

    def add_repeatable(self, name: str, *, metavar: str, explanation: Text, parse: Callable[[str], object]) -> None:
        """Declare an option that may be given several times; an empty tuple where it isn't given."""
        option = Option(name, _field(name), Takes.A_VALUE_EACH_TIME, explanation, metavar, parse, default=())
        self.options[name] = option

    def add_list(self, name: str, *, metavar: str, explanation: Text, into: str) -> None:
        """Declare an option that takes one or more values; an empty tuple where it isn't given."""
        self.calls.append(f"[{name} {metavar} ...]")
        self.options[name] = Option(name, into, Takes.VALUES, explanation, metavar, default=())

    def add_choice(self, name: str, *, choices: Sequence[str], explanation: Text, default: str | None = None) -> None:
        """Declare an option that takes one of a few words."""
        metavar = f"{{{','.join(choices)}}}"
        option = Option(name, _field(name), Takes.A_VALUE, explanation, metavar, choices=choices, default=default)
        self.options[name] = option

    def add_switch(self, name: str, *, explanation: Text) -> None:
        """Declare an option without a value."""
        self.options[name] = Option(name, _field(name), Takes.NOTHING, explanation, default=False)

    def add_report_options(self, *, formats: Sequence[str] = ("text", "json")) -> None:
        """Declare `--format`, `--output`, `--lang` and `--config`, which every report has."""
        self.add_choice("--format", choices=formats, default=formats[0], explanation=_FORMAT)
        self.add_option("--output", metavar="FILE", explanation=_OUTPUT)
        self.add_settings_options()

    def add_settings_options(self, *, lang: Text = _LANG) -> None:
        """Declare `--lang` and `--config`: before the command runs, `settings` and `language` are what they say."""
        self.add_choice("--lang", choices=LANGUAGES, explanation=lang)
        self.add_option("--config", metavar="FILE", explanation=_CONFIG)
        self.takes_settings = True

    def read(self, arguments: Sequence[str]) -> Options:
        """Return what is given; inputs and options may be mixed, and after `--` there are only inputs.

        With `help` in the answer the rest wasn't read: nothing is wanted but the help.

        Raises:
            UsageError: something isn't declared, or a value is missing, needless or none of the choices.
            KeypostError: the config file can't be read, or says what it can't say.
        """
        self.options |= {"-h": _SHOW_HELP, "--help": _SHOW_HELP}
        given = Options(language=self.language, **{option.into: option.default for option in self.options.values()})
        inputs: list[str] = []
        rest = list(arguments)
        while rest and rest[0] != "--" and not given.help:
            if _is_option(rest[0]):
                self._read_option(rest, given)
            else:
                inputs.append(rest.pop(0))
        if not given.help:
            self._place([*inputs, *rest[1:]], given)
            self._take_settings(given)
        return given

    def _take_settings(self, given: Options) -> None:
        """Add what the config file says; it chooses the language where the command line doesn't."""
        if not self.takes_settings:
            return
        from keypost.settings.find import read_settings

        given.settings = read_settings(given.config)
        given.language = given.lang or given.settings.lang or given.language

    def _read_option(self, rest: list[str], given: Options) -> None:
        """Take the option that comes next, with its values."""
        name, is_set, value = rest.pop(0).partition("=")
        option = self.options.get(name)
        if option is None:
            raise self._refuse(_UNKNOWN, given=name)
        if option.takes is Takes.NOTHING:
            if is_set:
                raise self._refuse(_NEEDLESS_VALUE, given=name)
            setattr(given, option.into, True)
            return
        values = (value,) if is_set else _take_values(option, rest)
        if not values:
            raise self._refuse(_NO_VALUE, given=name, wanted=option.metavar)
        parsed = tuple(self._parse(value, option) for value in values)
        one = option.takes is Takes.A_VALUE
        setattr(given, option.into, parsed[0] if one else (*getattr(given, option.into), *parsed))

    def _parse(self, value: str, option: Option) -> object:
        if option.choices and value not in option.choices:
            raise self._refuse(_NO_CHOICE, name=option.name, given=value, wanted=option.metavar)
        return option.parse(value)

    def _place(self, values: list[str], given: Options) -> None:
        """Hand the values to the inputs, in the order in which these are declared."""
        for one in self.inputs:
            if one.takes_all:
                setattr(given, one.name, values)
                return
            setattr(given, one.name, values.pop(0) if values else None)
        if values:
            raise self._refuse(_ONE_TOO_MANY, given=values[0])

    def _refuse(self, message: Text, **values: str) -> UsageError:
        return UsageError(message.fill(**values), hint=_SEE_HELP.fill(command=self.name))


def _field(name: str) -> str:
    return name.removeprefix("--").replace("-", "_")


def _is_option(argument: str) -> bool:
    return argument.startswith("-") and argument != "-"


def _take_values(option: Option, rest: list[str]) -> tuple[str, ...]:
    """Take what follows the option up to the next one, or only the first of it."""
    values: list[str] = []
    while rest and not _is_option(rest[0]) and (option.takes is Takes.VALUES or not values):
        values.append(rest.pop(0))
    return tuple(values)
