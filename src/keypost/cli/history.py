"""The options that say which history is read, and the reading itself; for all commands on CloudTrail's records."""

import re
import sys
import time
from datetime import UTC, datetime, timedelta

from keypost.cli.parser import Options, Parser
from keypost.cli.progress import PROGRESS_CHOICES
from keypost.errors import UnreadableInputError, UsageError
from keypost.named import TYPE_CHECKING
from keypost.origin import Origin
from keypost.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.progress import Progress as Bar

    from keypost.policy.document import Listing, Policy
    from keypost.readers.trail.engine import Engine
    from keypost.readers.trail.requests import Asked, History, Selection, Skipped

_TRAIL = Text(
    en="CloudTrail's files, folders of them, what `lookup-events` or the console gives, a record a line; "
    "`-` is standard input",
    ja="CloudTrail のファイルやそのフォルダー、`lookup-events` の出力、コンソールからのダウンロード、"
    "1 行 1 件のレコード。`-` は標準入力です",
)
_KEY = Text(en="the ARN of the KMS key", ja="KMS キーの ARN")
_SINCE = Text(
    en="count records from this time on: 2026-11-01, 2026-11-01T09:00:00Z, or a span before now: 30d, 12h",
    ja="この時刻以降のレコードだけを数えます: 2026-11-01、2026-11-01T09:00:00Z、または現在からさかのぼる期間: 30d、12h",
)
_UNTIL = Text(en="count records before this time", ja="この時刻より前のレコードだけを数えます")
_PROGRESS = Text(
    en="whether a long run shows how far it is, on a terminal (default: auto)",
    ja="時間がかかるときに進み具合を端末に表示するか (省略時は auto)",
)
_NO_TIME = Text(en="`{given}` is no time", ja="`{given}` は時刻ではありません")
_GIVE_TIME = Text(
    en="give a day (2026-11-01), a time in UTC (2026-11-01T09:00:00Z) or a span before now (30d, 12h)",
    ja="日付 (2026-11-01)、UTC の時刻 (2026-11-01T09:00:00Z)、現在からさかのぼる期間 (30d、12h) のいずれかを"
    "指定してください。",
)
_NO_KEY = Text(en="`{given}` is not the ARN of a KMS key", ja="`{given}` は KMS キーの ARN ではありません")
_GIVE_KEY = Text(
    en="an ARN looks like `{example}`; records don't name keys by their aliases",
    ja="ARN は `{example}` のような形です。レコードにはエイリアスではなく ARN が記録されます。",
)
_EXAMPLE = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
_NO_POLICY = Text(en="{name} is no key policy", ja="{name} はキーポリシーではありません")
_LINT = Text(
    en="`keypost lint {name} --kind key` tells what is wrong with it",
    ja="`keypost lint {name} --kind key` で問題を確認できます。",
)
_NO_PRINCIPAL = Text(
    en="{name} is no key policy: none of its statements has a principal",
    ja="{name} はキーポリシーではありません: どのステートメントにもプリンシパルがありません",
)
_NO_KMS_ACTION = Text(
    en="{name} is no key policy: none of its statements names an action of KMS",
    ja="{name} はキーポリシーではありません: どのステートメントにも KMS のアクションがありません",
)
_GIVE_KEY_POLICY = Text(
    en="give the key's policy, as `aws kms get-key-policy --key-id ID --query Policy --output text` prints it",
    ja="キーのポリシーを指定してください (`aws kms get-key-policy --key-id ID --query Policy --output text`)。",
)
_NOTHING = Text(en="no record of CloudTrail was found", ja="CloudTrail のレコードが見つかりませんでした")
_GIVE_RECORDS = Text(
    en="give CloudTrail's own files; what could not be read: {skipped}",
    ja="CloudTrail のファイルを指定してください。読み取れなかったもの: {skipped}",
)
_GIVE_FILES = Text(
    en="give CloudTrail's own files: these hold nothing",
    ja="CloudTrail のファイルを指定してください (指定されたものは空です)。",
)
_NO_REQUESTS = Text(
    en="none of the {records} records is a request on {key}",
    ja="{records} 件のレコードの中に {key} に対するリクエストがありません",
)
_OTHER_KEYS = Text(
    en="keys that the records name: {keys}; the key's Region must be among what was read, and a trail may leave out "
    "the events of AWS KMS",
    ja="レコードに現れるキー: {keys}。キーのリージョンが読み取り範囲に含まれているか確認してください "
    "(証跡が AWS KMS のイベントを除外していることもあります)。",
)
_NONE = Text(en="none", ja="なし")
_READING = Text(en="reading", ja="読み込み中")
_RATE = Text(en="{records:,} records, {rate:,} a second", ja="{records:,} 件、毎秒 {rate:,} 件")
_DAY, _SECOND = "%Y-%m-%d", "%Y-%m-%dT%H:%M:%SZ"
_SPANS = {"d": "days", "h": "hours"}
_MOST_NAMED = 5
_PATIENCE = 0.5


def add_history_options(parser: Parser) -> None:
    """Declare the trails, `--key`, `--since`, `--until` and `--progress`."""
    parser.add_input("trails", metavar="TRAIL", explanation=_TRAIL)
    parser.add_option("--key", metavar="ARN", explanation=_KEY, parse=check_key)
    parser.add_option("--since", metavar="TIME", explanation=_SINCE, parse=parse_time)
    parser.add_option("--until", metavar="TIME", explanation=_UNTIL, parse=parse_time)
    parser.add_choice("--progress", choices=PROGRESS_CHOICES, default="auto", explanation=_PROGRESS)


