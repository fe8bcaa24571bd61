"""What whoever starts the endpoint chooses."""

from keypost.named import NamedTuple

DEFAULT_ACCOUNT = "000000000000"
DEFAULT_REGION = "us-east-1"


class Settings(NamedTuple):
    """`account` has the root user `test`; `soft` lets denials pass, logged; `strict` refuses what isn't modelled.

    Messages for chat channels without a webhook of their own are posted to `webhook`, an address on this machine.
    `policy_delay` is for how many seconds, at most, SNS and SQS go on with a data key; 0: each message asks KMS.
    """

    account: str = DEFAULT_ACCOUNT
    region: str = DEFAULT_REGION
    port: int = 0
    soft: bool = False
    strict: bool = False
    language: str = "en"
    webhook: str = ""
    policy_delay: int = 0
