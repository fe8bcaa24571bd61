"""A local AWS for tests, and an account in it that is read as `keypost collect` reads one."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import boto3
import pytest
from botocore.client import BaseClient
from moto import mock_aws

from keypost.estate.estate import Reading
from keypost.readers.live.all import PARTS
from keypost.readers.live.collect import Collected, collect
from keypost.readers.live.part import Part
from keypost.readers.live.session import Credentials, open_access
from keypost.readers.options import ReadOptions
from keypost.readers.read import read_paths
from keypost.readers.snapshot.store import Store
from tests.readers.unserved import nothing_unserved

ACCOUNT, REGION = "123456789012", "eu-west-1"


@contextmanager
def local_aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], BaseClient]]:
    """Stand in for AWS while it lasts; gives a maker of clients."""
    for name, value in (("ACCESS_KEY_ID", "test"), ("SECRET_ACCESS_KEY", "test"), ("EC2_METADATA_DISABLED", "true")):
        monkeypatch.setenv(f"AWS_{name}", value)
    for name in ("AWS_PROFILE", "AWS_DEFAULT_REGION", "AWS_REGION", "AWS_CONFIG_FILE"):
        monkeypatch.delenv(name, raising=False)
    with mock_aws(config={"lambda": {"use_docker": False}}), nothing_unserved():
        yield lambda service: boto3.client(service, region_name=REGION)


def collect_into(folder: Path, *, parts: Sequence[Part] = PARTS, regions: Sequence[str] = (REGION,)) -> Collected:
    """Read the local account into a snapshot."""
    access = open_access(Credentials(regions=regions))
    return collect(Store(str(folder)), [access], parts, progress=lambda *_: None)


def read_snapshot(folder: Path) -> Reading:
    """Read a snapshot as `keypost check` does."""
    return read_paths([str(folder)], ReadOptions())


def read_account(folder: Path, *, parts: Sequence[Part] = PARTS) -> Reading:
    """Read the local account through a snapshot."""
    collect_into(folder, parts=parts)
    return read_snapshot(folder)
