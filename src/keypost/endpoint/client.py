"""The endpoint as a client sees it: the environment of commands that use it, and how a running one is found.

Source of the variables: AWS SDKs and Tools Reference Guide, settings reference.
"""

import json
import os
from collections.abc import Mapping, Sequence
from http.client import HTTPConnection, HTTPException
from pathlib import PurePath

from keypost.endpoint.settings import Settings

HOST = "127.0.0.1"
# Nothing listens there: what a command sends past the endpoint ends on this machine.
_NOWHERE = "http://127.0.0.1:9"
_SECONDS = 2
_DROPPED = (
    "AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN", "AWS_ROLE_ARN",
    "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "AWS_CA_BUNDLE",
)  # fmt: skip
_OWN_ENDPOINTS = "AWS_ENDPOINT_URL_"


def build_environment(environment: Mapping[str, str], *, address: str, region: str) -> dict[str, str]:
    """Return the environment in which AWS's tools and SDKs use the endpoint, and can't reach AWS.

    Credentials and profiles of the machine are out of sight, and every proxy leads nowhere.
    """
    kept = {
        name: value
        for name, value in environment.items()
        if name not in _DROPPED and not name.startswith(_OWN_ENDPOINTS)
    }
    proxies = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy"), _NOWHERE)
    return {
        **kept, **proxies, "NO_PROXY": f"{HOST},localhost", "no_proxy": f"{HOST},localhost",
        "AWS_ENDPOINT_URL": address, "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": region, "AWS_DEFAULT_REGION": region, "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull, "AWS_EC2_METADATA_DISABLED": "true", "AWS_PAGER": "",
        "AWS_S3_USE_ARN_REGION": "true",
    }  # fmt: skip


def build_command(words: Sequence[str], *, address: str) -> list[str]:
    """Return the command to run: the AWS CLI is told the endpoint, for version 1 takes no variable for SQS."""
    is_cli = PurePath(words[0]).name in {"aws", "aws.exe", "aws.cmd"}
    if not is_cli or any(word.startswith("--endpoint-url") for word in words):
        return list(words)
    return [words[0], "--endpoint-url", address, *words[1:]]


def fetch_health(port: int) -> Settings | None:
    """Return how the endpoint at that port of this machine is set, None where there is none."""
    answer = fetch_page(port, "health")
    if answer is None or answer.get("status") != "ready":
        return None
    return Settings(str(answer["account"]), str(answer["region"]), port)


def fetch_page(port: int, page: str) -> dict[str, object] | None:
    """Return one of the endpoint's own pages, None where nobody answers."""
    connection = HTTPConnection(HOST, port, timeout=_SECONDS)
    try:
        connection.request("GET", f"/_keypost/{page}")
        data = json.loads(connection.getresponse().read())
    except (OSError, HTTPException, ValueError):
        return None
    finally:
        connection.close()
    return data if isinstance(data, dict) else None
