"""Whose account is read, in which Regions, and what is said where that can't be found out."""

from collections.abc import Callable
from pathlib import Path

import pytest
from botocore.client import BaseClient
from botocore.exceptions import ClientError
from botocore.session import get_session

from keypost.errors import UnreadableInputError, UsageError
from keypost.readers.live import session
from keypost.readers.live.session import Access, Credentials, open_access
from tests.readers.live import faults
from tests.readers.live.account import ACCOUNT, REGION

Aws = Callable[[str], BaseClient]


@pytest.mark.usefixtures("aws")
def test_the_regions_that_are_named_are_read() -> None:
    access = open_access(Credentials(regions=("us-east-1", REGION, REGION)))
    assert (access.account, access.regions, access.partition) == (ACCOUNT, (REGION, "us-east-1"), "aws")


@pytest.mark.usefixtures("aws")
def test_all_regions_are_those_that_are_on() -> None:
    regions = open_access(Credentials(all_regions=True)).regions
    assert {"eu-west-1", "ap-northeast-1", "us-east-1"} <= set(regions)


@pytest.mark.usefixtures("aws")
def test_the_region_of_the_environment_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "ap-northeast-1")
    assert open_access(Credentials()).regions == ("ap-northeast-1",)


@pytest.mark.usefixtures("aws")
def test_without_a_region_nothing_is_read() -> None:
    with pytest.raises(UsageError, match="no Region"):
        open_access(Credentials())


@pytest.mark.usefixtures("aws")
def test_a_role_is_assumed() -> None:
    role = "arn:aws:iam::999988887777:role/reader"
    access = open_access(Credentials(role_arn=role, regions=(REGION,)))
    assert access.account == "999988887777"
    assert (
        access.client("sts", REGION).get_caller_identity()["Arn"].startswith("arn:aws:sts::999988887777:assumed-role/")
    )


@pytest.mark.usefixtures("aws")
def test_a_client_is_made_once_and_retries_adaptively() -> None:
    access = open_access(Credentials(regions=(REGION,)))
    client = access.client("sns", REGION)
    assert client is access.client("sns", REGION)
    assert client.meta.config.retries == {"mode": "adaptive", "total_max_attempts": 7}


@pytest.mark.usefixtures("aws")
@pytest.mark.parametrize(
    ("service", "region", "known"),
    [
        ("kms", REGION, True),
        ("macie2", "mx-central-1", False),
        ("macie2", "zz-new-1", True),  # a Region that botocore doesn't know may have it
        ("chatbot", REGION, True),  # a service of which botocore lists no Region may be anywhere
    ],
)
def test_where_a_service_is_known_to_be(service: str, region: str, known: bool) -> None:  # noqa: FBT001
    assert open_access(Credentials(regions=(REGION,))).has_endpoint(service, region) is known


def test_a_profile_that_does_not_exist(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    with pytest.raises(UsageError, match="`audit`"):
        open_access(Credentials(profile="audit", regions=(REGION,)))


def test_no_credentials(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    for name in ("CONFIG_FILE", "SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(f"AWS_{name}", str(tmp_path / "nothing"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    with pytest.raises(UnreadableInputError, match="no AWS credentials"):
        open_access(Credentials(regions=(REGION,)))


@pytest.mark.parametrize(
    ("operation", "options", "told"),
    [
        ("GetCallerIdentity", Credentials(regions=(REGION,)), "didn't accept the credentials"),
        ("DescribeRegions", Credentials(all_regions=True), "can't be listed"),
    ],
)
@pytest.mark.usefixtures("aws")
def test_what_aws_refuses(monkeypatch: pytest.MonkeyPatch, operation: str, options: Credentials, told: str) -> None:
    build = session._build_client  # noqa: SLF001  the one place where clients come from

    def build_refusing(*given: object) -> BaseClient:
        client = build(*given)  # type: ignore[arg-type]
        client.meta.events.register("provide-client-params", refuse)
        return client

    def refuse(model: object, **_: object) -> None:
        if getattr(model, "name", "") == operation:
            raise faults.deny("sts", operation)

    monkeypatch.setattr(session, "_build_client", build_refusing)
    with pytest.raises(UnreadableInputError, match=told) as caught:
        open_access(options)
    assert isinstance(caught.value.__cause__, ClientError)


@pytest.mark.usefixtures("aws")
@pytest.mark.parametrize(
    ("region", "partition", "home"),
    [
        ("cn-north-1", "aws-cn", "cn-north-1"),
        ("us-gov-east-1", "aws-us-gov", "us-gov-west-1"),
        (REGION, "aws", "us-east-1"),
    ],
)
def test_global_services_are_called_where_the_partition_has_them(region: str, partition: str, home: str) -> None:
    access = Access(get_session(), account=ACCOUNT, regions=[region])
    assert (access.partition, access.home_region) == (partition, home)
