"""What a YAML or JSON text holds: plain data, and the line of each of its parts."""

from keypost.errors import UnreadableInputError
from keypost.estate.estate import Gap
from keypost.named import Callable, NamedTuple
from keypost.origin import Origin, Pointer
from keypost.text import Text

# How much one template may be; CloudFormation itself takes 1 MB, 51,200 bytes inline.
# https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
MAX_BYTES = 4 * 1024 * 1024
MAX_DEPTH = 100
MAX_NODES = 500_000


class Document(NamedTuple):
    """Plain data (dict, list, str, int, float, bool, None), `line` of a pointer's part, and what was odd."""

    data: object
    line: Callable[[Pointer], int | None]
    gaps: tuple[Gap, ...] = ()


_TOO_DEEP = Text(en="it is nested more than {depth} levels deep", ja="入れ子が {depth} 段を超えています")
_TOO_MANY = Text(
    en="it has more than {nodes} values once aliases are expanded", ja="エイリアスを展開すると値が {nodes} 個を超えます"
)
_SMALLER = Text(
    en="CloudFormation itself takes templates of at most 1 MB; give the template that you deploy",
    ja="CloudFormation が受け付けるテンプレートは最大 1 MB です。実際にデプロイするテンプレートを指定してください",
)

_FLATTER = Text(
    en="nothing that AWS takes is nested that deep; give the document as you deploy it",
    ja="これほど深い入れ子を AWS は受け付けません。実際にデプロイするドキュメントを指定してください",
)


def build_unreadable(why: Text, *, hint: Text, file: str, line: int | None = None) -> UnreadableInputError:
    """Build the error for a text that can't be read: `why` ends the sentence "... can't be read: "."""
    message = Text(en=f"{file} can't be read: {why.en}", ja=f"{file} を読み込めません: {why.ja}")
    return UnreadableInputError(message, hint=hint, origin=Origin(file=file, line=line))


def build_too_deep(*, file: str, line: int | None = None) -> UnreadableInputError:
    """Build the error for data nested beyond MAX_DEPTH."""
    return build_unreadable(_TOO_DEEP.fill(depth=MAX_DEPTH), hint=_FLATTER, file=file, line=line)


def build_too_many(*, file: str, line: int | None = None) -> UnreadableInputError:
    """Build the error for data of more than MAX_NODES values."""
    return build_unreadable(_TOO_MANY.fill(nodes=MAX_NODES), hint=_SMALLER, file=file, line=line)


def build_duplicate_gap(key: str, *, file: str, line: int | None) -> Gap:
    """Build the gap for a key that one mapping has twice; the last one counts, as in CloudFormation's parsers."""
    why = Text(
        en=f"`{key}` appears twice in the same mapping; only the last one counts",
        ja=f"同じマッピングに `{key}` が 2 回あります。最後のものだけが有効です",
    )
    return Gap(what=key, why=why, origin=Origin(file=file, line=line))
