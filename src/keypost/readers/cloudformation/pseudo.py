"""Pseudo parameters: account, region, partition and the names of the stack itself."""

from keypost.readers.building.resolved import Value
from keypost.readers.building.whereabouts import find_partition, find_url_suffix
from keypost.readers.cloudformation.settings import Settings
from keypost.unknown import Shape, Unread, Why, build_unknown, has_unknown

STACK_NAME = "AWS::StackName"


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
            self.url_suffix = find_url_suffix(self.partition) or self.url_suffix
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


def _open(name: str, shape: Shape) -> str:
    return build_unknown(name, shape=shape)
