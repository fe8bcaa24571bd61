"""Pseudo parameters: account, region, partition and the names of the stack itself."""

from keypost.readers.cloudformation.resolved import Settings, Value
from keypost.unknown import Shape, Unread, Why, build_unknown, has_unknown

STACK_NAME = "AWS::StackName"
# https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
_PARTITIONS = (
    ("cn-", "aws-cn", "amazonaws.com.cn"),
    ("us-gov-", "aws-us-gov", "amazonaws.com"),
    ("us-isob-", "aws-iso-b", "sc2s.sgov.gov"),
    ("us-isof-", "aws-iso-f", "csp.hci.ic.gov"),
    ("us-iso-", "aws-iso", "c2s.ic.gov"),
    ("eu-isoe-", "aws-iso-e", "cloud.adc-e.uk"),
    ("eusc-", "aws-eusc", "amazonaws.eu"),
    ("", "aws", "amazonaws.com"),
)


class PseudoParameters:
    """What pseudo parameters give in one stack under given settings.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html
    """

    def __init__(self, settings: Settings, *, stack: str) -> None:
        """Take what the run settles, and the name that makes this stack's own names unique."""
        chosen = settings.choices
        self.account = settings.account or chosen.get("AWS::AccountId") or _open("AWS::AccountId", Shape.ACCOUNT)
        self.region = settings.region or chosen.get("AWS::Region") or _open("AWS::Region", Shape.REGION)
        self.partition = _open("AWS::Partition", Shape.PARTITION)
        self.url_suffix = build_unknown("AWS::URLSuffix")
        if not has_unknown(self.region):
            self.partition, self.url_suffix = find_partition(self.region)
        elif chosen.get("AWS::Partition"):
            self.partition = chosen["AWS::Partition"] or ""
            self.url_suffix = dict(entry[1:] for entry in _PARTITIONS).get(self.partition, self.url_suffix)
        name = f"{stack}#{STACK_NAME}" if stack else STACK_NAME
        self.stack_name = chosen.get(STACK_NAME) or chosen.get(name) or _open(name, Shape.STACK)
        self._stack = stack

    def values(self) -> dict[str, Value]:
        """Return every pseudo parameter but AWS::NoValue."""
        stack_id = _open(f"{self._stack}#AWS::StackId", Shape.IDENTITY)
        place = f"arn:{self.partition}:cloudformation:{self.region}:{self.account}"
        return {
            "AWS::AccountId": self.account,
            "AWS::NotificationARNs": Unread(Why.NOT_IN_INPUT, "AWS::NotificationARNs"),
            "AWS::Partition": self.partition,
            "AWS::Region": self.region,
            "AWS::StackId": f"{place}:stack/{self.stack_name}/{stack_id}",
            STACK_NAME: self.stack_name,
            "AWS::URLSuffix": self.url_suffix,
        }


def find_partition(region: str) -> tuple[str, str]:
    """Return the partition and the URL suffix of a region."""
    for prefix, partition, suffix in _PARTITIONS:
        if region.startswith(prefix):
            return partition, suffix
    raise AssertionError


def _open(name: str, shape: Shape) -> str:
    return build_unknown(name, shape=shape)
