"""`keypost schemas`: the JSON Schemas of everything that Keypost writes as JSON."""

from keypost.cli.output import write_report
from keypost.cli.parser import Options, Parser
from keypost.errors import UsageError
from keypost.text import Text

SUMMARY = Text(
    en="List the JSON Schemas of what Keypost writes as JSON, and of its config file, or print one.",
    ja="Keypost が出力する JSON と設定ファイルのスキーマの一覧を表示します。"
    "名前を指定すると、そのスキーマを出力します。",
)
_NAME = Text(
    en="a schema, such as `check.v1` (default: list all)", ja="スキーマの名前 (`check.v1` など。省略時は一覧を表示)"
)
_OUTPUT = Text(en="write it to this file instead of stdout", ja="標準出力ではなくこのファイルに書きます")
_LANG = Text(en="language of messages", ja="メッセージの言語")
_UNKNOWN = Text(en="there is no schema `{name}`", ja="`{name}` というスキーマはありません")
_KNOWN = Text(en="there are: {names}", ja="次のものがあります: {names}")


def add_arguments(parser: Parser) -> None:
    """Declare what `keypost schemas` takes."""
    parser.add_input("name", metavar="NAME", nargs="?", explanation=_NAME)
    parser.add_option("--output", metavar="FILE", explanation=_OUTPUT)
    parser.add_choice("--lang", choices=("en", "ja"), explanation=_LANG)


def run(options: Options) -> int:
    """Print the names of all, or the schema that is asked for."""
    from keypost.reports.published import list_schemas, read_schema

    names = list_schemas()
    if options.name is None:
        write_report("".join(f"{name}\n" for name in names), file=options.output)
        return 0
    wanted = options.name.removeprefix("keypost.")
    if wanted not in names:
        raise UsageError(_UNKNOWN.fill(name=options.name), hint=_KNOWN.fill(names=", ".join(names)))
    write_report(read_schema(wanted), file=options.output)
    return 0
