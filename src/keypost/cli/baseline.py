"""`--baseline FILE`: what stands in the file is known and doesn't count; `--write-baseline` writes what there is."""

import json
import sys

from keypost.checker.baseline import Baseline, accept_known, count_gone, list_known
from keypost.checker.verdict import CheckResult
from keypost.cli.output import write_report
from keypost.cli.parser import Options
from keypost.errors import UnreadableInputError, UsageError
from keypost.estate.estate import Suppression
from keypost.named import TYPE_CHECKING
from keypost.origin import Origin
from keypost.text import Text

if TYPE_CHECKING:
    from typing import Any

_SCHEMA = "keypost.baseline.v1"
_NO_FILE = Text(en="`--write-baseline` needs a file", ja="`--write-baseline` にはファイルが必要です")
_NAME_IT = Text(
    en="name it: `--baseline keypost-baseline.json --write-baseline`",
    ja="ファイルを指定してください: `--baseline keypost-baseline.json --write-baseline`",
)
_NOT_THERE = Text(en="the baseline can't be read: {why}", ja="ベースラインを読めません: {why}")
_NOT_ONE = Text(en="this is no baseline of Keypost", ja="Keypost のベースラインではありません")
_WRITE_IT = Text(en="write it with `--write-baseline`", ja="`--write-baseline` を付けて実行すると書き込まれます。")
_KNOWN = Text(en="known since the baseline was written", ja="ベースラインの作成時から既知")
_WROTE = Text(en="{file}: {count} known", ja="{file}: 既知 {count} 件")
_GONE = Text(
    en="{count} of the baseline are gone: `--write-baseline` drops them, so that they can't come back unseen",
    ja="ベースラインのうち {count} 件はなくなりました。`--write-baseline` で書き直すと、再発したときに検出できます。",
)


def apply_baseline(result: CheckResult, options: Options, *, language: str) -> CheckResult:
    """Return the result with what is known accepted; write what there is first, where that is asked for.

    Raises:
        KeypostError: no file is named, or it can't be read or written.
    """
    if options.write_baseline:
        _write(result, options.baseline, language)
    if options.baseline is None:
        return result
    baseline = read_baseline(options.baseline)
    gone = count_gone(result, baseline)
    if gone:
        sys.stderr.write(f"{_GONE.fill(count=gone).in_language(language)}\n")
    reason = Suppression(("*",), _KNOWN.in_language(language), origin=Origin(options.baseline))
    return accept_known(result, baseline, known=reason)


def _write(result: CheckResult, file: str | None, language: str) -> None:
    from keypost.reports.baseline import render_baseline

    if file is None:
        raise UsageError(_NO_FILE, hint=_NAME_IT)
    known = tuple(list_known(result))
    write_report(render_baseline(known), file=file, option="--write-baseline")
    sys.stderr.write(f"{_WROTE.fill(file=file, count=len(known)).in_language(language)}\n")


def read_baseline(file: str) -> Baseline:
    """Return what the file holds.

    Raises:
        UnreadableInputError: there is no such file, or it holds something else.
    """
    from pathlib import Path

    try:
        data = json.loads(Path(file).read_text(encoding="utf-8"))
        if data["schema"] != _SCHEMA:
            raise ValueError(data["schema"])
        return dict(map(_read_entry, data["known"]))
    except OSError as error:
        why = _NOT_THERE.fill(why=error.strerror or type(error).__name__)
        raise UnreadableInputError(why, hint=_WRITE_IT, origin=Origin(file)) from error
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise UnreadableInputError(_NOT_ONE, hint=_WRITE_IT, origin=Origin(file)) from error


def _read_entry(entry: "Any") -> tuple[str, frozenset[str]]:
    return str(entry["fingerprint"]), frozenset(str(one["fingerprint"]) for one in entry["deliveries"])
