"""What settles the inputs of a run: what is given, and what the config file gives beyond that."""

from keypost.named import TYPE_CHECKING, Mapping
from keypost.readers.options import ReadOptions
from keypost.settings.find import Settings

if TYPE_CHECKING:
    from keypost.readers.excluded import Excluded


def settle(
    settings: Settings, *, account: str | None, region: str | None, parameters: Mapping[str, str], reads_all: bool
) -> ReadOptions:
    """Return what is given, else what the config file says; `reads_all`: the inputs are just those that it names."""
    return ReadOptions(
        account=account or settings.account,
        region=region or settings.region,
        parameters={**settings.parameters, **parameters},
        optional=frozenset() if reads_all else frozenset(settings.parameters) - frozenset(parameters),
        excluded=_build_excluded(settings) if settings.exclude else None,
    )


def _build_excluded(settings: Settings) -> "Excluded":
    from keypost.readers.excluded import Excluded

    return Excluded(settings.exclude, settings.folder)
