"""Which texts mean themselves in YAML without quotes, whoever reads them."""

import re

from keypost.readers.cloudformation.loading.scalars import WORDS

# What some YAML 1.1 or 1.2 reader takes for a number, a time, or another value that isn't text:
# https://yaml.org/type/ and https://yaml.org/spec/1.2.2/#103-core-schema
_NUMBER_LIKE = re.compile(r"[-+.]?[0-9][-+0-9a-fA-FxX_.,:eETZ ]*\Z|[-+]?\.(?:inf|nan)\Z", re.IGNORECASE)
_WORDS = {word.lower() for word in WORDS} | {"y", "n", "=", "<<"}
_FIRST = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=]")
_ODD = re.compile(r": |:\Z| #|[^\x20-\x7e\xa0-\ud7ff\uf900-\ufdff\U00010000-\U0010ffff]| \Z")
_LINE_BREAKS = re.compile("[\u2028\u2029]")
_ODD_IN_FLOW = re.compile(r"[,\[\]{}:]")


def is_plain(text: str, *, flow: bool) -> bool:
    """Tell whether a text may stand without quotes; `flow` is inside brackets."""
    if text.lower() in _WORDS or _NUMBER_LIKE.match(text) or not _FIRST.match(text):
        return False
    if _ODD.search(text) or _LINE_BREAKS.search(text):
        return False
    return not (flow and _ODD_IN_FLOW.search(text))
