"""Credentials and clients: which account, which Regions, through which role."""

import threading
from collections.abc import Mapping, Sequence

from botocore.client import BaseClient
from botocore.config import Config
from botocore.credentials import AssumeRoleCredentialFetcher, CredentialResolver, DeferredRefreshableCredentials
from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError, NoRegionError, ProfileNotFound
from botocore.session import Session as BotocoreSession
from botocore.session import get_session

from keypost.errors import UnreadableInputError, UsageError
from keypost.named import NamedTuple
from keypost.readers.building.whereabouts import find_home_region, find_partition
from keypost.readers.snapshot.record import Missed
from keypost.text import Text

_THREADS = 32
# Between attempts botocore waits up to 20 seconds; a Region without the service is given up after half a minute.
_RETRIES = 6
_SECONDS_TO_CONNECT = 10
# A service that is in every Region: where it isn't listed, botocore doesn't know the Region yet.
_EVERYWHERE = "kms"
_SESSION_NAME = "keypost"

_NO_PROFILE = Text(en="there is no AWS profile `{name}`", ja="`{name}` という AWS プロファイルはありません")
_SEE_PROFILES = Text(
    en="`aws configure list-profiles` lists them", ja="一覧は `aws configure list-profiles` で表示されます。"
)
_NO_CREDENTIALS = Text(en="there are no AWS credentials", ja="AWS の認証情報がありません")
_GIVE_CREDENTIALS = Text(
    en="Sign in, or name a profile with `--profile`; Keypost looks where the AWS CLI looks.",
    ja="サインインするか、`--profile` でプロファイルを指定してください。探す場所は AWS CLI と同じです。",
)
_NOT_ACCEPTED = Text(
    en="AWS didn't accept the credentials: {why}", ja="AWS の認証情報が受け付けられませんでした: {why}"
)
_SIGN_IN = Text(
    en="Sign in again, or check the profile and the role.",
    ja="もう一度サインインするか、プロファイルとロールを確認してください。",
)
_NO_REGION = Text(en="no Region is given", ja="リージョンが指定されていません")
_GIVE_REGION = Text(
    en="name Regions (`--region eu-west-1`, repeatable) or all that the account uses (`--all-regions`)",
    ja="`--region ap-northeast-1` (繰り返し指定できます) か、アカウントで有効なすべてを指す `--all-regions` を"
    "指定してください。",
)
_NO_REGION_LIST = Text(
    en="the account's Regions can't be listed: {why}", ja="アカウントのリージョンを一覧できません: {why}"
)
_NAME_REGIONS = Text(
    en="Allow ec2:DescribeRegions, or name the Regions with `--region`.",
    ja="ec2:DescribeRegions を許可するか、`--region` でリージョンを指定してください。",
)

# What is called before any part is read; AssumeRole is allowed by whoever names the role.
CALLS: Mapping[str, str] = {
    "sts:GetCallerIdentity": "sts:GetCallerIdentity",
    "ec2:DescribeRegions": "ec2:DescribeRegions",
}


class Credentials(NamedTuple):
    """What the command line says: `--profile`, `--role-arn`, `--region` and `--all-regions`."""

    profile: str | None = None
    role_arn: str | None = None
    regions: Sequence[str] = ()
    all_regions: bool = False


class Access:
    """One account that may be read: its id, partition and Regions; and its clients."""

    def __init__(
        self, session: BotocoreSession, *, account: str, regions: Sequence[str], refused: Missed | None = None
    ) -> None:
        """Take a session with credentials for the account; `refused` tells why it can't be entered with them."""
        self.account, self.regions = account, tuple(sorted(set(regions)))
        self.partition = find_partition(self.regions[0])[0]
        self.session, self.refused = session, refused
        self._clients: dict[tuple[str, str], BaseClient] = {}
        self._lock = threading.Lock()

    def client(self, service: str, region: str) -> BaseClient:
        """Return the client of a service; making one isn't safe in threads, using one is (Boto3 guide)."""
        with self._lock:
            found = self._clients.get((service, region))
            if found is None:
                found = _build_client(self.session, service, region)
                self._clients[service, region] = found
            return found

    def has_endpoint(self, service: str, region: str) -> bool:
        """Tell whether a service is in a Region, as far as botocore knows both."""
        with self._lock:
            known, listed = (
                self.session.get_available_regions(name, self.partition) for name in (_EVERYWHERE, service)
            )
        return region in listed or not listed or region not in known

    def close(self) -> None:
        """Let go of the clients; a new one is made where one is needed again."""
        with self._lock:
            self._clients.clear()

    @property
    def home_region(self) -> str:
        """The Region through which the partition's global services are called."""
        return find_home_region(self.partition)


