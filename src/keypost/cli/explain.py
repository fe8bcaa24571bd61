"""`keypost explain`: I have this error message or event: what is the cause?"""

import os

from keypost.cli.inputs import add_input_options, add_run_options
from keypost.cli.live import add_account_options
from keypost.cli.output import write_report
from keypost.cli.parser import Options, Parser
from keypost.errors import UnreadableInputError, UsageError
from keypost.named import TYPE_CHECKING
from keypost.origin import Origin
from keypost.settings.find import Settings
from keypost.text import Text

if TYPE_CHECKING:
    from keypost.checker.verdict import CheckResult
    from keypost.diagnosis.decide import Decided
    from keypost.diagnosis.explain import Explanation

SUMMARY = Text(
    en="Tell the likely causes behind an error message or event, what separates them, and the repair.",
    ja="エラーメッセージやイベントから考えられる原因と、その見分け方・直し方を示します。",
)
_TEXT = Text(
    en="an error message, alarm history entry, CloudTrail event, delivery status log ..., or a file with it; "
    "without it, standard input is read",
    ja="エラーメッセージ、アラームの履歴、CloudTrail イベント、配信ステータスログなど、またはそのファイル。"
    "省略時は標準入力を読みます",
)
_EVENT = Text(en="read the text or event from this file", ja="テキストやイベントをこのファイルから読みます")
_IN = Text(
    en="decide the causes against these templates, plans or snapshots",
    ja="これらのテンプレート、プラン、スナップショットと照らし合わせて原因を判定します",
)
_LIVE = Text(
    en="decide the causes against what an account holds, alone or together with `--in`",
    ja="アカウントを読み取り、照らし合わせて原因を判定します (`--in` と併用できます)",
)
_REGION = Text(
    en="the Region that the templates are deployed to; with `--live`, one to read (repeatable)",
    ja="テンプレートのデプロイ先のリージョン。`--live` では読み取るリージョン (繰り返し指定できます)",
)
_EMPTY = Text(en="there is no text to explain", ja="説明するテキストがありません")
_GIVE_TEXT = Text(
    en='give the message: `keypost explain "..."`, `keypost explain --event event.json`, or on standard input',
    ja='メッセージを指定してください: `keypost explain "..."`、`keypost explain --event event.json`、または標準入力',
)
_TOO_MUCH = Text(en="{name} is larger than {limit} bytes", ja="{name} は {limit} バイトを超えています")
_GIVE_PART = Text(
    en="give the message or the events that failed, not a whole history (`keypost replay` reads those)",
    ja="失敗したメッセージやイベントだけを指定してください (履歴全体は `keypost replay` で読めます)。",
)
_BINARY = Text(en="{name} holds no text", ja="{name} はテキストではありません")
_GIVE_READABLE = Text(
    en="give the message as text, the event as JSON", ja="メッセージはテキスト、イベントは JSON で指定してください。"
)
_UNREADABLE = Text(en="{name} can't be read: {why}", ja="{name} を読み込めません: {why}")
_CHECK_FILE = Text(en="check the path and the file's permissions", ja="パスとファイルの権限を確認してください。")
_BOTH = Text(en="both a text and `--event` are given", ja="テキストと `--event` の両方が指定されています")
_GIVE_ONE = Text(en="give one of them", ja="どちらか一方だけを指定してください。")

_BROKEN_OFF = Text(en="{name} is no whole gzip file", ja="{name} は gzip ファイルとして不完全です")
_GIVE_WHOLE = Text(
    en="fetch it again, or give the event itself", ja="取得し直すか、イベントそのものを指定してください。"
)

_STANDARD_INPUT = "-"
_GZIP = b"\x1f\x8b"
_FILES = (".json", ".txt", ".log", ".gz", ".eml", ".yaml", ".yml", ".ndjson", ".jsonl")
_ESTATES = (".json", ".yaml", ".yml", ".template", ".tf", ".out")
_LARGEST = 10_000_000
_ENCODINGS = ("utf-8-sig", "cp932")  # the second: Japanese Windows


def add_arguments(parser: Parser) -> None:
    """Declare what `keypost explain` takes."""
    parser.add_input("text", metavar="TEXT", explanation=_TEXT)
    parser.add_option("--event", metavar="FILE", explanation=_EVENT)
    parser.add_list("--in", metavar="PATH", explanation=_IN, into="paths")
    add_input_options(parser)
    parser.add_switch("--live", explanation=_LIVE)
    add_account_options(parser, region=_REGION)
    parser.add_report_options(formats=("text", "json"))
    add_run_options(parser)


