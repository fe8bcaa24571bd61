"""The options that say which account is read, and the reading into a snapshot."""

from keypost.cli.parser import Options, Parser
from keypost.cli.progress import Progress
from keypost.errors import UsageError
from keypost.named import TYPE_CHECKING
from keypost.readers.options import check_region
from keypost.text import Text

if TYPE_CHECKING:
    from keypost.readers.live.collect import Collected
    from keypost.readers.live.session import Access
    from keypost.readers.snapshot.store import Store

_REGIONS = Text(en="read this Region (repeatable)", ja="このリージョンを読み取ります (繰り返し指定できます)")
_PROFILE = Text(
    en="the AWS profile to read with (default: where the AWS CLI looks)",
    ja="読み取りに使う AWS プロファイル (省略時は AWS CLI と同じ場所から探します)",
)
_ALL_REGIONS = Text(
    en="read every Region that is on for the account", ja="アカウントで有効なすべてのリージョンを読み取ります"
)
_ROLE_ARN = Text(en="read as this role, which is assumed", ja="このロールを引き受けて読み取ります")
_NO_OBSERVATIONS = Text(
    en="don't read how deliveries went (alarm history, trail status, metrics ...)",
    ja="配信の実績 (アラームの履歴、証跡の状態、メトリクスなど) を読み取りません",
)
_NEEDS_LIVE = Text(en="`{option}` only counts with `--live`", ja="`{option}` は `--live` と併せて指定します")
_ADD_LIVE = Text(
    en="add `--live` to read an account, or leave it out",
    ja="アカウントを読み取るなら `--live` を付け、そうでなければ外してください。",
)
_COLLECTING = Text(en="collecting", ja="取得中")


def add_account_options(parser: Parser, *, region: Text = _REGIONS) -> None:
    """Declare `--profile`, `--region`, `--all-regions`, `--role-arn` and `--no-observations`."""
    parser.add_option("--profile", metavar="NAME", explanation=_PROFILE)
    parser.add_repeatable("--region", metavar="REGION", explanation=region, parse=check_region)
    parser.add_switch("--all-regions", explanation=_ALL_REGIONS)
    parser.add_option("--role-arn", metavar="ARN", explanation=_ROLE_ARN)
    parser.add_switch("--no-observations", explanation=_NO_OBSERVATIONS)


def refuse_account_options(options: Options) -> None:
    """Refuse options that say which account is read, where none is."""
    for option in ("--profile", "--role-arn", "--all-regions", "--no-observations"):
        if getattr(options, option.removeprefix("--").replace("-", "_")):
            raise UsageError(_NEEDS_LIVE.fill(option=option), hint=_ADD_LIVE)


def open_account(options: Options) -> "Access":
    """Find the credentials that the options name.

    Raises:
        UsageError: botocore is missing, or the options name no account.
        UnreadableInputError: AWS doesn't accept the credentials.
    """
    from keypost.readers.live.requirements import require_botocore

    require_botocore()
    from keypost.readers.live.session import Credentials, open_access

    return open_access(Credentials(options.profile, options.role_arn, options.region, options.all_regions))


def name_pseudonyms(folder: str) -> str:
    """Return the file that keeps the pseudonyms of a snapshot: beside its folder, which is what gets shared."""
    return folder.rstrip("/\\") + ".pseudonyms.json"


def collect_into(
    folder: str, access: "Access", options: Options, *, language: str, pseudonymize: bool = False
) -> "Collected":
    """Read an account into a snapshot, or go on with the one that is there; a long run shows how far it is."""
    from keypost.readers.live.all import choose_parts
    from keypost.readers.live.collect import collect

    store = _open_store(folder, pseudonymize=pseudonymize)
    with Progress(mode=options.progress, language=language, title=_COLLECTING) as progress:
        return collect(store, [access], choose_parts(observes=not options.no_observations), progress=progress)


def collect_organization_into(
    folder: str, access: "Access", options: Options, *, language: str, role_name: str
) -> "Collected":
    """Read all accounts of an organization into a snapshot, each through the role of that name."""
    from functools import partial

    from keypost.readers.live.all import choose_parts
    from keypost.readers.live.collect import collect
    from keypost.readers.live.organization import choose_part, open_organization

    store = _open_store(folder, pseudonymize=options.pseudonymize)
    accesses = open_organization(access, role_name=role_name, all_regions=options.all_regions)
    choose = partial(choose_part, walker=access.account)
    with Progress(mode=options.progress, language=language, title=_COLLECTING) as progress:
        parts = choose_parts(observes=not options.no_observations)
        return collect(store, accesses, parts, progress=progress, choose=choose)


def _open_store(folder: str, *, pseudonymize: bool) -> "Store":
    from pathlib import Path

    from keypost.readers.snapshot.pseudonyms import Pseudonyms
    from keypost.readers.snapshot.store import Store

    return Store(folder, pseudonyms=Pseudonyms(Path(name_pseudonyms(folder))) if pseudonymize else None)
