"""What a run settles beyond what the inputs say."""

from keypost.named import Mapping, MappingProxyType, NamedTuple


class ReadOptions(NamedTuple):
    """`--account`, `--region`, `--parameter NAME=VALUE` and `--if-encrypted`; None: not given."""

    account: str | None = None
    region: str | None = None
    parameters: Mapping[str, str] = MappingProxyType({})
