"""`keypost who-can`: who may use this key, under which conditions, and by which statement?"""

import difflib
from typing import TYPE_CHECKING

from keypost.cli.inputs import PATHS, add_input_options, add_run_options, choose_paths, read_inputs
from keypost.cli.output import write_report
from keypost.cli.parser import Options, Parser
from keypost.errors import UsageError
from keypost.text import Text

if TYPE_CHECKING:
    from keypost.estate.estate import Reading
    from keypost.estate.resource import Resource
    from keypost.reports.who_can import Asked

SUMMARY = Text(
    en="List who may use a key of these templates, under which conditions, and by which statement.",
    ja="テンプレートの中のキーを使える主体を、条件と根拠のステートメントとともに表示します。",
)

_KEY = Text(
    en="the key: its logical id, ARN, key id or alias; AWS managed keys as alias/aws/SERVICE",
    ja="キー: 論理 ID、ARN、キー ID、エイリアス。AWS マネージドキーは alias/aws/サービス名",
)
_ACTION = Text(
    en="the action, such as kms:Decrypt; `*` and `?` stand for any: kms:*",
    ja="アクション (kms:Decrypt など)。`*` と `?` も使えます: kms:*",
)
_MISSING = Text(en="the key, the action or the input is missing", ja="キー、アクション、または入力が指定されていません")
_CALL = Text(
    en="call it like this: `keypost who-can MyKey kms:Decrypt --in template.yaml`",
    ja="次のように指定してください: `keypost who-can MyKey kms:Decrypt --in template.yaml`",
)
_NO_ACTION = Text(
    en="`{action}` is no action on a KMS key", ja="`{action}` は KMS キーに対するアクションではありません"
)
_ACTION_HINT = Text(
    en="give one like `kms:Decrypt`, or a pattern: `kms:GenerateDataKey*`",
    ja="`kms:Decrypt` のようなアクションか、`kms:GenerateDataKey*` のようなパターンを指定してください。",
)
_DID_YOU_MEAN = Text(en="did you mean {close}?", ja="{close} ではありませんか。")
_NO_KEY = Text(en="there is no key `{name}` in {paths}", ja="{paths} に `{name}` というキーはありません")
_KEYS_ARE = Text(en="the keys there: {keys}", ja="あるのは次のキーです: {keys}")
_NO_KEYS = Text(en="there is no KMS key at all", ja="KMS キーが 1 つもありません。")
_SEVERAL = Text(en="`{name}` means several keys: {keys}", ja="`{name}` に当たるキーが複数あります: {keys}")
_ONE_KEY = Text(
    en="give its ARN or alias, or name fewer templates",
    ja="ARN かエイリアスで指定するか、テンプレートを絞ってください。",
)
_MOST_NAMED = 6


def add_arguments(parser: Parser) -> None:
    """Declare what `keypost who-can` takes."""
    parser.add_input("key", metavar="KEY", explanation=_KEY, nargs="?", call="KEY")
    parser.add_input("action", metavar="ACTION", explanation=_ACTION, nargs="?", call="ACTION")
    parser.add_list("--in", metavar="PATH", explanation=PATHS, into="paths")
    add_input_options(parser)
    parser.add_report_options(formats=("text", "json"))
    add_run_options(parser)


def run(options: Options) -> int:
    """Read, ask, report; return the exit code."""
    settings, language = options.settings, options.language
    choose_paths(options, settings)
    if not (options.key and options.action and options.paths):
        raise UsageError(_MISSING, hint=_CALL)
    from keypost.checker.access.key_actions import expand_action
    from keypost.checker.access.who_can import who_can
    from keypost.reports.who_can import Asked

    actions = expand_action(options.action)
    if not actions:
        raise _refuse_action(options.action)
    reading = read_inputs(options, settings, language=language)
    key = _find_key(reading, options.key, options.paths)
    answer = who_can(reading, key=key, actions=actions)
    _write(Asked(answer, options.action), options, language)
    return 0


def _refuse_action(action: str) -> UsageError:
    from keypost.checker.access.key_actions import find_close_actions

    close = find_close_actions(action)
    hint = _DID_YOU_MEAN.fill(close=_quote(close)) if close else _ACTION_HINT
    return UsageError(_NO_ACTION.fill(action=action), hint=hint)


def _find_key(reading: "Reading", name: str, paths: list[str]) -> "Resource":
    from keypost.checker.access.who_can import find_meant

    found = find_meant(reading, name)
    if len(found) == 1:
        return found[0]
    if not found:
        raise _refuse_key(reading, name, paths)
    listed = ", ".join(f"{key.id} ({key.origin})" for key in found)
    raise UsageError(_SEVERAL.fill(name=name, keys=listed), hint=_ONE_KEY)


def _refuse_key(reading: "Reading", name: str, paths: list[str]) -> UsageError:
    """Name the keys that are spelled much alike, or else those that there are."""
    from keypost.checker.access.key_names import key_names, list_keys

    keys = [key for case in reading.cases for key in list_keys(case.estate)]
    close = difflib.get_close_matches(name, {known for key in keys for known in key_names(key)}, n=3)
    hint = _NO_KEYS
    if close:
        hint = _DID_YOU_MEAN.fill(close=_quote(close))
    elif keys:
        hint = _KEYS_ARE.fill(keys=_quote(list(dict.fromkeys(key.id for key in keys))[:_MOST_NAMED]))
    return UsageError(_NO_KEY.fill(name=name, paths=", ".join(paths)), hint=hint)


def _quote(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _write(asked: "Asked", options: Options, language: str) -> None:
    from keypost.reports.who_can import render_json, render_text

    if options.format == "json":
        write_report(render_json(asked), file=options.output)
        return
    from keypost.cli.look import find_width, write_lines

    lines = render_text(asked, language=language, width=find_width(file=options.output))
    write_lines(lines, file=options.output)
