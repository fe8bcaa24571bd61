"""Suppressions in templates: findings that somebody decided to accept, written beside what they are about.

```yaml
Metadata:                      # of a resource, or of the whole template
  keypost:
    ignore:
      - rule: aws-managed-key-for-service   # a rule id, a list of them, or "*"
        reason: replaced by the new topic in March   # required
        path: cloudwatch-alarm-to-sns                # optional: only on this delivery path
        until: 2026-12-31                            # optional: the last day on which it holds
```

An entry that can't be understood suppresses nothing and leaves a gap.
"""

from keypost.estate.estate import Gap, Suppression
from keypost.named import Callable, Iterator, Mapping
from keypost.origin import Origin, Pointer
from keypost.readers.ways import spell
from keypost.text import Text

_KEYS = frozenset({"rule", "rules", "reason", "until", "path"})

_NOT_A_LIST = Text(
    en="`ignore` needs a list of entries with `rule` and `reason`; nothing is suppressed here",
    ja="`ignore` には `rule` と `reason` を持つ項目のリストが必要です。ここでは何も抑制されません",
)
_NO_RULE = Text(en="this entry names no rule; it suppresses nothing", ja="ルールの指定がないため、何も抑制されません")
_NO_REASON = Text(en="this entry gives no reason; it suppresses nothing", ja="理由がないため、何も抑制されません")
_BAD_DATE = Text(
    en="`until: {value}` isn't a day like 2026-12-31; the entry suppresses nothing",
    ja="`until: {value}` は 2026-12-31 のような日付ではありません。この項目は何も抑制しません",
)
_UNKNOWN_KEY = Text(
    en="`{key}` isn't known here (rule, reason, until, path); the entry suppresses nothing",
    ja="`{key}` は使えません (rule, reason, until, path)。この項目は何も抑制しません",
)


class Where:
    """Whom entries of one Metadata section are about, and where they stand."""

    __slots__ = ("locate", "resource", "stack")

    def __init__(self, stack: str, *, resource: str | None, locate: Callable[[Pointer], Origin]) -> None:
        """Take the stack, the resource's id (None: the whole stack), and how to locate parts of the section."""
        self.stack = stack
        self.resource = resource
        self.locate = locate


def read_suppressions(metadata: Mapping[str, object], *, where: Where, gaps: list[Gap]) -> Iterator[Suppression]:
    """Yield the suppressions of a Metadata section; entries that aren't any are added to `gaps`."""
    section = metadata.get("keypost")
    if not isinstance(section, Mapping) or section.get("ignore") is None:
        return
    entries = section["ignore"]
    if not isinstance(entries, list):
        gaps.append(Gap(_subject(where), _NOT_A_LIST, where.locate(("keypost", "ignore"))))
        return
    for index, entry in enumerate(entries):
        origin = where.locate(("keypost", "ignore", index))
        read = _read_entry(entry, where=where, origin=origin)
        if isinstance(read, Text):
            gaps.append(Gap(_subject(where), read, origin))
        else:
            yield read


def _subject(where: Where) -> str:
    return f"{where.resource or where.stack}: Metadata.keypost.ignore"


def _read_entry(entry: object, *, where: Where, origin: Origin) -> Suppression | Text:
    if not isinstance(entry, Mapping):
        return _NO_RULE
    for key in entry:
        if key not in _KEYS:
            return _UNKNOWN_KEY.fill(key=key)
    rules = _texts(entry.get("rules", entry.get("rule")))
    reason = spell(entry.get("reason")) or ""
    until = spell(entry.get("until"))
    if not rules:
        return _NO_RULE
    if not reason.strip():
        return _NO_REASON
    day = None if until is None else _read_day(until)
    if until is not None and day is None:
        return _BAD_DATE.fill(value=until)
    path = spell(entry.get("path"))
    return Suppression(rules, reason, day, where.stack, where.resource, path=path, origin=origin)


def _texts(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(text for text in map(spell, values) if text)


def _read_day(text: str) -> str | None:
    """Return the day in ISO's usual form, however ISO 8601 lets it be written; None for any other text."""
    import datetime

    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        return None
