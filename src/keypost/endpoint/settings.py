"""What whoever starts the endpoint chooses."""

from keypost.named import NamedTuple

DEFAULT_ACCOUNT = "000000000000"
DEFAULT_REGION = "us-east-1"


class Settings(NamedTuple):
    """`account` has the root user `test`; `soft` lets denials pass, logged; `strict` refuses what isn't modelled."""

    account: str = DEFAULT_ACCOUNT
    region: str = DEFAULT_REGION
    port: int = 0
    soft: bool = False
    strict: bool = False
    language: str = "en"
