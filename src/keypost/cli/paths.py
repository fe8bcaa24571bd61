"""`keypost paths`: the delivery paths that Keypost knows, or all about one of them."""

from keypost.cli.output import write_report
from keypost.cli.parser import Options, Parser
from keypost.text import Text

SUMMARY = Text(
    en="List the delivery paths that Keypost knows, or show one: calls, condition keys, statements.",
    ja="Keypost が知っている配信の経路の一覧を表示します。"
    "ID を指定すると、呼び出し・条件キー・必要なステートメントを示します。",
)

_ID = Text(
    en="the id of one path, as reports name it (default: list all)",
    ja="経路の ID (レポートに表示されるもの。省略時は一覧を表示)",
)


def add_arguments(parser: Parser) -> None:
    """Declare what `keypost paths` takes."""
    parser.add_input("id", metavar="ID", explanation=_ID, nargs="?")
    parser.add_report_options(formats=("text", "json"))


def run(options: Options) -> int:
    """Write the list or the one path; return the exit code."""
    language = options.language
    write_report(_render(options.id, form=options.format, language=language), file=options.output)
    return 0


def _render(path_id: str | None, *, form: str, language: str) -> str:
    from keypost.reports.paths.json import render_json
    from keypost.reports.paths.look_up import look_up
    from keypost.reports.paths.text import render_list, render_path

    paths = look_up(path_id)
    if form == "json":
        return render_json(paths)
    return render_list(paths, language=language) if path_id is None else render_path(paths[0], language=language)