def check_key(given: str) -> str:
    """Return the ARN of a key.

    Raises:
        UsageError: it isn't one.
    """
    from keypost.readers.trail.record import KEY_ARN

    if KEY_ARN.fullmatch(given) is None:
        raise UsageError(_NO_KEY.fill(given=given), hint=_GIVE_KEY.fill(example=_EXAMPLE))
    return given


def parse_time(given: str) -> str:
    """Return a time as CloudTrail writes it.

    Raises:
        UsageError: it is neither a day, nor a time in UTC, nor a span.
    """
    span = re.fullmatch(r"([0-9]{1,5})([dh])", given)
    if span:
        return (datetime.now(UTC) - timedelta(**{_SPANS[span[2]]: int(span[1])})).strftime(_SECOND)
    for form in (_DAY, _SECOND):
        try:
            return datetime.strptime(given, form).replace(tzinfo=UTC).strftime(_SECOND)
        except ValueError:
            continue
    raise UsageError(_NO_TIME.fill(given=given), hint=_GIVE_TIME)


def build_selection(options: Options) -> "Selection":
    """Return which records count."""
    from keypost.readers.trail.requests import Selection

    return Selection(key=options.key or "", since=options.since or "", until=options.until or "")


def fetch(engine: "Engine", options: Options, selection: "Selection", *, asked: "Asked", language: str) -> "History":
    """Return what the trails tell; what takes long shows how far it is, at which rate, and the time left.

    Raises:
        UnreadableInputError: a trail doesn't exist, or there isn't a single record.
        UsageError: no record is a request on the selected key.
    """
    with TrailProgress(mode=options.progress, language=language) as tell:
        history = engine.fetch_history(options.trails, selection, asked=asked, tell=tell)
    if history.complete:
        _refuse_empty(history, selection)
    return history


def hint_skipped(skipped: "Sequence[Skipped]") -> Text | None:
    """Return which files could not be read, and why; None where all were."""
    names = ", ".join(f"{one.file} ({one.why})" for one in skipped[:_MOST_NAMED])
    return _GIVE_RECORDS.fill(skipped=names) if names else None


def read_key_policy(name: str, *, key: str = "") -> "Policy":
    """Return the key policy in the file.

    Raises:
        UnreadableInputError: it can't be read, or is no policy, or one for something else than a key.
    """
    from keypost.policy.validity.defect import DocumentKind
    from keypost.readers.lone_policy import read_policy

    subject = read_policy(name, kind=DocumentKind.KEY, resource=key).subject
    if subject is None:
        raise UnreadableInputError(_NO_POLICY.fill(name=name), hint=_LINT.fill(name=name), origin=Origin(name))
    fault = _find_other_kind(subject.policy)
    if fault is not None:
        raise UnreadableInputError(fault.fill(name=name), hint=_GIVE_KEY_POLICY, origin=Origin(name))
    return subject.policy


def _find_other_kind(policy: "Policy") -> Text | None:
    """Return why the policy can't be one of a key: it names nobody, or what happens elsewhere."""
    if policy.unread or not policy.statements:
        return None
    if all(one.principals is None for one in policy.statements):
        return _NO_PRINCIPAL
    return None if any(_may_mean_keys(one.actions) for one in policy.statements) else _NO_KMS_ACTION


def _may_mean_keys(actions: "Listing | None") -> bool:
    if actions is None or actions.negated or actions.unread is not None:
        return True
    return any(value.lower().startswith(("kms:", "*", "?", "k*", "km")) for value in actions.values)


def _refuse_empty(history: "History", selection: "Selection") -> None:
    if not history.records:
        raise UnreadableInputError(_NOTHING, hint=hint_skipped(history.skipped) or _GIVE_FILES)
    if selection.key and not history.seen:
        message = _NO_REQUESTS.fill(records=f"{history.records:,}", key=selection.key)
        names = ", ".join(f"{key} ({times:,})" for key, times in history.keys[:_MOST_NAMED] if key)
        hint = Text(en=_OTHER_KEYS.en.format(keys=names or _NONE.en), ja=_OTHER_KEYS.ja.format(keys=names or _NONE.ja))
        raise UsageError(message, hint=hint)


class TrailProgress:
    """Called with the bytes read, those there are, and the records so far: a bar on stderr, on a terminal only."""

    def __init__(self, *, mode: str, language: str) -> None:
        """Take `auto` or `never`, and the language to speak."""
        self._wanted = mode == "auto" and sys.stderr.isatty()
        self._language = language
        self._began = time.monotonic()
        self._bar: Bar | None = None

    def __enter__(self) -> "TrailProgress":
        """Start the clock."""
        self._began = time.monotonic()
        return self

    def __call__(self, done: int, total: int, records: int) -> None:
        """Show the bar, once the run has taken long enough."""
        passed = time.monotonic() - self._began
        if not self._wanted or passed < _PATIENCE:
            return
        bar = self._bar or self._start()
        said = _RATE.in_language(self._language).format(records=records, rate=round(records / passed))
        bar.update(bar.task_ids[0], completed=done, total=total or None, said=said)

    def __exit__(self, *error: object) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()

    def _start(self) -> "Bar":
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("{task.description}"), BarColumn(bar_width=30), TextColumn("{task.fields[said]}"))
        self._bar = Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True)
        self._bar.add_task(_READING.in_language(self._language), total=None, said="")
        self._bar.start()
        return self._bar
