"""Lines that Keypost shows and doesn't write: for an app, a Terraform module, or a shell."""

from collections.abc import Mapping
from types import MappingProxyType

from keypost.named import Enum, NamedTuple


class Language(Enum):
    """What the lines are written in, as machine keys."""

    CDK_TYPESCRIPT = "cdk-typescript"
    CDK_PYTHON = "cdk-python"
    TERRAFORM = "terraform"
    AWS_CLI = "aws-cli"


class Snippet(NamedTuple):
    """Lines that make a candidate's changes; `documents` are files that go with them, by path."""

    language: Language
    text: str
    documents: Mapping[str, str] = MappingProxyType({})
