"""Cases of `keypost simulate --batch`, one a line: most lines repeat the policies of the line before, word for word."""

import json

from keypost.policy.request import Policies
from keypost.readers.simulation import Case, decode_case, read_case

_NAME = '"policies"'
# What stands in a line in place of policies that are known already.
_STAND_IN = f"{_NAME}: {{}}"
# Texts of policies kept: the lines of one file have few, those of a hostile one must not fill the memory.
_MOST_KEPT = 16
_decoder = json.JSONDecoder()


class CaseLines:
    """Reads lines; policies that are written alike are parsed once, and are then one object in all cases."""

    def __init__(self) -> None:
        """Start with nothing read."""
        self._kept: dict[str, Policies] = {}

    def read(self, line: bytes) -> Case:
        """Return the case of one line.

        Raises:
            UnreadableInputError: the line isn't a case.
        """
        try:
            text = line.decode("utf-8-sig")
        except UnicodeDecodeError:
            return read_case(decode_case(line))
        start = text.find(_NAME)
        for written, policies in self._kept.items() if start >= 0 else ():
            if text.startswith(written, start):
                rest = f"{text[:start]}{_STAND_IN}{text[start + len(written) :]}"
                return read_case(decode_case(rest.encode()), policies=policies)
        return self._read_new(line, text, start)

    def _read_new(self, line: bytes, text: str, start: int) -> Case:
        data = decode_case(line)
        case = read_case(data)
        if start >= 0:
            self._keep(text, start, data.get("policies"), case.policies)
        return case

    def _keep(self, text: str, start: int, written: object, policies: Policies) -> None:
        """Keep the policies by their text, if that is what stands at the place where the name was found."""
        after = text[start + len(_NAME) :].lstrip()
        value = after.removeprefix(":").lstrip()
        try:
            found, length = _decoder.raw_decode(value)
        except ValueError:
            return
        if found == written:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[text[start : len(text) - len(value) + length]] = policies
