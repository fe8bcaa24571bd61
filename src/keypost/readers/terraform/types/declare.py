"""The words in which Terraform types are translated.

A `Type` says for one Terraform type (data sources: `data.aws_...`) which CloudFormation type it is, and where each
property comes from:

    "aws_sns_topic": Type(
        "AWS::SNS::Topic",
        {"TopicName": text("name"), "KmsMasterKeyId": "kms_master_key_id"},
        gives={"arn": "{Arn}", "id": "{Arn}"},
    )

Only properties that something in Keypost reads need a line: wirings, encryption, policies, names. A source is one of:

- `"kms_master_key_id"`: an attribute as it is. It refers to one thing, an ARN, a name or an id: where a plan doesn't
  know it yet, the one attribute of another resource that its expression refers to is its value. Dots lead into blocks
  (`"server_side_encryption.enabled"`: of several blocks the first). `"alarm_actions[]"` is a list of such.
- `text("name")`: free text. What it refers to may stand in the middle of other text, so that nothing follows from a
  reference.
- `policy("policy")`: a policy document.
- `json_with("redrive_policy", "deadLetterTargetArn")`: a JSON text; a lone reference can only mean that member of it.
- `Block("rule", {...})`: the first such block as an object; `Blocks("rule", {...})`: all of them, as a list.
- `Each("subscribers[]", {...})`: an object for each text of a list, which is `ITSELF` in there.
- `Joined((..., ...))`: lists one after another. `Fixed("SNS")`: always this, where anything around it is set.
- `{...}`: an object of further properties from the same attributes; it is left out where none of them is set.

An attribute that nobody set and that the provider fills in later is not set; a block in the same case is Unread unless
its `Block` says `computed=True`, as the provider's schema does: what stands in it may come from a `dynamic` block.

`gives` says what the resource's attributes are, in parts of its identity (`building/identity_facts.py`): `{Arn}`,
`{Name}`, `{Ref}`, `{Id}`, `{Region}`, `{Account}`, `{Partition}`, `{UrlSuffix}`, or a property. `arn` is `{Arn}` unless
something else is said.

The policy of a topic, queue, bucket, secret or stream, which in CloudFormation is a resource of its own, is the
property `OWN_POLICY`.

A `Part` is merged into another resource, its owner: `of` is the owner's CloudFormation type, `by` the attribute that
names it, `also` are further properties of the owner that attributes of the part repeat. Its lists are put behind those
of the owner, an element in place of one with the same `key`; its other properties take the place of what the provider
only read. `guards`: verdicts on the owner depend on it, so that any resource that may be the owner is uncertain.

Sources of all entries: the schema of the provider (`terraform providers schema -json`), its documentation
(https://registry.terraform.io/providers/hashicorp/aws/latest/docs), and the CloudFormation reference of each type.
"""

from collections.abc import Mapping
from types import MappingProxyType

from keypost.named import Enum, NamedTuple


class Form(Enum):
    """What may stand in an attribute."""

    REFERENCE = "reference"
    TEXT = "text"
    PATTERN = "pattern"  # a reference, behind which wildcards may stand
    POLICY = "policy"
    JSON = "json"


class Attribute(NamedTuple):
    """An attribute as it is; `member` is the one of a JSON text that a reference is for."""

    way: str
    form: Form
    member: str = ""


class Fixed(NamedTuple):
    """Always this value."""

    value: str


class Block(NamedTuple):
    """The first block of that name, as an object."""

    name: str
    properties: "Properties"
    computed: bool = False


class Blocks(NamedTuple):
    """All blocks of that name, as a list of objects."""

    name: str
    properties: "Properties"
    computed: bool = False


class Each(NamedTuple):
    """One object for each text of a list."""

    way: str
    properties: "Properties"


class Joined(NamedTuple):
    """Several lists as one."""

    sources: "tuple[Source, ...]"


Source = str | Attribute | Fixed | Block | Blocks | Each | Joined | Mapping[str, "Source"]
Properties = Mapping[str, Source]

ITSELF = "."
OWN_POLICY = "OwnPolicy"
_NOTHING: Mapping[str, str] = MappingProxyType({})


class Part(NamedTuple):
    """What is merged into another resource."""

    of: str
    by: str
    properties: Properties
    also: Mapping[str, str] = _NOTHING
    key: str = ""
    guards: bool = False


class Type(NamedTuple):
    """One Terraform type; without a CloudFormation type it is nothing but its parts."""

    cloudformation: str = ""
    properties: Properties = MappingProxyType({})
    gives: Mapping[str, str] = _NOTHING
    parts: tuple[Part, ...] = ()


Types = Mapping[str, Type]


def text(way: str) -> Attribute:
    """Return a source of free text."""
    return Attribute(way, Form.TEXT)


def pattern(way: str) -> Attribute:
    """Return a source of an ARN that may end in wildcards."""
    return Attribute(way, Form.PATTERN)


def policy(way: str) -> Attribute:
    """Return a source of a policy document."""
    return Attribute(way, Form.POLICY)


def json_with(way: str, member: str) -> Attribute:
    """Return a source of a JSON text in which a reference alone can only be the value of `member`."""
    return Attribute(way, Form.JSON, member)
