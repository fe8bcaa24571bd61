"""`keypost_local`, a pytest fixture: an endpoint, empty for each test, that boto3 and subprocesses of the test find.

pytest loads this module wherever Keypost is installed: it imports nothing that other tests would wait for.
"""

import os
from collections.abc import Iterator

import pytest

from keypost.named import TYPE_CHECKING

if TYPE_CHECKING:
    from botocore.client import BaseClient

    from keypost.endpoint.server import Server


class LocalEndpoint:
    """The running endpoint of a test."""

    def __init__(self, server: "Server") -> None:
        """Take the server."""
        self._server = server
        self.address = server.address
        self.account = server.front.settings.account
        self.region = server.front.settings.region

    def client(
        self,
        service: str,
        *,
        access_key: str = "test",
        secret: str = "test",  # noqa: S107 -- public
        token: str | None = None,
        region: str = "",
    ) -> "BaseClient":
        """Return a client of the service, as boto3 has them: by default the account's root user's."""
        from botocore.session import Session

        return Session().create_client(
            service, endpoint_url=self.address, region_name=region or self.region, aws_access_key_id=access_key,
            aws_secret_access_key=secret, aws_session_token=token,
        )  # fmt: skip

    def reset(self) -> None:
        """Forget everything that was created."""
        self._server.front.reset()


@pytest.fixture(scope="session")
def keypost_local_server() -> Iterator["Server"]:
    """The server that all tests of a process share."""
    from keypost.endpoint.requirements import require_packages

    require_packages()
    from keypost.endpoint.server import Server
    from keypost.endpoint.settings import Settings

    server = Server(Settings())
    server.start()
    yield server
    server.stop()


@pytest.fixture
def keypost_local(keypost_local_server: "Server", monkeypatch: pytest.MonkeyPatch) -> LocalEndpoint:
    """An empty endpoint; the environment leads AWS's tools and SDKs to it, and nowhere else."""
    from keypost.endpoint.client import build_environment

    keypost_local_server.front.reset()
    endpoint = LocalEndpoint(keypost_local_server)
    told = build_environment(os.environ, address=endpoint.address, region=endpoint.region)
    for name in set(os.environ) - set(told):
        monkeypatch.delenv(name)
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    return endpoint
