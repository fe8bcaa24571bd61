"""The estate that `--in` and `--live` name: inputs, an account, or both as one."""

from keypost.cli.inputs import read_inputs
from keypost.cli.live import collect_into, open_account, refuse_account_options
from keypost.cli.parser import Options
from keypost.named import TYPE_CHECKING
from keypost.settings.find import Settings

if TYPE_CHECKING:
    from keypost.estate.estate import Reading


def read_estate(options: Options, settings: Settings, *, language: str) -> "Reading":
    """Read what `paths` and `--live` name, as one estate.

    Raises:
        UsageError: an option that only counts with `--live` is given without it.
        UnreadableInputError: an input can't be read, or AWS doesn't accept the credentials.
    """
    if options.live:
        return read_account(options, settings, language=language)
    refuse_account_options(options)
    options.region = options.region[-1] if options.region else None
    return read_inputs(options, settings, language=language)


def read_account(options: Options, settings: Settings, *, language: str) -> "Reading":
    """Read what an account holds, together with the inputs: these are for its Region, where it is one."""
    from tempfile import TemporaryDirectory

    if not options.all_regions:
        options.region = options.region or tuple(filter(None, (settings.region,)))
    access = open_account(options)
    with TemporaryDirectory(prefix="keypost-") as folder:
        collect_into(folder, access, options, language=language)
        options.paths = [*options.paths, folder]
        options.account = options.account or access.account
        options.region = access.regions[0] if len(access.regions) == 1 else None
        return read_inputs(options, settings, language=language)
