"""`keypost completion`: a script that lets a shell complete commands, options and their values."""

import shlex

from keypost.cli.commands import COMMANDS
from keypost.cli.output import write_report
from keypost.cli.parser import Option, Options, Parser, Takes
from keypost.errors import UsageError
from keypost.named import NamedTuple, Sequence
from keypost.text import Text

SUMMARY = Text(
    en="Print a script with which bash, zsh or fish completes commands, options and their values.",
    ja="bash、zsh、fish でコマンド・オプション・その値を補完するためのスクリプトを出力します。",
)
_SHELL = Text(en="the shell: bash, zsh or fish", ja="シェル: bash、zsh、fish のいずれか")
_LANG = Text(en="language of messages", ja="メッセージの言語")
_NO_SHELL = Text(en="no shell is named", ja="シェルが指定されていません")
_UNKNOWN = Text(en="there is no script for `{shell}`", ja="`{shell}` 用のスクリプトはありません")
_KNOWN = Text(
    en="there are: bash, zsh, fish; for bash: `source <(keypost completion bash)`",
    ja="bash、zsh、fish があります。bash では `source <(keypost completion bash)` を実行してください。",
)
_PLACES = ("FILE", "DIR", "PATH")


class _Command(NamedTuple):
    """What can follow a command: its options, and its inputs where they are words."""

    name: str
    options: tuple[Option, ...]
    words: tuple[str, ...]


def add_arguments(parser: Parser) -> None:
    """Declare what `keypost completion` takes."""
    parser.add_input("shell", metavar="SHELL", explanation=_SHELL, nargs="?")
    parser.add_choice("--lang", choices=("en", "ja"), explanation=_LANG)


def run(options: Options) -> int:
    """Print the script."""
    if options.shell is None:
        raise UsageError(_NO_SHELL, hint=_KNOWN)
    render = {"bash": _render_bash, "zsh": _render_zsh, "fish": _render_fish}.get(options.shell)
    if render is None:
        raise UsageError(_UNKNOWN.fill(shell=options.shell), hint=_KNOWN)
    write_report(render([_declare(name) for name in COMMANDS]), file=None)
    return 0


def _declare(name: str) -> _Command:
    """Return what a command declares to the parser."""
    command = __import__(COMMANDS[name].module, fromlist=["run"])
    parser = Parser(name, summary=command.SUMMARY, language="en")
    command.add_arguments(parser)
    return _Command(name, tuple(parser.options.values()), _list_words(name))


def _list_words(name: str) -> tuple[str, ...]:
    """Return the words that are a command's input; empty where that is files or anything."""
    if name == "paths":
        from keypost.catalogue.all import list_ids

        return tuple(list_ids())
    if name == "rules":
        from keypost.checker.rules.registry import RULES

        return tuple(RULES)
    if name == "schemas":
        from keypost.reports.published import list_schemas

        return list_schemas()
    return ("bash", "zsh", "fish") if name == "completion" else ()


def _render_bash(commands: Sequence[_Command]) -> str:
    """Return a function for `complete -F`: what comes next is told by the command and the word before."""
    return (
        "# bash completion of keypost: source <(keypost completion bash)\n"
        "_keypost() {\n"
        '    local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}" offers=""\n'
        f"{_render_cases(commands, 'COMP_CWORD', first=1, command='${COMP_WORDS[1]}')}"
        '    COMPREPLY=($(compgen -W "$offers" -- "$word"))\n'
        "}\n"
        "complete -o default -F _keypost keypost\n"
    )


def _render_zsh(commands: Sequence[_Command]) -> str:
    """Return a function for `compdef`, with files where no words are known."""
    return (
        "#compdef keypost\n"
        "# zsh completion of keypost: source <(keypost completion zsh), after compinit\n"
        "_keypost() {\n"
        '    local word="${words[CURRENT]}" before="${words[CURRENT-1]}"\n'
        '    local command="${words[2]}" place=$CURRENT\n'
        '    local offers=""\n'
        f"{_render_cases(commands, 'place', first=2, command='$command')}"
        "    local -a known=(${=offers})\n"
        "    compadd -a known || _files\n"
        "}\n"
        "compdef _keypost keypost\n"
    )


def _render_cases(commands: Sequence[_Command], place: str, *, first: int, command: str) -> str:
    """Return the lines that set `offers`, alike in both shells."""
    names = " ".join(one.name for one in commands)
    lines = [f"    if (( {place} == {first} )); then", f'        offers="{names} --help --version --lang"', "    else"]
    lines += [f'        case "{command} $before" in']
    for one in commands:
        lines += [
            f'            "{one.name} {option.name}") offers="{" ".join(option.choices)}" ;;'
            for option in one.options
            if option.takes is not Takes.NOTHING
        ]
        offered = " ".join([*(option.name for option in one.options), "--help"])
        inputs = " ".join(one.words)
        lines.append(f'            "{one.name} "*) offers="{inputs}"; [[ $word == -* ]] && offers="{offered}" ;;')
    return "\n".join([*lines, "        esac", "    fi", ""])


def _render_fish(commands: Sequence[_Command]) -> str:
    """Return a `complete` for each command, option and word."""
    lines = ["# fish completion of keypost: keypost completion fish | source", "complete -c keypost -s h -l help"]
    for one in commands:
        summary = COMMANDS[one.name].summary.en
        lines.append(f"complete -c keypost -n __fish_use_subcommand -f -a {one.name} -d {shlex.quote(summary)}")
        seen = f"complete -c keypost -n '__fish_seen_subcommand_from {one.name}'"
        lines += [f"{seen} {_render_option(option)}" for option in one.options]
        lines += [f"{seen} -f -a {shlex.quote(' '.join(one.words))}"] if one.words else []
    return "\n".join([*lines, ""])


def _render_option(option: Option) -> str:
    name = f"-l {option.name.removeprefix('--')} -d {shlex.quote(option.explanation.en)}"
    if option.choices:
        return f"{name} -x -a {shlex.quote(' '.join(option.choices))}"
    if option.takes is Takes.NOTHING:
        return name
    return f"{name} -r" if option.metavar in _PLACES else f"{name} -x"