def open_access(credentials: Credentials) -> Access:
    """Find credentials, ask whose they are, and settle the Regions.

    Raises:
        UsageError: there is no such profile, or no Region is given.
        UnreadableInputError: there are no credentials, or AWS doesn't accept them.
    """
    session = _find_session(credentials)
    here = credentials.regions[0] if credentials.regions else session.get_config_variable("region")
    if here is None and not credentials.all_regions:
        raise UsageError(_NO_REGION, hint=_GIVE_REGION)
    here = here or find_home_region("aws")
    account = _fetch_account(session, here)
    regions = fetch_regions(session, here) if credentials.all_regions else credentials.regions or (here,)
    return Access(session, account=account, regions=regions)


def assume_role(source: BotocoreSession, role_arn: str) -> BotocoreSession:
    """Return a session that acts as the role, and renews its credentials while it is used."""
    fetcher = AssumeRoleCredentialFetcher(
        client_creator=source.create_client,
        source_credentials=source.get_credentials(),
        role_arn=role_arn,
        extra_args={"RoleSessionName": _SESSION_NAME},
    )
    session = get_session()
    session.register_component("data_loader", source.get_component("data_loader"))  # descriptions of APIs are large
    region = source.get_config_variable("region")
    if region:
        session.set_config_variable("region", region)
    session.register_component("credential_provider", CredentialResolver([_RoleProvider(fetcher)]))
    return session


class _RoleProvider:
    """Hands out the credentials of an assumed role, the way botocore asks for them."""

    METHOD = "assume-role"
    CANONICAL_NAME = None

    def __init__(self, fetcher: AssumeRoleCredentialFetcher) -> None:
        self._fetcher = fetcher

    def load(self) -> DeferredRefreshableCredentials:
        """Return credentials that are fetched when they are first needed."""
        return DeferredRefreshableCredentials(self._fetcher.fetch_credentials, self.METHOD)


def _find_session(credentials: Credentials) -> BotocoreSession:
    session = get_session()
    if credentials.profile is not None:
        session.set_config_variable("profile", credentials.profile)
    try:
        found = session.get_credentials()
    except ProfileNotFound as error:
        raise UsageError(_NO_PROFILE.fill(name=credentials.profile), hint=_SEE_PROFILES) from error
    except BotoCoreError as error:
        raise UnreadableInputError(_NOT_ACCEPTED.fill(why=error), hint=_SIGN_IN) from error
    if found is None:
        raise UnreadableInputError(_NO_CREDENTIALS, hint=_GIVE_CREDENTIALS)
    return session if credentials.role_arn is None else assume_role(session, credentials.role_arn)


def _fetch_account(session: BotocoreSession, region: str) -> str:
    client = _build_client(session, "sts", region)
    try:
        return str(client.get_caller_identity()["Account"])
    except NoCredentialsError as error:
        raise UnreadableInputError(_NO_CREDENTIALS, hint=_GIVE_CREDENTIALS) from error
    except NoRegionError as error:
        raise UsageError(_NO_REGION, hint=_GIVE_REGION) from error
    except (BotoCoreError, ClientError) as error:
        raise UnreadableInputError(_NOT_ACCEPTED.fill(why=error), hint=_SIGN_IN) from error


def fetch_regions(session: BotocoreSession, region: str) -> list[str]:
    """Return the Regions that are on for the account: those by default, and those that it opted in to."""
    client = _build_client(session, "ec2", region)
    try:
        return [one["RegionName"] for one in client.describe_regions()["Regions"]]
    except (BotoCoreError, ClientError) as error:
        raise UnreadableInputError(_NO_REGION_LIST.fill(why=error), hint=_NAME_REGIONS) from error


def _build_client(session: BotocoreSession, service: str, region: str) -> BaseClient:
    config = Config(
        retries={"mode": "adaptive", "max_attempts": _RETRIES},
        max_pool_connections=_THREADS,
        connect_timeout=_SECONDS_TO_CONNECT,
        user_agent_extra="keypost",
    )
    client: BaseClient = session.create_client(service, region_name=region, config=config)
    return client
