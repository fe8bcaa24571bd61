"""The text of `--help`: two columns that hold their margins."""

import pytest

from keypost.cli import check, commands
from keypost.cli.help import render_help
from keypost.cli.parser import Parser
from keypost.reports.wrapping import width_of
from keypost.text import LANGUAGES, Text


def test_what_is_too_wide_for_its_column_has_a_line_for_itself() -> None:
    parser = Parser("pack", summary=Text(en="Pack it.", ja="詰めます。"), language="en")
    parser.add_input("path", metavar="PATH", explanation=Text(en="a path", ja="パス"), nargs="?")
    parser.add_choice("--kind", choices=("enormous", "tiny", "none"), explanation=Text(en="how big", ja="大きさ"))
    parser.add_option("--size", metavar="N", explanation=Text(en="long " * 20, ja="長い"))
    assert render_help(parser).splitlines() == [
        "usage: keypost pack [PATH] [OPTION ...]",
        "",
        "Pack it.",
        "",
        "inputs:",
        "  PATH                      a path",
        "",
        "options:",
        "  --kind {enormous,tiny,none}",
        "                            how big",
        "  --size N                  " + " ".join(["long"] * 14),
        "                            " + " ".join(["long"] * 6),
    ]


def test_a_narrow_command_has_a_narrow_column_in_japanese_too() -> None:
    parser = Parser("pack", summary=Text(en="Pack it.", ja="詰めます。"), language="ja")
    parser.add_input("path", metavar="PATH", explanation=Text(en="a path", ja="パス"))
    parser.add_switch("--dry-run", explanation=Text(en="only look", ja="見るだけ"))
    assert "入力:\n  PATH       パス\n\nオプション:\n  --dry-run  見るだけ\n" in render_help(parser)


def test_on_a_narrow_terminal_nothing_is_wider_than_it() -> None:
    for language in ("en", "ja"):
        parser = Parser("check", summary=check.SUMMARY, language=language)
        check.add_arguments(parser)
        lines = render_help(parser, width=44).splitlines()
        assert [line for line in lines if width_of(line) > 46 and "{" not in line] == []
        assert "  --account ID" in lines


@pytest.mark.parametrize("width", [40, 80, 100])
def test_the_list_of_commands_fits_the_terminal(width: int) -> None:
    for language in LANGUAGES:
        lines = commands.render_help(language=language, width=width).splitlines()
        assert all(width_of(line) <= width for line in lines)


def test_a_usage_line_breaks_between_its_pieces() -> None:
    parser = Parser("ask", summary=Text(en="Ask.", ja="尋ねます。"), language="en")
    parser.add_input("texts", metavar="TEXT", explanation=Text(en="a", ja="b"))
    parser.add_list("--in", metavar="PATH", explanation=Text(en="a", ja="b"), into="paths")
    usage = render_help(parser, width=40).partition("\n\n")[0]
    assert usage == "usage: keypost ask [TEXT ...]\n  [--in PATH ...] [OPTION ...]"