def run(options: Options) -> int:
    """Read the text, explain it, report; what it says never makes the run fail."""
    from keypost.diagnosis.explain import explain

    _take_back_text(options)
    explanation = explain(_read_text(options))
    settings, language = options.settings, options.language
    decided = None
    if options.paths or options.live:
        from keypost.diagnosis.decide import decide

        decided = decide(explanation, _check(options, settings, language))
    _write(options, explanation, decided, language)
    return 0


def _check(options: Options, settings: Settings, language: str) -> "CheckResult":
    """Check the estate that the failure is looked for in."""
    import time

    from keypost.checker.check import check
    from keypost.cli.estate import read_estate

    today = time.strftime("%Y-%m-%d", time.gmtime())
    reading = read_estate(options, settings, language=language)
    return check(reading, suppressions=settings.suppressions, today=today)


def _write(options: Options, explanation: "Explanation", decided: "Decided | None", language: str) -> None:
    if options.format == "json":
        from keypost.reports.explain_json import render_json

        write_report(render_json(explanation, decided, language=language), file=options.output)
        return
    from keypost.cli.look import find_width, write_lines
    from keypost.reports.explain import render_text

    lines = render_text(explanation, decided, language=language, width=find_width(file=options.output))
    write_lines(lines, file=options.output)


def _take_back_text(options: Options) -> None:
    """Make a sentence that stands behind `--in PATH` the text that it is meant to be."""
    if options.text or options.event:
        return
    options.text = tuple(one for one in options.paths if _is_sentence(one))
    options.paths = tuple(one for one in options.paths if one not in options.text)


def _is_sentence(value: str) -> bool:
    is_worded = not value.isascii() or any(character.isspace() for character in value.strip())
    return is_worded and not value.endswith(_ESTATES) and not os.path.exists(value)


def _read_text(options: Options) -> str:
    given = " ".join(options.text)
    if options.text and options.event:
        raise UsageError(_BOTH, hint=_GIVE_ONE)
    if options.text and given != _STANDARD_INPUT and not _names_file(given):
        text = given
    else:
        name = options.event or given or _STANDARD_INPUT
        text = decode(fetch_bytes(name), name=name)
    if not text.strip():
        raise UsageError(_EMPTY, hint=_GIVE_TEXT)
    return text


def _names_file(given: str) -> bool:
    """Tell whether a file or folder is called so, or whether a word ends as files do: a name that is mistyped."""
    is_word = not any(character.isspace() for character in given)
    return os.path.exists(given) or (is_word and given.endswith(_FILES))


def fetch_bytes(name: str) -> bytes:
    """Return what the file, or standard input for `-`, holds.

    Raises:
        UnreadableInputError: it is missing, unreadable or too large.
    """
    import sys

    try:
        if name == _STANDARD_INPUT:
            content = sys.stdin.buffer.read(_LARGEST + 1)
        else:
            with open(name, "rb") as stream:
                content = stream.read(_LARGEST + 1)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise UnreadableInputError(
            _UNREADABLE.fill(name=name, why=why), hint=_CHECK_FILE, origin=Origin(name)
        ) from error
    if content.startswith(_GZIP):
        content = _unzip(content, name=name)
    if len(content) > _LARGEST:
        raise UnreadableInputError(_TOO_MUCH.fill(name=name, limit=_LARGEST), hint=_GIVE_PART, origin=Origin(name))
    return content


def _unzip(content: bytes, *, name: str) -> bytes:
    """Return what a file of CloudTrail holds as far as it is wanted: they are gzipped."""
    import gzip
    import io
    import zlib

    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as stream:
            return stream.read(_LARGEST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableInputError(_BROKEN_OFF.fill(name=name), hint=_GIVE_WHOLE, origin=Origin(name)) from error


def decode(content: bytes, *, name: str) -> str:
    """Return the bytes as text, whatever wrote them.

    Raises:
        UnreadableInputError: they are no text.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if b"\0" in content:
        raise UnreadableInputError(_BINARY.fill(name=name), hint=_GIVE_READABLE, origin=Origin(name))
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("utf-8", "replace")
