"""What a command line is read as, and how it is refused."""

import pytest

from keypost.cli.parser import Options, Parser
from keypost.errors import UsageError
from keypost.text import Text

SAID = Text(en="said", ja="説明")
DEFAULTS: dict[str, object] = {
    "language": "en",
    "help": False,
    "paths": [],
    "size": None,
    "tag": (),
    "within": (),
    "kind": "big",
    "dry_run": False,
}


def build_parser() -> Parser:
    parser = Parser("pack", summary=SAID, language="en")
    parser.add_input("paths", metavar="PATH", explanation=SAID)
    parser.add_option("--size", metavar="N", explanation=SAID, parse=int)
    parser.add_repeatable("--tag", metavar="TAG", explanation=SAID, parse=str.upper)
    parser.add_list("--in", metavar="PATH", explanation=SAID, into="within")
    parser.add_choice("--kind", choices=("big", "small"), default="big", explanation=SAID)
    parser.add_switch("--dry-run", explanation=SAID)
    return parser


@pytest.mark.parametrize(
    ("line", "given"),
    [
        ("", {}),
        ("a b", {"paths": ["a", "b"]}),
        ("a --dry-run b", {"paths": ["a", "b"], "dry_run": True}),
        ("--size 3 a", {"size": 3, "paths": ["a"]}),
        ("--size=3 --size 4", {"size": 4}),
        ("--tag a x --tag=b", {"tag": ("A", "B"), "paths": ["x"]}),
        ("--tag= --tag k=v", {"tag": ("", "K=V")}),
        ("--in a b --in c --dry-run d", {"within": ("a", "b", "c"), "dry_run": True, "paths": ["d"]}),
        ("--kind small", {"kind": "small"}),
        ("- --in -", {"paths": ["-"], "within": ("-",)}),
        ("a -- --size -- b", {"paths": ["a", "--size", "--", "b"]}),
    ],
)
def test_a_command_line_is_read(line: str, given: dict[str, object]) -> None:
    assert build_parser().read(line.split()) == Options(**DEFAULTS | given)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("--nope", "there is no option `--nope`"),
        ("--nope=x", "there is no option `--nope`"),
        ("--siz 3", "there is no option `--siz`"),
        ("-x", "there is no option `-x`"),
        ("--size", "`--size` needs a value: N"),
        ("--size --dry-run", "`--size` needs a value: N"),
        ("--size -- 3", "`--size` needs a value: N"),
        ("--in", "`--in` needs a value: PATH"),
        ("--dry-run=yes", "`--dry-run` takes no value"),
        ("--kind huge", "`--kind` can't be `huge`, only one of {big,small}"),
    ],
)
def test_what_isnt_declared_is_refused(line: str, message: str) -> None:
    with pytest.raises(UsageError) as refused:
        build_parser().read(line.split())
    assert refused.value.message.en == message
    assert refused.value.hint.en == "`keypost pack --help` lists the options"


@pytest.mark.parametrize(("line", "expected"), [("", (None, None)), ("a", ("a", None)), ("a b", ("a", "b"))])
def test_single_inputs_are_filled_in_order(line: str, expected: tuple[str | None, str | None]) -> None:
    options = build_single_inputs().read(line.split())
    assert (options.key, options.action) == expected


def test_an_input_too_many_is_refused() -> None:
    with pytest.raises(UsageError) as refused:
        build_single_inputs().read(["a", "b", "c", "d"])
    assert refused.value.message == Text(en="`c` is one input too many", ja="入力 `c` は余分です")


def build_single_inputs() -> Parser:
    parser = Parser("pack", summary=SAID, language="en")
    parser.add_input("key", metavar="KEY", explanation=SAID, nargs="?")
    parser.add_input("action", metavar="ACTION", explanation=SAID, nargs="?")
    return parser


def test_help_is_wanted_whatever_else_is_given() -> None:
    options = build_parser().read(["--dry-run", "-h", "--nope"])
    assert (options.help, options.dry_run) == (True, True)
