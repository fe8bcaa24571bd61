"""Records of CloudTrail, dropped on the page: would the key's policy, as it is edited, have denied any of them?"""

import tempfile
from base64 import b64decode
from binascii import Error as Base64Error
from pathlib import Path

from keypost.arn import parse_arn
from keypost.diagnosis.replay.asking import find_asked
from keypost.diagnosis.replay.replay import replay
from keypost.errors import UnreadableInputError
from keypost.estate.estate import Reading
from keypost.named import NamedTuple
from keypost.policy.document import Policy
from keypost.readers.trail.engines.packages import require_package
from keypost.readers.trail.requests import Asked, History, Selection
from keypost.reports.html.table import show_lines
from keypost.reports.json import encode
from keypost.reports.replay_json import render_json
from keypost.serve.desk import Desk
from keypost.text import Text

_GZIP = b"\x1f\x8b"
_MOST_KEYS = 50
_NO_RECORDS = Text(
    en="the file holds no record of a call to AWS KMS", ja="このファイルには AWS KMS の呼び出しのレコードがありません"
)
_GIVE_RECORDS = Text(
    en="choose a file of CloudTrail, as it lies in the trail's bucket, or what `aws cloudtrail lookup-events` prints",
    ja="証跡のバケットにある CloudTrail のファイルか、`aws cloudtrail lookup-events` の出力を選んでください。",
)
_NO_POLICY = Text(en="the input holds no policy of `{key}`", ja="`{key}` のポリシーは入力に含まれていません")
_OTHER_KEY = Text(en="choose another key", ja="別のキーを選んでください。")


class Asking(NamedTuple):
    """What is asked: the file's bytes, the key whose policy decides, and under which ARN the records name it."""

    records: bytes
    stack: str
    key: str
    arn: str


def read_records(encoded: str) -> bytes:
    """Return the bytes of a file that was sent as base64.

    Raises:
        TypeError: they aren't.
    """
    try:
        return b64decode(encoded, validate=True)
    except (Base64Error, ValueError) as error:
        raise TypeError("records") from error


def replay_records(desk: Desk, asking: Asking) -> str:
    """Return `keypost.replay.v1`; where the records name several keys and none is chosen, `keys` to choose from.

    Raises:
        KeypostError: there is no such record or policy, or a package is missing.
    """
    for package in ("isal", "msgspec"):
        require_package(package, extra="replay")
    arn = asking.arn or _find_only_key(asking.records)
    if isinstance(arn, list):
        return encode({"keys": arn})
    named = parse_arn(arn)
    now, saved = desk.read_for(account=named.account if named else "", region=named.region if named else "")
    proposed, current = _find_policy(now, asking), _find_policy(saved, asking)
    history = _fetch_history(asking.records, Selection(key=arn), asked=find_asked((proposed, current)))
    if not history.seen:
        raise UnreadableInputError(_NO_RECORDS, hint=_GIVE_RECORDS)
    return render_json(replay(history, key=arn, proposed=proposed, current=current))


def _find_only_key(records: bytes) -> str | list[str]:
    """Return the key that the records name, or those that they name."""
    history = _fetch_history(records, Selection(), asked=find_asked(()))
    keys = [key for key, _ in history.keys if key][:_MOST_KEYS]
    if not keys:
        raise UnreadableInputError(_NO_RECORDS, hint=_GIVE_RECORDS)
    return keys[0] if len(keys) == 1 else keys


def _fetch_history(records: bytes, selection: Selection, *, asked: Asked) -> History:
    from keypost.readers.trail.embedded import Embedded

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / ("records.json.gz" if records.startswith(_GZIP) else "records.json")
        file.write_bytes(records)
        return Embedded(1).fetch_history([str(file)], selection, asked=asked)


def _find_policy(reading: Reading, asking: Asking) -> Policy:
    """Return the policy of the key, which the page names as it shows it."""
    for case in reading.cases:
        for resource in case.estate.resources:
            is_meant = (show_lines(resource.stack), show_lines(resource.id)) == (asking.stack, asking.key)
            if is_meant and resource.is_key and isinstance(resource.policy, Policy):
                return resource.policy
    raise UnreadableInputError(_NO_POLICY.fill(key=asking.key), hint=_OTHER_KEY)
