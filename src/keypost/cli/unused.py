"""What is told of suppressions that cover nothing: they would accept the fault unseen when it comes back."""

import sys

from keypost.checker.suppress import find_unused, is_in_reach
from keypost.checker.verdict import CheckResult
from keypost.estate.estate import Suppression
from keypost.named import Sequence
from keypost.reports.printable import make_printable
from keypost.text import Text

_UNUSED = Text(
    en="{place}: this suppression of {rules} covers nothing; drop it if it isn't needed any more",
    ja="{place}: {rules} の抑制に当たるものがありません。不要になったのなら削除してください。",
)


def tell_unused(
    result: CheckResult, suppressions: Sequence[Suppression], *, today: str, is_whole: bool, language: str
) -> None:
    """Tell on stderr which suppressions cover nothing; where not everything was read, only of those for what was."""
    for one in find_unused(result, suppressions, today=today):
        if is_whole or is_in_reach(one, result.files):
            said = _UNUSED.fill(place=one.origin, rules=", ".join(one.rules)).in_language(language)
            sys.stderr.write(f"keypost: {make_printable(said)}\n")
