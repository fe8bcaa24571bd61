"""Pseudonyms: whatever tells whose account a snapshot is of, always replaced by the same other text.

Account ids (alone, in ARNs, policies and names), organizations with their roots and units, unique ids of IAM (an access
key id tells the account, KMS and IAM ones the principal), canonical user ids of S3, e-mail addresses and phone numbers.
The new text has the form of the old one, so that policies decide as before.
"""

import json
import re
import secrets
import threading
from collections.abc import Callable
from pathlib import Path

from keypost.errors import UnreadableInputError
from keypost.origin import Origin
from keypost.text import Text

SCHEMA = "keypost.pseudonyms.v1"
_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"

# Forms: IAM identifiers (IAM User Guide), organization, root and unit ids (Organizations API reference, Organization,
# Root, OrganizationalUnit), canonical user ids (S3 User Guide).
_FORMS: dict[str, str] = {
    "phone": r"(?<![0-9A-Za-z])\+[0-9]{7,15}(?![0-9])",
    "account": "(?<![0-9])[0-9]{12}(?![0-9])",
    "unique": "(?<![A-Za-z0-9])A(?:BI|CC|GP|ID|IP|KI|NP|NV|PK|RO|SC|SI)A[A-Z0-9]{12,28}(?![A-Za-z0-9])",
    "unit": "(?<![A-Za-z0-9_-])ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}(?![A-Za-z0-9_-])",
    "organization": "(?<![A-Za-z0-9_-])o-[a-z0-9]{10,32}(?![A-Za-z0-9_-])",
    "root": '(?<=[/"])r-[0-9a-z]{4,32}(?=[/"])',
    "owner": "(?<![0-9A-Za-z])[0-9a-f]{64}(?![0-9A-Za-z])",
    "mail": r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}",
}
_PATTERN = re.compile("|".join(f"(?P<{name}>{form})" for name, form in _FORMS.items()))

_NOT_READABLE = Text(
    en="{name} doesn't hold the pseudonyms of a snapshot", ja="{name} にスナップショットの仮名がありません"
)
_GIVE_IT_BACK = Text(
    en="put back the file that was written beside the snapshot, or give `--out` a new folder",
    ja="スナップショットと一緒に書き込まれたファイルを戻すか、`--out` に新しいフォルダーを指定してください。",
)


class Pseudonyms:
    """Replaces texts, and keeps in `file` which one stands for which: whoever has it can tell them back."""

    def __init__(self, file: Path) -> None:
        """Go on with the file, where it is there.

        Raises:
            UnreadableInputError: it is there and holds something else.
        """
        self.file = file
        self._lock = threading.Lock()
        self._known = _read(file) if file.exists() else {}
        self._given = set(self._known.values())

    def replace(self, text: str) -> str:
        """Return the text with pseudonyms in it."""
        return _PATTERN.sub(self._replace, text)

    def render(self) -> str:
        """Return what `file` is to hold."""
        with self._lock:
            return json.dumps({"schema": SCHEMA, "pseudonyms": self._known}, indent=1) + "\n"

    def _replace(self, match: re.Match[str]) -> str:
        real = match[0]
        with self._lock:
            found = self._known.get(real)
            if found is None:
                found = self._known[real] = self._invent(_MAKERS[match.lastgroup or ""], real)
                self._given.add(found)
            return found

    def _invent(self, make: Callable[[str], str], real: str) -> str:
        while True:
            found = make(real)
            if found not in self._given and found != real:
                return found


def _draw(alphabet: str, count: int) -> str:
    return "".join(secrets.choice(alphabet) for _ in range(count))


def _invent_unit(real: str) -> str:
    _, root, own = real.split("-")
    return f"ou-{_draw(_LETTERS, len(root))}-{_draw(_LETTERS, len(own))}"


# An account id never begins with 0 here: it may stand where JSON has a number.
_MAKERS: dict[str, Callable[[str], str]] = {
    "phone": lambda real: "+" + _draw("123456789", len(real) - 1),
    "account": lambda _: str(secrets.randbelow(9 * 10**11) + 10**11),
    "unique": lambda real: real[:4] + _draw(_CAPITALS, len(real) - 4),
    "unit": _invent_unit,
    "organization": lambda real: "o-" + _draw(_LETTERS, len(real) - 2),
    "root": lambda real: "r-" + _draw(_LETTERS, len(real) - 2),
    "owner": lambda _: secrets.token_hex(32),
    "mail": lambda _: f"{_draw(_LETTERS, 8)}@example.com",
}


def _read(file: Path) -> dict[str, str]:
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        known = data["pseudonyms"] if data["schema"] == SCHEMA else None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _refuse(file) from error
    if not isinstance(known, dict) or not all(isinstance(value, str) for value in known.values()):
        raise _refuse(file)
    return known


def _refuse(file: Path) -> UnreadableInputError:
    return UnreadableInputError(_NOT_READABLE.fill(name=file), hint=_GIVE_IT_BACK, origin=Origin(str(file)))
