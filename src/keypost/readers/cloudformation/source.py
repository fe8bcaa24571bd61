"""A template on its way to a stack: what it is called, where it is deployed, and where its places really are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from keypost.estate.estate import Gap
from keypost.origin import Origin
from keypost.readers.cloudformation.template import Template

# Tells for a logical id and a place in the template where the user wrote it (CDK: in the app's source).
Relocate = Callable[[str, Origin], Origin]


@dataclass(frozen=True, slots=True)
class TemplateSource:
    """One template to be read as a stack.

    `folder` is where relative paths start; `assets` maps what a nested stack's TemplateURL contains (the hash of a CDK
    asset) to a file; `account`, `region` and `stack_name` are known where a CDK assembly names them.
    """

    name: str
    template: Template
    folder: str = ""
    account: str | None = None
    region: str | None = None
    stack_name: str | None = None
    assets: Mapping[str, str] = field(default_factory=dict)
    relocate: Relocate | None = None
    gaps: tuple[Gap, ...] = ()
