"""`keypost local why`: what the running endpoint decided, and why."""

import sys
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from keypost.cli.parser import Options
from keypost.errors import UsageError
from keypost.text import Text

_MOST = 10
_NOT_RUNNING = Text(
    en="no `keypost local` answers on port {port}", ja="ポート {port} で応答する `keypost local` がありません"
)
_START = Text(
    en="start it with `keypost local`, or name its port with `--port`",
    ja="`keypost local` で起動するか、`--port` でポートを指定してください。",
)
_UNKNOWN = Text(
    en="request `{id}` isn't among those that the endpoint still keeps",
    ja="リクエスト `{id}` は、エンドポイントに残っている記録にありません",
)
_LAST = Text(en="`keypost local why` shows the last denials", ja="`keypost local why` は直近の拒否を表示します。")
_NOTHING = Text(en="Nothing was refused so far.", ja="これまでに拒否されたものはありません。")
_WORDS = {
    "allow": Text(en="ALLOWED", ja="許可"),
    "explicit_deny": Text(en="DENIED", ja="拒否"),
    "implicit_deny": Text(en="DENIED", ja="拒否"),
    "undecided": Text(en="REFUSED (left open)", ja="拒否 (判定できない点あり)"),
}
_LET_PASS = Text(en="let pass, by --soft", ja="--soft により通過")
_UNMODELLED = Text(en="not modelled", ja="モデル化されていない操作")
_MARKS = {"let-pass": _LET_PASS, "unmodelled": _UNMODELLED}


def tell_why(options: Options, *, port: int) -> int:
    """Print the decisions of one request, or the last denials; return the exit code.

    Raises:
        UsageError: no endpoint runs there, or it doesn't know the request.
    """
    from keypost.endpoint.client import fetch_page

    wanted = options.words[1] if len(options.words) > 1 else ""
    page = fetch_page(port, f"decisions?request={quote(wanted)}" if wanted else "decisions")
    if page is None:
        raise UsageError(_NOT_RUNNING.fill(port=str(port)), hint=_START)
    found: Any = page["decisions"]
    if wanted and not found:
        raise UsageError(_UNKNOWN.fill(id=wanted), hint=_LAST)
    shown = found if wanted else [one for one in found if one["decision"] != "allow"][-_MOST:]
    language = options.lang or options.language
    sys.stdout.write("\n".join(_render(one, language) for one in shown) or _NOTHING.in_language(language))
    sys.stdout.write("\n")
    return 0


def _render(one: Mapping[str, Any], language: str) -> str:
    mark = _MARKS.get(one["mark"])
    word = _WORDS[one["decision"]].in_language(language) + (f" ({mark.in_language(language)})" if mark else "")
    return (
        f"{word}  {one['action']}\n  {one['principal']}\n  -> {one['resource']}\n"
        f"  {one['message'][language]}\n  {one['at']}  {one['requestId']}\n"
    )
