"""The entry point: finds the command, imports only that one, and runs it."""

import os
import sys

from keypost.version import __version__

TYPE_CHECKING = False  # type checkers take the name for True; importing it would cost `--version`
if TYPE_CHECKING:
    from keypost.cli.door import Door

# Python looks for cycles after every 700 new objects: in a run that soon ends, looking costs more than it frees.
_MOST_YOUNG_OBJECTS = 200_000


def start() -> None:
    """Run the command line as a program that ends at once: taking everything apart first costs a tenth of a run."""
    import gc

    gc.set_threshold(_MOST_YOUNG_OBJECTS)
    if sys.argv[1:] != ["--version"]:
        from keypost.cli.own_modules import find_straight_away

        find_straight_away()
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def main() -> int:
    """Run the command line of this process and return its exit code."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        return _print_version()
    from keypost.cli.door import Door
    from keypost.cli.language import find_language

    language = find_language(arguments)
    with Door(language) as door:
        code = _dispatch(arguments, door)
        sys.stdout.flush()
        return code
    return door.exit_code


def _dispatch(arguments: list[str], door: "Door") -> int:
    from keypost.cli import commands

    name, rest = commands.split_arguments(arguments)
    if name == "--version":
        return _print_version()
    if name == "--help":
        from keypost.cli.look import find_width

        sys.stdout.write(commands.render_help(language=door.language, width=find_width(file=None)))
        return 0
    if name is None:
        raise commands.refuse_nothing()
    return _run_command(name, rest, door)


def _run_command(name: str, arguments: list[str], door: "Door") -> int:
    from keypost.cli.commands import COMMANDS
    from keypost.cli.parser import Parser

    command = __import__(COMMANDS[name].module, fromlist=["run"])  # `importlib` would be one more import
    parser = Parser(name, summary=command.SUMMARY, language=door.language)
    command.add_arguments(parser)
    options = parser.read(arguments)
    if options.help:
        from keypost.cli.help import render_help
        from keypost.cli.look import find_width

        sys.stdout.write(render_help(parser, width=find_width(file=None)))
        return 0
    door.language = options.language
    code: int = command.run(options)
    return code


def _print_version() -> int:
    sys.stdout.write(f"keypost {__version__}\n")
    return 0


if __name__ == "__main__":
    start()
