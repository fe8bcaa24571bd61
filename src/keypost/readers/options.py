"""What a run settles beyond what the inputs say."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """`--account`, `--region`, `--parameter NAME=VALUE` and `--if-encrypted`; None: not given."""

    account: str | None = None
    region: str | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)
