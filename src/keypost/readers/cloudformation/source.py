"""A template on its way to a stack: what it is called, where it is deployed, and where its places really are."""

from keypost.estate.estate import Gap
from keypost.named import Callable, Mapping, MappingProxyType, NamedTuple
from keypost.origin import Origin
from keypost.readers.cloudformation.template import Template

_START = b"arn:aws"
_LETTERS = b"abcdefghijklmnopqrstuvwxyz-"

# Tells for a logical id and a place in the template where the user wrote it (CDK: in the app's source).
Relocate = Callable[[str, Origin], Origin]


class TemplateSource(NamedTuple):
    """One template to be read as a stack.

    `folder` is where relative paths start; `assets` maps what a nested stack's TemplateURL contains (the hash of a CDK
    asset) to a file; `account`, `region` and `stack_name` are known where a CDK assembly names them. `partitions` are
    those that the template spells out in ARNs.
    """

    name: str
    template: Template
    folder: str = ""
    account: str | None = None
    region: str | None = None
    stack_name: str | None = None
    assets: Mapping[str, str] = MappingProxyType({})
    relocate: Relocate | None = None
    gaps: tuple[Gap, ...] = ()
    partitions: frozenset[str] = frozenset()


def find_partitions(text: str | bytes) -> frozenset[str]:
    """Return the partitions that a template spells out in ARNs: one that says `arn:aws:` is meant for `aws`."""
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    endings = {other.partition(b":")[:2] for other in data.split(_START)[1:]}
    return frozenset(f"aws{ending.decode()}" for ending, colon in endings if colon and not ending.strip(_LETTERS))
