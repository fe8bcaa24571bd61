"""Where resources stand: account, Region and partition."""

from keypost.named import NamedTuple, Protocol
from keypost.unknown import Shape, build_unknown

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
_HOME_REGIONS = {
    "aws": "us-east-1",
    "aws-cn": "cn-north-1",
    "aws-us-gov": "us-gov-west-1",
    "aws-iso": "us-iso-east-1",
    "aws-iso-b": "us-isob-east-1",
    "aws-iso-e": "eu-isoe-west-1",
    "aws-iso-f": "us-isof-south-1",
    "aws-eusc": "eusc-de-east-1",
}


class Whereabouts(Protocol):
    """Account, Region, partition and URL suffix that resources stand in where their ARN doesn't say."""

    @property
    def account(self) -> str:
        """The account id."""

    @property
    def region(self) -> str:
        """The Region."""

    @property
    def partition(self) -> str:
        """The partition: `aws`, `aws-cn` ..."""

    @property
    def url_suffix(self) -> str:
        """What the names of AWS's hosts end in."""


class Settled(NamedTuple):
    """Whereabouts as a run settles them; each may be unknown."""

    account: str
    region: str
    partition: str
    url_suffix: str


def settle_whereabouts(account: str | None, region: str | None) -> Settled:
    """Return the whereabouts for what a run tells; what it doesn't tell is unknown."""
    here = build_unknown("AWS::Region", shape=Shape.REGION) if region is None else region
    partition, suffix = build_unknown("AWS::Partition", shape=Shape.PARTITION), build_unknown("AWS::URLSuffix")
    if region is not None:
        partition, suffix = find_partition(region)
    return Settled(account or build_unknown("AWS::AccountId", shape=Shape.ACCOUNT), here, partition, suffix)


def find_partition(region: str) -> tuple[str, str]:
    """Return the partition and the URL suffix of a region."""
    for prefix, partition, suffix in _PARTITIONS:
        if region.startswith(prefix):
            return partition, suffix
    raise AssertionError


def find_url_suffix(partition: str) -> str | None:
    """Return the URL suffix of a partition, None for one that isn't known."""
    return dict(entry[1:] for entry in _PARTITIONS).get(partition)


def find_home_region(partition: str) -> str:
    """Return the Region in which a partition keeps what belongs to none (IAM, Budgets): that of its global endpoints.

    https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html
    """
    return _HOME_REGIONS.get(partition, _HOME_REGIONS["aws"])
