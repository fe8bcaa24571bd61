"""The accounts of an organization: listed, and each entered through a role of the same name.

https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html (management account or a delegated
administrator; `State` takes the place of `Status`)
https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from botocore.exceptions import BotoCoreError, ClientError

from keypost.errors import UnreadableInputError
from keypost.readers.live import session as sessions
from keypost.readers.live.api import Api
from keypost.readers.live.faults import classify, read_error
from keypost.readers.live.part import Part
from keypost.readers.live.parts import organizations
from keypost.readers.live.session import Access, fetch_regions
from keypost.readers.snapshot.record import Fault, Missed, Record
from keypost.text import Text

_AT_ONCE = 16
_ASSUME = "sts:AssumeRole"
_CANT_LIST = Text(
    en="the accounts of the organization can't be listed: {why}",
    ja="組織のアカウントを一覧できません: {why}",
)
_USE_MANAGEMENT = Text(
    en="Use credentials of the organization's management account, or of a delegated administrator, that allow "
    "organizations:ListAccounts.",
    ja="組織の管理アカウントまたは委任管理者の認証情報を使い、organizations:ListAccounts を許可してください。",
)


def open_organization(access: Access, *, role_name: str, all_regions: bool) -> tuple[Access, ...]:
    """Enter every active account of the organization; one that can't be entered says why in `refused`.

    The account of the credentials comes first, and is read with these themselves.

    Raises:
        UnreadableInputError: the accounts can't be listed.
    """
    others = sorted(account for account in _fetch_accounts(access) if account != access.account)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return access, *pool.map(lambda account: _enter(access, account, role_name, all_regions=all_regions), others)


def choose_part(part: Part, account: str, *, walker: str) -> Part:
    """Return the part as it is read in an account: what stands over all of them is read once, by the walker."""
    if part.name != organizations.PART.name:
        return part
    return organizations.WHOLE if account == walker else part._replace(fetch=_fetch_nothing)


def _fetch_nothing(api: Api) -> Iterator[Record]:
    del api
    return iter(())


def _fetch_accounts(access: Access) -> list[str]:
    try:
        client = access.client("organizations", access.home_region)
        pages = client.get_paginator("list_accounts").paginate()
        accounts = [account for page in pages for account in page["Accounts"]]
    except (BotoCoreError, ClientError) as error:
        raise UnreadableInputError(_CANT_LIST.fill(why=error), hint=_USE_MANAGEMENT) from error
    return [one["Id"] for one in accounts if (one.get("State") or one.get("Status", "ACTIVE")) == "ACTIVE"]


def _enter(access: Access, account: str, role_name: str, *, all_regions: bool) -> Access:
    role = f"arn:{access.partition}:iam::{account}:role/{role_name}"
    session = sessions.assume_role(access.session, role)
    try:
        session.get_credentials().get_frozen_credentials()
        regions = fetch_regions(session, access.home_region) if all_regions else access.regions
    except ClientError as error:
        code, message, status = read_error(error.response)
        missed = Missed(_ASSUME, _ASSUME, role, classify(code, status=status), code, message)
    except (BotoCoreError, UnreadableInputError) as error:
        missed = Missed(_ASSUME, _ASSUME, role, Fault.UNREACHABLE, type(error).__name__, str(error))
    else:
        return Access(session, account=account, regions=regions)
    return Access(session, account=account, regions=access.regions, refused=missed)
