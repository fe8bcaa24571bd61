"""Amazon Resource Names: parse, print, and the usual builders."""

from keypost.named import NamedTuple, lru_cache

_FIELDS = 6


class Arn(NamedTuple):
    """The six parts of `arn:partition:service:region:account:resource`."""

    partition: str
    service: str
    region: str
    account: str
    resource: str

    def __str__(self) -> str:
        """Return the ARN as AWS writes it."""
        return f"arn:{self.partition}:{self.service}:{self.region}:{self.account}:{self.resource}"

    @property
    def name(self) -> str:
        """The resource's last segment: `alarm:cpu` and `role/path/app` give `cpu` and `app`."""
        return self.resource.replace("/", ":").rsplit(":", 1)[-1]


@lru_cache(maxsize=8192)
def parse_arn(text: str) -> Arn | None:
    """Return the parts of an ARN, or None where `text` isn't one."""
    parts = text.split(":", _FIELDS - 1)
    if len(parts) != _FIELDS or parts[0] != "arn":
        return None
    return Arn(*parts[1:])
