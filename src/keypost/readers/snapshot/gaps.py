"""What a snapshot doesn't hold, as gaps: which call told nothing, why, and what to do."""

from keypost.estate.estate import Gap
from keypost.origin import Origin
from keypost.readers.snapshot.manifest import Scope
from keypost.readers.snapshot.record import Fault, Missed
from keypost.text import Text

_WHY = {
    Fault.DENIED: Text(
        en="AWS denied {call} ({code}): the permission {action} is missing",
        ja="{call} が AWS に拒否されました ({code})。アクション {action} の許可がありません",
    ),
    Fault.THROTTLED: Text(
        en="AWS throttled {call} ({code}) to the last attempt; collect again to read it",
        ja="{call} は AWS によって最後までスロットリングされました ({code})。もう一度取得してください",
    ),
    Fault.UNREACHABLE: Text(
        en="{call} got no answer ({code}); collect again to read it",
        ja="{call} は応答がありませんでした ({code})。もう一度取得してください",
    ),
    Fault.GONE: Text(
        en="it was removed while it was read ({call}: {code})", ja="取得中に削除されました ({call}: {code})"
    ),
    Fault.NOT_OFFERED: Text(
        en="{call} isn't offered to this account in this Region ({code})",
        ja="{call} はこのリージョンではこのアカウントに提供されていません ({code})",
    ),
    Fault.NOT_UNDERSTOOD: Text(
        en="the answer of {call} isn't understood ({code}: {message})",
        ja="{call} の応答を解釈できません ({code}: {message})",
    ),
    Fault.REFUSED: Text(
        en="AWS refused {call} ({code}: {message})", ja="{call} が AWS に受け付けられませんでした ({code}: {message})"
    ),
}
_NOT_COLLECTED = Text(
    en="this part was never read; `keypost collect --out` with the snapshot's folder goes on with it",
    ja="この部分は取得されていません。"
    "スナップショットのフォルダーを `keypost collect --out` に指定すると続きを取得します",
)


def build_missed_gap(missed: Missed, *, scope: Scope) -> Gap:
    """Return the gap that a call left which told nothing."""
    told = {"call": f"`{missed.call}`", "action": f"`{missed.action}`", "code": missed.code, "message": missed.message}
    return Gap(
        missed.about or _name(scope), _WHY[missed.fault].fill(**told), build_origin(missed.call, about=missed.about)
    )


def build_part_gap(scope: Scope) -> Gap:
    """Return the gap that a part leaves which was never read."""
    return Gap(_name(scope), _NOT_COLLECTED, Origin(file=scope.path))


def build_origin(call: str, *, about: str) -> Origin:
    """Return the place of what a call told: the call, and what it was about."""
    return Origin(call=f"{call} {about}".rstrip())


def _name(scope: Scope) -> str:
    return f"{scope.account} {scope.region} {scope.part}"
