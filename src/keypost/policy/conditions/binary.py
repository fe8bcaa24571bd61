"""The BinaryEquals operator: bytes, written as base64 (IAM User Guide, binary condition operators)."""

import binascii
from collections.abc import Callable

from keypost.policy.variables import Pieces, literal_text
from keypost.unknown import Tri, has_unknown


def equals(pieces: Pieces) -> Callable[[str], Tri]:
    """Compare the bytes of both sides; what is no base64 never matches."""
    expected = literal_text(pieces)
    wanted = _decode(expected)

    def matches(actual: str) -> Tri:
        if actual == expected and (wanted is not None or has_unknown(expected)):
            return True
        if has_unknown(expected) or has_unknown(actual):
            return None
        found = _decode(actual)
        return wanted is not None and wanted in (found, actual.encode(errors="surrogatepass"))

    return matches


def _decode(text: str) -> bytes | None:
    if not text.isascii():
        return None
    try:
        return binascii.a2b_base64(text, strict_mode=True)
    except binascii.Error:
        return None
