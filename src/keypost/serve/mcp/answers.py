"""What each tool answers: the report that the command of its name writes as JSON, a page of it."""

import difflib
import json
import time
from typing import Any

from keypost.checker.check import check as decide_all
from keypost.checker.verdict import CheckResult
from keypost.errors import UsageError
from keypost.estate.estate import Reading, Suppression
from keypost.named import NamedTuple
from keypost.readers.files import STANDARD_INPUT
from keypost.readers.options import ReadOptions
from keypost.readers.read import read_paths
from keypost.serve.mcp.fence import Fence
from keypost.serve.mcp.page import Data, Window, cut_check, cut_explanation, cut_fixes, cut_paths
from keypost.text import Text

_NOTHING = Text(en="neither `paths` nor `template` is given", ja="`paths` も `template` も指定されていません")
_GIVE_INPUT = Text(
    en='give `paths`, such as ["."], or the text of a template as `template`',
    ja='`paths` (例: ["."]) か、テンプレートのテキストを `template` に指定してください。',
)
_UNKNOWN_PATH = Text(en="there is no path `{name}`", ja="`{name}` という経路はありません")
_CLOSE = Text(en="there are: {close}", ja="近いもの: {close}")
_SEE_LIST = Text(
    en="without `id` the tool lists them; `about` filters the list",
    ja="`id` を省略すると一覧になります。`about` で絞り込めます。",
)
_EMPTY = Text(en="there is no text to explain", ja="説明するテキストがありません")
_GIVE_TEXT = Text(
    en="give the error message, alarm history or CloudTrail event as `text`",
    ja="エラーメッセージ、アラームの履歴、CloudTrail イベントのいずれかを `text` に指定してください。",
)


class Workplace(NamedTuple):
    """Where tools work: what they may read, what is settled for all inputs, what is accepted, and the language."""

    fence: Fence
    options: ReadOptions = ReadOptions()
    suppressions: tuple[Suppression, ...] = ()
    language: str = "en"


def check(given: Data, place: Workplace) -> Data:
    """Answer what `keypost check` does.

    Raises:
        KeypostError: nothing is given, it leads out of the folder, or it can't be read.
    """
    from keypost.reports.json import render_json

    _, result = _look(given, place)
    report = json.loads(render_json(result, language=place.language))
    return cut_check(report, _window(given, most=5), verdicts=given.get("verdicts", ("FAILS", "DEPENDS")))


def fix(given: Data, place: Workplace) -> Data:
    """Answer what `keypost fix` does; no file is written.

    Raises:
        KeypostError: nothing is given, it leads out of the folder, or it can't be read.
    """
    from keypost.reports.fixes_json import render_json
    from keypost.writers.proposals import build_proposals

    reading, result = _look(given, place)
    text = given.get("template")
    proposals = build_proposals(reading, result, edited={STANDARD_INPUT: text} if text is not None else {})
    report = json.loads(render_json(proposals, result, language=place.language))
    return cut_fixes(report, _window(given, most=5))


def explain(given: Data, place: Workplace) -> Data:
    """Answer what `keypost explain` does, decided against inputs where some are given.

    Raises:
        KeypostError: there is no text, or the inputs lead out of the folder or can't be read.
    """
    from keypost.diagnosis.decide import decide
    from keypost.diagnosis.explain import explain as find_causes
    from keypost.reports.explain_json import render_json

    if not given["text"].strip():
        raise UsageError(_EMPTY, hint=_GIVE_TEXT)
    explanation = find_causes(given["text"])
    has_input = bool(given.get("paths")) or "template" in given
    decided = decide(explanation, _look(given, place)[1]) if has_input else None
    report = json.loads(render_json(explanation, decided, language=place.language))
    return cut_explanation(report, _window(given, most=3))


def paths(given: Data, _place: Workplace) -> Data:
    """Answer what `keypost paths` does: everything about one path, or a list.

    Raises:
        UsageError: there is no such path.
    """
    from keypost.catalogue.all import all_paths, list_ids, load_path
    from keypost.reports.paths.json import render_json

    name = given.get("id")
    if name is not None and name not in list_ids():
        raise _refuse_path(name, known=list_ids())
    found = all_paths() if name is None else (load_path(name),)
    report: Data = json.loads(render_json(found))
    words = given.get("about", "").lower().split()
    report["paths"] = [path for path in report["paths"] if _tells(path, words)]
    return cut_paths(report, _window(given, most=30)._replace(is_full=name is not None))


def _look(given: Data, place: Workplace) -> tuple[Reading, CheckResult]:
    """Read and decide what is given."""
    names, text = list(given.get("paths", ())), given.get("template")
    for name in names:
        place.fence.check_named(name)
    if text is not None:
        names.append(STANDARD_INPUT)
    if not names:
        raise UsageError(_NOTHING, hint=_GIVE_INPUT)
    edited = {STANDARD_INPUT: text.encode("utf-8", "surrogatepass")} if text is not None else {}
    reading = read_paths(names, _settle(given, place.options), edited=edited)
    today = time.strftime("%Y-%m-%d", time.gmtime())
    return reading, decide_all(reading, suppressions=place.suppressions, today=today)


def _settle(given: Data, options: ReadOptions) -> ReadOptions:
    parameters = given.get("parameters", {})
    return options._replace(
        account=given.get("account") or options.account,
        region=given.get("region") or options.region,
        parameters={**options.parameters, **parameters},
        optional=options.optional - frozenset(parameters),
    )


def _window(given: Data, *, most: int) -> Window:
    return Window(given.get("offset", 0), given.get("limit", most), given.get("detail") == "full")


def _tells(path: Data, words: list[str]) -> bool:
    """Tell whether every word stands in what tells the path from others."""
    said: list[Any] = [path["id"], *path["title"].values(), *path["source"], path["target"], path["caller"]["service"]]
    return all(word in " ".join(map(str, said)).lower() for word in words)


def _refuse_path(name: str, *, known: tuple[str, ...]) -> UsageError:
    close = difflib.get_close_matches(name, known, n=3)
    hint = _CLOSE.fill(close=", ".join(f"`{one}`" for one in close)) if close else _SEE_LIST
    return UsageError(_UNKNOWN_PATH.fill(name=name), hint=hint)
