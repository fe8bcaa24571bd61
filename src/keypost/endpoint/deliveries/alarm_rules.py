"""Rules of composite alarms: `ALARM("cpu") AND NOT (OK(disk) OR TRUE)`.

Source: CloudWatch API reference, PutCompositeAlarm, AlarmRule.
"""

import re
from collections.abc import Callable

from keypost.endpoint.refusal import RefusalError

_TOKEN = re.compile(
    r'\s*(?:(ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:"([^"]*)"|([^\s()"]+))\s*\)|(AND|OR|NOT|TRUE|FALSE|[()]))'
)
_DEEPEST = 100
# Tells the state of an alarm, by name or ARN.
States = Callable[[str], str]
Rule = Callable[[States], bool]


def parse_rule(text: str) -> Rule:
    """Return what decides the rule.

    Raises:
        RefusalError: the text isn't a rule.
    """
    reader = _Reader(_split(text))
    rule = reader.read_any()
    if reader.rest:
        raise _refuse()
    return rule


def list_alarms(text: str) -> list[str]:
    """Return the names and ARNs of the alarms in a rule, each once.

    Raises:
        RefusalError: the text isn't a rule.
    """
    return list(dict.fromkeys(name for _, name in _split(text) if name))


def _split(text: str) -> list[tuple[str, str]]:
    tokens, at = [], 0
    while at < len(text.rstrip()):
        match = _TOKEN.match(text, at)
        if match is None:
            raise _refuse()
        tokens.append((match[1] or match[4], match[2] or match[3] or ""))
        at = match.end()
    return tokens


def _refuse() -> RefusalError:
    return RefusalError("ValidationError", "AlarmRule must not contain syntax errors.")


class _Reader:
    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.rest = tokens
        self._depth = 0

    def read_any(self) -> Rule:
        """OR binds weaker than AND."""
        sides = [self._read_all()]
        while self._take("OR"):
            sides.append(self._read_all())
        return lambda states: any(side(states) for side in sides)

    def _read_all(self) -> Rule:
        sides = [self._read_one()]
        while self._take("AND"):
            sides.append(self._read_one())
        return lambda states: all(side(states) for side in sides)

    def _read_one(self) -> Rule:
        self._depth += 1
        if not self.rest or self._depth > _DEEPEST:
            raise _refuse()
        word, name = self.rest.pop(0)
        if word == "NOT":
            inner = self._read_one()
            return lambda states: not inner(states)
        if word == "(":
            inner = self.read_any()
            if not self._take(")"):
                raise _refuse()
            return inner
        if word in {"TRUE", "FALSE"}:
            return lambda _states: word == "TRUE"
        if not name:
            raise _refuse()
        return lambda states: states(name) == word

    def _take(self, word: str) -> bool:
        if self.rest and self.rest[0][0] == word:
            self.rest.pop(0)
            return True
        return False
