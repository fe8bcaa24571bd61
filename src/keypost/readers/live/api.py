"""The calls of one part: made with retries, told apart where they fail, and never more than the part declares."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import Executor

from botocore import xform_name
from botocore.client import BaseClient
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    CredentialRetrievalError,
    EndpointConnectionError,
    NoCredentialsError,
    PaginationError,
    SSOError,
    TokenRetrievalError,
)
from botocore.parsers import ResponseParserError

from keypost.errors import UnreadableInputError
from keypost.named import TYPE_CHECKING
from keypost.readers.live.faults import EXPIRED, classify, read_error
from keypost.readers.live.reply import Item, Reply
from keypost.readers.snapshot.manifest import Scope
from keypost.readers.snapshot.record import Fault, Missed, Record
from keypost.text import Text
from keypost.unknown import Unread

if TYPE_CHECKING:
    from typing import TypeVar

    T = TypeVar("T")

FAILURES = (BotoCoreError, ClientError, ResponseParserError)
NOT_UNDERSTOOD = (AttributeError, KeyError, TypeError)
_NO_MORE_CREDENTIALS = (CredentialRetrievalError, NoCredentialsError, SSOError, TokenRetrievalError)
_LONGEST_MESSAGE = 300

_EXPIRED = Text(
    en="the credentials are no longer accepted ({code})", ja="認証情報が受け付けられなくなりました ({code})"
)
_SIGN_IN = Text(
    en="Sign in again and run the same command: what has been read is kept.",
    ja="もう一度サインインして同じコマンドを実行してください。取得済みの部分は残っています。",
)


# What an answer calls the next page, and how it is asked for, where botocore has no paginator.
_TOKENS = (
    ("NextToken", "NextToken"),
    ("NextContinuationToken", "ContinuationToken"),
    ("NextMarker", "Marker"),
    ("NextMarker", "NextMarker"),
)

# The same for Firehose, whose next page begins behind the last name of this one.
_HAS_MORE, _NAMES, _BEHIND = "HasMoreDeliveryStreams", "DeliveryStreamNames", "ExclusiveStartDeliveryStreamName"


class GoneError(Exception):
    """The resource that is being read was removed."""


class Api:
    """Makes the calls of one part, in one account and Region. `missed` are those that told nothing."""

    def __init__(
        self, client: BaseClient, calls: Mapping[str, str], *, scope: Scope, partition: str, pool: Executor,
        has_endpoint: bool = True,
    ) -> None:  # fmt: skip
        """Take the client, the operations that may be called with their IAM actions, and the pool of `each`.

        `has_endpoint` says whether the service is known to be in the Region: one that isn't gives no answer either.
        """
        self._client, self._calls, self._pool, self._has_endpoint = client, calls, pool, has_endpoint
        self._service = client.meta.service_model.service_name
        self.account, self.region, self.partition = scope.account, scope.region, partition
        self.missed: list[Missed] = []

    def action(self, operation: str) -> str:
        """Return the IAM action that an operation of this part needs."""
        return self._calls[operation]

    def call(self, operation: str, *, about: str = "", absent: Iterable[str] = (), **parameters: object) -> Reply:
        """Make one call about a resource; errors that begin with one of `absent` mean that nothing is set.

        Raises:
            GoneError: the resource was removed.
            UnreadableInputError: the credentials are no longer accepted.
        """
        self.action(operation)
        try:
            answer = getattr(self._client, xform_name(operation))(**parameters)
        except FAILURES as error:
            if _tell(error).startswith(tuple(absent)):
                return Reply({}, about=about)
            fault = self._miss(operation, error, about=about)
            if fault is Fault.GONE and about:
                raise GoneError(about) from error
            return Reply({}, about=about, fault=fault)
        return Reply(answer, about=about)

    def pages(self, operation: str, *, about: str = "", **parameters: object) -> Iterator[Item]:
        """Yield the pages of a listing, up to one that can't be read.

        Raises:
            UnreadableInputError: the credentials are no longer accepted.
        """
        self.action(operation)
        try:
            yield from self._turn(xform_name(operation), parameters)
        except FAILURES as error:
            self._miss(operation, error, about=about)

    def items(self, operation: str, member: str, *, about: str = "", **parameters: object) -> Iterator[Item]:
        """Yield the elements of a listing."""
        for page in self.pages(operation, about=about, **parameters):
            listed = page.get(member)
            yield from listed if isinstance(listed, list) else ()

    def whole(self, operation: str, member: str, *, about: str, **parameters: object) -> list[Item] | Unread:
        """Return all elements of a listing about a resource; Unread where one of its pages is missing.

        Raises:
            GoneError: the resource was removed.
            UnreadableInputError: the credentials are no longer accepted.
        """
        self.action(operation)
        try:
            pages = list(self._turn(xform_name(operation), parameters))
        except FAILURES as error:
            fault = self._miss(operation, error, about=about)
            if fault is Fault.GONE:
                raise GoneError(about) from error
            return Unread(fault.why, f"{about} {member}")
        return [item for page in pages if isinstance(listed := page.get(member), list) for item in listed]

    def each(self, items: "Iterable[T]", fetch: "Callable[[Api, T], Iterable[Record]]") -> Iterator[Record]:
        """Yield what `fetch` reads of each item, several at a time, in the items' order; one that is gone is none."""
        for records in self._pool.map(lambda item: self._fetch_one(item, fetch), items):
            yield from records

    def arn(self, service: str, resource: str, *, region: str | None = None) -> str:
        """Return the ARN of a resource here, of which AWS tells only the name; `region` is empty for a global one."""
        place = self.region if region is None else region
        return f"arn:{self.partition}:{service}:{place}:{self.account}:{resource}"

    def _fetch_one(self, item: "T", fetch: "Callable[[Api, T], Iterable[Record]]") -> list[Record]:
        records: list[Record] = []
        try:
            records.extend(self.guard(fetch(self, item)))
        except GoneError:
            return []
        return records

    def guard(self, records: Iterable[Record]) -> Iterator[Record]:
        """Yield the records, up to an answer that lacks what it should have."""
        try:
            yield from records
        except NOT_UNDERSTOOD as error:
            call = f"{self._service}:*"
            told = str(error)[:_LONGEST_MESSAGE]
            self.missed.append(Missed(call, call, "", Fault.NOT_UNDERSTOOD, type(error).__name__, told))

    def _turn(self, method: str, parameters: Mapping[str, object]) -> Iterator[Item]:
        if self._client.can_paginate(method):
            yield from self._client.get_paginator(method).paginate(**parameters)
            return
        token: Mapping[str, object] = {}
        inputs = self._inputs(method)
        while True:
            page: Mapping[str, object] = getattr(self._client, method)(**parameters, **token)
            yield page
            following = _following(page, asked=inputs)
            if not following:
                return
            if following == token:
                raise PaginationError(message="the same page again")
            token = following

    def _inputs(self, method: str) -> Collection[str]:
        operation = self._client.meta.method_to_api_mapping[method]
        shape = self._client.meta.service_model.operation_model(operation).input_shape
        return shape.members.keys() if shape else ()

    def _miss(self, operation: str, error: Exception, *, about: str) -> Fault:
        code, message, fault = type(error).__name__, "", Fault.UNREACHABLE
        if isinstance(error, ClientError):
            code, message, status = read_error(error.response)
            fault = classify(code, status=status)
        elif isinstance(error, EndpointConnectionError) and not self._has_endpoint:
            fault = Fault.NOT_OFFERED
        if code in EXPIRED or isinstance(error, _NO_MORE_CREDENTIALS):
            raise UnreadableInputError(_EXPIRED.fill(code=code), hint=_SIGN_IN) from error
        call = f"{self._service}:{operation}"
        told = message[:_LONGEST_MESSAGE]
        self.missed.append(Missed(call, self.action(operation), about, fault, code, told))
        return fault


def _tell(error: Exception) -> str:
    """Return an error as `code: message`."""
    if not isinstance(error, ClientError):
        return type(error).__name__
    code, message, _ = read_error(error.response)
    return f"{code}: {message}"


def _following(page: Item, *, asked: Collection[str]) -> dict[str, object]:
    """Return what asks for the page behind this one, in the names that the operation takes; nothing for the last."""
    if page.get(_HAS_MORE):
        if not page.get(_NAMES):
            raise PaginationError(message="an empty page that isn't the last")
        return {_BEHIND: page[_NAMES][-1]}
    return {name: page[told] for told, name in _TOKENS if page.get(told) and name in asked}
