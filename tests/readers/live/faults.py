"""Makes calls fail: each one that a collect makes, in turn, in one of several ways."""

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError, EndpointConnectionError
from botocore.parsers import ResponseParserError
from botocore.session import get_session

from keypost.readers.live.all import PARTS
from keypost.readers.live.collect import collect
from keypost.readers.live.session import Access, Credentials, open_access
from keypost.readers.snapshot.store import Store
from tests.readers.live.account import REGION

Fault = Callable[[str, str], BaseException]
# What each service says of something that isn't there any more.
_GONE = {
    "kms": "NotFoundException",
    "sns": "NotFound",
    "sqs": "AWS.SimpleQueueService.NonExistentQueue",
    "s3": "NoSuchBucket",
    "iam": "NoSuchEntity",
}


def deny(service: str, operation: str) -> ClientError:
    """Return AWS's answer to whoever lacks the permission."""
    code = {"sns": "AuthorizationError", "s3": "AccessDenied", "iam": "AccessDenied"}.get(service)
    return _refuse(code or "AccessDeniedException", operation, status=403)


def throttle(service: str, operation: str) -> ClientError:
    """Return AWS's answer to whoever asks too often."""
    return _refuse("SlowDown" if service == "s3" else "ThrottlingException", operation, status=400)


def break_down(service: str, operation: str) -> ClientError:
    """Return AWS's answer when something breaks there."""
    del service
    return _refuse("InternalFailure", operation, status=500)


def remove(service: str, operation: str) -> ClientError:
    """Return AWS's answer about something that was removed in between."""
    return _refuse(_GONE.get(service, "ResourceNotFoundException"), operation, status=404)


def disconnect(service: str, operation: str) -> EndpointConnectionError:
    """Return what a network that is down gives."""
    del operation
    return EndpointConnectionError(endpoint_url=f"https://{service}.{REGION}.amazonaws.com/")


def garble(service: str, operation: str) -> ResponseParserError:
    """Return what half an answer gives."""
    del service, operation
    return ResponseParserError("unexpected end of data")


def expire(service: str, operation: str) -> ClientError:
    """Return AWS's answer to credentials that have expired."""
    del service
    return _refuse("ExpiredToken", operation, status=403)


def interrupt(service: str, operation: str) -> KeyboardInterrupt:
    """Return what Ctrl-C raises."""
    del service, operation
    return KeyboardInterrupt()


def _refuse(code: str, operation: str, *, status: int) -> ClientError:
    response = {"Error": {"Code": code, "Message": "no"}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(response, operation)  # type: ignore[arg-type,unused-ignore]


class FaultyAccount:
    """The local account, in which one call can be made to fail; `calls` are those of the first collect."""

    def __init__(self) -> None:
        """Listen to every client that is made for the account."""
        self.access: Access = open_access(Credentials(regions=(REGION,)))
        self.calls: dict[str, str] = {}
        self._failing: tuple[str, Fault] | None = None
        self._cut: str | None = None
        self._listens = True
        self.access.session.register("provide-client-params", self._before)
        self.access.session.register("after-call", self._after)

    def collect(self, folder: Path) -> None:
        """Read what the folder doesn't hold yet."""
        collect(Store(str(folder)), [self.access], PARTS, progress=lambda *_: None)
        self._listens = False

    def collect_again(self, baseline: Path, folder: Path, *, call: str) -> Path:
        """Read the part that makes a call once more, beside what a baseline holds of all others."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(baseline, folder)
        part = next(one for one in PARTS if call.split(maxsplit=1)[0].removeprefix(f"{one.service}:") in one.calls)
        for file in folder.glob(f"*/*/{part.name}.jsonl"):
            file.unlink()
        self.collect(folder)
        return folder

    @contextmanager
    def failing(self, call: str, fault: Fault) -> Iterator[None]:
        """Make a call fail while this lasts."""
        self._failing = (call, fault)
        try:
            yield
        finally:
            self._failing = None

    @contextmanager
    def cut(self, call: str) -> Iterator[None]:
        """Give half of a listing while this lasts, and throttle whoever asks for the rest."""
        self._cut = call
        try:
            yield
        finally:
            self._cut = None

    def _before(self, params: Mapping[str, object], model: Any, **_: object) -> None:
        service, operation = model.service_model.service_name, model.name
        if "more" in params.values():
            raise throttle(service, operation)
        call = f"{service}:{operation} {json.dumps(params, sort_keys=True)}"
        if self._listens:
            self.calls[call] = operation
        if self._failing and self._failing[0] == call:
            raise self._failing[1](service, operation)

    def _after(self, parsed: dict[str, Any], model: Any, **_: object) -> None:
        if self._cut is None or not self._cut.startswith(f"{model.service_model.service_name}:{model.name} "):
            return
        token, flag = find_token(model.service_model.service_name, model.name)
        for member in [name for name, value in parsed.items() if isinstance(value, list)]:
            parsed[member] = parsed[member][: len(parsed[member]) // 2]
        parsed[token] = "more"
        if flag:
            parsed[flag] = True


def find_token(service: str, operation: str) -> tuple[str, str | None]:
    """Return what a listing calls its next page, and what says that there is one."""
    if operation == "ListDeliveryStreams":
        return "HasMoreDeliveryStreams", None
    try:
        described = get_session().get_paginator_model(service).get_paginator(operation)
    except ValueError:
        return "NextContinuationToken" if service == "s3" else "NextToken", None
    token = described["output_token"]
    return token if isinstance(token, str) else token[0], described.get("more_results")
